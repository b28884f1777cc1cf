"""What happened to a person, in words: the ledger's entries with who did it and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd.holdings import weighed
from councilkit.ledger.model import Entry
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store as register_store
from councilkit.register.happenings import Happening, by_employer, for_office, moment_of, words_of
from councilkit.standing.changes import changes
from councilkit.wording import N_, Plural, Sentence

MOST = 200
TIMES = Plural("%(count)s time since %(day)s.", "%(count)s times since %(day)s.", "count")

ELSEWHERE: dict[str, str] = {
    "accounts.claim": N_("Account made"),
    "accounts.claim_link": N_("Link for an account made"),
    "audits.answer": N_("Learning sent for an audit"),
    "audits.ask": N_("More was asked for in an audit"),
    "audits.ask_for_time": N_("More time asked for in an audit"),
    "audits.assign": N_("Audit case given to a reviewer"),
    "audits.close": N_("Audit closed after a second look"),
    "audits.declare": N_("Interests declared for an audit"),
    "audits.find_met": N_("Audit closed: met"),
    "audits.find_not_met": N_("First look at an audit: not met"),
    "audits.find_passed_on": N_("First look at an audit: to be passed on"),
    "audits.find_released": N_("First look at an audit: to be released"),
    "audits.sample": N_("Drawn for an audit"),
    "audits.send_back": N_("Audit sent back by the second look"),
    "audits.settle": N_("Case that an audit passed on dealt with"),
    "audits.time_granted": N_("More time given in an audit"),
    "audits.time_refused": N_("More time refused in an audit"),
    "cpd.change": N_("Learning changed"),
    "cpd.change_undone": N_("Change of learning taken back"),
    "cpd.evidence": N_("File added to learning"),
    "cpd.evidence_removed": N_("File taken away from learning"),
    "cpd.log": N_("Learning logged"),
    "cpd.restore": N_("Learning put back"),
    "cpd.withdraw": N_("Learning removed"),
    "deadlines.claim": N_("Reminder about renewal made ready"),
    "deadlines.employer_not_told": N_("Employer could not be told that the registration lapsed"),
    "deadlines.fail": N_("Reminder about renewal could not be sent"),
    "deadlines.no_address": N_("No address for a reminder about renewal"),
    "deadlines.remind": N_("Reminder about renewal sent"),
    "deadlines.tell_employer": N_("Employer told that the registration lapsed"),
    "employers.end_employment": N_("Employer reported the end of employment"),
    "employers.more_time": N_("Employer needs more time to confirm a condition"),
    "imports.duplicate": N_("Possible duplicate found in a file"),
    "imports.employment": N_("Employment brought in by a file"),
    "imports.learning": N_("Learning brought in by a file"),
    "imports.qualification": N_("Qualification brought in by a file"),
    "imports.registrant": N_("Registration brought in by a file"),
    "ledger.redact": N_("History erased"),
    "pathways.ask_endorsement": N_("Endorsement of an award asked for"),
    "pathways.ask_review": N_("Portfolio sent for review"),
    "pathways.change_example": N_("Practice example changed"),
    "pathways.end_share": N_("Sharing of the portfolio ended"),
    "pathways.endorse_endorsed": N_("Award endorsed"),
    "pathways.endorse_unknown": N_("Award not endorsed"),
    "pathways.put_back_example": N_("Practice example put back"),
    "pathways.review_agreed": N_("Portfolio agreed in a review"),
    "pathways.review_link": N_("New link for a review made"),
    "pathways.review_more": N_("More asked for in a review of the portfolio"),
    "pathways.send_again": N_("Portfolio sent for review again"),
    "pathways.share": N_("Portfolio shared"),
    "pathways.take_back_award": N_("Award taken back"),
    "pathways.take_back_review": N_("Portfolio taken back from a review"),
    "pathways.take_out_example": N_("Practice example taken out"),
    "pathways.tell_award": N_("Award told"),
    "pathways.write_example": N_("Practice example written"),
    "standing.condition": N_("Condition of registration imposed"),
    "standing.confirm": N_("Condition confirmed as fulfilled"),
    "standing.dispense": N_("Decision about one requirement"),
    "standing.hold": N_("Renewal held open for what was paid or signed"),
    "standing.leave": N_("Leave recorded"),
    "standing.payment": N_("Payment recorded"),
    "standing.sign": N_("Renewal signed"),
    "standing.take_back": N_("Entry taken back"),
}

# What is done so often that it would hide everything else.
OFTEN = frozenset(ELSEWHERE[action] for action in ("cpd.log", "cpd.change", "cpd.evidence", "imports.learning"))

# How the council shares out its work is nothing that happened to the registrant.
INTERNAL = ("deadlines.claim", "register.assign", "register.link_applicant", "register.settle")


def own_timeline(ctx: Context, person_id: str) -> list[Happening]:
    """What happened, for the person themselves: who of the council did it is not named."""
    require(ctx, "ledger.read", person_id)
    found = _entries(ctx, person_id)
    told = changes(found)
    entries = [e for e in found if not e.action.startswith(INTERNAL) and not weighed(e.action)][:MOST]
    return together([replace(_own(ctx, entry), changed=told[entry.seq]) for entry in entries])


def office_timeline(
    ctx: Context, person_id: str, application_ids: Sequence[str] = (), known_at: datetime | None = None
) -> list[Happening]:
    """What happened until a moment, for the office, with names.

    Applications from before there was a record are told too.
    """
    require(ctx, "register.read")
    found = _entries(ctx, person_id, application_ids, known_at)
    told, entries = changes(found), found[:MOST]
    with ctx.reading() as connection:
        names = register_store.account_names(connection, (entry.actor for entry in entries))
    lines = ((entry, for_office(entry, names, ELSEWHERE)) for entry in entries)
    return together(
        [replace(line, text=line.text or _later(ctx, entry), changed=told[entry.seq]) for entry, line in lines]
    )


def _entries(ctx: Context, person_id: str, more: Sequence[str] = (), known_at: datetime | None = None) -> list[Entry]:
    with ctx.reading() as connection:
        subjects = [*register_store.same_person_ids(connection, person_id), *more]
        found = [entry for subject in subjects for entry in read_ledger(connection, subject=subject, known_at=known_at)]
    return sorted(found, key=lambda entry: entry.seq, reverse=True)


def together(lines: Sequence[Happening]) -> list[Happening]:
    """The same thing done by the same hand several times in a row becomes one line that says how often."""
    found: list[Happening] = []
    for (title, _), run in groupby(lines, key=lambda line: (line.title, line.who)):
        first, *more = run
        often = Sentence(TIMES, count=len(more) + 1, day=more[-1].when.date()) if more else ""
        found.append(replace(first, text=often) if title in OFTEN and more else first)
        if title not in OFTEN:
            found.extend(more)
    return found


def _own(ctx: Context, entry: Entry) -> Happening:
    who = Sentence("Your employer") if by_employer(entry.action, entry.rows) else Sentence("The council")
    who = Sentence("Your supervisor") if entry.action.startswith("pathways.review_") else who
    who = Sentence("You") if entry.actor == ctx.actor.id else who
    return Happening(words_of(entry.action, ELSEWHERE), who, moment_of(entry), _later(ctx, entry))


def _later(ctx: Context, entry: Entry) -> str:
    """From when it holds, where that is another day than the one it was recorded on."""
    recorded = moment_of(entry).astimezone(ctx.config.zone).date()
    return Sentence("Holds from %(day)s.", day=entry.effective_on) if entry.effective_on != recorded else ""
