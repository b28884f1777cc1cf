"""What the law sets to all registrations of a part: that the part has ended, and how long one may last in all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from councilkit.catalogue import Catalogue
from councilkit.law import months as calendar
from councilkit.law.model import Law, LawLookupError
from councilkit.register.model import RegisterPart
from councilkit.register.terms import Row, Term, in_order, term


@dataclass(frozen=True)
class PartEnd:
    """When the law ended a part: `by` is the first day on which it certainly was no more.

    `after` is the last day on which it certainly was there, None where `by` is the very day on which it ended.
    """

    by: date
    after: date | None = None

    def doubtful(self, day: date) -> bool:
        """Whether it is not known if the part was there on a day."""
        return self.after is not None and self.after < day < self.by


@dataclass(frozen=True)
class Bounds:
    """The end of a part, and in months how long a registration in it may last in all; None where there is none."""

    gone: PartEnd | None = None
    months: int | None = None


BOUNDLESS = Bounds()


def bounds_of(law: Law, part: RegisterPart | None, on: date) -> Bounds:
    """What the law sets to the registrations of a part on a day."""
    if part is None:
        return BOUNDLESS
    return Bounds(_gone(law, part.exists), _months(law, part.longest, on))


def bounds_in(catalogue: Catalogue, law: Law, part: str, on: date) -> Bounds:
    """The same of a part by its code; nothing is known where its plugin is not loaded."""
    known = catalogue.get(RegisterPart, part) if catalogue.has(RegisterPart, part) else None
    return bounds_of(law, known, on)


def all_bounds(catalogue: Catalogue, law: Law, on: date) -> dict[str, Bounds]:
    """What the law sets on a day, by the code of each part."""
    return {part.code: bounds_of(law, part, on) for part in catalogue.all(RegisterPart)}


def _gone(law: Law, id: str | None) -> PartEnd | None:
    """The first value that says that a part is no more; one whose beginning was not read came since the one before."""
    before: date | None = None
    for each in law.get(id).values if id else ():
        if each.value is False:
            known = each.start_known and each.precision == "day"
            return PartEnd(each.start, None if known else before or each.not_before or date.min)
        before = each.start
    return None


def _months(law: Law, id: str | None, on: date) -> int | None:
    try:
        return law.months(id, on) if id else None
    except LawLookupError:
        return None


def bounded(found: Term | None, registration: Row, events: Sequence[Row], bounds: Bounds, as_of: date) -> Term | None:
    """The term with the last day that any of its kind can have, and ended where the law ended its part."""
    if found is None or bounds == BOUNDLESS:
        return found
    if bounds.months is not None:
        found = replace(found, limit=limit(found.since, registration, events, bounds.months))
    gone = bounds.gone
    if gone is None or as_of < gone.by or found.ended_by == "died" or (found.ended_on and found.ended_on <= gone.by):
        return found
    return replace(found, ended_on=gone.by, ended_by="closed", reason="", ahead=None, closing=False)


def limit(since: date, registration: Row, events: Sequence[Row], months: int) -> date:
    """The last day of a term by the longest time in all, less what was spent before the person came back."""
    return calendar.last_day(since, months) - timedelta(days=_spent(since, registration, events))


def _spent(since: date, registration: Row, events: Sequence[Row]) -> int:
    """The days of registration before the return on `since`."""
    days = 0
    for back in (event for event in events if event["kind"] == "restored" and event["effective_on"] <= since):
        before = [event for event in events if in_order(event) < in_order(back)]
        last = term(registration, before, back["effective_on"])
        days += ((last.ended_on or back["effective_on"]) - last.since).days if last else 0
    return days
