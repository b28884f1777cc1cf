"""Fees and signatures that came late belong to the renewal that they completed: none counts for the next one too."""

from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, select

from councilkit.register.tables import registration_events, registrations
from councilkit.register.terms import late_renewals

RENEWAL = "renewal"
_LATE = {"registrant": pl.String, "due": pl.Date, "renewed_on": pl.Date}


def read_late(connection: Connection, whose: ColumnElement[bool]) -> pl.DataFrame:
    """The renewals of terms that were held open: `registrant`, `due` and `renewed_on`; few registrations have any."""
    events, holding = registration_events, registration_events.alias()
    held = (holding.c.kind == "extended", holding.c.until.is_(None), whose)
    ids = select(holding.c.registration_id).join(registrations, holding.c.registration_id == registrations.c.id)
    kept = ids.where(*held)
    happened: dict[str, list[Any]] = {}
    for event in connection.execute(select(events).where(events.c.registration_id.in_(kept))).mappings():
        happened.setdefault(event["registration_id"], []).append(event)
    entered = connection.execute(select(registrations).where(registrations.c.id.in_(kept))).mappings()
    found = [(row["id"], *days) for row in entered for days in late_renewals(row, happened[row["id"]])]
    return pl.DataFrame(found, schema=_LATE, orient="row")


def in_their_term(rows: pl.DataFrame, late: pl.DataFrame, as_of: date, kind: str, day: str) -> pl.DataFrame:
    """The rows, those of a late renewal dated to the last day of the term that they renewed.

    What is later than `as_of` keeps its day: on that day it had not come in yet.
    """
    if late.is_empty():
        return rows
    joined = rows.filter((pl.col(kind) == RENEWAL) & (pl.col(day) <= as_of)).join(late, on="registrant")
    moved = joined.filter((pl.col(day) > pl.col("due")) & (pl.col(day) <= pl.col("renewed_on"))).select("id", "due")
    placed = rows.join(moved, on="id", how="left", maintain_order="left")
    return placed.with_columns(pl.coalesce("due", day).alias(day)).drop("due")
