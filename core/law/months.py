"""Months on the calendar: the one way in which a term or a period of months is counted."""

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day some months on; the last day of the month where there is no such day; bounded by the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= 9999:
        return date.max
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start: date, months: int) -> date:
    """The last day of so many months that begin on `start`.

    Where the month after them has no such day, they end with that month: three years from 29 February 2024 end on
    28 February 2027, and the next begin on 1 March.
    """
    end = add_months(start, months)
    return end if end.day < start.day else end - timedelta(days=1)


def whole_months(start: date, end: date) -> int:
    """How many full months lie between two days, at least 0."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months if add_months(start, months) <= end else months - 1)
