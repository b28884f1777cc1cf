"""The training places that a register by qualifications would take, and who would still be without.

The forecast, for every group and summed up for the whole register, year by year from the day that is asked about:

    staying   = open at the start of the year x (1 - leavers / register)
    places    = staying / years left, this one included / pass share (who does not pass takes another place)
    given     = places, no more than one employer can use, no more than there are: what is short is short for all alike
    qualify   = given x pass share
    open next = staying - qualify + joiners x (1 - share who arrive qualified), shared out as people are today

Open at first are those in transition, those who lack it, and the given share of those whom a person must judge. Numbers
are fractions, so that groups add up to the whole exactly; pages round places up. Where one employer can use so many
places only, and where there are very many groups and years, fractions would grow long: floats are taken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from councilkit.qualifications.model import MOST_YEARS, Counts, Line

ONE = Fraction(1)
Number: TypeAlias = Fraction | float
MOST_EXACT = 1000  # groups times years


@dataclass(frozen=True)
class Assumptions:
    """What a planner supposes; joiners and leavers are people a year, shares lie between 0 and 1.

    `places` are the training places that there are in a year, `each` those that one employer can use (None: no limit);
    whoever has no employer is bound by the first alone.

    Raises ValueError for years outside 1 to 20, for nobody who passes, and for shares and numbers below 0.
    """

    years: int
    joiners: Fraction = Fraction(0)
    leavers: Fraction = Fraction(0)
    passing: Fraction = ONE
    arriving: Fraction = Fraction(0)
    judged: Fraction = ONE
    places: Fraction | None = None
    each: Fraction | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.years <= MOST_YEARS or not 0 < self.passing <= 1:
            raise ValueError(f"A forecast needs 1 to {MOST_YEARS} years, and somebody who passes.")
        if not (0 <= self.arriving <= 1 and 0 <= self.judged <= 1):
            raise ValueError("A share lies between 0 and 1.")
        if min(self.joiners, self.leavers, self.places or 0, self.each or 0) < 0:
            raise ValueError("A number of people is not below 0.")


@dataclass(frozen=True)
class Year:
    """One year of a forecast, in people: open at its start, leaving, qualifying, joining, and open at its end."""

    number: int
    open: Number
    leave: Number
    qualify: Number
    places: Number
    join: Number
    left: Number


@dataclass(frozen=True)
class Forecast:
    """What it would take: the whole, and every group."""

    assumptions: Assumptions
    whole: tuple[Year, ...]
    groups: Mapping[str, tuple[Year, ...]] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """Whole places in all years together, as the years tell them."""
        return sum(rounded_up(year.places) for year in self.whole)

    @property
    def overdue(self) -> Number:
        """Who is still open at the end and did not join in the last year: too few places."""
        last = self.whole[-1]
        return max(0, last.left - last.join)


Cell = tuple[str, str]  # a group, and the employer that its places are limited for (empty: no limit)


def cells(lines: Iterable[Line], by: str, assumed: Assumptions) -> dict[Cell, Counts]:
    """How many people stand where, by group, and by employer where one can use so many places only."""
    found: dict[Cell, Counter[str]] = {}
    for line in lines:
        cell = line.group(by), line.employer if assumed.each is not None else ""
        found.setdefault(cell, Counter())[line.state] += 1
    return dict(found)


def forecast(people: Mapping[Cell, Counts], assumed: Assumptions, *, exact: bool | None = None) -> Forecast:
    """What it would take until everybody qualifies; the formula stands at the head of this file.

    `exact` says whether numbers are fractions; where it is None they are, as far as that takes no time.
    """
    if exact is None:
        exact = assumed.each is None and len(people) * assumed.years <= MOST_EXACT
    kind: type[Fraction] | type[float] = Fraction if exact else float
    size = sum(sum(counts.values()) for counts in people.values())
    leaving = kind(min(ONE, assumed.leavers / size) if size else 0)
    joining = kind(assumed.joiners / size * (1 - assumed.arriving) if size else 0)
    open_: dict[Cell, Number] = {cell: kind(still_open(counts, assumed)) for cell, counts in people.items()}
    join = {cell: sum(counts.values()) * joining for cell, counts in people.items()}
    whole: list[Year] = []
    groups: dict[str, list[Year]] = {group: [] for group, _ in people}
    for number in range(1, assumed.years + 1):
        told = _year(number, open_, leaving, join, assumed)
        open_ = {cell: year.left for cell, year in told.items()}
        whole.append(_summed(number, told.values()))
        for group, years in groups.items():
            years.append(_summed(number, [year for (of, _), year in told.items() if of == group]))
    return Forecast(assumed, tuple(whole), {group: tuple(years) for group, years in groups.items()})


def still_open(counts: Counts, assumed: Assumptions) -> Fraction:
    """How many must still qualify."""
    doubtful = counts.get("judge", 0) * assumed.judged
    return Fraction(counts.get("transition", 0) + counts.get("lacks", 0)) + doubtful


def _year(
    number: int, open_: Mapping[Cell, Number], leaving: Number, join: Mapping[Cell, Number], assumed: Assumptions
) -> dict[Cell, Year]:
    """One year of every cell."""
    years_left = assumed.years - number + 1
    wanted = {cell: people * (1 - leaving) / years_left / assumed.passing for cell, people in open_.items()}
    given = _limited(_limited_each(wanted, assumed.each), assumed.places)
    told = {}
    for cell, people in open_.items():
        leave, qualify = people * leaving, given[cell] * assumed.passing
        left = people - leave - qualify + join[cell]
        told[cell] = Year(number, people, leave, qualify, given[cell], join[cell], left)
    return told


def _limited(wanted: Mapping[Cell, Number], most: Fraction | None) -> Mapping[Cell, Number]:
    """The places that are wanted, each cut by the same share where there are not so many."""
    total = sum(wanted.values())
    if most is None or total <= most:
        return wanted
    return {cell: places * most / total for cell, places in wanted.items()}


def _limited_each(wanted: Mapping[Cell, Number], most: Fraction | None) -> Mapping[Cell, Number]:
    """The places that are wanted, no more of one employer than it can use."""
    if most is None:
        return wanted
    totals: dict[str, Number] = {}
    for (_, employer), places in wanted.items():
        totals[employer] = totals.get(employer, 0) + places
    return {
        cell: places if not cell[1] or totals[cell[1]] <= most else places * most / totals[cell[1]]
        for cell, places in wanted.items()
    }


def _summed(number: int, years: Iterable[Year]) -> Year:
    """The same year of several cells together."""
    several = list(years)
    names = ("open", "leave", "qualify", "places", "join", "left")
    return Year(number, *[sum(getattr(year, name) for year in several) for name in names])


def rounded_up(number: Number) -> int:
    """A number of places, of which there are whole ones only."""
    return ceil(number if isinstance(number, Fraction) else number - 1e-6)
