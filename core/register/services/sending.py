"""Verbs of applicants: send, answer, take back."""

from datetime import date
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotPermitted, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import state
from councilkit.register.names import search_name
from councilkit.register.services.admission import KEPT, keep_running, undo_keeping
from councilkit.register.services.entering import known_person
from councilkit.register.services.making import NO_REGISTRATION, once, present
from councilkit.register.services.orders import plain
from councilkit.register.services.reading import Row, is_own, open_parts, read, undecided
from councilkit.register.services.registrations import (
    current,
    find_registration,
    insert_renewal,
    open_application,
    refuse_renewal,
    refuse_return,
    term_now,
)
from councilkit.register.tables import applications, registrations
from councilkit.register.terms import held_for
from councilkit.wording import N_, Sentence


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
        known = known_person(connection, person_id)
        mine = [r for r in store.registrations_of(connection, known["id"]) if r["part"] == part]
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
        refuse_return(ctx, connection, registration)
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
        with ctx.change("register.send_renewal", registration["person_id"]) as change:
            insert_sent_renewal(ctx, change, current(change, registration_id), declared, checked=checked, id=chosen)

    return once(ctx, applications, id, make)


def insert_sent_renewal(ctx: Context, change: Any, registration: Row, declared: Row, *, checked: bool, id: str) -> None:
    """Write a renewal that was sent, inside a change that then is called by what became of it."""
    refuse_open(change, registration)
    refuse_renewal(ctx, change, registration)
    person_id = registration["person_id"]
    row = _row(ctx, change, id, "renewal", registration["part"], declared, person_id, registration["id"])
    if checked:
        change.action, change.effective_on = "register.renew", ctx.today()
        change.insert(applications, row | {"outcome": "admitted", "decided_by": "system", "decided_at": ctx.now()})
        insert_renewal(ctx, change, registration)
    else:
        change.action = "register.send_renewal"
        keep_running(ctx, change, registration)
        change.insert(applications, row)
    change.update(registrations, registration["id"], {})


def refuse_open(change: Any, registration: Row) -> None:
    """Raise Problem while an application about this registration is not decided."""
    if open_application(change.connection, registration):
        raise Problem("You have sent this already. We are checking it: nothing more is needed.")


SENT_ALREADY = N_("You have sent an application for this register already: %(reference)s. It is not decided yet.")
OPEN_ALREADY = N_(
    "An application of this person for this register is open already: %(reference)s. Go on with that one."
)


def _refuse_repeated(change: Any, row: Row) -> None:
    """Raise Problem where the same applicant has an open application for the same part."""
    other = _open_entry(change, row)
    if other is not None:
        sentence = OPEN_ALREADY if row["account_id"] is None else SENT_ALREADY
        raise Problem(Sentence(sentence, reference=other["reference"]), "part")


def _open_entry(change: Any, row: Row) -> Row | None:
    """Another application to enter or come back to the same part, by the same applicant, that is not decided yet."""
    others = store.open_entries(change.connection, row["part"])
    return next((each for each in others if each["id"] != row["id"] and _same_applicant(each, row)), None)


def insert_again(ctx: Context, change: Any, refused: Row) -> str:
    """Write a refused application anew inside a change, with the same applicant and details; returns its id.

    Where another one of theirs is open already, nothing is written and that one's id is returned. A renewal that is
    decided again holds the term open, as it did before it was refused.
    """
    person_id, registration_id = refused["person_id"], refused["registration_id"]
    if registration_id:
        other = open_application(change.connection, {"id": registration_id, "person_id": person_id})
    else:
        other = _open_entry(change, refused)
    if other is not None:
        return str(other["id"])
    if refused["kind"] == "renewal":
        keep_running(ctx, change, current(change, registration_id))
    about = (refused["kind"], refused["part"], refused["details"], person_id, registration_id)
    row = _row(ctx, change, new_id(), *about) | {"account_id": refused["account_id"], "owner": ctx.actor.id}
    return str(change.insert(applications, row))


def _same_applicant(one: Row, other: Row) -> bool:
    """By account or record; by name and day of birth only where the office enters it and may know of the other."""
    if any(one[key] is not None and one[key] == other[key] for key in ("account_id", "person_id")):
        return True
    born = one["details"].get("date_of_birth")
    same_day = born is not None and born == other["details"].get("date_of_birth")
    return other["account_id"] is None and same_day and _name(one) == _name(other)


def _name(application: Row) -> str:
    details = application["details"]
    return search_name(details.get("given_names") or "", details.get("family_name") or "")


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
                refuse_open(change, {"id": registration_id, "person_id": person_id})
            row = _row(ctx, change, chosen, kind, part, given, person_id, registration_id)
            if kind == "entry":
                _refuse_repeated(change, row)
            change.insert(applications, row)

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


def answer(ctx: Context, application_id: str, data: Row) -> None:
    """The applicant, or the office for them, answers what the council asked."""
    given = schemas.checked(schemas.AnswerSchema(), data, ctx.today())
    found = _for_the_applicant(ctx, application_id)
    with ctx.change("register.answer", found["person_id"] or application_id) as change:
        if state(undecided(change, application_id)) != "asked":
            raise Problem("We are not waiting for an answer. Nothing more is needed.")
        change.update(applications, application_id, {"answer": given["answer"]}, version=given["version"])


def end_without(ctx: Context, application: Row) -> date | None:
    """The last day of a registration once this renewal of it is taken back; None where it does not end by that."""
    if application["kind"] != "renewal":
        return None
    with ctx.reading() as connection:
        registration = present(store.registration(connection, application["registration_id"]), NO_REGISTRATION)
        events = store.events_of(connection, [registration["id"]])
        found = term_now(ctx, connection, registration)
    held = held_for(events, ctx.today())
    if found is None or not found.running or found.regular_end is None or set(held) - {KEPT}:
        return None
    return found.until or max(found.regular_end, ctx.today())


def withdraw(ctx: Context, application_id: str, version: int) -> None:
    """The applicant, or the office for them, takes the application back."""
    found = _for_the_applicant(ctx, application_id)
    with ctx.change("register.withdraw", found["person_id"] or application_id) as change:
        undo_keeping(ctx, change, undecided(change, application_id))
        values = {"outcome": "withdrawn", "decided_at": ctx.now()}
        change.update(applications, application_id, values, version=version)


def _for_the_applicant(ctx: Context, application_id: str) -> Row:
    """The application, to one who may act for the applicant: themselves, or an officer who may propose."""
    found = read(ctx, application_id)
    if not is_own(ctx, found):
        require(ctx, "register.propose")
    return found
