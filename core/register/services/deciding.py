"""Verbs of officers about applications: take, ask for more, propose, and decide by a second officer."""

from collections.abc import Sequence
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, NotPermitted, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import against_deciding, overtaken, told_apart
from councilkit.register.services.admission import carry_out
from councilkit.register.services.entering import before, known_person, refuse_entry
from councilkit.register.services.making import present
from councilkit.register.services.reading import (
    ASKED,
    Row,
    is_own,
    read,
    read_checks,
    refuse_unsettled,
    undecided,
)
from councilkit.register.services.recusal import OWN, require_officer
from councilkit.register.services.registrations import open_application
from councilkit.register.services.sending import OPEN_ALREADY
from councilkit.register.tables import applications
from councilkit.wording import N_, Sentence

NO_GROUNDS = N_("Not every rule is met. Say why it can be accepted, or ask for more.")
SINCE_OPEN = N_("A rule is not met, or a person must judge it, and no reason was given. Send it back for the reason.")

NO_ENTRY = N_("This application is about a registration, so it belongs to the person of that one. Nothing was changed.")
NO_RETURN = N_("This person has no registration in this register to come back to. Nothing was changed.")
NOTHING_PROPOSED = {"proposal": None, "proposed_by": None, "proposed_at": None, "reasons": ""}


def assign(ctx: Context, application_ids: Sequence[str], owner: str | None) -> int:
    """Give applications to an officer, or to nobody; returns how many changed hands."""
    require(ctx, "register.propose")
    changed = 0
    for application_id in application_ids:
        with ctx.change("register.assign", application_id) as change:
            if undecided(change, application_id)["owner"] != owner:
                change.update(applications, application_id, {"owner": owner})
                changed += 1
    return changed


def link_person(ctx: Context, application_id: str, person_id: str, version: int) -> None:
    """Say that the applicant is somebody whom the register knows already."""
    _refuse_own(ctx, application_id, person_id)
    with ctx.change("register.link_applicant", application_id) as change:
        part = _entry(change, application_id)["part"]
        person = known_person(change.connection, person_id)
        refuse_entry(ctx, change.connection, person["id"], part)
        change.update(applications, application_id, {"person_id": person["id"]}, version=version)


def turn_into_return(ctx: Context, application_id: str, person_id: str, version: int) -> None:
    """Make an application for entry one to return: the applicant was on this part of the register before.

    What was proposed about an entry is proposed no more: fees, waits and rules are those of a return from now on.
    """
    _refuse_own(ctx, application_id, person_id)
    with ctx.change("register.turn_into_return", application_id) as change:
        part = _entry(change, application_id)["part"]
        person = known_person(change.connection, person_id)
        registration = before(ctx, change.connection, person["id"], part)
        if registration is None:
            raise Problem(NO_RETURN)
        other = open_application(change.connection, registration)
        if other is not None:
            raise Problem(Sentence(OPEN_ALREADY, reference=other["reference"]))
        about = {"kind": "restoration", "person_id": person["id"], "registration_id": registration["id"]}
        change.update(applications, application_id, about | NOTHING_PROPOSED, version=version)


def _refuse_own(ctx: Context, application_id: str, person_id: str) -> None:
    """Raise NotPermitted unless the actor may say who an applicant is, and neither is the actor."""
    require_officer(ctx, "register.propose", person_id)
    if is_own(ctx, read(ctx, application_id)):
        raise NotPermitted(OWN)


def _entry(change: Any, application_id: str) -> Row:
    """An application for entry that is not decided yet; others belong to a registration, and so to its person."""
    found = undecided(change, application_id)
    if found["kind"] != "entry":
        raise Problem(NO_ENTRY)
    return found


def tell_apart(ctx: Context, application_id: str, person_id: str, version: int) -> None:
    """Say that the applicant is somebody else than a person of the same name or email address."""
    _refuse_own(ctx, application_id, person_id)
    with ctx.change("register.tell_apart", application_id) as change:
        details = _entry(change, application_id)["details"]
        present(store.person(change.connection, person_id), N_("There is no such person. Go back and search again."))
        apart = sorted({*told_apart(details), person_id})
        change.update(applications, application_id, {"details": {**details, "somebody_else": apart}}, version=version)


