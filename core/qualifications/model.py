"""A register that asks for qualifications, tried before it is law: where everybody stands, and what it would take.

The forecast, for the whole register and alike for every group of it, year by year from the day that is asked about:

    staying   = open at the start of the year x (1 - leavers / register)
    qualify   = staying / years left, this one included; less where there are fewer places than that takes
    places    = qualify / pass share (somebody who does not pass takes another place)
    open next = staying - qualify + joiners x (1 - share who arrive qualified), shared out as people are today

Open at first are those in transition, those who lack it, and the given share of those whom a person must judge. All is
exact (fractions), so that groups add up to the whole; pages round places up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from councilkit.law.months import whole_months
from councilkit.wording import N_

ONE = Fraction(1)
MOST_YEARS = 20
BY = ("part", "employer", "area")
STATES: Mapping[str, str] = {
    "meets": N_("Meets it"),
    "equivalent": N_("Meets it by equivalence"),
    "exempt": N_("Exempt by decision"),
    "transition": N_("In transition: must still qualify"),
    "judge": N_("A person must judge"),
    "lacks": N_("Lacks it, no time left"),
    "free": N_("Not asked on this day"),
}


@dataclass(frozen=True)
class QualificationPlan:
    """A register that would ask for qualifications, as a draft law that can be tried; nothing of it is law.

    `draft` is the folder of the draft's parameters. In the law of renewal, `requirement` is the code of what it asks,
    `award` that of the part of it that is met without equivalence. The rest are ids of law parameters: `deadline` is
    the last day for whoever is registered already, `status` says how far it is law, `power` by which power it could be,
    `passing` how many passed of those who started (`{passed, started}`), `unknown` what no source says.
    """

    code: str
    title: str
    draft: Path
    requirement: str
    award: str
    deadline: str
    status: str
    power: str = ""
    passing: str = ""
    unknown: tuple[str, ...] = ()


def state_of(whole: str, award: str, others: Sequence[str]) -> str:
    """Where somebody stands, from the verdicts on the whole, on the award itself and on what is taken in its place.

    An award that nobody has matched comes before the time that is left: a person must judge it.
    """
    if whole == "does not apply":
        return "free"
    if award in ("met", "exempt"):
        return "meets"
    if "met" in others:
        return "equivalent"
    if whole == "exempt":
        return "exempt"
    if "unknown" in (award, *others) or whole == "unknown":
        return "judge"
    return "transition" if whole == "deferred" else "lacks"


@dataclass(frozen=True)
class Line:
    """One registrant: part, employer and area (empty where unknown), the state, and until when there is time."""

    part: str
    employer: str
    area: str
    state: str
    until: date | None = None

    def group(self, by: str) -> str:
        """The group that the line belongs to."""
        return {"part": self.part, "employer": self.employer, "area": self.area}[by]


Counts = Mapping[str, int]


def counted(lines: Iterable[Line], by: str) -> dict[str, Counts]:
    """How many people of each group stand where, the largest group first."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        found.setdefault(line.group(by), Counter())[line.state] += 1
    return dict(sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0])))


def added(groups: Iterable[Counts]) -> Counts:
    """The counts of several groups together."""
    total: Counter[str] = Counter()
    for each in groups:
        total.update(each)
    return total


def due(lines: Iterable[Line]) -> dict[int, int]:
    """How many must qualify by the end of their time, by the year in which it ends."""
    years = Counter(line.until.year for line in lines if line.state == "transition" and line.until)
    return dict(sorted(years.items()))


@dataclass(frozen=True)
class Assumptions:
    """What a planner supposes; joiners, leavers and places are people a year, the rest shares from 0 to 1.

    Raises ValueError for years outside 1 to 20, for nobody who passes, and for shares and numbers below 0.
    """

    years: int
    joiners: Fraction = Fraction(0)
    leavers: Fraction = Fraction(0)
    passing: Fraction = ONE
    arriving: Fraction = Fraction(0)
    judged: Fraction = ONE
    places: Fraction | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.years <= MOST_YEARS or not 0 < self.passing <= 1:
            raise ValueError(f"A forecast needs 1 to {MOST_YEARS} years, and somebody who passes.")
        if not (0 <= self.arriving <= 1 and 0 <= self.judged <= 1):
            raise ValueError("A share lies between 0 and 1.")
        if min(self.joiners, self.leavers, self.places or Fraction(0)) < 0:
            raise ValueError("A number of people is not below 0.")


