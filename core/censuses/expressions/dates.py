"""Functions of dates and times."""

import re
from datetime import datetime

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.library import function
from councilkit.censuses.expressions.values import (
    NAN,
    Day,
    Instant,
    Value,
    moment_of,
    offset,
    read_moment,
    to_number,
    to_string,
)

_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _moment(value: Value) -> Day | Instant | None:
    """The date of a value, None for blank; raises ExpressionError for text that is no date."""
    if isinstance(value, (Day, Instant)):
        return value
    if isinstance(value, (bool, float)):
        number = to_number(value)
        if number != number or moment_of(number) is None:
            raise ExpressionError(f"{to_string(value)} is not a date")
        return Day(number) if number == int(number) else Instant(number)
    text = to_string(value)
    if not text.strip():
        return None
    moment = read_moment(text)
    if moment is None:
        raise ExpressionError(f"'{text[:40]}' is not a date that exists", suggestion="Write it as 2026-03-31")
    return moment


@function("date", 1)
def _date(value: Value) -> Value:
    moment = _moment(value)
    return "" if moment is None else Day(moment // 1)


@function("date-time", 1)
def _date_time(value: Value) -> Value:
    moment = _moment(value)
    return "" if moment is None else Instant(moment)


@function("decimal-date-time", 1)
def _decimal_date_time(value: Value) -> Value:
    moment = _moment(value)
    return NAN if moment is None else float(moment)


@function("decimal-time", 1)
def _decimal_time(value: Value) -> Value:
    """The part of the day that has passed; NaN for a time that does not exist."""
    if isinstance(value, (Day, Instant)):
        return float(value % 1)
    text = to_string(value)
    match = _TIME.fullmatch(text.strip())
    if match is None:
        moment = read_moment(text)
        return NAN if moment is None else float(moment % 1)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0) + float(match[4] or 0)
    if hour > 23 or minute > 59 or second >= 60:
        return NAN
    return ((hour * 3600 + minute * 60 + second - offset(match[5]).total_seconds()) / 86400) % 1


@function("format-date", 2)
def _format_date(value: Value, pattern: Value) -> Value:
    moment = _moment(value)
    at = None if moment is None else moment_of(moment)
    return "" if at is None else re.sub(r"%(.)", lambda found: _part(at, found[1]), to_string(pattern))


@function("format-date-time", 2)
def _format_date_time(value: Value, pattern: Value) -> Value:
    return _format_date(value, pattern)


def _part(at: datetime, code: str) -> str:
    """One `%` code of format-date; an unknown code stays as it is."""
    weekday = (at.weekday() + 1) % 7
    parts = {
        "Y": f"{at.year:04}", "y": f"{at.year % 100:02}", "m": f"{at.month:02}", "n": f"{at.month}",
        "b": _MONTHS[at.month - 1],
        "d": f"{at.day:02}", "e": f"{at.day}", "H": f"{at.hour:02}", "h": f"{at.hour}", "M": f"{at.minute:02}",
        "S": f"{at.second:02}", "3": f"{at.microsecond // 1000:03}", "a": _DAYS[weekday], "w": f"{weekday}",
        "W": f"{at.isocalendar().week}", "%": "%",
    }  # fmt: skip
    return parts.get(code, "%" + code)
