"""Counts of few people never leave, whatever the rows are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.errors import Problem
from councilkit.publication.model import Column, Counts, Publication
from councilkit.publication.protection import protect

RULE = Counts("people", ("area",), "flag", also=("hours",))
TABLE = Publication(
    "totals",
    "T",
    "D",
    (
        Column("area", "text", ""),
        Column("people", "integer", "", unit="people"),
        Column("hours", "number", ""),
        Column("flag", "text", ""),
    ),
    None,
    ("area",),
    RULE,
)
CELLS = st.lists(st.tuples(st.integers(0, 12), st.floats(0, 500)), max_size=20)


@given(CELLS)
def test_no_small_count_leaves_and_no_other_is_touched(cells: list[tuple[int, float]]) -> None:
    rows: list[Any] = [(f"A{n}", people, hours, None) for n, (people, hours) in enumerate(cells)]
    shown = list(protect(TABLE, RULE, rows).rows)
    for before, after in zip(rows, shown, strict=True):
        if 0 < before[1] < 5:
            assert after == (before[0], None, None, "c")
        else:
            assert after == before


def test_hidden_cells_are_counted() -> None:
    rows: list[Any] = [("A", 3, 7.5, None), ("B", 30, 75.0, None), ("C", None, None, "c")]
    assert protect(TABLE, RULE, rows).hidden_cells == 4


def test_a_sum_beside_a_hidden_count_stops_the_release() -> None:
    with pytest.raises(Problem, match="Tables with sums must be protected as a whole"):
        protect(TABLE, RULE, [("A", 3, 7.5, None), ("B", 30, 75.0, None), ("all", 33, 82.5, None)])


def test_a_table_that_was_protected_as_a_whole_passes() -> None:
    rows: list[Any] = [("A", None, None, "c"), ("B", None, None, "c"), ("all", 33, 82.5, None)]
    assert list(protect(TABLE, RULE, rows).rows) == rows
