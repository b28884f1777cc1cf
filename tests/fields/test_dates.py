"""Dates: every day that exists is read, every other gets a sentence that says what to mend."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from councilkit import fields
from councilkit.fields import DateParts, Unreadable, as_of, read_date_parts, read_iso_date
from councilkit.fields.dates import month_names

DAYS = st.dates(date(1800, 1, 1), date(2399, 12, 31))


class Dated(Schema):
    on = fields.IsoDate(required=True, latest="today")
    starts = fields.IsoDate(earliest="today")
    born = fields.IsoDate(earliest=date(1900, 1, 1), latest=lambda: date(2010, 12, 31))


def refusal(**values: Any) -> str:
    with pytest.raises(ValidationError) as refused, as_of(date(2026, 11, 22)):
        Dated(partial=True).load(values)
    return str(next(iter(refused.value.normalized_messages().values()))[0])


def answer(read: Callable[[Any], date], value: Any) -> date | str:
    """The date that was read, or the sentence that says why not."""
    try:
        return read(value)
    except Unreadable as refused:
        return refused.sentence


@given(DAYS)
def test_iso_text_is_read(day: date) -> None:
    assert read_iso_date(day.isoformat()) == day


@given(DAYS, st.sampled_from(["en", "ro", "th"]), st.booleans())
def test_three_boxes_are_read_with_month_names(day: date, language: str, short: bool) -> None:
    from babel import Locale

    width = "abbreviated" if short else "wide"
    name = Locale.parse(language).months["format"][width][day.month]
    assert read_date_parts(DateParts(str(day.day), name, str(day.year))) == day


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_in_the_boxes_the_answer_is_a_date_or_a_sentence(day: str, month: str, year: str) -> None:
    found = answer(read_date_parts, DateParts(day, month, year))
    assert isinstance(found, date) or found.endswith(".")


@given(st.text(max_size=20))
def test_whatever_the_text_the_answer_is_a_date_or_a_sentence(text: str) -> None:
    found = answer(read_iso_date, text)
    assert found if isinstance(found, str) else found.isoformat() == text.strip()


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("31", "2", "2026"), "31 February does not exist: February 2026 has 28 days. Check the day."),
        (("29", "Feb", "2027"), "29 February does not exist: February 2027 has 28 days. Check the day."),
        (("31", "nov", "2026"), "31 November does not exist: November 2026 has 30 days. Check the day."),
        (("0", "1", "2026"), "There is no day 0. Enter a day from 1 to 31."),
        (("32", "1", "2026"), "There is no day 32. Enter a day from 1 to 31."),
        (("1", "13", "2026"), "There is no month 13. Enter a month from 1 to 12."),
        (("1", "Ma", "2026"), "Enter the month as a number from 1 to 12 or by its name, like Mar."),
        (("1", "Foo", "2026"), "Enter the month as a number from 1 to 12 or by its name, like Mar."),
        (("1", "3", "26"), "Enter the year with 4 digits, like 2026."),
        (("1", "3", "20O6"), "Enter the year with 4 digits, like 2026."),
        (("1", "3", "1066"), "The year 1066 cannot be right. Enter it with 4 digits, like 2026."),
        (("x", "3", "2026"), "The day must be a number from 1 to 31."),
        (("", "3", "2026"), "Enter the day too."),
        (("3", "", "2026"), "Enter the month too."),
        (("3", "3", ""), "Enter the year too."),
        (("3", "", ""), "Enter the month and the year too."),
        (("", "3", ""), "Enter the day and the year too."),
        (("", "", "2026"), "Enter the day and the month too."),
        (("", "", ""), "Enter the day, the month and the year."),
    ],
)
def test_what_is_wrong_in_the_boxes_is_named(parts: tuple[str, str, str], sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date_parts(DateParts(*parts))
    assert refused.value.sentence == sentence


def test_thai_digits_and_the_buddhist_era_are_read() -> None:
    assert read_date_parts(DateParts("๓", "มี.ค.", "๒๕๖๙")) == date(2026, 3, 3)


@pytest.mark.parametrize(
    "text", ["31/03/2026", "2026-3-1", "2026-03-31T00:00:00", "20260331", "31 March 2026", "46112"]
)
def test_other_ways_of_writing_are_refused_with_an_example(text: str) -> None:
    assert refusal(on=text) == f'Write the date as year-month-day, like 2026-03-31, not "{text}".'


def test_bounds_are_told() -> None:
    assert refusal(on="2026-11-23") == "The date is in the future - pick today or earlier."
    assert refusal(starts="2026-11-21") == "The date is in the past - pick today or later."
    assert refusal(born="1899-12-31") == "The date must be 1 January 1900 or later."
    assert refusal(born="2011-01-01") == "The date must be 31 December 2010 or earlier."


def test_today_is_the_day_that_was_set() -> None:
    with as_of(date(2030, 1, 1)):
        assert Dated(partial=True).load({"on": "2029-12-31"})["on"] == date(2029, 12, 31)


def test_date_objects_pass_and_other_things_do_not() -> None:
    assert Dated(partial=True).load({"born": date(1984, 3, 27)})["born"] == date(1984, 3, 27)
    assert "year-month-day" in refusal(born=datetime(1984, 3, 27))
    assert "year-month-day" in refusal(born=19840327)
    assert Dated().dump({"born": date(1984, 3, 27)}) == {"born": "1984-03-27"}


def test_month_names_of_all_languages_are_known() -> None:
    names = month_names()
    assert [names[name] for name in ("mar", "march", "martie", "มีนาคม")] == [3, 3, 3, 3]
    assert set(names.values()) == set(range(1, 13))
