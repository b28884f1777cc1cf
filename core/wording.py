"""Sentences for people: English in the code, translated where a page shows them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any


def N_(text: str) -> str:
    """Mark a string for translation without translating it here."""
    return text


MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


# How dates are written in every language, on pages and on paper (Babel's patterns): 4 March 2027, 16:20
DAY = "d MMMM y"
MOMENT = f"{DAY}, HH:mm"


class Sentence(str):
    """An English sentence that remembers its pattern and values, so that a page can say it in another language.

    `Sentence("Row %(row)s is empty.", row=14)` equals `"Row 14 is empty."`; a value may itself be a Sentence, a date
    or a Decimal.
    """

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, **values: Any) -> "Sentence":
        shown = {name: _in_english(value) for name, value in values.items()}
        sentence = super().__new__(cls, pattern % shown if values else pattern)
        sentence.pattern = pattern
        sentence.values = values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.pattern,), self.values

    def translated(
        self,
        gettext: Callable[[str], str],
        write_date: Callable[[date], str],
        write_number: Callable[[Decimal], str] | None = None,
    ) -> str:
        """The sentence in the language of `gettext`, its dates and exact numbers written by the other two."""
        pattern = gettext(self.pattern)
        if not self.values:
            return pattern
        number = write_number or english_number

        def shown(value: Any) -> Any:
            if isinstance(value, Sentence):
                return value.translated(gettext, write_date, number)
            if isinstance(value, Decimal):
                return number(value)
            return write_date(value) if isinstance(value, date) else value

        return pattern % {name: shown(value) for name, value in self.values.items()}


def english_date(day: date) -> str:
    """A date in words: 4 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_number(number: Decimal) -> str:
    """An exact number without needless noughts: 18.5, 90."""
    return f"{number.normalize():f}"


def _in_english(value: Any) -> Any:
    if isinstance(value, Decimal):
        return english_number(value)
    return english_date(value) if isinstance(value, date) else value
