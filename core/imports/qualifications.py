"""Rows of qualifications.csv."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from councilkit.context import Context
from councilkit.imports import rows
from councilkit.imports.belonging import Placed, mark_known, with_owners, written
from councilkit.imports.model import Written
from councilkit.register.names import fold
from councilkit.register.tables import qualifications

ACTION = "imports.qualification"
_TEXTS = ("award", "institution", "country", "level")


def place(ctx: Context, connection: Connection, frame: pl.DataFrame) -> Placed:
    """Whose each qualification is, and which the register holds already."""
    placed, fates = with_owners(ctx, connection, frame)
    placed = placed.with_columns(pl.coalesce("awarded_year", pl.col("awarded_on").dt.year()).alias("awarded_year"))
    held = select(qualifications)
    mark_known(connection, placed, fates, "person_id", held, qualifications.c.person_id, _same)
    return placed, fates


def _same(row: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    texts = all(fold(row[name] or "") == fold(held[name]) for name in _TEXTS)
    return texts and (row["awarded_on"], row["awarded_year"]) == (held["awarded_on"], held["awarded_year"])


def write(ctx: Context, connection: Connection, frame: pl.DataFrame) -> list[Written]:
    """Write new qualifications; returns their ledger entries."""
    given = {name: pl.col(name) for name in (*_TEXTS, "person_id", "awarded_on", "awarded_year")}
    ids = rows.new_ids(frame.height)
    made = rows.table_frame(qualifications, given | {"id": ids}, frame)
    return written(connection, qualifications, made, ACTION, frame["person_id"], ctx.today().isoformat())
