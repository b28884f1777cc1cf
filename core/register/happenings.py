"""What happened, in words: a line of a history from a ledger entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from councilkit.ledger.model import Entry
from councilkit.wording import N_

WORDS: dict[str, str] = {
    "register.add_employment": N_("Employment added"),
    "register.add_name": N_("Name added"),
    "register.add_person": N_("Record made"),
    "register.add_qualification": N_("Qualification added"),
    "register.admitted_entry": N_("Admitted to the register"),
    "register.admitted_renewal": N_("Renewal accepted"),
    "register.admitted_restoration": N_("Back on the register"),
    "register.answer": N_("Answer sent"),
    "register.appeal": N_("Appeal recorded"),
    "register.appeal_answered": N_("Appeal answered"),
    "register.appeal_closed": N_("Outcome of an appeal recorded"),
    "register.apply_again": N_("Application to be decided again, because of an appeal"),
    "register.apply_entry": N_("Application sent"),
    "register.apply_restoration": N_("Application to come back sent"),
    "register.ask": N_("More was asked for"),
    "register.assign": N_("Given to an officer"),
    "register.change_agreed": N_("Order changed"),
    "register.change_person": N_("Record changed"),
    "register.close_report": N_("Report of an employer dealt with"),
    "register.details": N_("Contact details confirmed or changed"),
    "register.died": N_("Death recorded"),
    "register.end_employment": N_("Employment ended"),
    "register.endorse": N_("Employer answered"),
    "register.extend": N_("Registration extended"),
    "register.lapse_agreed": N_("Renewal held open no longer"),
    "register.left": N_("Left the register"),
    "register.lift_agreed": N_("Order lifted"),
    "register.link_applicant": N_("Applicant recognised"),
    "register.merge": N_("Two records made one"),
    "register.order_agreed": N_("Order made"),
    "register.propose_admit": N_("Acceptance proposed"),
    "register.propose_change": N_("Change of an order proposed"),
    "register.propose_duplicate": N_("Possible duplicate noted"),
    "register.propose_lapse": N_("End of a renewal that is held open proposed"),
    "register.propose_lift": N_("Lifting of an order proposed"),
    "register.propose_order": N_("Order proposed"),
    "register.propose_refuse": N_("Refusal proposed"),
    "register.propose_removal": N_("Removal proposed"),
    "register.propose_stay": N_("Taking back of an end proposed"),
    "register.refused_entry": N_("Application refused"),
    "register.refused_renewal": N_("Renewal refused"),
    "register.refused_restoration": N_("Return refused"),
    "register.removal_agreed": N_("Removed from the register"),
    "register.remove_name": N_("Name removed"),
    "register.renew": N_("Renewed"),
    "register.send_renewal": N_("Renewal sent"),
    "register.sent_back_entry": N_("Proposal sent back"),
    "register.sent_back_renewal": N_("Proposal sent back"),
    "register.sent_back_restoration": N_("Proposal sent back"),
    "register.settle_duplicate": N_("Possible duplicate settled: two people"),
    "register.stay": N_("End of the registration taken back"),
    "register.stay_agreed": N_("End of the registration taken back by two officers"),
    "register.tell_apart": N_("Applicant told apart from somebody of the register"),
    "register.turn_into_return": N_("Application turned into one to return"),
    "register.undo_merge": N_("Merge undone"),
    "register.withdraw": N_("Application withdrawn"),
    "register.withdraw_proposal": N_("Proposal withdrawn"),
}
SENT_BACK = N_("Proposal sent back")


@dataclass(frozen=True)
class Happening:
    """One line of a history."""

    title: str
    who: str
    when: datetime
    text: str = ""
    changed: tuple[str, ...] = ()


def words_of(action: str, more: Mapping[str, str] | None = None) -> str:
    """An action in words; what no list knows is told by its own name."""
    if action.endswith("_sent_back"):
        return SENT_BACK
    room, _, verb = action.partition(".")
    return WORDS.get(action) or (more or {}).get(action) or f"{room.capitalize()}: {verb.replace('_', ' ')}"


def by_employer(action: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bool:
    """Whether an employer did it, and not the council; `rows` are those that the action wrote, by table."""
    if action == "standing.confirm":
        return any(row.get("confirmed_by") == "employer" for row in rows.get("conditions", ()))
    return action == "register.endorse" or action.startswith(("employers.", "pathways.endorse_"))


def moment_of(entry: Entry) -> datetime:
    """When an entry was recorded."""
    return datetime.fromisoformat(entry.recorded_at)


def for_office(entry: Entry, names: Mapping[str, str], more: Mapping[str, str] | None = None) -> Happening:
    """An entry as officers read it, with the name of who did it and the note they left."""
    who = names.get(entry.actor) or ("councilkit" if entry.actor == "system" else entry.actor[:8])
    told = (("note", "text"), ("employer_reports", "done"))
    note = " ".join(str(row[name]) for rows, name in told for row in entry.rows.get(rows, ()) if row.get(name))
    return Happening(words_of(entry.action, more), who, moment_of(entry), note)
