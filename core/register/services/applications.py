"""Verbs about applications: send, ask for more, answer, propose, decide by a second officer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import Check, against_deciding, checks, state
from councilkit.register.model import Qualification, RegisterPart
from councilkit.register.names import search_name
from councilkit.register.services.admission import carry_out, keep_running, undo_keeping
from councilkit.register.services.making import once, present
from councilkit.register.services.orders import plain
from councilkit.register.services.registrations import (
    current,
    find_registration,
    insert_renewal,
    refuse_renewal,
)
from councilkit.register.tables import applications, registrations
from councilkit.register.terms import term
from councilkit.wording import N_

Row = Mapping[str, Any]
NO_APPLICATION = N_("There is no such application, or it is not yours. Go back and look again.")
ASKED = dict(schemas.ASKED)


def open_parts(ctx: Context) -> list[RegisterPart]:
    """The parts that take new people today."""
    today = ctx.today()
    return [
        p
        for p in ctx.catalogue.all(RegisterPart)
        if (p.opened is None or p.opened <= today) and (p.closed is None or today < p.closed)
    ]


def apply(ctx: Context, data: Row) -> str:
    """Send an application for entry, one's own or one that the office enters; returns its id."""
    own = _own(ctx)
    given = schemas.checked(schemas.ApplicationSchema(), data, ctx.today())
    part = next((p for p in open_parts(ctx) if p.code == given["part"]), None)
    if part is None:
        raise Problem("This register takes no new people. Choose another.", "part")
    person_id = ctx.actor.person_id if own else None
    _refuse_second(ctx, person_id, part.code)
    return _send(ctx, "entry", part.code, given, person_id=person_id)


def _own(ctx: Context) -> bool:
    """Whether the actor applies for themselves; a visitor must sign in first."""
    if permitted(ctx.actor, "register.apply"):
        return False
    if not ctx.actor.roles:
        raise NotPermitted("Sign in first, then send your application.")
    return True


def _refuse_second(ctx: Context, person_id: str | None, part: str) -> None:
    if person_id is None:
        return
    with ctx.reading() as connection:
        mine = [r for r in store.registrations_of(connection, person_id) if r["part"] == part]
    if mine:
        raise Problem(
            "You have an entry in this register already. Renew it, or apply to come back, on your page.", "part"
        )


def apply_back(ctx: Context, registration_id: str, data: Row) -> str:
    """Apply to come back to the register; returns the application's id."""
    registration = find_registration(ctx, registration_id)
    require(ctx, "register.apply", registration["person_id"])
    given = schemas.checked(schemas.RestorationSchema(), data, ctx.today())
    with ctx.reading() as connection:
        found = term(registration, store.events_of(connection, [registration_id]), ctx.today())
        orders = store.orders_of(connection, [registration_id])
    if (
        found is not None
        and found.running
        and not any(order["effect"] == "removed" and order["lifted_on"] is None for order in orders)
    ):
        raise Problem("This registration has not ended, so there is nothing to restore.")
    return _send(
        ctx,
        "restoration",
        registration["part"],
        given,
        person_id=registration["person_id"],
        registration_id=registration_id,
    )


def send_renewal(ctx: Context, registration_id: str, declared: Row, *, checked: bool, id: str | None = None) -> str:
    """Send a renewal with its declarations; `checked` means that every rule is met, so it holds at once.

    Otherwise an officer looks at it, and the registration does not lapse meanwhile. Returns the application's id.
    """
    registration = find_registration(ctx, registration_id)
    require(ctx, "register.renew", registration["person_id"])

    def make(chosen: str) -> None:
        with ctx.change("register.renew" if checked else "register.send_renewal", registration["person_id"]) as change:
            now = current(change, registration_id)
            _refuse_open(change, registration)
            refuse_renewal(ctx, change, now)
            row = _row(ctx, change, chosen, "renewal", now["part"], declared, now["person_id"], registration_id)
            if checked:
                change.insert(
                    applications, row | {"outcome": "admitted", "decided_by": "system", "decided_at": ctx.now()}
                )
                insert_renewal(ctx, change, now)
            else:
                row["details"]["ends"] = keep_running(ctx, change, now)
                change.insert(applications, row)
            change.update(registrations, registration_id, {})

    return once(ctx, applications, id, make)


