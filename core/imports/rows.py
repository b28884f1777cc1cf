"""Whole columns become table rows and ledger snapshots at once, in the very shape that a ledger change writes."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, Table

from councilkit.database import bulk_insert
from councilkit.ledger.change import untold

Packed = tuple[list[str], list[tuple[Any, ...]], dict[str, Any]]


def new_ids(count: int) -> pl.Series:
    """Random ids like `database.new_id`, in ascending order and close to each other.

    Rows then lie side by side in every index, which halves what has to be written to disk; 112 random bits remain.
    """
    start, digits = secrets.token_hex(2), secrets.token_hex(14 * count)
    ids = [start + digits[place : place + 28] for place in range(0, 28 * count, 28)]
    return pl.Series("id", ids, pl.String).sort()


def table_frame(table: Table, given: Mapping[str, Any], frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with every column of a table, from series, expressions or plain values.

    What is not given is the column's default; where that is empty text, so is what is missing.
    """
    columns = []
    for column in sorted(table.columns, key=lambda each: each.name):
        value = given.get(column.name, _default(column))
        if isinstance(value, pl.Series):
            value = pl.lit(value)
        elif not isinstance(value, pl.Expr):
            value = pl.lit(value, pl.String if value is None else None)
        if not column.nullable and column.default is not None and _default(column) == "":
            value = value.fill_null("")
        columns.append(value.alias(column.name))
    return frame.select(columns)


def _default(column: Any) -> Any:
    return column.default.arg if column.default is not None and not callable(column.default.arg) else None


def insert(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
    """Write a frame that has every column of the table."""
    bulk_insert(connection, table, *packed(frame))


def packed(frame: pl.DataFrame) -> Packed:
    """Columns, rows and what is the same in all rows, as the driver takes them.

    Columns without any value are left to the database.
    """
    written = frame.with_columns(pl.col(pl.Date).cast(pl.String))
    held = [column for column in written if column.null_count() < frame.height]
    same = {column.name: column[0] for column in held if column.name != "id" and column.eq_missing(column[0]).all()}
    chosen = written.select(column.name for column in held if column.name not in same)
    return chosen.columns, chosen.rows(), same


def as_json(table: Table, frame: pl.DataFrame) -> pl.Series:
    """Each row as the ledger keeps it: JSON with sorted keys, without what the ledger does not tell."""
    apart = untold(table)
    names = [name for name in sorted(frame.columns) if name not in apart]
    return frame.select(pl.struct(names).struct.json_encode().alias(table.name)).to_series()


def snapshots(parts: pl.DataFrame) -> list[str]:
    """The snapshots of rows in several tables: column = table name, cell = the JSON of its rows or null for none."""
    whole = [pl.lit(f"{json.dumps(name)}:[") + pl.col(name) + "]" for name in sorted(parts.columns)]
    joined = pl.lit("{") + pl.concat_str(whole, separator=",", ignore_nulls=True) + "}"
    return parts.select(joined.alias("snapshot")).to_series().to_list()


def at(places: pl.Series, texts: pl.Series, count: int) -> pl.Series:
    """A column of `count` cells: each text at its place, several of one place joined, null elsewhere."""
    if places.n_unique() < len(places):
        held = pl.DataFrame({"place": places, "text": texts}).group_by("place", maintain_order=True)
        joined = held.agg(pl.col("text").str.join(","))
        places, texts = joined["place"], joined["text"]
    return pl.Series([None] * count, dtype=pl.String).scatter(places, texts)
