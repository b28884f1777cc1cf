"""Draws invented people: who they are, where they live, what they studied and where they worked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from councilkit.demo.chance import chance, common, day_between, weighted
from councilkit.demo.model import Award, Cohort, Names, Place


@dataclass(frozen=True)
class Name:
    """A drawn name; the family name may be empty, `script` holds it in another script or is empty."""

    given: str
    family: str
    language: str = ""
    script: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Study:
    """A qualification that somebody holds."""

    award: Award
    institution: str
    awarded_on: date


@dataclass(frozen=True)
class Job:
    """An employment, open when `ends_on` is None; `part_time` is per cent of full time."""

    employer: str
    place: Place
    role: str
    starts_on: date
    ends_on: date | None
    part_time: int
    urban: bool


@dataclass(frozen=True)
class Person:
    """Somebody invented, as they are on the day of the demonstration."""

    cohort: Cohort
    index: int
    name: Name
    previous_family: str
    gender: str
    born: date
    place: Place
    urban: bool
    phone: str
    practice_from: date
    studies: tuple[Study, ...]
    jobs: tuple[Job, ...]


def draw_person(cohort: Cohort, index: int, seed: int, today: date) -> Person:
    """The cohort's person of that index; the same for the same seed, whatever the size of the council."""
    rng = chance(seed, cohort.part, index, "person")
    woman = rng.random() < cohort.women
    names = weighted(rng, cohort.names, [each.share for each in cohort.names])
    born = _born(rng, cohort, today)
    practice_from = _practice_from(rng, cohort, born, today)
    place = weighted(rng, cohort.places, [each.weight for each in cohort.places])
    urban = rng.random() < place.urban
    name = draw_name(rng, names, woman)
    previous = _previous_family(rng, names, woman, today.year - born.year) if name.family else ""
    if previous and previous != name.family and not name.language and rng.random() < 0.2:
        name = replace(name, family=f"{previous}-{name.family}")
    studies = _studies(rng, cohort, born, practice_from)
    jobs = tuple(_jobs(rng, cohort, place, urban, practice_from, today))
    holds = _qualified(cohort, index, place, jobs, seed)
    return Person(
        cohort=cohort,
        index=index,
        name=name,
        previous_family=previous,
        gender="female" if woman else "male",
        born=born,
        place=place,
        urban=urban,
        phone=f"{cohort.phone}{rng.randint(0, 999999):06d}",
        practice_from=practice_from,
        studies=_gained(chance(seed, cohort.part, index, "awards"), studies, today) if holds else (),
        jobs=jobs,
    )


def draw_name(rng: random.Random, names: Names, woman: bool) -> Name:
    """A name from a group: usually given and family name, sometimes two given names or a single one."""
    pool = names.women if woman else names.men
    given = common(rng, pool)
    if rng.random() < names.two_given:
        second = common(rng, pool)
        given = given if second == given else f"{given} {second}"
    family = common(rng, names.families) if names.families and rng.random() >= names.single else ""
    written = (_in_script(given, names), _in_script(family, names)) if names.script else ("", "")
    return Name(given, family, names.language if written[0] else "", written)


def _in_script(words: str, names: Names) -> str:
    known = [names.script.get(word, "") for word in words.split(" ")] if words else []
    return " ".join(known) if all(known) else ""


def _previous_family(rng: random.Random, names: Names, woman: bool, age: int) -> str:
    changed = rng.random() < (0.12 if woman else 0.01) and age > 27 and len(names.families) > 1
    return common(rng, names.families) if changed else ""


def _born(rng: random.Random, cohort: Cohort, today: date) -> date:
    youngest, oldest, _ = weighted(rng, cohort.ages, [share for _, _, share in cohort.ages])
    days = rng.randint(youngest * 365 + youngest // 4 + 1, (oldest + 1) * 365 + oldest // 4)
    return today - timedelta(days=days)


def _practice_from(rng: random.Random, cohort: Cohort, born: date, today: date) -> date:
    youngest, usual = cohort.starts_at
    years = youngest + rng.random() * (usual - youngest) * 0.4 + min(rng.expovariate(1 / 3.0), 18)
    return min(born + timedelta(days=int(years * 365.25)), today - timedelta(days=rng.randint(25, 400)))


def _studies(rng: random.Random, cohort: Cohort, born: date, practice_from: date) -> tuple[Study, ...]:
    if not cohort.awards:
        return ()
    first = weighted(rng, cohort.awards, [each.share for each in cohort.awards])
    found = [Study(first, common(rng, first.institutions), _graduation(rng, born, practice_from.year))]
    last = cohort.awards[-1]
    if last is not first and rng.random() < 0.12:
        found.append(Study(last, common(rng, last.institutions), _graduation(rng, born, practice_from.year + 1)))
    return tuple(found)


def _qualified(cohort: Cohort, index: int, place: Place, jobs: Sequence[Job], seed: int) -> bool:
    """Whether somebody holds any award: some employers and some places have more who do."""
    if not cohort.unqualified:
        return True
    employer = jobs[-1].employer if jobs else ""
    lean = chance(seed, "awards", employer).uniform(0.4, 1.6) * chance(seed, "awards", place.area_code).uniform(
        0.7, 1.3
    )
    return chance(seed, cohort.part, index, "unqualified").random() >= min(0.95, cohort.unqualified * lean)


def _gained(rng: random.Random, studies: Sequence[Study], today: date) -> tuple[Study, ...]:
    """The studies, each of them after the day from which its award could be gained."""
    early = [each.award.since is not None and each.awarded_on < each.award.since for each in studies]
    yesterday = today - timedelta(days=1)
    return tuple(
        replace(each, awarded_on=day_between(rng, each.award.since or yesterday, yesterday)) if too_early else each
        for each, too_early in zip(studies, early, strict=True)
    )


def _graduation(rng: random.Random, born: date, year: int) -> date:
    grown = born + timedelta(days=17 * 366)
    return max(grown, date(year - 1, rng.choice((6, 7, 7, 9)), rng.randint(1, 28)))


def _jobs(rng: random.Random, cohort: Cohort, place: Place, urban: bool, practice_from: date, today: date) -> list[Job]:
    jobs: list[Job] = []
    start = practice_from + timedelta(days=rng.randint(-200, 90))
    while cohort.employers and start < today - timedelta(days=20) and len(jobs) < 6:
        end = start + timedelta(days=int(rng.lognormvariate(7.4, 0.9)) + 60)
        last = end >= today or len(jobs) == 5
        where = place if last or rng.random() < 0.8 else weighted(rng, cohort.places, [p.weight for p in cohort.places])
        jobs.append(
            Job(
                employer=common(rng, cohort.employers).format(place=where.name),
                place=where,
                role=common(rng, cohort.roles),
                starts_on=start,
                ends_on=None if last else end,
                part_time=weighted(rng, (100, 80, 60, 50, 20), (78, 7, 6, 7, 2)),
                urban=urban if where is place else rng.random() < where.urban,
            )
        )
        if last:
            break
        start = day_between(rng, end + timedelta(days=1), end + timedelta(days=160))
    return jobs
