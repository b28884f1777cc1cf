"""Items come in order and whole, with the caller's settings, and a fault reaches the caller."""

from datetime import date

import pytest

from councilkit import fields
from councilkit.imports.ahead import ahead


def test_items_come_in_order() -> None:
    assert list(ahead(iter(range(50)))) == list(range(50))
    assert list(ahead([])) == []


def test_the_day_that_dates_go_by_is_the_callers() -> None:
    with fields.as_of(date(2020, 1, 1)):
        assert set(ahead(fields.today() for _ in range(3))) == {date(2020, 1, 1)}


def test_a_fault_reaches_the_caller_after_what_came_before() -> None:
    def items():
        yield 1
        raise RuntimeError("cut")

    coming = ahead(items())
    assert next(coming) == 1
    with pytest.raises(RuntimeError, match="cut"):
        next(coming)


def test_stopping_early_is_no_harm() -> None:
    coming = ahead(iter(range(1000)))
    assert next(coming) == 0
    coming.close()
