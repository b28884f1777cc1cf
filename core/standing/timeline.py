"""What happened to a person, in words: the ledger's entries with who did it and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.ledger.model import Entry
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store as register_store
from councilkit.wording import N_, Sentence

MOST = 200

WORDS: dict[str, str] = {
    "accounts.claim": N_("Account made"),
    "accounts.claim_link": N_("Link for an account sent"),
    "cpd.change": N_("Learning changed"),
    "cpd.log": N_("Learning logged"),
    "cpd.restore": N_("Learning put back"),
    "cpd.withdraw": N_("Learning removed"),
    "ledger.redact": N_("History erased"),
    "register.add_employment": N_("Employment added"),
    "register.add_name": N_("Name added"),
    "register.add_person": N_("Record made"),
    "register.add_qualification": N_("Qualification added"),
    "register.admitted_entry": N_("Admitted to the register"),
    "register.admitted_renewal": N_("Renewal accepted"),
    "register.admitted_restoration": N_("Back on the register"),
    "register.answer": N_("Answer sent"),
    "register.apply_entry": N_("Application sent"),
    "register.apply_restoration": N_("Application to come back sent"),
    "register.ask": N_("More was asked for"),
    "register.assign": N_("Given to an officer"),
    "register.change_agreed": N_("Order changed"),
    "register.change_person": N_("Record changed"),
    "register.details": N_("Contact details confirmed or changed"),
    "register.died": N_("Death recorded"),
    "register.end_employment": N_("Employment ended"),
    "register.extend": N_("Registration extended"),
    "register.left": N_("Left the register"),
    "register.lift_agreed": N_("Order lifted"),
    "register.link_applicant": N_("Applicant recognised"),
    "register.merge": N_("Two records made one"),
    "register.order_agreed": N_("Order made"),
    "register.propose_admit": N_("Acceptance proposed"),
    "register.propose_change": N_("Change of an order proposed"),
    "register.propose_duplicate": N_("Possible duplicate noted"),
    "register.propose_lift": N_("Lifting of an order proposed"),
    "register.propose_order": N_("Order proposed"),
    "register.propose_refuse": N_("Refusal proposed"),
    "register.propose_removal": N_("Removal proposed"),
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
    "register.undo_merge": N_("Merge undone"),
    "register.withdraw": N_("Application withdrawn"),
    "register.withdraw_proposal": N_("Proposal withdrawn"),
}
SENT_BACK = N_("Proposal sent back")

# What concerns the council's own deliberation stays out of the registrant's view until it is decided.
INTERNAL = (
    "register.propose",
    "register.assign",
    "register.link_applicant",
    "register.settle",
    "register.withdraw_proposal",
)


@dataclass(frozen=True)
class Happening:
    """One line of a timeline."""

    title: str
    who: str
    when: datetime
    text: str = ""


def own_timeline(ctx: Context, person_id: str) -> list[Happening]:
    """What happened, for the person themselves: who of the council did it is not named."""
    require(ctx, "ledger.read", person_id)
    entries = [e for e in _entries(ctx, person_id) if not e.action.startswith(INTERNAL) and "sent_back" not in e.action]
    return [_own(ctx, entry) for entry in entries]


def office_timeline(ctx: Context, person_id: str, application_ids: Sequence[str] = ()) -> list[Happening]:
    """What happened, for the office, with names; applications from before there was a record are told too."""
    require(ctx, "register.read")
    entries = _entries(ctx, person_id, application_ids)
    with ctx.reading() as connection:
        names = register_store.account_names(connection, (entry.actor for entry in entries))
    return [_office(ctx, entry, names) for entry in entries]


def _entries(ctx: Context, person_id: str, more: Sequence[str] = ()) -> list[Entry]:
    with ctx.reading() as connection:
        subjects = [*register_store.same_person_ids(connection, person_id), *more]
        found = [entry for subject in subjects for entry in read_ledger(connection, subject=subject)]
    return sorted(found, key=lambda entry: entry.seq, reverse=True)[:MOST]


def words_of(action: str) -> str:
    """An action in words; what a plugin or an import did is told by its own name."""
    if action.endswith("_sent_back"):
        return SENT_BACK
    room, _, verb = action.partition(".")
    return WORDS.get(action) or f"{room.capitalize()}: {verb.replace('_', ' ')}"


def _own(ctx: Context, entry: Entry) -> Happening:
    mine = entry.actor == ctx.actor.id
    return Happening(
        words_of(entry.action), N_("You") if mine else N_("The council"), _moment(entry), _later(ctx, entry)
    )


def _office(ctx: Context, entry: Entry, names: Mapping[str, str]) -> Happening:
    who = names.get(entry.actor) or ("councilkit" if entry.actor == "system" else entry.actor[:8])
    notes = " ".join(str(row.get("text", "")) for row in entry.rows.get("note", []))
    return Happening(words_of(entry.action), who, _moment(entry), notes or _later(ctx, entry))


def _later(ctx: Context, entry: Entry) -> str:
    """From when it holds, where that is another day than the one it was recorded on."""
    recorded = _moment(entry).astimezone(ctx.config.zone).date()
    return Sentence("Holds from %(day)s.", day=entry.effective_on) if entry.effective_on != recorded else ""


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.recorded_at)
