"""Dates that cannot be right: pure checks of birth, award and employment against each other and the day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from councilkit.law.months import add_months
from councilkit.register.names import fold, organisation_key
from councilkit.wording import N_, Sentence

YOUNGEST, OLDEST = 14, 110  # years; outside these a date of birth is a slip

Problems = dict[str, list[str]]
Row = Mapping[str, Any]
TWICE = N_(
    "This role at this employer is on the record for some of these days already. "
    "End that employment first, or choose other days."
)


def birthday(born: date, years: int) -> date:
    """The day on which somebody turns this old."""
    return add_months(born, 12 * years)


def birth_problems(born: date | None, on: date, field: str = "date_of_birth") -> Problems:
    """What is wrong with a date of birth on a day."""
    if born is None:
        return {}
    if birthday(born, YOUNGEST) > on:
        young = N_("This makes the person younger than %(years)s. Check the year of birth.")
        return {field: [Sentence(young, years=YOUNGEST)]}
    if birthday(born, OLDEST + 1) <= on:
        old = N_("This makes the person older than %(years)s. Check the year of birth.")
        return {field: [Sentence(old, years=OLDEST)]}
    return {}


def award_problems(year: int | None, born: date | None, on: date, field: str = "awarded_year") -> Problems:
    """What is wrong with the year of an award."""
    if year is not None and year > on.year:
        return {field: [Sentence("The year %(year)s is in the future. Check the year of the award.", year=year)]}
    if year is not None and born is not None and year < born.year:
        before = N_("The year %(year)s is before the person was born. Check the year of the award.")
        return {field: [Sentence(before, year=year)]}
    return {}


def work_problems(starts_on: date | None, ends_on: date | None, born: date | None, on: date) -> Problems:
    """What is wrong with the dates of an employment."""
    if starts_on is not None and starts_on > on:
        return {"starts_on": [Sentence("The date is in the future - pick today or earlier.")]}
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and born is not None and day < birthday(born, YOUNGEST):
            young = N_("On this day the person was younger than %(years)s. Check the date.")
            return {name: [Sentence(young, years=YOUNGEST)]}
    return {}


def learning_problems(on: date, born: date | None, field: str = "on") -> Problems:
    """What is wrong with the day of a learning record of somebody who was born on a day."""
    if born is None or on >= birthday(born, YOUNGEST):
        return {}
    return {field: [Sentence(N_("That is before the age of %(years)s. Check the year."), years=YOUNGEST)]}


def overlap_problems(given: Row, held: Iterable[Row]) -> Problems:
    """What is wrong with an employment where one in the same role for the same employer goes on meanwhile.

    Rows have organisation, role, starts_on and ends_on. Several jobs at once are no fault, and count once.
    """
    return {"starts_on": [Sentence(TWICE)]} if any(overlaps(given, other) for other in held) else {}


def overlaps(one: Row, other: Row) -> bool:
    """Whether two employments are the same job for some days; a day that is not known may be any."""
    begins, goes_on = (_first(other) <= _last(one), _first(one) <= _last(other))
    return begins and goes_on and _job(one) == _job(other)


def _job(work: Row) -> tuple[str, str]:
    return organisation_key(work["organisation"]), fold(work["role"] or "")


def _first(work: Row) -> date:
    return work["starts_on"] or date.min


def _last(work: Row) -> date:
    return work["ends_on"] or date.max
