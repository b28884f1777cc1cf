"""The way back after a removal: the day where the law says one, and that it is not known where it does not."""

from datetime import date

import pytest

from councilkit.context import Context
from councilkit.register.returning import way_back

REMOVED = date(2026, 11, 22)


def test_the_day_is_told_with_its_source_where_the_law_says_it(ctx: Context) -> None:
    told = str(way_back(ctx.law, "ni.social_worker", REMOVED, by_order=True))
    assert "You can ask to come back from 22 November 2031 on" in told
    assert "not yet compared with its source" in told


@pytest.mark.parametrize(("part", "source"), [("ni.social_worker", " (Health and Personal"), ("ro.social_worker", ".")])
def test_the_order_names_the_day_where_it_has_a_last_one(ctx: Context, part: str, source: str) -> None:
    told = str(way_back(ctx.law, part, REMOVED, by_order=True, barred_until=date(2028, 11, 21)))
    assert told.startswith(f"You can ask to come back from 22 November 2028 on, as the order says{source}")
    assert told.endswith("Until you are admitted again you stay off the register.")


def test_that_it_is_not_known_is_told_too(ctx: Context) -> None:
    assert "is not known" in str(way_back(ctx.law, "ro.social_worker", REMOVED, by_order=True))


def test_the_wait_after_an_order_is_not_told_of_another_removal(ctx: Context) -> None:
    assert "is not known" in str(way_back(ctx.law, "ni.social_worker", REMOVED, by_order=False))
