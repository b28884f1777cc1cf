"""What a query gives is compared with the declaration, row by row."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from councilkit.context import Context
from councilkit.publication.model import Column, Open, Publication
from councilkit.publication.rows import Undeclared, rows_of

AS_OF = date(2026, 11, 22)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


def published(query: Any, *columns: Column) -> Publication:
    return Publication("things", "T", "D", columns, query, key=(columns[0].name,), protection=Open("no person"))


def rows(ctx: Any, query: Any, *columns: Column) -> list[tuple[Any, ...]]:
    return list(rows_of(published(query, *columns), ctx, AS_OF))


@given(declared=st.sets(NAMES, min_size=1, max_size=6), given_names=st.sets(NAMES, max_size=8))
def test_only_exactly_the_declared_columns_leave(declared: set[str], given_names: set[str]) -> None:
    columns = [Column(name, "text", "x") for name in sorted(declared)]
    query = lambda ctx, as_of: [dict.fromkeys(given_names, "value")]  # noqa: E731
    if declared == given_names:
        assert rows(None, query, *columns) == [("value",) * len(declared)]
    else:
        with pytest.raises(Undeclared):
            rows(None, query, *columns)


def test_an_undeclared_column_is_named() -> None:
    query = lambda ctx, as_of: [{"name": "Ana", "email": "ana@example.org"}]  # noqa: E731
    with pytest.raises(Undeclared, match="its query gives 'email', which is not declared"):
        rows(None, query, Column("name", "text", "x"))


def test_an_undeclared_column_in_a_later_row_is_found() -> None:
    query = lambda ctx, as_of: [{"name": "Ana"}, {"name": "Ion", "email": "ion@example.org"}]  # noqa: E731
    with pytest.raises(Undeclared, match="email"):
        rows(None, query, Column("name", "text", "x"))


def test_a_select_is_read_too(ctx: Context) -> None:
    query = select(literal("Ana").label("name"), literal(3).label("people"))
    assert rows(ctx, query, Column("people", "integer", "x"), Column("name", "text", "x")) == [(3, "Ana")]
    with pytest.raises(Undeclared, match="'people'"):
        rows(ctx, query, Column("name", "text", "x"))


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        ("text", "Ș", "Ș"),
        ("integer", 4, 4),
        ("number", Decimal("2.5"), 2.5),
        ("number", 7, 7),
        ("date", date(2026, 1, 2), "2026-01-02"),
        ("flag", True, 1),
        ("text", None, None),
    ],
)
def test_values_are_stored_as_declared(kind: Any, value: Any, stored: Any) -> None:
    assert rows(None, lambda ctx, as_of: [{"it": value}], Column("it", kind, "x")) == [(stored,)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 5),
        ("text", b"bytes"),
        ("text", {"a": 1}),
        ("integer", "5"),
        ("integer", True),
        ("number", float("nan")),
        ("date", "2026-01-02"),
        ("date", datetime(2026, 1, 2)),
        ("flag", 1),
    ],
)
def test_a_value_of_another_kind_stops_the_release(kind: Any, value: Any) -> None:
    with pytest.raises(Undeclared, match="was stopped"):
        rows(None, lambda ctx, as_of: [{"it": value}], Column("it", kind, "x"))
