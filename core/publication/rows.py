"""The rows of a publication, checked against its declaration: anything else stops the release."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.publication.model import Kind, Publication

Value = str | int | float | None


class Undeclared(Problem):
    """A query gave something that its publication does not declare; nothing was published."""


def rows_of(publication: Publication, ctx: Context, as_of: date) -> Iterator[tuple[Value, ...]]:
    """The rows in the order of the declared columns; raises Undeclared for a column or value that was not declared."""
    convert = [(column.name, _CONVERT[column.type]) for column in publication.columns]
    declared = frozenset(publication.names)
    for row in _raw(publication, ctx, as_of):
        if frozenset(row) != declared:
            raise _mismatch(publication, row.keys())
        try:
            yield tuple([None if row[name] is None else to(row[name]) for name, to in convert])
        except TypeError as error:
            place = f"row with {publication.key[0]} = {row[publication.key[0]]!r}"
            raise Undeclared(f"The publication {publication.table} was stopped: {error} ({place}).") from None


def _raw(publication: Publication, ctx: Context, as_of: date) -> Iterable[Mapping[str, Any]]:
    if not isinstance(publication.query, Select):
        yield from publication.query(ctx, as_of)
        return
    with ctx.reading() as connection:
        yield from connection.execution_options(yield_per=2000).execute(publication.query).mappings()


def _mismatch(publication: Publication, found: Iterable[str]) -> Undeclared:
    extra = sorted(set(found) - set(publication.names))
    if extra:
        return Undeclared(
            f"The publication {publication.table} was stopped: its query gives '{extra[0]}', which is not declared."
        )
    lost = sorted(set(publication.names) - set(found))
    return Undeclared(
        f"The publication {publication.table} was stopped: its query does not give the declared column '{lost[0]}'."
    )


def _text(value: Any) -> Value:
    if type(value) is str or isinstance(value, str):
        return str(value)
    raise TypeError(f"{value!r} is not text")


def _integer(value: Any) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is not a whole number")


def _number(value: Any) -> Value:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
        return value
    raise TypeError(f"{value!r} is not a number")


def _date(value: Any) -> Value:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is not a date")


def _flag(value: Any) -> Value:
    if isinstance(value, bool):
        return int(value)
    raise TypeError(f"{value!r} is not yes or no")


_CONVERT: dict[Kind, Callable[[Any], Value]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "flag": _flag,
}
