"""Items come in order and whole, with the caller's settings, and a fault reaches the caller."""

import threading
from datetime import date

import pytest

from councilkit import fields
from councilkit.imports.ahead import Ahead


def test_items_come_in_order() -> None:
    assert list(Ahead(iter(range(50)))) == list(range(50))
    assert list(Ahead([])) == []


def test_the_day_that_dates_go_by_is_the_callers() -> None:
    with fields.as_of(date(2020, 1, 1)):
        assert set(Ahead(fields.today() for _ in range(3))) == {date(2020, 1, 1)}


def test_a_fault_reaches_the_caller_after_what_came_before() -> None:
    def items():
        yield 1
        raise RuntimeError("cut")

    coming = iter(Ahead(items()))
    assert next(coming) == 1
    with pytest.raises(RuntimeError, match="cut"):
        next(coming)


def test_stopping_early_is_no_harm() -> None:
    coming = iter(Ahead(iter(range(1000))))
    assert next(coming) == 0
    coming.close()


def test_the_next_item_is_worked_on_when_that_is_begun() -> None:
    made = threading.Event()

    def items():
        yield 1
        made.set()
        yield 2

    reads = Ahead(items())
    coming = iter(reads)
    assert next(coming) == 1
    assert not made.is_set()
    reads.begin()
    assert made.wait(5)
    assert list(coming) == [2]
