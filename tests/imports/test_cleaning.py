"""A foreign cell becomes one of ours by the rule of its column."""

import pytest

from councilkit.imports.cleaning import Cleaner
from councilkit.imports.model import ColumnRule, Layout

LAYOUT = Layout(comma_below=True, blanks=("-", "nu are"))


def clean(cell: str, **rule: object) -> str | None:
    done = Cleaner(ColumnRule(**rule), LAYOUT, "cell")(cell)  # type: ignore[arg-type]
    assert done.fault is None
    return done.text


def fault(cell: str, **rule: object) -> str:
    done = Cleaner(ColumnRule(**rule), LAYOUT, "cell")(cell)  # type: ignore[arg-type]
    assert done.fault is not None
    return done.fault.problem


@pytest.mark.parametrize("cell", ["", "  ", "-", "NU ARE", " nu  are "])
def test_blanks_are_nothing(cell: str) -> None:
    assert clean(cell) is None


def test_a_column_may_have_its_own_blanks() -> None:
    assert clean("-", blanks=("?",)) == "-"
    assert clean("?", blanks=("?",)) is None


def test_cedillas_become_commas_but_not_in_turkish() -> None:
    assert clean(" Ţurcanu Ştefania ") == "Țurcanu Ștefania"
    assert clean("Işık Şahin") == "Işık Şahin"


@pytest.mark.parametrize(
    ("cell", "name", "previous"),
    [
        ("POPESCU", "Popescu", ()),
        ("Gheorghe-POPESCU", "Gheorghe-Popescu", ()),
        ("McDonald", "McDonald", ()),
        ("Stan (fostă Szabó)", "Stan", ("Szabó",)),
        ("POPESCU-POP (FOSTĂ MUREŞAN)", "Popescu-Pop", ("Mureșan",)),
        ("Nagy (fostă Nagy)", "Nagy", ()),
        ("Pop (fostă Radu) (născută Ilie)", "Pop", ("Radu", "Ilie")),
        ("dr. Pop", "Pop", ()),
        ("Drăgan", "Drăgan", ()),
    ],
)
def test_names(cell: str, name: str, previous: tuple[str, ...]) -> None:
    rule = ColumnRule(cut=("dr.", "Dr"), previous=("(fostă {name})", "(născută {name})"), capitals="names")
    done = Cleaner(rule, LAYOUT, "family_name")(cell)
    assert (done.text, done.previous) == (name, previous)


DATES = {
    "dates": ("day.month.year", "day/month/year", "day month year", "year-month-day"),
    "two_digit_years_from": 1930,
}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3.4.1980", "1980-04-03"),
        ("03/04/1980", "1980-04-03"),
        ("03.04.80", "1980-04-03"),
        ("03.04.29", "2029-04-03"),
        ("03.04.30", "1930-04-03"),
        ("3 martie 1980", "1980-03-03"),
        ("3 Mar 1980", "1980-03-03"),
        ("1980-04-03 00:00:00", "1980-04-03"),
        ("3.4.2569", "2026-04-03"),
        ("31.02.1980", "1980-02-31"),  # left to the schema, which says that there is no such day
        ("not known", "not known"),
    ],
)
def test_dates(cell: str, day: str) -> None:
    assert clean(cell, **DATES) == day


def test_a_spreadsheets_own_day_numbers() -> None:
    assert clean("29221", dates=("excel",)) == "1980-01-01"
    assert clean("29221.5", dates=("excel",)) == "1980-01-01"


def test_two_digit_years_need_a_century() -> None:
    assert "two digits" in fault("03.04.80", dates=("day.month.year",))


def test_codes_do_not_mind_case_and_blanks() -> None:
    codes = {"Retras la cerere": "left", "şters": "removed"}
    assert clean("RETRAS  la cerere ", codes=codes) == "left"
    assert clean("Șters", codes=codes) == "removed"
    assert clean("other", codes=codes) == "other"


def test_take_rewrite_and_write() -> None:
    assert clean("Pop, Ana", take=("{value}, {given}",)) == "Pop"
    assert "does not look like" in fault("Pop Ana", take=("{value}, {given}",))
    assert clean("14224/8.09", rewrite={"{number}/{month}.{yy}": "{number}/20{yy}"}) == "14224/2009"
    assert clean("7027/2015", rewrite={"{number}/{month}.{yy}": "{number}/20{yy}"}) == "7027/2015"
    assert clean("AB", write="RO-{value}") == "RO-AB"
    assert clean("", write="RO-{value}") is None


def test_a_very_long_cell_is_left_to_the_schema() -> None:
    assert clean("x" * 5000, capitals="upper") == "x" * 5000
