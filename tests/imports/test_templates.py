"""Shapes that a clerk writes match what they mean, and say so when they cannot be understood."""

import pytest

from councilkit.imports.templates import TemplateError, compile_date, compile_shape, fill, placeholders


@pytest.mark.parametrize(
    ("shape", "text", "found"),
    [
        ("{value}, {given}", "Pop, Ana Maria", {"value": "Pop", "given": "Ana Maria"}),
        ("{number}/{year}", "123/2019", {"number": "123", "year": "2019"}),
        ("{number}/{year}", "123/19", None),
        ("lic. {year}", " LIC.  2011 ", {"year": "2011"}),
        ("Nr. {number} (vechi)", "nr. 7 (VECHI)", {"number": "7"}),
    ],
)
def test_a_whole_shape(shape: str, text: str, found: dict[str, str] | None) -> None:
    match = compile_shape(shape, whole=True).fullmatch(text)
    assert (match and match.groupdict()) == found


@pytest.mark.parametrize(
    ("shape", "text", "found"),
    [
        ("(fostă {name})", "Stan (fostă Szabó)", "Szabó"),
        ("(fostă {name})", "Stan (FOSTA  Szabó)", "Szabó"),
        ("fostă {name}", "Stan fostă Szabó-Pop", "Szabó-Pop"),
        ("[{name}]", "Stan [x.*] Ion", "x.*"),
    ],
)
def test_a_shape_inside_a_text(shape: str, text: str, found: str) -> None:
    match = compile_shape(shape, whole=False).search(text)
    assert match is not None
    assert match["name"] == found


@pytest.mark.parametrize("shape", ["(fostă {Nume})", "{a} {a}", "{}", "fostă"])
def test_a_shape_that_cannot_be_understood(shape: str) -> None:
    with pytest.raises(TemplateError):
        compile_shape(shape, whole=False)


def test_placeholders_are_filled() -> None:
    assert placeholders("{number}/20{yy}") == {"number", "yy"}
    assert fill("{number}/20{yy}", {"number": "7", "yy": "09"}) == "7/2009"


@pytest.mark.parametrize(
    ("order", "text", "parts"),
    [
        ("day.month.year", "3.4.1980", ("3", "4", "1980")),
        ("day.month.year", "03.04.80 00:00:00", ("03", "04", "80")),
        ("year-month-day", "1980-04-03T10:00:00", ("03", "04", "1980")),
        ("day month year", "3  martie 1980", ("3", "martie", "1980")),
    ],
)
def test_orders_of_dates(order: str, text: str, parts: tuple[str, str, str]) -> None:
    match = compile_date(order).fullmatch(text)
    assert match is not None
    assert (match["day"], match["month"], match["year"]) == parts


@pytest.mark.parametrize("order", ["day.month", "dd.mm.yyyy", "day/day/year"])
def test_an_order_must_name_day_month_and_year(order: str) -> None:
    with pytest.raises(TemplateError, match="day, month and year"):
        compile_date(order)
