"""Dates as people and files write them: ISO text, or three boxes with the month as number or name."""

import calendar
import re
from datetime import date, datetime
from typing import Any, NamedTuple

from marshmallow import fields

from councilkit.fields.base import Bound, CouncilField, Unreadable, today
from councilkit.fields.cleaning import plain_digits
from councilkit.wording import MONTHS, N_, Sentence

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BUDDHIST_ERA = 543
_MISSING = {
    "day": N_("Enter the day too."),
    "month": N_("Enter the month too."),
    "year": N_("Enter the year too."),
    "day month": N_("Enter the day and the month too."),
    "day year": N_("Enter the day and the year too."),
    "month year": N_("Enter the month and the year too."),
    "day month year": N_("Enter the day, the month and the year."),
}


class DateParts(NamedTuple):
    """What was typed in the three boxes of a date; `month` is a number or a name."""

    day: str
    month: str
    year: str


def read_iso_date(text: str) -> date:
    """Read a date like 2026-03-31; raises Unreadable."""
    found = _ISO.fullmatch(text.strip())
    if not found:
        raise _not_iso(text.strip())
    return _real_date(int(found[1]), int(found[2]), int(found[3]))


def _not_iso(found: str) -> Unreadable:
    return Unreadable('Write the date as year-month-day, like 2026-03-31, not "%(found)s".', found=found[:40])


def read_date_parts(parts: DateParts) -> date:
    """Read three boxes; "Mar", "martie" and Thai digits are understood; raises Unreadable."""
    day, month, year = (plain_digits(part.strip()) for part in parts)
    empty = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
    if empty:
        raise Unreadable(_MISSING[" ".join(empty)])
    return _real_date(_year(year), _month(month), _number(day, N_("The day must be a number from 1 to 31.")))


def _number(text: str, otherwise: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise Unreadable(otherwise)
    return int(text)


def _year(text: str) -> int:
    year = _number(text, "Enter the year with 4 digits, like 2026.")
    if len(text) != 4:
        raise Unreadable("Enter the year with 4 digits, like 2026.")
    # Thai calendars count from 543 BCE: 2569 is 2026. No date of a council lies so far ahead.
    return year - _BUDDHIST_ERA if 2400 <= year < 2700 else year


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    typed = text.strip(". ").casefold()
    names = month_names()
    matches = {number for name, number in names.items() if len(typed) >= 3 and name.startswith(typed)}
    matches = {names[typed]} if typed in names else matches
    if len(matches) != 1:
        raise Unreadable("Enter the month as a number from 1 to 12 or by its name, like Mar.")
    return matches.pop()


_NAMES: dict[str, int] = {}


def month_names() -> dict[str, int]:
    """Full and short month names, small letters, in every language that pages are shown in, with their number."""
    if not _NAMES:
        from babel import Locale

        for code in ("en", "ro", "th"):
            widths = Locale.parse(code).months["format"]
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    _NAMES[name.strip(".").casefold()] = number
    return _NAMES


def _real_date(year: int, month: int, day: int) -> date:
    if not 1800 <= year <= 2399:
        raise Unreadable("The year %(year)s cannot be right. Enter it with 4 digits, like 2026.", year=year)
    if not 1 <= month <= 12:
        raise Unreadable("There is no month %(month)s. Enter a month from 1 to 12.", month=month)
    if not 1 <= day <= 31:
        raise Unreadable("There is no day %(day)s. Enter a day from 1 to 31.", day=day)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        raise Unreadable(
            "%(day)s %(month)s does not exist: %(month)s %(year)s has %(last)s days. Check the day.",
            day=day,
            month=Sentence(MONTHS[month - 1]),
            year=year,
            last=last,
        )
    return date(year, month, day)


class IsoDate(CouncilField, fields.Date):
    """A date; `earliest` and `latest` are dates, or "today" for the day set by `as_of`.

    Reads ISO text, `DateParts` and date objects; anything else is refused with a sentence.
    """

    widget = "date"
    missing_sentence = N_("%(what)s: enter the date.")

    def __init__(self, *, earliest: Bound = None, latest: Bound = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    def read(self, value: Any) -> date:
        """The date; raises Unreadable."""
        found = self._date_of(value)
        earliest, latest = _bound(self.earliest), _bound(self.latest)
        if latest and found > latest:
            if self.latest == "today":
                raise Unreadable("The date is in the future - pick today or earlier.")
            raise Unreadable("The date must be %(latest)s or earlier.", latest=latest)
        if earliest and found < earliest:
            if self.earliest == "today":
                raise Unreadable("The date is in the past - pick today or later.")
            raise Unreadable("The date must be %(earliest)s or later.", earliest=earliest)
        return found

    def _date_of(self, value: Any) -> date:
        if isinstance(value, DateParts):
            return read_date_parts(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if not isinstance(value, str):
            raise _not_iso(str(value))
        return read_iso_date(value)


def _bound(bound: Bound) -> date | None:
    if bound == "today":
        return today()
    return bound() if callable(bound) else bound  # type: ignore[return-value]