def _refuse_open(change: Any, registration: Row) -> None:
    theirs = store.applications_of(change.connection, person_ids=[registration["person_id"]])
    if any(a["registration_id"] == registration["id"] and not a["outcome"] for a in theirs):
        raise Problem("You have sent this already. We are checking it: nothing more is needed.")


def _send(
    ctx: Context,
    kind: str,
    part: str,
    given: dict[str, Any],
    *,
    person_id: str | None,
    registration_id: str | None = None,
) -> str:
    id = given.pop("id")

    def make(chosen: str) -> None:
        with ctx.change(f"register.apply_{kind}", person_id or chosen) as change:
            if registration_id:
                _refuse_open(change, {"id": registration_id, "person_id": person_id})
            change.insert(applications, _row(ctx, change, chosen, kind, part, given, person_id, registration_id))

    return once(ctx, applications, id, make)


def _row(
    ctx: Context,
    change: Any,
    id: str,
    kind: str,
    part: str,
    given: Row,
    person_id: str | None,
    registration_id: str | None,
) -> dict[str, Any]:
    year = ctx.today().year
    number = store.next_number(change.connection, f"application:{year}")
    account = None if permitted(ctx.actor, "register.apply") else ctx.actor.id
    return {
        "id": id,
        "reference": f"A{year}-{number:05d}",
        "kind": kind,
        "part": part,
        "person_id": person_id,
        "registration_id": registration_id,
        "account_id": account,
        "details": plain(given),
        "received_at": ctx.now(),
    }


def read(ctx: Context, application_id: str) -> dict[str, Any]:
    """An application with its `state` and the `names` of the officers; applicants may read their own."""
    with ctx.reading() as connection:
        found = present(store.application(connection, application_id), NO_APPLICATION)
        names = store.decided_names(connection, [found])
    if not (permitted(ctx.actor, "register.read") or _mine(ctx, found)):
        raise NotFound(NO_APPLICATION)
    return {**found, "state": state(found), "names": names}


def _mine(ctx: Context, application: Row) -> bool:
    person = application["person_id"]
    return bool(ctx.actor.roles) and (
        application["account_id"] == ctx.actor.id or (person is not None and person == ctx.actor.person_id)
    )


def read_checks(ctx: Context, application: Row) -> tuple[list[Check], list[Row]]:
    """What the rules find in an application, and people who may be the same as the applicant."""
    require(ctx, "register.read")
    alike = [] if application["person_id"] else _lookalikes(ctx, application["details"])
    part = (
        ctx.catalogue.get(RegisterPart, application["part"])
        if ctx.catalogue.has(RegisterPart, application["part"])
        else None
    )
    if application["kind"] != "entry":
        return [], []
    return checks(application, part, ctx.catalogue.all(Qualification), alike, ctx.today()), alike


def _lookalikes(ctx: Context, details: Row) -> list[Row]:
    born = details.get("date_of_birth")
    name = search_name(details.get("given_names") or "", details.get("family_name") or "")
    with ctx.reading() as connection:
        return store.lookalikes(
            connection, name, date.fromisoformat(born) if born else None, details.get("email") or ""
        )


def link_person(ctx: Context, application_id: str, person_id: str, version: int) -> None:
    """Say that the applicant is somebody whom the register knows already."""
    require(ctx, "register.propose")
    with ctx.change("register.link_applicant", application_id) as change:
        _undecided(change, application_id)
        present(store.person(change.connection, person_id), N_("There is no such person. Go back and search again."))
        change.update(applications, application_id, {"person_id": person_id}, version=version)


def propose(ctx: Context, application_id: str, data: Row) -> None:
    """Propose to accept or to refuse, or ask the applicant for more."""
    require(ctx, "register.propose")
    given = schemas.checked(schemas.ProposalSchema(), data, ctx.today())
    found = read(ctx, application_id)
    if _mine(ctx, found):
        raise NotPermitted("This is about yourself. Another officer must propose.")
    asking = given["proposal"] == "ask"
    with ctx.change(
        "register.ask" if asking else f"register.propose_{given['proposal']}", found["person_id"] or application_id
    ) as change:
        if state(_undecided(change, application_id)) == "proposed":
            raise Conflict("Somebody proposed a decision already. Look again.")
        values = _question(given) if asking else _proposal(ctx, given)
        change.update(
            applications, application_id, values | {"owner": found["owner"] or ctx.actor.id}, version=given["version"]
        )


