"""Reads whole tables into frames, column by column, from either database."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Boolean, Connection, Date, Select

from councilkit.database import Hundredths

_READ = 50_000
_FEW = 200  # so few dates are read faster one by one than by setting the engine to work


def read_frame(connection: Connection, query: Select[Any], jsons: Sequence[str] = (), **values: Any) -> pl.DataFrame:
    """The rows of a query: dates as dates, yes and no as such, amounts in hundredths, `jsons` as lists of text.

    `values` are those of the parameters that the query names.
    """
    result = connection.execute(query, values)
    cursor = result.cursor  # the driver's own: making an object of each cell would cost more than all else
    parts = [_frame(query, rows, jsons) for rows in iter(lambda: cursor.fetchmany(_READ), [])]
    result.close()
    return pl.concat(parts) if parts else _empty(query, jsons)


def _frame(query: Select[Any], rows: Sequence[Sequence[Any]], jsons: Sequence[str]) -> pl.DataFrame:
    columns = list(query.selected_columns)
    cells = list(zip(*rows, strict=True))
    return pl.DataFrame([_series(column, values, jsons) for column, values in zip(columns, cells, strict=True)])


def _empty(query: Select[Any], jsons: Sequence[str]) -> pl.DataFrame:
    kinds: dict[str, pl.DataType] = {}
    for column in query.selected_columns:
        of = column.type
        number = pl.Int64() if isinstance(of, Hundredths) else pl.String()
        plain = pl.Date() if isinstance(of, Date) else pl.Boolean() if isinstance(of, Boolean) else number
        kinds[column.name] = pl.List(pl.String) if column.name in jsons else plain
    return pl.DataFrame(schema=kinds)


def _series(column: Any, values: Sequence[Any], jsons: Sequence[str]) -> pl.Series:
    name, kind = column.name, column.type
    if name in jsons:
        return _lists(name, values)
    if isinstance(kind, Date):
        if not isinstance(next((each for each in values if each is not None), None), str):
            return pl.Series(name, values, pl.Date)
        if len(values) > _FEW:
            return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
        return pl.Series(name, [day and date.fromisoformat(day) for day in values], pl.Date)
    if isinstance(kind, Boolean):
        return pl.Series(name, values, pl.Int8, strict=False).cast(pl.Boolean)
    return pl.Series(name, values, pl.Int64 if isinstance(kind, Hundredths) else None)


def _lists(name: str, values: Sequence[Any]) -> pl.Series:
    """Lists of text that the database keeps as JSON; few differ, so each is read once."""
    if values and not isinstance(values[0], str):
        return pl.Series(name, list(values), pl.List(pl.String))
    known = {text: json.loads(text) for text in set(values)}
    return pl.Series(name, [known[text] for text in values], pl.List(pl.String))