@dataclass(frozen=True)
class Year:
    """One year of a forecast, in people: open at its start, leaving, qualifying, joining, and open at its end."""

    number: int
    open: Fraction
    leave: Fraction
    qualify: Fraction
    places: Fraction
    join: Fraction
    left: Fraction


@dataclass(frozen=True)
class Forecast:
    """What it would take: the whole, and every group."""

    assumptions: Assumptions
    whole: tuple[Year, ...]
    groups: Mapping[str, tuple[Year, ...]] = field(default_factory=dict)

    @property
    def places(self) -> Fraction:
        """Places in all years together."""
        return sum((year.places for year in self.whole), Fraction(0))

    @property
    def overdue(self) -> Fraction:
        """Who is still open at the end and did not join in the last year: too few places."""
        last = self.whole[-1]
        return last.left - last.join


def forecast(groups: Mapping[str, Counts], assumed: Assumptions) -> Forecast:
    """What it would take until everybody qualifies; the formula stands at the head of this file."""
    size = sum(sum(counts.values()) for counts in groups.values())
    leaving = min(ONE, assumed.leavers / size) if size else Fraction(0)
    joining = assumed.joiners / size * (1 - assumed.arriving) if size else Fraction(0)
    whole = tuple(_years(added(groups.values()), assumed, leaving, joining, None))
    served = [_served(year, assumed, leaving) for year in whole]
    told = {group: tuple(_years(counts, assumed, leaving, joining, served)) for group, counts in groups.items()}
    return Forecast(assumed, whole, told)


def still_open(counts: Counts, assumed: Assumptions) -> Fraction:
    """How many must still qualify."""
    doubtful = counts.get("judge", 0) * assumed.judged
    return Fraction(counts.get("transition", 0) + counts.get("lacks", 0)) + doubtful


def _years(
    counts: Counts, assumed: Assumptions, leaving: Fraction, joining: Fraction, served: Sequence[Fraction] | None
) -> Iterator[Year]:
    """The years of a group; `served` is the share of the wanted places that there are, None to work it out."""
    open_, join = still_open(counts, assumed), sum(counts.values()) * joining
    for number in range(1, assumed.years + 1):
        leave = open_ * leaving
        wanted = (open_ - leave) / (assumed.years - number + 1)
        share = served[number - 1] if served is not None else _share(wanted / assumed.passing, assumed.places)
        qualify = wanted * share
        left = open_ - leave - qualify + join
        yield Year(number, open_, leave, qualify, qualify / assumed.passing, join, left)
        open_ = left


def _share(wanted: Fraction, places: Fraction | None) -> Fraction:
    return ONE if places is None or wanted <= places else places / wanted


def _served(year: Year, assumed: Assumptions, leaving: Fraction) -> Fraction:
    """The share of the wanted places that a year of the whole had."""
    wanted = (year.open - year.leave) / (assumed.years - year.number + 1)
    return year.qualify / wanted if wanted else ONE


def rounded_up(number: Fraction) -> int:
    """A number of places, of which there are whole ones only."""
    return -(-number.numerator // number.denominator)


def whole_years(as_of: date, deadline: date | None) -> int:
    """The whole years to a deadline, from 1 to 20; 5 where none is known."""
    if deadline is None:
        return 5
    return min(MOST_YEARS, max(1, whole_months(as_of, deadline) // 12)) if deadline > as_of else 1


@dataclass(frozen=True)
class History:
    """Who came and went in the last years, the latest first: people who were on the register at one end of it alone."""

    joined: tuple[int, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def joiners(self) -> Fraction:
        """Joiners a year."""
        return Fraction(sum(self.joined), len(self.joined)) if self.joined else Fraction(0)

    @property
    def leavers(self) -> Fraction:
        """Leavers a year."""
        return Fraction(sum(self.left), len(self.left)) if self.left else Fraction(0)


def history(on_register: Sequence[frozenset[str]]) -> History:
    """From who was on the register today, a year before, and so on; years before anybody was there do not count."""
    ends = [people for number, people in enumerate(on_register) if not number or people]
    pairs = list(pairwise(ends))
    return History(tuple(len(now - then) for now, then in pairs), tuple(len(then - now) for now, then in pairs))
