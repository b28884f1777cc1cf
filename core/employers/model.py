"""What an employer may see of its staff: groups by what must be done, and what is left as done or not done alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from councilkit.law import Verdict
from councilkit.law.requirements import Fulfilled, Paid, Requirement
from councilkit.standing.model import Standing
from councilkit.standing.renewal import asked, learns
from councilkit.wording import N_, Sentence

GROUPS: Mapping[str, str] = {
    "ended": N_("Ended - must not work"),
    "not_yet": N_("Not started yet - must not work"),
    "suspended": N_("Suspended - must not work"),
    "not_renewed": N_("Not renewed"),
    "ending": N_("Ends on a day that is known"),
    "conditions": N_("With conditions"),
    "fine": N_("Fine"),
}
BREAK = timedelta(days=31)  # between two jobs at one place; our own choice, no law
MUST_NOT_WORK = ("ended", "not_yet", "suspended")
TO_RENEW = ("due", "held", "asked")  # answers to "Am I renewed?" that leave something to the registrant
OTHER = N_("Something else that the law asks")


@dataclass(frozen=True)
class Task:
    """One thing of a renewal as an employer sees it."""

    label: str
    done: bool


@dataclass(frozen=True)
class Held:
    """One registration of somebody: its standing, the answer to "Am I renewed?" as a code, and what is left.

    `opens` is since when it can be renewed, None when it cannot be; `confirmed` whether details were checked since.
    """

    id: str
    number: str
    part: str
    standing: Standing
    answer: str
    opens: date | None = None
    confirmed: bool = False
    tasks: tuple[Task, ...] = ()

    @property
    def group(self) -> str:
        """The group that this registration puts somebody into."""
        if not self.standing.on_register:
            return "not_yet" if self.standing.status == "not_yet" else "ended"
        if self.standing.status == "suspended":
            return "suspended"
        if self.answer in TO_RENEW:
            return "not_renewed"
        if self.standing.ending:
            return "ending"
        return "conditions" if self.standing.status == "conditions" else "fine"


@dataclass(frozen=True)
class Member:
    """Somebody who works for the employer, with the registrations that count."""

    public_id: str
    name: str
    held: tuple[Held, ...]

    @cached_property
    def group(self) -> str:
        """The group of the registration that asks for most."""
        return min((each.group for each in self.held), key=list(GROUPS).index)


def stopped(found: Standing) -> bool:
    """Whether the council forbids to work: by a removal, or by a suspension, even of what has ended otherwise."""
    return found.status == "removed" or any(order["effect"] in ("removed", "suspended") for order in found.orders)


def stopped_after(found: Standing, day: date) -> bool:
    """Whether the council stopped it and it ended after a day."""
    return stopped(found) and found.ended_on is not None and found.ended_on > day


def that_count(held: Sequence[Held], since: date | None = None) -> tuple[Held, ...]:
    """The registrations of one person that an employer must know of; `since` is the first day of the job there.

    Within one part an old registration does not matter beside a later one. Whatever the council stopped counts in every
    part. What merely ended in one part counts beside a live one in another if it did so after the job began; where that
    day is not known, after the live one began.
    """
    latest = [each for part in dict.fromkeys(each.part for each in held) for each in _latest(held, part)]
    live = [each for each in latest if each.standing.on_register]
    leading = live or [each for each in latest if each.standing.status == "not_yet"] or _last(latest)
    since = since or min((each.standing.registered_since for each in live), default=date.min)
    return tuple(each for each in latest if each in leading or stopped(each.standing) or _ended_after(each, since))


def first_day(work: Sequence[tuple[date | None, date | None]], as_of: date) -> date | None:
    """The first day of the work at one place that goes on, with the jobs before it; None where that is not known.

    `work` are the first and last days of the jobs there; a break of up to BREAK days does not begin it anew.
    """
    begun = [start for start, end in work if (start is None or start <= as_of) and (end is None or end >= as_of)]
    while begun and None not in begun:
        first = min(filter(None, begun))
        before = [start for start, end in work if end and first - BREAK <= end < as_of and (not start or start < first)]
        if not before:
            return first
        begun = before
    return None


def _latest(held: Sequence[Held], part: str) -> Sequence[Held]:
    """The registrations that count within a part: the live ones, else those to come, else the last.

    Beside a live one counts what the council stopped after that one had begun: two entries of one person are no rule.
    """
    theirs = [each for each in held if each.part == part]
    live = [each for each in theirs if each.standing.on_register]
    if live:
        begun = min(each.standing.registered_since for each in live)
        return [each for each in theirs if each in live or stopped_after(each.standing, begun)]
    return [each for each in theirs if each.standing.status == "not_yet"] or _last(theirs)


def _last(held: Sequence[Held]) -> Sequence[Held]:
    return sorted(held, key=lambda each: each.standing.ended_on or date.min)[-1:]


def _ended_after(held: Held, day: date) -> bool:
    return held.standing.ended_on is not None and held.standing.ended_on > day


@dataclass(frozen=True)
class Staff:
    """The people of one employer on a day, by name; `employer` is empty where the account acts for none."""

    employer: str
    as_of: date
    people: tuple[Member, ...] = ()

    def of(self, group: str = "", part: str = "") -> list[Member]:
        """The people of a group and of a part of the register; of all where it is empty."""
        return [
            each
            for each in self.people
            if group in ("", each.group) and (not part or any(held.part == part for held in each.held))
        ]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the register in which anybody of the staff stands."""
        return tuple(sorted({held.part for each in self.people for held in each.held}))

    @property
    def must_not_work(self) -> int:
        """How many must not work today."""
        return sum(len(self.of(group)) for group in MUST_NOT_WORK)

    @property
    def first_stopped(self) -> str:
        """The first group in which anybody stands who must not work; empty where nobody does."""
        return next((group for group in MUST_NOT_WORK if self.of(group)), "")

    @property
    def sentence(self) -> Sentence:
        """How many have not renewed, and how long the first of them still has."""
        count = len(self.of("not_renewed"))
        if not count:
            return Sentence(N_("Nobody has to renew today."))
        last = sorted({held.standing.due for held in self._to_renew() if held.standing.due})
        days = next(((day - self.as_of).days for day in last if day >= self.as_of), None)
        return Sentence(_pattern(count, days, same=len(last) == 1), count=count, days=days)

    def _to_renew(self) -> Iterator[Held]:
        return (held for each in self.of("not_renewed") for held in each.held if held.group == "not_renewed")