def refuse_proposal(ctx: Context, application_id: str, data: Row) -> None:
    """Raise Problem where this cannot be proposed yet."""
    require(ctx, "register.propose")
    found = read(ctx, application_id)
    if is_own(ctx, found):
        raise NotPermitted("This is about yourself. Another officer must propose.")
    refuse_late(found, deciding=False)
    if data["proposal"] != "admit":
        return
    with ctx.reading() as connection:
        refuse_unsettled(ctx, connection, found)
    if not data.get("grounds") and has_open_rules(ctx, found):
        raise Problem(NO_GROUNDS, "grounds")


def refuse_late(application: Row, *, deciding: bool) -> None:
    """Raise Conflict where a proposal, or a decision about one, comes too late."""
    refusal = overtaken(application, deciding=deciding)
    if refusal:
        raise Conflict(refusal)


def has_open_rules(ctx: Context, application: Row) -> bool:
    """Whether any rule is not met by an application, or is left for a person to judge."""
    return any(check.result != "met" for check in read_checks(ctx, application)[0])


def propose(ctx: Context, application_id: str, data: Row) -> None:
    """Propose to accept or to refuse, or ask the applicant for more."""
    require(ctx, "register.propose")
    given = schemas.checked(schemas.ProposalSchema(), data, ctx.today())
    found = read(ctx, application_id)
    refuse_proposal(ctx, application_id, given)
    asking = given["proposal"] == "ask"
    with ctx.change(
        "register.ask" if asking else f"register.propose_{given['proposal']}", found["person_id"] or application_id
    ) as change:
        now = undecided(change, application_id)
        refuse_late(now, deciding=False)
        if given["proposal"] == "admit":
            refuse_unsettled(ctx, change.connection, now)
        values = _question(given) if asking else _proposal(ctx, given)
        change.update(
            applications, application_id, values | {"owner": found["owner"] or ctx.actor.id}, version=given["version"]
        )


def take_back(ctx: Context, application_id: str, version: int) -> None:
    """Take one's own proposal back, as long as nobody decided on it."""
    require(ctx, "register.propose")
    found = read(ctx, application_id)
    if found["proposed_by"] != ctx.actor.id:
        raise NotPermitted("Only the officer who proposed this can take it back.")
    with ctx.change("register.withdraw_proposal", found["person_id"] or application_id) as change:
        undecided(change, application_id)
        change.update(applications, application_id, NOTHING_PROPOSED, version=version)


def _question(given: Row) -> dict[str, Any]:
    lines = [ASKED[code] for code in given["asked"] if code != "other"] + (
        [given["asked_more"]] if given["asked_more"] else []
    )
    return {"asked": "\n".join(lines) or ASKED["other"], "asked_until": given["asked_until"], "answer": ""}


def _proposal(ctx: Context, given: Row) -> dict[str, Any]:
    return {
        "proposal": given["proposal"],
        "reasons": given["grounds" if given["proposal"] == "admit" else "reasons"] or "",
        "proposed_by": ctx.actor.id,
        "proposed_at": ctx.now(),
    }


def decide(ctx: Context, application_id: str, data: Row) -> str:
    """Agree to what another officer proposed, or send it back; returns admitted, refused or sent_back."""
    require(ctx, "register.decide")
    given = schemas.checked(schemas.DecisionSchema(), data, ctx.today())
    case = read(ctx, application_id)
    refuse_late(case, deciding=True)
    refusal = against_deciding(case, ctx.actor.id, own=is_own(ctx, case))
    if refusal:
        raise NotPermitted(refusal)
    outcome = _outcome(case["proposal"], given["decision"])
    if outcome == "admitted" and not case["reasons"] and has_open_rules(ctx, case):
        raise Problem(SINCE_OPEN, "decision")
    person_id = case["person_id"] or application_id
    with ctx.change(f"register.{outcome}_{case['kind']}", person_id) as change:
        now = undecided(change, application_id)
        if outcome == "admitted":
            refuse_unsettled(ctx, change.connection, now)
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
