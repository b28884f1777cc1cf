"""Sentences for people: English in the code, translated where a page shows them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from typing import Any, Protocol


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


class Plural(str):
    """An English pattern in two forms; the value called `by` says which, and languages may know more forms.

    `Plural("%(days)s day", "%(days)s days", "days")` is its second form as text.
    """

    one: str
    by: str

    def __new__(cls, one: str, many: str, by: str) -> "Plural":
        made = super().__new__(cls, many)
        made.one, made.by = one, by
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:
        return self.one, str(self), self.by

    def form(self, words: "Words", values: dict[str, Any]) -> str:
        """The form for the values in the language of `words`."""
        return words.ngettext(self.one, str(self), _whole(values[self.by]))


def _whole(number: Any) -> int:
    """A number to choose a form by; a fraction goes with 2 (2 hours, 2.5 hours)."""
    exact = Decimal(str(number))
    return int(exact) if exact == exact.to_integral_value() else 2


class Words(Protocol):
    """Translations of one language."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str: ...


ENGLISH: Words = NullTranslations()


class Sentence(str):
    """An English sentence that remembers its pattern and values, so that a page can say it in another language.

    `Sentence("Row %(row)s is empty.", row=14)` equals `"Row 14 is empty."`; a value may itself be a Sentence, a date
    or a Decimal.
    """

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, **values: Any) -> "Sentence":
        shown = {name: _in_english(value) for name, value in values.items()}
        form = pattern.form(ENGLISH, values) if isinstance(pattern, Plural) else pattern
        sentence = super().__new__(cls, form % shown if values else form)
        sentence.pattern = pattern
        sentence.values = values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.pattern,), self.values

    def translated(
        self,
        words: Words,
        write_date: Callable[[date], str],
        write_number: Callable[[Decimal], str] | None = None,
    ) -> str:
        """The sentence in the language of `words`, its dates and exact numbers written by the other two."""
        if not self.values:
            return words.gettext(self.pattern)
        number = write_number or english_number
        counted = self.pattern.by if isinstance(self.pattern, Plural) else ""

        def shown(name: str, value: Any) -> Any:
            if isinstance(value, Sentence):
                return value.translated(words, write_date, number)
            if isinstance(value, Decimal) or name == counted:
                return number(Decimal(value))
            return write_date(value) if isinstance(value, date) else value

        form = (
            self.pattern.form(words, self.values) if isinstance(self.pattern, Plural) else words.gettext(self.pattern)
        )
        return form % {name: shown(name, value) for name, value in self.values.items()}


def english_date(day: date) -> str:
    """A date in words: 4 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_number(number: Decimal) -> str:
    """An exact number without needless noughts: 18.5, 90."""
    return f"{number.normalize():f}"


def count_of(number: int, one: str, many: str) -> str:
    """A count in English, as commands print it: 1 row, 1,973 rows."""
    return f"{number:,} {one if number == 1 else many}"


def _in_english(value: Any) -> Any:
    if isinstance(value, Decimal):
        return english_number(value)
    return english_date(value) if isinstance(value, date) else value
