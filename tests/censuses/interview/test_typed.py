"""Typed values are read as people write them; what cannot be read gets a sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.censuses.interview.typed import Unfit, kept_of, read
from councilkit.censuses.questionnaire import Choice, Question

CHOICES = tuple(Choice(name, {"": name.upper()}) for name in ("0", "1", "NA"))


def asked(kind: str, **more: object) -> Question:
    return Question("q", "q", kind=kind, choices=CHOICES, **more)  # type: ignore[arg-type]


GOOD = [
    ("integer", {"q": ["34"]}, "34"),
    ("integer", {"q": [" 1 234 "]}, "1234"),
    ("integer", {"q": ["-0"]}, "0"),
    ("integer", {"q": ["12.0"]}, "12"),
    ("integer", {"q": ["๓๔"]}, "34"),
    ("integer", {"q": [""]}, ""),
    ("integer", {}, ""),
    ("decimal", {"q": ["37,5"]}, "37.5"),
    ("decimal", {"q": ["37.50"]}, "37.5"),
    ("decimal", {"q": ["1.234,5"]}, "1234.5"),
    ("decimal", {"q": ["0,0"]}, "0"),
    ("range", {"q": ["3"]}, "3"),
    ("date", {"q-day": ["3"], "q-month": ["Mar"], "q-year": ["2020"]}, "2020-03-03"),
    ("date", {"q-day": ["3"], "q-month": ["martie"], "q-year": ["2020"]}, "2020-03-03"),
    ("date", {"q": ["2020-03-03"]}, "2020-03-03"),
    ("date", {"q-day": [""], "q-month": [""], "q-year": [""]}, ""),
    ("time", {"q": ["9"]}, "09:00"),
    ("time", {"q": ["14.30"]}, "14:30"),
    ("datetime", {"q-day": ["3"], "q-month": ["3"], "q-year": ["2020"], "q-time": ["9:05"]}, "2020-03-03T09:05"),
    ("select_one", {"q": ["NA"]}, "NA"),
    ("select_one", {"q": [""]}, ""),
    ("select_multiple", {"q": ["NA", "0", "NA"]}, "0 NA"),
    ("select_multiple", {}, ""),
    ("acknowledge", {"q": ["on"]}, "OK"),
    ("text", {"q": ["  Asistent\u200b  social \n"]}, "Asistent social"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), GOOD)
def test_read(kind: str, typed: dict[str, list[str]], kept: str) -> None:
    assert read(asked(kind), typed) == kept


BAD = [
    ("integer", {"q": ["two"]}, "not a number"),
    ("integer", {"q": ["2.5"]}, "whole number"),
    ("integer", {"q": ["9" * 13]}, "too large"),
    ("decimal", {"q": ["1e5"]}, "not a number"),
    ("decimal", {"q": ["NaN"]}, "not a number"),
    ("range", {"q": ["11"]}, "from 1 to 10"),
    ("range", {"q": ["1.5"]}, "steps of 1"),
    ("date", {"q-day": ["31"], "q-month": ["2"], "q-year": ["2020"]}, "29"),
    ("date", {"q-day": ["3"], "q-month": [""], "q-year": ["2020"]}, "month"),
    ("date", {"q": ["yesterday"]}, "day, the month and the year"),
    ("time", {"q": ["25:00"]}, "like 14:30"),
    ("datetime", {"q-day": ["3"], "q-month": ["3"], "q-year": ["2020"]}, "time too"),
    ("select_one", {"q": ["7"]}, "one of the answers shown"),
    ("select_multiple", {"q": ["0", "7"]}, "from the answers shown"),
    ("text", {"q": ["x" * 5001]}, "5001 characters"),
]


@pytest.mark.parametrize(("kind", "typed", "words"), BAD)
def test_refused_with_a_sentence(kind: str, typed: dict[str, list[str]], words: str) -> None:
    with pytest.raises(Unfit) as caught:
        read(asked(kind), typed)
    assert words in caught.value.sentence


def test_lines_stay_only_where_the_form_gives_several() -> None:
    typed = {"q": ["one\r\ntwo  "]}
    assert read(asked("text"), typed) == "one two"
    assert read(asked("text", appearance="multiline"), typed) == "one\ntwo"


def test_dates_with_fewer_boxes() -> None:
    assert read(asked("date", appearance="year"), {"q-year": ["1990"]}) == "1990-01-01"
    assert read(asked("date", appearance="month-year"), {"q-month": ["5"], "q-year": ["1990"]}) == "1990-05-01"
    assert read(asked("date", appearance="year"), {"q-year": [""]}) == ""


KINDS = [
    "text",
    "integer",
    "decimal",
    "range",
    "date",
    "time",
    "datetime",
    "select_one",
    "select_multiple",
    "acknowledge",
]
TYPED = st.dictionaries(
    st.sampled_from(["q", "q-day", "q-month", "q-year", "q-time", "other"]), st.lists(st.text(max_size=15), max_size=3)
)


@given(st.sampled_from(KINDS), TYPED)
def test_anything_typed_is_read_or_refused_and_what_was_read_stays(kind: str, typed: dict[str, list[str]]) -> None:
    try:
        kept = read(asked(kind), typed)
    except Unfit as error:
        assert str(error.sentence).endswith((".", "?", "!"))  # noqa: PT017
        return
    assert "\x00" not in kept
    if kept and kind in ("integer", "decimal", "range", "time", "select_one", "text", "date"):
        assert read(asked(kind), {"q": [kept]}) == kept
    assert set(kept_of(asked(kind), typed)) <= {"q", "q-day", "q-month", "q-year", "q-time"}


@given(st.integers(-(10**11), 10**11))
def test_every_whole_number_is_read(number: int) -> None:
    assert read(asked("integer"), {"q": [str(number)]}) == str(number)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_is_read(day: date) -> None:
    typed = {"q-day": [str(day.day)], "q-month": [str(day.month)], "q-year": [str(day.year)]}
    assert read(asked("date"), typed) == day.isoformat()
