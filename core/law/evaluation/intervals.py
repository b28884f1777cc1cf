"""Days of work and of leave: intervals that overlap count once, part-time work by its share."""

from datetime import date, timedelta

import polars as pl

FULL = 100


def share_days(rows: pl.LazyFrame, start: pl.Expr, end: pl.Expr) -> pl.LazyFrame:
    """Days times share (per cent) of each registrant from `start` to `end`, never more than full time on one day.

    `rows` has registrant, starts_on, ends_on (null: goes on) and share; an unknown beginning counts for nothing.
    Returns registrant and `days`, in hundredths of a full-time day.
    """
    first = pl.max_horizontal("starts_on", start)
    last = pl.min_horizontal(pl.col("ends_on").fill_null(date.max), end)
    inside = rows.filter(pl.col("starts_on").is_not_null()).select("registrant", "share", first=first, last=last)
    inside = inside.filter(pl.col("first") <= pl.col("last"))
    steps = pl.concat(
        [
            inside.select("registrant", day="first", step="share"),
            inside.select("registrant", day=pl.col("last") + timedelta(days=1), step=-pl.col("share")),
        ]
    )
    level = pl.col("step").cum_sum().over("registrant", order_by="day").clip(0, FULL)
    until = pl.col("day").shift(-1).over("registrant", order_by="day")
    length = (until - pl.col("day")).dt.total_days().fill_null(0)
    daily = steps.group_by("registrant", "day").agg(pl.col("step").sum())
    counted = daily.with_columns(counted=level * length)
    return counted.group_by("registrant").agg(days=pl.col("counted").sum())
