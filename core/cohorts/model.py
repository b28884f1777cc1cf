"""What cohorts are: the surveys that go with them, the states of a learner, and the mark that stands for one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilkit.wording import N_

LEARNER, PROVIDER, MANAGER = "learner", "provider", "manager"
WHO = {LEARNER: N_("Learners"), PROVIDER: N_("Training providers"), MANAGER: N_("Managers at the sites")}

STARTED, FINISHED, LEFT = "started", "finished", "left"
STATUSES = {STARTED: N_("Going on"), FINISHED: N_("Finished"), LEFT: N_("Left early")}

# No I, L, O or U: they are read as 1, 1, 0 and V.
_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Wave:
    """A survey of a cohort: its code, title, the form of the census design, and who answers (learner, ...)."""

    code: str
    title: str
    form: str
    who: str = LEARNER


@dataclass(frozen=True)
class Scale:
    """A question that learners answer on the same scale at the start and at the end; more is better."""

    question: str
    title: str
    lowest: int = 1
    highest: int = 5


@dataclass(frozen=True)
class Tally:
    """A question of a wave with one or several choices, of which the report counts who chose what."""

    wave: str
    question: str
    title: str


@dataclass(frozen=True)
class CohortSurveys:
    """The surveys of a kind of cohort: their census design, its waves in order, and what is compared.

    `first` and `last` are the codes of the two learner waves between which change is shown. `note` says where the
    questions come from; the office's pages and the report show it.
    """

    code: str
    title: str
    design: str
    waves: tuple[Wave, ...]
    first: str
    last: str
    scales: tuple[Scale, ...]
    tallies: tuple[Tally, ...] = ()
    note: str = ""

    def wave(self, code: str) -> Wave:
        """The wave of that code; raises KeyError."""
        return next(wave for wave in self.waves if wave.code == code)

    @property
    def learner_waves(self) -> tuple[Wave, ...]:
        """The waves that learners answer."""
        return tuple(wave for wave in self.waves if wave.who == LEARNER)


def new_pseudonym() -> str:
    """A mark for a learner, drawn by chance: nothing about the person can be worked out from it."""
    return "".join(secrets.choice(_CHARACTERS) for _ in range(8))


def status_of(learner: Mapping[str, Any], as_of: date) -> str | None:
    """Where a learner stands on a day: started, finished or left; None before the start."""
    if learner["started_on"] > as_of:
        return None
    if learner["finished_on"] is not None and learner["finished_on"] <= as_of:
        return FINISHED
    if learner["left_on"] is not None and learner["left_on"] <= as_of:
        return LEFT
    return STARTED


def round_code(cohort: str, wave: str) -> str:
    """The code of the census round in which a wave of a cohort is held."""
    return f"{cohort}-{wave}"


def site_reference(position: int, who: str, number: int) -> str:
    """The reference of a case of a site: its place in the cohort, who answers, and which one it is."""
    return f"site-{position}-{who}-{number}"
