"""Draws learning records: most people a few, some very many, some none, and more as a deadline comes near."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from councilkit.demo.chance import chance, common
from councilkit.demo.model import Topic
from councilkit.demo.people import Person

MOST = 60  # records of one person in one period
PEERS = ("Line manager", "Senior colleague", "Supervisor", "Colleague in the same team", "Practice teacher")


@dataclass(frozen=True)
class Learnt:
    """One learning record and the day it was logged."""

    topic: Topic
    on: date
    amount: float
    provider: str
    standards: tuple[str, ...]
    reflection: str
    peer_role: str
    logged_on: date
    impact_on: str = ""
    impact: str = ""


def draw_learning(
    person: Person, start: date, end: date | None, target: float, seed: int, today: date
) -> tuple[Learnt, ...]:
    """Records from a period's start to today (or its end, when that is past) against a target of the whole period."""
    rng = chance(seed, person.cohort.part, person.index, "learning", start)
    last = min(today, end) if end else today
    if not person.cohort.topics or last <= start or rng.random() < 0.06:
        return ()
    gone = (last - start).days / max(1, ((end or last) - start).days)
    runs = end is None or end >= today
    effort = rng.lognormvariate(-0.05, 0.55) if runs else max(1.0, rng.lognormvariate(0.12, 0.25)) - 0.02
    wanted = target * min(effort, 2.6) * gone**1.4
    found: list[Learnt] = []
    while wanted > 0 and len(found) < MOST:
        found.append(_record(rng, person, start, last, today))
        wanted -= found[-1].amount
    return _with_impacts(person, sorted(found, key=lambda each: (each.on, each.topic.title)), start, seed)


def _with_impacts(person: Person, found: Sequence[Learnt], start: date, seed: int) -> tuple[Learnt, ...]:
    """Some of those records that tell a reflection tell an impact too."""
    impacts = person.cohort.impacts
    rng = chance(seed, person.cohort.part, person.index, "impact", start)
    told = []
    for each in found:
        on, difference = common(rng, impacts) if impacts and each.reflection and rng.random() < 0.4 else ("", "")
        told.append(replace(each, impact_on=on, impact=difference))
    return tuple(told)


def _record(rng: random.Random, person: Person, start: date, last: date, today: date) -> Learnt:
    cohort = person.cohort
    topic = common(rng, cohort.topics) if rng.random() < 0.5 else rng.choice(cohort.topics)
    on = start + timedelta(days=int((last - start).days * rng.random() ** 0.75))
    late = timedelta(days=int(min(rng.expovariate(1 / 9), 200)))
    standards = tuple(sorted(rng.sample(topic.standards, min(len(topic.standards), rng.randint(1, 2)))))
    reflects = bool(cohort.reflections) and rng.random() < 0.45
    return Learnt(
        topic=topic,
        on=on,
        amount=common(rng, topic.amounts),
        provider=common(rng, topic.providers),
        standards=standards,
        reflection=common(rng, cohort.reflections) if reflects else "",
        peer_role=common(rng, PEERS) if rng.random() < 0.22 else "",
        logged_on=min(today, on + late),
    )
