"""Draws everybody of the demonstration: people, their registrations and what they learnt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.context import Context
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.periods import Period, periods, terms
from councilkit.cpd.requirements import requirement
from councilkit.cpd.totals import Requirement
from councilkit.demo.careers import Career, draw_career, draw_second
from councilkit.demo.chance import chance, shares
from councilkit.demo.learning import Learnt, draw_learning
from councilkit.demo.model import Cohort, SeedContext
from councilkit.demo.people import Person, draw_person
from councilkit.law.model import Law, LawLookupError
from councilkit.register.model import RegisterPart

DAY = timedelta(days=1)
WITHOUT_TARGET = 24.0  # hours or credits a year where the law gives no number


@dataclass(frozen=True)
class Life:
    """A person with their registrations, what the law asks them to learn, and what they learnt."""

    person: Person
    careers: tuple[Career, ...]
    learnt: tuple[Learnt, ...]
    asked: Requirement

    def done_since(self, start: date) -> float:
        """How much was learnt from a day on."""
        return sum(each.amount for each in self.learnt if each.on >= start)


def draw(ctx: Context, registrants: int, seed: int) -> list[Life]:
    """The people of the demonstration, in the order in which they were registered."""
    today = ctx.today()
    cohorts = cohorts_of(ctx)
    counts = shares(registrants, [cohort.share for cohort in cohorts])
    frameworks = ctx.catalogue.all(LearningFramework)
    lives = [
        _life(cohort, index, seed, today, ctx, framework_for(frameworks, cohort.part))
        for cohort, count in zip(cohorts, counts, strict=True)
        for index in range(count)
    ]
    return sorted(lives, key=lambda each: (each.careers[0].registered_on, each.person.cohort.part, each.person.index))


def seeded(ctx: Context) -> SeedContext:
    """What the plugins seed, in the order of their codes."""
    context = SeedContext(ctx.today(), ctx.law)
    hooks: Any = ctx.council.hooks
    for _ in hooks.answers("seed_demo", context=context):
        pass
    return context


def cohorts_of(ctx: Context) -> list[Cohort]:
    """The cohorts whose part of the register is declared."""
    return [cohort for cohort in seeded(ctx).cohorts if ctx.catalogue.has(RegisterPart, cohort.part)]


def _life(
    cohort: Cohort, index: int, seed: int, today: date, ctx: Context, framework: LearningFramework | None
) -> Life:
    person = draw_person(cohort, index, seed, today)
    first = draw_career(person, _months(ctx, cohort.part, today), seed, today)
    second = draw_second(person, first, seed, today)
    asked = requirement(ctx.law, framework, today)
    return Life(person, (first, second) if second else (first,), _learnt(person, first, asked, seed, today), asked)


def _months(ctx: Context, part: str, today: date) -> int | None:
    law: Law | None = ctx.law
    period = ctx.catalogue.get(RegisterPart, part).period
    try:
        return law.months(period, today) if law is not None and period else None
    except LawLookupError:
        return None


def _learnt(person: Person, career: Career, asked: Requirement, seed: int, today: date) -> tuple[Learnt, ...]:
    """Records of the period that runs, and for a quarter of people of the one before it."""
    if career.ended:
        return ()
    found = [each for each in _learning_periods(career, asked, today) if each.start < today]
    further = chance(seed, person.cohort.part, person.index, "before").random() < 0.25
    learnt: list[Learnt] = []
    for period in found[-2:] if further else found[-1:]:
        learnt += draw_learning(person, period.start, period.end, _target(period, asked, today), seed, today - DAY)
    return tuple(learnt)


def _learning_periods(career: Career, asked: Requirement, today: date) -> tuple[Period, ...]:
    registration = {"registered_on": career.registered_on, "expires_on": career.expires_on}
    events = [
        {"kind": each.kind, "effective_on": each.on, "until": each.until, "position": 0} for each in career.happenings
    ]
    found = periods(terms(registration, events, today), asked.months, today)
    if asked.target is None:
        return tuple(Period(max(each.start, today - 365 * 2 * DAY), each.end) for each in found)
    return found


def _target(period: Period, asked: Requirement, today: date) -> float:
    if asked.target is not None:
        return float(asked.target)
    return WITHOUT_TARGET * ((period.end or today) - period.start).days / 365
