"""Fees and signatures that a renewal has used: one that came late lies in the next term, and is not that term's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

Row = Mapping[str, Any]


def unspent(frame: pl.DataFrame, kind: str, day: str, late: pl.DataFrame) -> pl.DataFrame:
    """The rows without those of renewal that are dated up to the day of a renewal that came late.

    `kind` and `day` are columns of the frame; `late` has `registrant` and `until`, the day of such a renewal.
    """
    if not late.height:
        return frame
    placed = frame.join(late, on="registrant", how="left", maintain_order="left")
    used = (pl.col(kind) == "renewal") & (pl.col(day) <= pl.col("until"))
    return placed.filter(~used.fill_null(False)).drop("until")


def late_renewals(
    events: Mapping[str, Sequence[Row]], spans: Iterable[tuple[str, date | None, date | None]], as_of: date
) -> pl.DataFrame:
    """Registrations whose present term was opened by a renewal inside that term, and on which day.

    `spans` are the first and last day of each present term. A renewal that came in time lies in the term before, and
    whatever lies in a term and opens the next one has an end beyond it.
    """
    found = [
        (id, day)
        for id, start, end in spans
        if start and id in events and (day := _opened_late(events[id], start, end, as_of))
    ]
    return pl.DataFrame(found, schema={"registrant": pl.String, "until": pl.Date}, orient="row")


def _opened_late(events: Sequence[Row], start: date, end: date | None, as_of: date) -> date | None:
    late = (
        event["effective_on"]
        for event in events
        if event["kind"] == "renewed"
        and start <= event["effective_on"] <= as_of
        and (end is None or (event["until"] is not None and event["until"] <= end))
    )
    return max(late, default=None)
