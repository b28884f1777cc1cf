"""A register that asks for qualifications, tried before it is law: its plan, and where everybody stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from councilkit.law.months import add_months, whole_months
from councilkit.wording import N_

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

    `draft` is the folder of the draft with its transition. In the law of renewal, `requirement` is the code of what it
    asks, `award` that of the part of it that is met without equivalence. The rest are ids of law parameters: `status`
    says how far it is law, `power` by which power it could be, `passing` how many passed of those who started
    (`{passed, started}`), `each` how many places one employer once had, `unknown` what no source says.
    """

    code: str
    title: str
    draft: Path
    requirement: str
    award: str
    status: str
    power: str = ""
    passing: str = ""
    each: str = ""
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


def whole_years(as_of: date, deadline: date | None) -> int:
    """The whole years to a deadline, from 1 to 20; 5 where none is known."""
    if deadline is None:
        return 5
    return min(MOST_YEARS, max(1, whole_months(as_of, deadline) // 12)) if deadline > as_of else 1


def span(as_of: date, number: int) -> tuple[date, date]:
    """The first and the last day of a year of a forecast, the first of which begins on the day that is asked about."""
    return add_months(as_of, 12 * (number - 1)), add_months(as_of, 12 * number) - timedelta(days=1)


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
