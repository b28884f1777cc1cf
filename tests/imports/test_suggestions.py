"""A refused cell gets a next step: the value itself where it can be worked out."""

from datetime import date

import pytest

from councilkit import fields
from councilkit.imports.suggestions import suggest

DAY = fields.IsoDate(earliest=date(1900, 1, 1), latest="today")


@pytest.mark.parametrize(
    ("cell", "step"),
    [
        ("31.03.1980", "Write 1980-03-31."),
        ("3/31/1980", "Write 1980-03-31."),
        ("3/4/1980", "Write 1980-04-03 or 1980-03-04, whichever is right."),
        ("1980/4/3", "Write 1980-04-03."),
        ("31/02/1980", "Look the date up and write it as year-month-day."),
        ("03.04.80", "Look the date up and write it as year-month-day."),
        ("soon", "Look the date up and write it as year-month-day."),
        ("2080-01-01", "Look the date up and write it as year-month-day."),
        ("", "Fill in the cell."),
    ],
)
def test_dates(cell: str, step: str) -> None:
    with fields.as_of(date(2026, 11, 22)):
        assert suggest(DAY, cell) == step


@pytest.mark.parametrize(
    ("cell", "step"),
    [
        ("ana @example,org", "Write ana@example.org."),
        ("ana(at)example.org", "Write ana@example.org."),
        ("<ana@example.org>", "Write ana@example.org."),
        ("ana@example", "Complete the address, or leave the cell empty."),
    ],
)
def test_email_addresses(cell: str, step: str) -> None:
    assert suggest(fields.Email(), cell) == step


def test_lists_and_the_rest() -> None:
    choice = fields.Choice((("urban", "Town"), ("rural", "Village")))
    assert suggest(choice, "U") == "Write one of: urban, rural."
    assert suggest(choice, "U", mapped=True).endswith("or add the word to codes in the mapping file.")
    assert suggest(fields.Text(), "x" * 300) == "Correct the cell, or leave it empty."
    assert suggest(fields.PersonName(required=True), "7") == "Correct the cell."
