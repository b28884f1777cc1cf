"""Lengths of time in the many ways that people write them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from councilkit import fields
from councilkit.fields import Unreadable, read_hours


class Spent(Schema):
    hours = fields.Duration(required=True)
    eight = fields.Duration(hours_in_day=Decimal(8), most=Decimal(40))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        (".5", "0.5"),
        ("90 min", "1.5"),
        ("90min", "1.5"),
        ("90 minutes", "1.5"),
        ("45'", "0.75"),
        ("1h30", "1.5"),
        ("1h 30m", "1.5"),
        ("1 h. 30 min.", "1.5"),
        ("1:30", "1.5"),
        ("0:45", "0.75"),
        ("1:30 h", "1.5"),
        ("2 hours", "2"),
        ("2 HOURS", "2"),
        ("1 hour and 30 minutes", "1.5"),
        ("1 hour, 30 minutes", "1.5"),
        ("half day", "3.5"),
        ("half-day", "3.5"),
        ("Half a day", "3.5"),
        ("full day", "7"),
        ("1 day 2 hours", "9"),
        ("3 days", "21"),
        ("½ h", "0.5"),
        ("1½", "1.5"),
        ("2 ore", "2"),
        ("30 de minute", "0.5"),
        ("o oră", "1"),
        ("2 ชั่วโมง 30 นาที", "2.5"),
        ("ครึ่งวัน", "3.5"),
        ("๑.๕", "1.5"),
        ("  2 \u200bhours ", "2"),
        ("20 min", "0.33"),
    ],
)
def test_what_people_write_is_read(typed: str, hours: str) -> None:
    assert read_hours(typed) == Decimal(hours)


@pytest.mark.parametrize(
    "typed", ["", "soon", "1.5.2", "-1", "1-2 h", "2 bananas", "1h 1h", "30 min 1 h", "h", "1 2", "9" * 50]
)
def test_what_cannot_be_read_gets_the_sentence_with_examples(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"Enter how long, like 1\.5 or 90 min\."):
        read_hours(typed)


def test_a_bare_number_over_a_day_is_asked_about() -> None:
    with pytest.raises(Unreadable, match=r"Is 90 minutes or hours\? Write 90 min or 90 hours\."):
        read_hours("90")


def test_an_hour_has_sixty_minutes() -> None:
    with pytest.raises(Unreadable, match="1:75"):
        read_hours("1:75")


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_agree_in_every_form(hours: int, minutes: int) -> None:
    expected = (Decimal(hours * 60 + minutes) / 60).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    for typed in (
        f"{hours}:{minutes:02}",
        f"{hours}h{minutes:02}",
        f"{hours} h {minutes} min",
        f"{hours * 60 + minutes} min",
    ):
        assert read_hours(typed) == expected


@given(st.decimals(0, 24, places=2))
def test_decimals_are_read_with_point_and_comma(hours: Decimal) -> None:
    assert read_hours(str(hours)) == hours == read_hours(str(hours).replace(".", ","))


@given(st.text(max_size=45))
def test_whatever_is_typed_the_answer_is_hours_or_a_sentence(text: str) -> None:
    try:
        hours = read_hours(text)
    except Unreadable as refused:
        hours = Decimal(len(refused.sentence))
    assert hours >= 0


@pytest.mark.parametrize(("value", "hours"), [(1.5, "1.5"), (2, "2"), (Decimal("30"), "30"), ("1h30", "1.5")])
def test_numbers_of_json_and_of_services_are_hours(value: Any, hours: str) -> None:
    assert Spent().load({"hours": value})["hours"] == Decimal(hours)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"hours": "0"}, "Enter a time longer than 0, like 1.5 or 90 min."),
        ({"hours": -1}, "Enter a time longer than 0, like 1.5 or 90 min."),
        ({"hours": float("nan")}, "Enter how long, like 1.5 or 90 min."),
        ({"hours": True}, "Enter how long, like 1.5 or 90 min."),
        ({}, "Enter how long, like 1.5 or 90 min."),
        ({"hours": 1, "eight": "6 days"}, "That is more than 40 hours. Check how long it was."),
    ],
)
def test_lengths_that_cannot_be_are_refused(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Spent().load(values)
    assert [str(s) for found in refused.value.normalized_messages().values() for s in found] == [sentence]


def test_the_length_of_a_day_is_the_councils() -> None:
    assert Spent().load({"hours": 1, "eight": "half day"})["eight"] == Decimal(4)
