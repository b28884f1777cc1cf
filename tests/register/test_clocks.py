"""The council's own clocks: by law where a law says how long, else by its own promise."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.context import Context
from councilkit.register.clocks import PROMISE, Clock, clock_of, due_on, working_day
from councilkit.register.model import RegisterPart

FRIDAY = date(2026, 11, 20)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("part", "kind", "number", "unit"),
    [
        ("ni.social_worker", "entry", 12, "weeks"),
        ("ni.social_care_worker", "restoration", 6, "weeks"),
        ("vn.social_worker", "renewal", 5, "working days"),
        ("ni.social_worker", "renewal", 28, "days"),
        ("xx.nobody", "entry", 28, "days"),
    ],
)
def test_the_law_says_how_long(part: str, kind: str, number: int, unit: str, ctx: Context) -> None:
    found = clock_of(ctx.catalogue, ctx.law, part, kind, FRIDAY)
    assert (found.number, found.unit) == (number, unit)


def test_the_clock_says_who_says_so(ctx: Context) -> None:
    found = clock_of(ctx.catalogue, ctx.law, "vn.social_worker", "renewal", FRIDAY)
    assert str(found.sentence).startswith("5 working days: Time to decide on a new certificate (")
    assert str(PROMISE.sentence) == "28 days: the council's own promise"


def test_every_clock_of_a_part_is_in_the_law(ctx: Context) -> None:
    named = [id for part in ctx.catalogue.all(RegisterPart) for id in part.decides.values()]
    assert named
    assert [id for id in named if id not in ctx.law] == []


def test_weekends_do_not_count() -> None:
    assert working_day(FRIDAY, 1) == date(2026, 11, 23)
    assert working_day(FRIDAY, 5) == date(2026, 11, 27)
    assert Clock(2, "months").due(date(2026, 12, 31)) == date(2027, 2, 28)


def test_christmas_and_new_year_are_no_working_days_in_northern_ireland(ctx: Context) -> None:
    """26 December 2026 is a Saturday: its bank holiday is kept on Monday the 28th."""
    reply = clock_of(ctx.catalogue, ctx.law, "ni.social_worker", "appeal", date(2026, 12, 14))
    assert (reply.number, reply.unit, reply.area) == (20, "working days", "GB-NIR")
    assert reply.due(date(2026, 12, 14)) == date(2027, 1, 14)


@pytest.mark.parametrize(
    ("before", "area", "next_day"),
    [
        (date(2027, 3, 16), "GB-NIR", date(2027, 3, 18)),  # Saint Patrick's Day
        (date(2027, 3, 16), "GB-ENG", date(2027, 3, 17)),
        (date(2027, 7, 9), "GB-NIR", date(2027, 7, 13)),  # 12 July, a Monday
        (date(2027, 7, 9), "GB-ENG", date(2027, 7, 12)),
        (date(2026, 11, 27), "RO", date(2026, 12, 2)),  # 30 November and 1 December
        (date(2026, 11, 27), "PH", date(2026, 12, 1)),  # Bonifacio Day
        (date(2026, 11, 27), "XX", date(2026, 11, 30)),
        (date(2026, 11, 27), "GB-XX", date(2026, 11, 30)),
    ],
)
def test_public_holidays_are_those_of_the_area(before: date, area: str, next_day: date) -> None:
    assert working_day(before, 1, area) == next_day


def test_the_days_of_a_part_are_those_of_its_country(ctx: Context) -> None:
    """27 April (for the 26th, a Sunday), 30 April and 1 May 2026 are holidays in Viet Nam."""
    renewal = clock_of(ctx.catalogue, ctx.law, "vn.social_worker", "renewal", date(2026, 4, 24))
    assert renewal.due(date(2026, 4, 24)) == date(2026, 5, 6)


@given(days, st.integers(0, 60))
def test_a_working_day_is_never_on_a_weekend_nor_earlier_than_the_days(start: date, number: int) -> None:
    found = working_day(start, number)
    assert (found - start).days >= number
    assert number == 0 or found.weekday() < 5


def test_what_is_asked_stops_the_clock() -> None:
    row: dict[str, Any] = {"received_at": datetime(2026, 11, 1, tzinfo=UTC), "asked_until": None}
    assert due_on(row, PROMISE) == date(2026, 11, 29)
    assert due_on(row | {"asked_until": date(2026, 12, 24)}, PROMISE) == date(2026, 12, 24)
