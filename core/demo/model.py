"""What a plugin says of its invented people: cohorts to draw from. No person is written down, all are drawn."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from councilkit.law.model import Law


@dataclass(frozen=True)
class Names:
    """Given and family names of one language, the most common first; combinations are drawn.

    `share` is this group's share of the cohort, `two_given` and `single` the shares of people with two given names and
    with one name only. `script` gives the same words in another script, whose language is `language`.
    """

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...] = ()
    share: float = 1.0
    two_given: float = 0.0
    single: float = 0.0
    language: str = ""
    script: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where people live and work: an ISO 3166-2 area, its invented weight, and the share of towns in it."""

    area_code: str
    name: str
    weight: float = 1.0
    urban: float = 0.6


@dataclass(frozen=True)
class Award:
    """A qualification that people of a cohort hold: its title, who may have awarded it, country and level.

    The last award of a cohort is also taken by some as a second one; with share 0 it is only that. `since` is the first
    day on which it could be gained.
    """

    title: str
    institutions: tuple[str, ...]
    country: str
    level: str = ""
    share: float = 1.0
    since: date | None = None


@dataclass(frozen=True)
class Topic:
    """Something people learn: title, category, the amounts it comes in, who offers it, and standards it serves."""

    title: str
    category: str
    kind: str
    amounts: tuple[float, ...]
    providers: tuple[str, ...] = ("",)
    standards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """An order that a small share of a cohort is under: kind, effect, length, and what the public reads."""

    kind: str
    effect: str
    share: float
    months: int | None
    wording: str


@dataclass(frozen=True)
class Cohort:
    """The invented registrants of one part.

    `share` weighs it among all cohorts. `ages` are (youngest, oldest, share). `steps` are (years of practice, step).
    `second_part` is a further registration that `second_share` of them hold. `opened` is the first day of registration.
    `unqualified` is the share without any award; it differs from employer to employer and from place to place.
    `impacts` are (kind, what difference it made), told by some of those who reflected.
    """

    part: str
    share: float
    names: tuple[Names, ...]
    places: tuple[Place, ...]
    employers: tuple[str, ...]
    roles: tuple[str, ...]
    awards: tuple[Award, ...]
    topics: tuple[Topic, ...]
    country: str
    opened: date
    women: float = 0.8
    ages: tuple[tuple[int, int, float], ...] = ((23, 35, 0.3), (36, 49, 0.4), (50, 67, 0.3))
    starts_at: tuple[int, int] = (22, 32)
    steps: tuple[tuple[float, str], ...] = ()
    second_part: str = ""
    second_share: float = 0.0
    measures: tuple[Measure, ...] = ()
    reflections: tuple[str, ...] = ()
    impacts: tuple[tuple[str, str], ...] = ()
    phone: str = "+000 "
    unqualified: float = 0.0


@dataclass(frozen=True)
class Respondent:
    """What somebody who answers a census form knows of themselves, or of the employer they answer for."""

    area_code: str
    urban: bool
    gender: str = ""
    born: date | None = None
    practice_from: date | None = None
    step: str = ""
    role: str = ""
    heads: int = 0


@dataclass(frozen=True)
class FormPlan:
    """A form of a round: who is asked (people or employers), at most how many, and what they would answer.

    `likes` gives answers by question name; what the form does not ask or allow is dropped, the rest is drawn.
    """

    form: str
    asked: Literal["people", "employers"]
    most: int
    likes: Callable[[Respondent, random.Random], Mapping[str, str]]


@dataclass(frozen=True)
class RoundPlan:
    """A census round that the demonstration holds among the people of one part; half of it is answered."""

    code: str
    design: str
    part: str
    forms: tuple[FormPlan, ...]


@dataclass(frozen=True)
class CohortPlan:
    """A cohort of learners that the demonstration holds, surveyed from its start until now.

    `sites` are names with how many learners each. Learners are told by their place from 0 on, site after site:
    `answered` gives by learner wave, in order, who answers it, `finished` and `left` who does. `likes` gives the
    answers of one to a wave; what it does not give is drawn. Each learner has the same chance in every wave.
    """

    programme: str
    programme_title: str
    qualification: str
    surveys: str
    code: str
    title: str
    sites: tuple[tuple[str, int], ...]
    names: Names
    answered: Mapping[str, Sequence[int]]
    finished: Sequence[int]
    left: Sequence[int]
    likes: Callable[[str, random.Random], Mapping[str, str]]


@dataclass
class SeedContext:
    """What `seed_demo` gets: the day of the demonstration, the law in force, where cohorts, rounds and pilots go."""

    today: date
    law: Law
    cohorts: list[Cohort] = field(default_factory=list)
    rounds: list[RoundPlan] = field(default_factory=list)
    pilots: list[CohortPlan] = field(default_factory=list)

    def add(self, *cohorts: Cohort) -> None:
        """Add cohorts; the council's registrants are shared out among them by `share`."""
        self.cohorts.extend(cohorts)

    def hold(self, plan: RoundPlan) -> None:
        """Hold a census round, half of it answered."""
        self.rounds.append(plan)

    def pilot(self, plan: CohortPlan) -> None:
        """Hold a cohort of learners."""
        self.pilots.append(plan)