@dataclass(frozen=True)
class Section:
    """The people of a group who are shown, out of how many."""

    group: str
    count: int
    people: tuple[Member, ...]


@dataclass(frozen=True)
class Listing:
    """What the page of the staff shows: sections by group, and which page of how many where one group is chosen."""

    staff: Staff
    sections: tuple[Section, ...]
    page: int = 1
    pages: int = 1


def _pattern(count: int, days: int | None, *, same: bool) -> str:
    """The sentence for one or more people, with one last day or several."""
    if days is None:
        return N_("1 has not renewed.") if count == 1 else N_("%(count)s have not renewed.")
    if days == 0:
        return (
            N_("1 has not renewed. Today is the last day.")
            if count == 1
            else N_("%(count)s have not renewed. Today is the last day of the first.")
        )
    if count == 1:
        return N_("1 has not renewed. 1 day left.") if days == 1 else N_("1 has not renewed. %(days)s days left.")
    if same:
        return (
            N_("%(count)s have not renewed. 1 day left.")
            if days == 1
            else N_("%(count)s have not renewed. %(days)s days left.")
        )
    return (
        N_("%(count)s have not renewed. The first has 1 day left.")
        if days == 1
        else N_("%(count)s have not renewed. The first has %(days)s days left.")
    )


def tasks(verdict: Verdict | None, *, confirmed: bool, signed: bool) -> tuple[Task, ...]:
    """What is left of a renewal, in words that tell nothing of learning, health, conduct or money.

    What a person must judge, and what is put off, is left out. Conditions, and whatever else the law asks, show only
    while they are open.
    """
    found: dict[str, bool] = {}
    for reason in asked(verdict) if verdict is not None else ():
        label, always = _label(reason.requirement)
        if reason.met is not None and reason.state != "deferred" and (always or not reason.met):
            found[label] = found.get(label, True) and reason.met
    law = (Task(label, done) for label, done in found.items())
    return (Task(N_("Details checked"), confirmed), *law, Task(N_("Signed"), signed))


def _label(requirement: Requirement) -> tuple[str, bool]:
    """What an employer reads for a requirement, and whether it shows when it is done too."""
    if learns(requirement):
        return N_("Learning"), True
    if isinstance(requirement, Paid):
        return N_("Fee"), True
    return (requirement.title if confirms(requirement) else OTHER), False


def confirms(requirement: Requirement) -> bool:
    """Whether a requirement is a condition that the employer confirms."""
    return isinstance(requirement, Fulfilled) and "employer" in requirement.confirmers
