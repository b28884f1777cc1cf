"""Draws what the register holds of somebody: registration, renewals, lapses, leaving, and the few orders."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from councilkit.demo.chance import chance, day_between
from councilkit.demo.model import Measure
from councilkit.demo.people import Person
from councilkit.law.months import add_months, last_day

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """An event of a registration: renewed, restored, left or died; `until` is the last day of the term it opens."""

    kind: str
    on: date
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Sanction:
    """An order on a registration."""

    measure: Measure
    starts_on: date
    ends_on: date | None
    review_on: date | None
    lifted_on: date | None


@dataclass(frozen=True)
class Career:
    """A registration in one part with everything that happened to it; `until` is the end of its last term."""

    part: str
    registered_on: date
    expires_on: date | None
    step: str
    happenings: tuple[Happening, ...] = ()
    sanctions: tuple[Sanction, ...] = ()

    @property
    def until(self) -> date | None:
        terms = [each.until for each in self.happenings if each.kind in ("renewed", "restored")]
        return terms[-1] if terms else self.expires_on

    @property
    def ended(self) -> bool:
        """Whether the person left or died."""
        return any(each.kind in ("left", "died") for each in self.happenings)


def draw_career(person: Person, months: int | None, seed: int, today: date) -> Career:
    """The person's registration; `months` is the length of a term by law, None when no end is known."""
    rng = chance(seed, person.cohort.part, person.index, "career")
    registered = _registered_on(rng, person, today)
    expires = last_day(registered, months) if months else None
    happenings = _terms(rng, registered, months, today) if months else []
    happenings += _endings(rng, person, registered, happenings, today)
    step = _step(person, today)
    career = Career(person.cohort.part, registered, expires, step, tuple(happenings))
    return _with_sanctions(rng, person, career, today)


def draw_second(person: Person, first: Career, seed: int, today: date) -> Career | None:
    """The registration in the cohort's second part that a share of its people hold."""
    rng = chance(seed, person.cohort.part, person.index, "second")
    experienced = (today - first.registered_on).days > 5 * 365
    if not person.cohort.second_part or first.ended or not experienced:
        return None
    if rng.random() >= person.cohort.second_share:
        return None
    registered = day_between(rng, first.registered_on + timedelta(days=1900), today - timedelta(days=30))
    return Career(person.cohort.second_part, registered, None, "")


def _registered_on(rng: random.Random, person: Person, today: date) -> date:
    opened = person.cohort.opened
    if person.practice_from < opened:
        person_start = opened + timedelta(days=int(min(rng.expovariate(1 / 400), 1500)))
    else:
        person_start = person.practice_from + timedelta(days=rng.randint(0, 120))
    return max(opened, min(person_start, today - timedelta(days=rng.randint(3, 60))))


def _terms(rng: random.Random, registered: date, months: int, today: date) -> list[Happening]:
    """Renewals one after another; now and then one is missed, and most of those come back."""
    found: list[Happening] = []
    number, start = 1, registered
    while (end := last_day(start, months * number)) < today + timedelta(days=60):
        decided = end - timedelta(days=int(min(rng.expovariate(1 / 14), 85)))
        if decided > today or (end >= today and rng.random() < 0.45):
            break
        if rng.random() < 0.975:
            found.append(Happening("renewed", decided, last_day(start, months * (number + 1))))
            number += 1
            continue
        back = end + timedelta(days=rng.randint(9, 420))
        if back > today or rng.random() < 0.3:
            break
        found.append(Happening("restored", back, last_day(back, months), "Applied for restoration"))
        number, start = 1, back
    return found


def _endings(
    rng: random.Random, person: Person, registered: date, happenings: list[Happening], today: date
) -> list[Happening]:
    since = max([registered, *(each.on for each in happenings)])
    age = today.year - person.born.year
    lapsed = bool(happenings) and (happenings[-1].until or today) < today
    if lapsed or since >= today - timedelta(days=40):
        return []
    if rng.random() < (0.12 if age > 62 else 0.025):
        return [Happening("left", day_between(rng, since + DAY * 20, today), None, _reason(rng, age))]
    if rng.random() < 0.004:
        return [Happening("died", day_between(rng, since + DAY * 20, today))]
    return []


def _reason(rng: random.Random, age: int) -> str:
    reasons = ("Retired",) if age > 60 else ("Moved abroad", "Left the profession", "Family reasons", "Retired")
    return rng.choice(reasons)


def _step(person: Person, today: date) -> str:
    years = (today - person.practice_from).days / 365.25
    reached = [step for needed, step in person.cohort.steps if years >= needed]
    return reached[-1] if reached else ""


def _with_sanctions(rng: random.Random, person: Person, career: Career, today: date) -> Career:
    if career.ended or (career.until is not None and career.until < today):
        return career
    for measure in person.cohort.measures:
        if rng.random() < measure.share:
            sanction = _sanction(rng, measure, career, today)
            return Career(
                career.part, career.registered_on, career.expires_on, career.step, career.happenings, (sanction,)
            )
    return career


def _sanction(rng: random.Random, measure: Measure, career: Career, today: date) -> Sanction:
    length = measure.months or 0
    earliest = max(career.registered_on + DAY * 30, today - timedelta(days=length * 36 + 300))
    start = day_between(rng, min(earliest, today - DAY), today - DAY)
    end = last_day(start, length) if length else None
    review = add_months(start, max(1, length - 2)) if length > 2 and measure.effect != "none" else None
    lifted = None
    if end is not None and measure.effect != "removed" and rng.random() < 0.15:
        lifted = start + (min(end, today) - start) / 2
    return Sanction(measure, start, end, review, lifted if lifted and lifted <= today else None)
