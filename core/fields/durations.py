"""Lengths of time as people write them: "1.5", "1,5", "90 min", "1h30", "1:30", "2 hours", "half day"."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from marshmallow import fields

from councilkit.fields.base import CouncilField, Unreadable, text_of
from councilkit.fields.cleaning import one_line, plain_digits, tidy
from councilkit.wording import N_, Plural

BARE_HOURS = 24  # a bare number above it may be minutes, so its unit must be written
_UNITS = {
    "hour": "h hr hrs hour hours hour(s) oră ora ore ชั่วโมง ชม",
    "minute": "m min mins minute minutes minut ' ′ นาที",
    "day": "d day days zi zile วัน",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# Thai words stand first: their vowel signs are no letters to a regular expression.
_PIECE = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)\s*(ชั่วโมง|นาที|[^\W\d_]+(?:\(s\))?|['′])?\.?")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?:\s*(?:h|hours?|ore))?")
_WORDS = {
    "half an hour": "30 min",
    "half hour": "30 min",
    "an hour": "1 h",
    "one hour": "1 h",
    "a day": "1 day",
    "one day": "1 day",
    "day": "1 day",
    "full day": "1 day",
    "whole day": "1 day",
    "half day": "0.5 day",
    "half a day": "0.5 day",
    "jumătate de oră": "30 min",
    "o jumătate de oră": "30 min",
    "o oră": "1 h",
    "o zi": "1 day",
    "o zi întreagă": "1 day",
    "jumătate de zi": "0.5 day",
    "o jumătate de zi": "0.5 day",
    "ครึ่งชั่วโมง": "30 min",
    "ครึ่งวัน": "0.5 day",
    "เต็มวัน": "1 day",
    "หนึ่งวัน": "1 day",
}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_AGAIN = N_("Enter how long, like 1.5 or 90 min.")
_CENT = Decimal("0.01")
HOURS_IN_DAY = Decimal(7)


def read_hours(text: str, hours_in_day: Decimal = HOURS_IN_DAY) -> Decimal:
    """Hours, to two places, from what a person wrote; raises Unreadable. A bare number is hours."""
    typed = _plain(text)
    if len(typed) > 40:
        raise Unreadable(_AGAIN)
    typed = _WORDS.get(typed, typed)
    clock = _CLOCK.fullmatch(typed)
    hours = _clock_hours(clock) if clock else _pieces_hours(typed, hours_in_day)
    return hours.quantize(_CENT, ROUND_HALF_UP)


def _plain(text: str) -> str:
    typed = one_line(plain_digits(tidy(text).text)).casefold().rstrip(" .")
    typed = re.sub(r"(?<=\w)-(?=[^\W\d])", " ", typed)
    for sign, digits in _FRACTIONS.items():
        typed = re.sub(rf"(?<=\d)\s*{sign}|{sign}", digits, typed)
    return one_line(re.sub(r"(?<=\w)\s+(?:and|și|si|de)\s+(?=\w)|\s*และ\s*", " ", typed))


def _clock_hours(clock: re.Match[str]) -> Decimal:
    if int(clock[2]) > 59:
        raise Unreadable("%(typed)s is no length of time: an hour has 60 minutes.", typed=clock[0])
    return int(clock[1]) + Decimal(int(clock[2])) / 60


def _pieces_hours(typed: str, hours_in_day: Decimal) -> Decimal:
    pieces = list(_PIECE.finditer(typed))
    if not pieces or _PIECE.sub("", typed).strip(" ,"):
        raise Unreadable(_AGAIN)
    if len(pieces) == 1 and not pieces[0][2]:
        return _bare_hours(pieces[0][1])
    worth: Mapping[str, Decimal] = {"hour": Decimal(1), "minute": Decimal(1) / 60, "day": hours_in_day}
    return sum((_decimal(number) * worth[unit] for number, unit in _with_units(pieces)), Decimal(0))


def _with_units(pieces: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Each number with its unit, larger units first; a bare number after hours is minutes, as in 1h30."""
    order = ["day", "hour", "minute"]
    named: list[tuple[str, str]] = []
    for piece in pieces:
        after_hours = bool(named) and named[-1][1] == "hour" and piece[1].isdecimal()
        unit = _UNIT_OF.get(piece[2] or "", "minute" if after_hours and not piece[2] else "")
        if not unit or (named and order.index(unit) <= order.index(named[-1][1])):
            raise Unreadable(_AGAIN)
        named.append((piece[1], unit))
    return named


def _bare_hours(number: str) -> Decimal:
    hours = _decimal(number)
    if hours > BARE_HOURS:
        raise Unreadable("Is %(number)s minutes or hours? Write %(number)s min or %(number)s hours.", number=number)
    return hours


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))


class Duration(CouncilField, fields.Decimal):
    """A length of time, loaded as Decimal hours; `half day` and `full day` go by `hours_in_day`."""

    widget = "duration"
    missing_sentence = _AGAIN

    def __init__(self, *, hours_in_day: Decimal = HOURS_IN_DAY, most: Decimal = Decimal(1000), **options: Any) -> None:
        options.setdefault("as_string", True)
        super().__init__(**options)
        self.hours_in_day = hours_in_day
        self.most = most

    def read(self, value: Any) -> Decimal:
        """The hours; raises Unreadable."""
        hours = self._hours(value)
        if hours <= 0:
            raise Unreadable("Enter a time longer than 0, like 1.5 or 90 min.")
        if hours > self.most:
            raise Unreadable(
                Plural(
                    "That is more than %(most)s hour. Check how long it was.",
                    "That is more than %(most)s hours. Check how long it was.",
                    "most",
                ),
                most=self.most,
            )
        return hours

    def _hours(self, value: Any) -> Decimal:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            number = Decimal(str(value))
            if not number.is_finite():
                raise Unreadable(_AGAIN)
            return number if abs(number) > self.most else number.quantize(_CENT, ROUND_HALF_UP)
        return read_hours(text_of(value, _AGAIN), self.hours_in_day)
