"""Turns a foreign cell into one of ours, by the rule of its column."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from councilkit.fields import comma_below
from councilkit.fields.dates import month_names
from councilkit.imports.model import ColumnRule, Fault, Layout
from councilkit.imports.templates import compile_date, compile_shape, fill
from councilkit.wording import N_, Sentence

LONGEST = 1000  # a longer cell is no name, date or code: its shape is left alone and the schema judges it
REMEMBERED = 200_000
EXCEL = "excel"

_NO_SHAPE = N_("“%(found)s” does not look like %(shape)s.")
_NO_SHAPE_MEND = N_("Write the cell in that shape, or add its shape to the mapping file.")
_TWO_DIGITS = N_("The year in “%(found)s” has two digits.")
_TWO_DIGITS_MEND = N_(
    "Write it with four digits, or say in the mapping file where they begin: two_digit_years_from = 1930."
)


@dataclass(frozen=True)
class Cleaned:
    """A cell of ours: its text (None = nothing), the former names found in it, and what is wrong with it."""

    text: str | None
    previous: tuple[str, ...] = ()
    fault: Fault | None = None


def loose(text: str) -> str:
    """Text for comparing words of a list: one case, one encoding, commas below, single blanks."""
    return comma_below(" ".join(unicodedata.normalize("NFC", text).split())).casefold()


class Cleaner:
    """The rule of one column at work; equal cells are worked out once."""

    def __init__(self, rule: ColumnRule, layout: Layout, field: str) -> None:
        self.rule = rule
        self.field = field
        self.comma_below = layout.comma_below
        self.blanks = frozenset(loose(word) for word in (layout.blanks if rule.blanks is None else rule.blanks))
        self.codes = {loose(word): code for word, code in rule.codes.items()}
        self.known: dict[str, Cleaned] = {}

    def __call__(self, cell: str) -> Cleaned:
        found = self.known.get(cell)
        if found is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            found = self.known[cell] = self._clean(cell)
        return found

    def _clean(self, cell: str) -> Cleaned:
        text = self._stripped(cell)
        if not text or loose(text) in self.blanks or len(text) > LONGEST:
            return Cleaned(text if len(text) > LONGEST else None)
        text = self._without_words(text)
        text, previous = self._without_previous(text)
        for step in (self._take, self._rewritten, self._dated):
            text, fault = step(text)
            if fault:
                return Cleaned(text, previous, fault)
        text = self.codes.get(loose(text), text)
        text = _WRITINGS[self.rule.capitals](text)
        if text and self.rule.write:
            text = fill(self.rule.write, {"value": text})
        return Cleaned(text.strip() or None, previous)

    def _stripped(self, cell: str) -> str:
        text = unicodedata.normalize("NFC", cell).strip(" \t\r\n\u00a0\ufeff\u200b")
        return comma_below(text) if self.comma_below else text

    @cached_property
    def _words(self) -> list[re.Pattern[str]]:
        return [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in self.rule.cut]

    def _without_words(self, text: str) -> str:
        for word in self._words:
            text = word.sub(" ", text)
        return " ".join(text.split()) if self._words else text

    @cached_property
    def _previous(self) -> list[re.Pattern[str]]:
        return [compile_shape(shape, whole=False) for shape in self.rule.previous]

    def _without_previous(self, text: str) -> tuple[str, tuple[str, ...]]:
        names: list[str] = []
        for shape in self._previous:
            while found := shape.search(text):
                names.extend(_WRITINGS[self.rule.capitals](name.strip()) for name in found.groupdict().values())
                text = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
        return text, tuple(name for name in names if loose(name) != loose(text))

    @cached_property
    def _takes(self) -> list[re.Pattern[str]]:
        return [compile_shape(shape, whole=True) for shape in self.rule.take]

    def _take(self, text: str) -> tuple[str, Fault | None]:
        for shape in self._takes:
            if found := shape.fullmatch(text):
                return found["value"].strip(), None
        if not self._takes or not text:
            return text, None
        problem = Sentence(_NO_SHAPE, found=text[:60], shape=" / ".join(self.rule.take))
        return text, Fault(self.field, problem, Sentence(_NO_SHAPE_MEND))

    @cached_property
    def _rewrites(self) -> list[tuple[re.Pattern[str], str]]:
        return [(compile_shape(shape, whole=True), into) for shape, into in self.rule.rewrite.items()]

    def _rewritten(self, text: str) -> tuple[str, Fault | None]:
        for shape, into in self._rewrites:
            if found := shape.fullmatch(text):
                return fill(into, found.groupdict()), None
        return text, None

    @cached_property
    def _dates(self) -> list[re.Pattern[str]]:
        return [compile_date(order) for order in self.rule.dates if order != EXCEL]

    def _dated(self, text: str) -> tuple[str, Fault | None]:
        for shape in self._dates:
            if found := shape.fullmatch(text):
                return self._iso(found, text)
        if EXCEL in self.rule.dates and re.fullmatch(r"\d{4,5}(\.\d+)?", text):
            return _excel_day(int(float(text))), None
        return text, None

    def _iso(self, found: re.Match[str], text: str) -> tuple[str, Fault | None]:
        year, since = int(found["year"]), self.rule.two_digit_years_from
        if len(found["year"]) == 2:
            if since is None:
                return text, Fault(self.field, Sentence(_TWO_DIGITS, found=text[:40]), Sentence(_TWO_DIGITS_MEND))
            year = since + (year - since) % 100
        month = found["month"]
        number = int(month) if month.isdecimal() else _month(month)
        if number is None:
            return text, None
        # Thai calendars count from 543 BCE; no date of a council lies so far ahead.
        year -= 543 if 2400 <= year < 2700 else 0
        return f"{year:04d}-{number:02d}-{int(found['day']):02d}", None


def _month(name: str) -> int | None:
    word = name.casefold().strip(".")
    numbers = {number for known, number in month_names().items() if known == word or known.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else None


def _excel_day(count: int) -> str:
    from datetime import date, timedelta

    return (date(1899, 12, 30) + timedelta(days=count)).isoformat()


def _as_names(text: str) -> str:
    """A name written in capitals with a capital at the start of each part only; other writing stays."""
    return re.sub(r"[^\W\d_]{2,}", lambda part: part[0].capitalize() if part[0].isupper() else part[0], text)


_WRITINGS: Mapping[str, Callable[[str], str]] = {"": str, "names": _as_names, "upper": str.upper, "lower": str.lower}
WRITINGS = tuple(name for name in _WRITINGS if name)
