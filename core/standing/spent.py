"""Fees and signatures that a renewal has used: one that came late lies in the next term, and is not that term's."""

from datetime import date

import polars as pl


def unspent(frame: pl.DataFrame, kind: str, day: str, late: pl.DataFrame) -> pl.DataFrame:
    """The rows without those of renewal that are dated up to the day of a renewal that came late.

    `kind` and `day` are columns of the frame; `late` is as `late_renewals` makes it.
    """
    if frame.is_empty() or late.is_empty():
        return frame
    placed = frame.join(late, on="registrant", how="left", maintain_order="left")
    used = (pl.col(kind) == "renewal") & (pl.col(day) <= pl.col("renewed_on"))
    return placed.filter(~used.fill_null(False)).drop("renewed_on")


def late_renewals(events: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Registrations whose present term was opened by a renewal inside that term: `registrant` and `renewed_on`.

    `terms` has `registrant`, `term_start` and `term_end`. A renewal that came in time lies in the term before, and
    whatever lies in a term and opens the next one has an end beyond it.
    """
    renewed = events.filter(pl.col("kind") == "renewed")
    if renewed.is_empty():
        return pl.DataFrame(schema={"registrant": pl.String, "renewed_on": pl.Date})
    day, end = pl.col("effective_on"), pl.col("term_end")
    found = renewed.select("effective_on", "until", registrant="registration_id").join(terms, on="registrant")
    inside = found.filter(day >= pl.col("term_start"), day <= as_of, end.is_null() | (pl.col("until") <= end))
    return inside.group_by("registrant").agg(renewed_on=day.max())