def _question(given: Row) -> dict[str, Any]:
    lines = [ASKED[code] for code in given["asked"] if code != "other"] + (
        [given["asked_more"]] if given["asked_more"] else []
    )
    return {"asked": "\n".join(lines) or ASKED["other"], "asked_until": given["asked_until"], "answer": ""}


def _proposal(ctx: Context, given: Row) -> dict[str, Any]:
    return {
        "proposal": given["proposal"],
        "reasons": given["reasons"] or "",
        "proposed_by": ctx.actor.id,
        "proposed_at": ctx.now(),
    }


def _undecided(change: Any, application_id: str) -> Row:
    found = present(store.application(change.connection, application_id, lock=True), NO_APPLICATION)
    if found["outcome"]:
        raise Conflict("This application was decided already. Nothing was changed.")
    return found


def decide(ctx: Context, application_id: str, data: Row) -> str:
    """Agree to what another officer proposed, or send it back; returns admitted, refused or sent_back."""
    require(ctx, "register.decide")
    given = schemas.checked(schemas.DecisionSchema(), data, ctx.today())
    case = read(ctx, application_id)
    if case["state"] not in ("proposed", "decided"):
        raise Conflict("Nothing is proposed here yet. Look again.")
    refusal = against_deciding(case, ctx.actor.id, ctx.actor.person_id)
    if refusal:
        raise NotPermitted(refusal)
    outcome = _outcome(case["proposal"], given["decision"])
    person_id = case["person_id"] or application_id
    with ctx.change(f"register.{outcome}_{case['kind']}", person_id) as change:
        _undecided(change, application_id)
        if outcome == "sent_back":
            change.update(
                applications, application_id, _cleared(change, application_id, given), version=given["version"]
            )
        else:
            values = {"outcome": outcome, "decided_by": ctx.actor.id, "decided_at": ctx.now()}
            decided = change.update(applications, application_id, values, version=given["version"])
            carry_out(ctx, change, decided)
    return outcome


def _outcome(proposal: str, decision: str) -> str:
    if decision != "agree":
        return "sent_back"
    return "admitted" if proposal == "admit" else "refused"


def _cleared(change: Any, application_id: str, given: Row) -> dict[str, Any]:
    change.rows.setdefault("note", []).append({"id": application_id, "text": given["note"]})
    return {"proposal": None, "proposed_by": None, "proposed_at": None}


def answer(ctx: Context, application_id: str, data: Row) -> None:
    """The applicant answers what the council asked."""
    given = schemas.checked(schemas.AnswerSchema(), data, ctx.today())
    found = read(ctx, application_id)
    with ctx.change("register.answer", found["person_id"] or application_id) as change:
        if state(_undecided(change, application_id)) != "asked":
            raise Problem("We are not waiting for an answer. Nothing more is needed.")
        change.update(applications, application_id, {"answer": given["answer"]}, version=given["version"])


def withdraw(ctx: Context, application_id: str, version: int) -> None:
    """The applicant, or the office for them, takes the application back."""
    found = read(ctx, application_id)
    if not _mine(ctx, found):
        require(ctx, "register.propose")
    with ctx.change("register.withdraw", found["person_id"] or application_id) as change:
        undo_keeping(ctx, change, _undecided(change, application_id))
        values = {"outcome": "withdrawn", "decided_at": ctx.now()}
        change.update(applications, application_id, values, version=version)


def assign(ctx: Context, application_ids: Sequence[str], owner: str | None) -> int:
    """Give applications to an officer, or to nobody; returns how many changed hands."""
    require(ctx, "register.propose")
    changed = 0
    for application_id in application_ids:
        with ctx.change("register.assign", application_id) as change:
            if _undecided(change, application_id)["owner"] != owner:
                change.update(applications, application_id, {"owner": owner})
                changed += 1
    return changed


def list_own(ctx: Context) -> list[dict[str, Any]]:
    """The actor's own applications, the latest first."""
    with ctx.reading() as connection:
        mine = store.applications_of(connection, account_id=ctx.actor.id)
        if ctx.actor.person_id:
            ids = store.same_person_ids(connection, ctx.actor.person_id)
            known = {found["id"] for found in mine}
            mine += [a for a in store.applications_of(connection, person_ids=ids) if a["id"] not in known]
    return [{**found, "state": state(found)} for found in sorted(mine, key=lambda a: a["received_at"], reverse=True)]
