"""First and last day of the span that a window means, for every registrant at once."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from councilkit.law.evaluation.environment import Environment, by_code
from councilkit.law.months import add_months, whole_months
from councilkit.law.windows import Calendar, Cycle, Ever, InRole, Rolling, Term, Window

Span = tuple[pl.Expr, pl.Expr]
DAY = timedelta(days=1)
NEVER = pl.lit(None, pl.Date())


def span(window: Window, env: Environment, back: int = 0) -> Span:
    """The span, or the one so many spans `back`; null where the law does not say. A term has no span before it."""
    if isinstance(window, Term):
        return (pl.col("term_start"), pl.col("term_end")) if not back else (NEVER, NEVER)
    if isinstance(window, InRole):
        return (pl.col("role_since"), pl.lit(env.as_of)) if not back else (NEVER, NEVER)
    if isinstance(window, Ever):
        return (pl.col("registered_on"), pl.lit(env.as_of)) if not back else (NEVER, NEVER)
    if isinstance(window, Cycle):
        return _cycle(window, env) if not back else (NEVER, NEVER)
    months = env.months(window.length)
    if not months:
        return NEVER, NEVER
    if isinstance(window, Rolling):
        return _days(env.ago(months * (back + 1)) + DAY, env.ago(months * back))
    if isinstance(window, Calendar):
        return _calendar(window, env, months, back)
    return _anchored(env, months, back)


def _days(start: date, end: date) -> Span:
    return pl.lit(start, pl.Date()), pl.lit(end, pl.Date())


def _calendar(window: Calendar, env: Environment, months: int, back: int) -> Span:
    found = env.found(window.anchor)
    if found is None or not isinstance(found.value, date):
        return NEVER, NEVER
    anchor = found.value
    count = whole_months(anchor, env.as_of) // months if anchor <= env.as_of else _before(anchor, env.as_of, months)
    start = add_months(anchor, months * (count - back))
    return _days(start, add_months(anchor, months * (count - back + 1)) - DAY)


def _before(anchor: date, day: date, months: int) -> int:
    """The number, below 0, of the span before the anchor that a day lies in."""
    count = -1
    while add_months(anchor, months * count) > day:
        count -= 1
    return count


def _anchored(env: Environment, months: int, back: int) -> Span:
    begun = pl.col("registered_on")
    past = months_between(begun, env.as_of)
    count = (past - (last_days(begun, past) >= env.as_of).cast(pl.Int32)) // months
    start = last_days(begun, (count - back) * months).dt.offset_by("1d")
    end = last_days(begun, (count - back + 1) * months)
    known = (begun <= env.as_of) & (count - back >= 0)
    return pl.when(known).then(start), pl.when(known).then(end)


def _cycle(window: Cycle, env: Environment) -> Span:
    found = env.found(window.spans)
    spans: Mapping[str, Any] = found.value if found is not None and isinstance(found.value, Mapping) else {}
    named = {code: each for code, each in spans.items() if isinstance(each, Mapping)}
    if not named:
        return NEVER, NEVER
    starts, ends = ({code: each.get(name) for code, each in named.items()} for name in ("start", "end"))
    return by_code(starts, pl.Date()), by_code(ends, pl.Date())


def months_between(start: pl.Expr, end: date) -> pl.Expr:
    """`months.whole_months` of each start; below 0 for a start after the end."""
    months = (end.year - start.dt.year()) * 12 + end.month - start.dt.month().cast(pl.Int32)
    return months - (plus_months(start, months) > end).cast(pl.Int32)


def last_days(start: pl.Expr, months: pl.Expr) -> pl.Expr:
    """`months.last_day` of each start."""
    end = plus_months(start, months)
    return pl.when(end.dt.day() < start.dt.day()).then(end).otherwise(end.dt.offset_by("-1d"))


def plus_months(day: pl.Expr, months: pl.Expr) -> pl.Expr:
    """`months.add_months` of each day."""
    return day.dt.offset_by(pl.format("{}mo", months))
