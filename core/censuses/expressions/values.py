"""The values of expressions and how each becomes a truth, a number or a text.

A date is a number of days from 1970-01-01 (`Day` whole, `Instant` with a time), so that arithmetic works on it and
text shows it in ISO form. Several answers from a repeat are `Nodes`.
"""

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

EPOCH = datetime(1970, 1, 1)
NAN = math.nan
INFINITY = math.inf


class Day(float):
    """A date, as days from 1970-01-01."""

    __slots__ = ()


class Instant(float):
    """A date with a time, as days from 1970-01-01."""

    __slots__ = ()


class Nodes(tuple[str, ...]):
    """The texts of several answers, in order."""

    __slots__ = ()


Value = bool | float | str | Nodes

_NUMBER = re.compile(r"\s*(-?(?:\d+(?:\.\d*)?|\.\d+))\s*", re.ASCII)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)


def to_boolean(value: Value) -> bool:
    """False for 0, NaN, blank text and no nodes; every date is true."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (Day, Instant)):
        return True
    if isinstance(value, float):
        return value != 0 and value == value
    return len(value) > 0


def to_number(value: Value) -> float:
    """The number of a value: true is 1, a date its days, blank or unreadable text NaN."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return float(value)
    text = to_string(value)
    if match := _NUMBER.fullmatch(text):
        return float(match[1])
    moment = read_moment(text)
    return NAN if moment is None else moment


def to_string(value: Value) -> str:
    """The text of a value; numbers without exponent and without `.0`, dates in ISO form, of several nodes the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Nodes):
        return value[0] if value else ""
    if isinstance(value, (Day, Instant)):
        return write_moment(value)
    return number_text(value)


def number_text(number: float) -> str:
    """A number as XPath writes it."""
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_moment(text: str) -> Day | Instant | None:
    """A date or date with time in ISO form, None for anything else; a time with an offset is taken to UTC."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        days = (moment - EPOCH - offset(zone)) / timedelta(days=1) + float(fraction or 0) / 86400
    except (ValueError, OverflowError):
        return None
    return Instant(days) if hour else Day(days)


def offset(zone: str | None) -> timedelta:
    """The offset from UTC that `Z`, `+03:00` or `-0500` writes."""
    if not zone or zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def moment_of(value: float) -> datetime | None:
    """The date and time of a number of days; None outside the years 1 to 9999."""
    try:
        return EPOCH + timedelta(milliseconds=round(value * 86_400_000))
    except (OverflowError, ValueError):
        return None


def write_moment(value: float) -> str:
    """A date in ISO form, with its time when it is an Instant."""
    moment = moment_of(value)
    if moment is None:
        return number_text(float(value))
    if isinstance(value, Day):
        return moment.date().isoformat()
    return moment.isoformat(timespec="milliseconds")


def from_python(value: Any) -> Value:
    """A value of a caller's context: None is blank, dates become days, sequences nodes."""
    if value is None:
        return ""
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float, Decimal)):
        return _float(value)
    if isinstance(value, datetime):
        naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return Instant((naive - EPOCH) / timedelta(days=1))
    if isinstance(value, date):
        return day_of(value)
    if isinstance(value, Iterable):
        return Nodes(to_string(from_python(each)) for each in value)
    return str(value)


def day_of(day: date) -> Day:
    """A calendar day as a value."""
    return Day((day - EPOCH.date()).days)


def _float(value: int | float | Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        return INFINITY if value > 0 else -INFINITY


def to_python(value: Value) -> bool | float | str | list[str]:
    """A value as callers see it: dates are ISO text, nodes a list."""
    if isinstance(value, Nodes):
        return list(value)
    if isinstance(value, (Day, Instant)):
        return write_moment(value)
    return value
