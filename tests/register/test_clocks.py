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


@given(days, st.integers(0, 60))
def test_a_working_day_is_never_on_a_weekend_nor_earlier_than_the_days(start: date, number: int) -> None:
    found = working_day(start, number)
    assert (found - start).days >= number
    assert number == 0 or found.weekday() < 5


def test_what_is_asked_stops_the_clock() -> None:
    row: dict[str, Any] = {"received_at": datetime(2026, 11, 1, tzinfo=UTC), "asked_until": None}
    assert due_on(row, PROMISE) == date(2026, 11, 29)
    assert due_on(row | {"asked_until": date(2026, 12, 24)}, PROMISE) == date(2026, 12, 24)
