"""Who must renew by when, how far each has come, and which reminder is due: pure functions of rows and a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from councilkit.register.bounds import BOUNDLESS, Bounds, bounded
from councilkit.register.decisions import opened
from councilkit.register.terms import RENEWAL_DAYS, Ahead, removes, term, with_removals
from councilkit.standing.model import BEYOND
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]

# When the council writes: its own habit. Where a law says how early at the least, a test holds these days against it.
BEFORE_DAYS = (RENEWAL_DAYS, 42, 14, 7, 1)  # before the day by which to renew; the first is when renewal opens
HELD_DAYS = (1, 14)  # after it, while the term is held open
ENDED_DAYS = 1  # after it, when the term has lapsed
ENDED_LATEST = 30  # nobody is told later than so many days after it that a term has lapsed
LATE_DAYS = 1  # since the last run, until somebody is told that reminders do not go out


@dataclass(frozen=True)
class Deadline:
    """A registration that is to be renewed by `due`, or that lapsed on it; `row` has its person and where to write.

    `until` None means that the term is held open: it ends by a person's decision only. `ahead` is an end beyond it.
    """

    row: Row
    due: date
    until: date | None
    opens: date
    lapsed: bool = False
    ahead: Ahead | None = None

    @property
    def ending(self) -> Sentence | None:
        """The end beyond the term that is recorded already, renewed or not; None where there is none."""
        return Sentence(BEYOND[self.ahead.by], day=self.ahead.on) if self.ahead else None

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def address(self) -> str:
        """Where mail goes: what the register knows, else what the person signs in with."""
        return str(self.row["email"] or self.row["account_email"] or "")


def deadline(
    row: Row, events: Sequence[Row], orders: Sequence[Row], as_of: date, bounds: Bounds = BOUNDLESS
) -> Deadline | None:
    """What a registration must be renewed by, where that is open on a day or was missed just before it."""
    found = with_removals(bounded(term(row, events, as_of), row, events, bounds, as_of), orders, as_of)
    removed = any(removes(order, as_of) for order in orders)
    if found is None or found.due is None or found.closing or removed:
        return None
    opens = opened(found, removed, as_of)
    if opens is not None:
        return Deadline(row, found.due, found.until, opens, ahead=found.ahead)
    if found.ended_by == "lapsed" and as_of <= found.due + timedelta(days=ENDED_LATEST):
        return Deadline(row, found.due, found.until, found.due, lapsed=True)
    return None


GROUPS = {  # by what matters most
    "held": N_("Held open past the day: a person must decide"),
    "paid": N_("Paid but not signed"),
    "signed": N_("Signed but not paid"),
    "met": N_("Everything met but not signed"),
    "begun": N_("Begun"),
    "nothing": N_("Nothing done"),
    "judge": N_("A person must judge"),
    "ready": N_("Nothing left"),
}


@dataclass(frozen=True)
class Progress:
    """How far a renewal has come: what was done of it, and how many things are `left` to the registrant or to judge."""

    left: int
    judged: int = 0
    waiting: bool = False  # it was sent, and is not decided
    paid: bool = False
    unpaid: bool = False
    signed: bool = False
    met: bool = False  # all but what the registrant confirms and signs
    begun: bool = False
    lawless: bool = False  # no law of renewal is known for the part: a person decides


def group_of(held: bool, progress: Progress) -> str:
    """The group of the forecast that a renewal belongs to."""
    tests = {
        "held": held,
        "judge": progress.waiting or (not progress.left and progress.judged > 0) or (progress.lawless and progress.met),
        "ready": not progress.left,
        "paid": progress.paid and not progress.signed,
        "signed": progress.signed and progress.unpaid,
        "met": progress.met,
        "begun": progress.begun,
    }
    return next((code for code, holds in tests.items() if holds), "nothing")


@dataclass(frozen=True)
class Step:
    """A reminder of the series: so many days after the due day, before it where negative."""

    code: str
    days: int

    def day(self, due: date) -> date:
        """The day on which it is planned."""
        return due + timedelta(days=self.days)


BEFORE = tuple(Step(f"before_{days}", -days) for days in BEFORE_DAYS)
HELD = tuple(Step(f"held_{days}", days) for days in HELD_DAYS)
ENDED = (Step("ended", ENDED_DAYS),)
STEPS = {step.code: step for step in (*BEFORE, *HELD, *ENDED)}


TO_EMPLOYER = "emp_"  # how the codes of letters to employers begin, each with a piece of the account's id


@dataclass(frozen=True)
class Planned:
    """A reminder that is to go out: its step, the earlier ones that did not go out, and its row where one was tried.

    `employer` is the account that is told instead of the registrant.
    """

    deadline: Deadline
    step: Step
    missed: tuple[Step, ...] = ()
    row: Row | None = None
    employer: Row | None = None


@dataclass(frozen=True)
class Letter:
    """A message as it is sent."""

    subject: str
    text: str


def planned(found: Deadline, rows: Iterable[Row], as_of: date) -> Planned | None:
    """The reminder that is to go out now, None where there is none: of several that were missed the latest alone.

    `rows` are the reminders of this registration and due day so far.
    """
    known = {row["step"]: row for row in rows}
    steps = ENDED if found.lapsed else (*BEFORE, *HELD) if found.until is None else BEFORE
    come = [step for step in steps if step.day(found.due) <= as_of]
    if not come or went_out(known.get(come[-1].code)):
        return None
    missed = tuple(step for step in come[:-1] if not went_out(known.get(step.code)))
    return Planned(found, come[-1], missed, known.get(come[-1].code))


def for_employers(found: Deadline, accounts: Iterable[Row], rows: Iterable[Row]) -> Iterator[Planned]:
    """The letters by which those who act for the employers are told of a lapse: one an account, once.

    `rows` are the reminders of this registration and due day so far.
    """
    known = {row["step"]: row for row in rows}
    for account in accounts:
        step = Step(f"{TO_EMPLOYER}{account['id'][:8]}", ENDED_DAYS)
        if not went_out(known.get(step.code)):
            to = replace(found, row={**found.row, "email": account["email"]})
            yield Planned(to, step, (), known.get(step.code), account)


def went_out(row: Row | None) -> bool:
    """Whether a reminder was sent."""
    return row is not None and row["sent_at"] is not None


def late(last: date | None, as_of: date) -> bool:
    """Whether reminders should have gone out since the last run."""
    return last is None or (as_of - last).days > LATE_DAYS
