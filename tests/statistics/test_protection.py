"""No small count can be seen or worked out; what is published is true."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.statistics import Rules, protect
from councilkit.statistics.protection import Key, _Network

ALL = "all"


def with_sums(inner: list[list[int]]) -> dict[Key, int]:
    table = {(f"r{i}", f"c{j}"): value for i, row in enumerate(inner) for j, value in enumerate(row)}
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    sums = {(row, ALL): sum(table[row, column] for column in columns) for row in rows}
    sums |= {(ALL, column): sum(table[row, column] for row in rows) for column in columns}
    return table | sums | {(ALL, ALL): sum(table.values())}


def adds_up(table: dict[Key, int]) -> bool:
    rows, columns = {row for row, _ in table} - {ALL}, {column for _, column in table} - {ALL}
    lines = [[(row, column) for column in columns] + [(row, ALL)] for row in rows | {ALL}]
    lines += [[(row, column) for row in rows] + [(ALL, column)] for column in columns | {ALL}]
    return all(sum(table[key] for key in line[:-1]) == table[line[-1]] for line in lines)


COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 60), st.just(0))
TABLES = (
    st.integers(1, 4)
    .flatmap(lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=6))
    .map(with_sums)
)


@given(TABLES)
def test_every_small_count_is_hidden_and_every_other_figure_is_true(table: dict[Key, int]) -> None:
    found = protect({"t": table}).tables["t"]
    for key, value in found.items():
        assert value is None or value == table[key]
        assert value is None or value == 0 or value >= 5
    assert not any(found[key] is None for key, value in table.items()) or any(0 < value < 5 for value in table.values())


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_for_every_small_count_another_table_fits_all_that_is_published(table: dict[Key, int]) -> None:
    """The proof of safety: a table that agrees with every published figure has five more people in that cell."""
    network = _Network(table, Rules())
    network.hide_all()
    hidden = set(network.hidden)
    for key in network.small:
        up, changes = network.room(key, grows=True, most=5)
        assert up == 5
        assert other_table_fits(table, changes, hidden)
    assert network.hidden == hidden


def other_table_fits(table: dict[Key, int], changes: dict[Key, int], hidden: set[Key]) -> bool:
    other = {each: value + changes.get(each, 0) for each, value in table.items()}
    changed = {each for each in table if other[each] != table[each]}
    return adds_up(other) and min(other.values()) >= 0 and changed <= hidden


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_tables_with_shared_sums_keep_them_and_hide_the_rest(table: dict[Key, int]) -> None:
    if any(key[0] == ALL and 0 < value < 5 for key, value in table.items()):
        with pytest.raises(ValueError, match="join its column"):
            protect({"t": table}, Rules(shared=True))
        return
    found = protect({"t": table}, Rules(shared=True))
    hidden = {key for key, value in found.tables["t"].items() if value is None}
    assert not any(row == ALL for row, _ in hidden)
    network = _Network(table, Rules(shared=True))
    network.hide_all()
    for key in network.small:
        up, more = network.room(key, grows=True, most=5)
        down, fewer = network.room(key, grows=False, most=5 - up)
        assert up + down >= 5
        assert other_table_fits(table, more, hidden)
        assert other_table_fits(table, fewer, hidden)
    assert network.hidden == hidden


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2).map(with_sums))
def test_trying_every_table_finds_no_small_count(table: dict[Key, int]) -> None:
    found = protect({"t": table}).tables["t"]
    inner = [("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")]
    fitting = []
    for values in product(*[range(14) if found[key] is None else [table[key]] for key in inner]):
        tried = with_sums([list(values[:2]), list(values[2:])])
        if all(value is None or tried[key] == value for key, value in found.items()):
            fitting.append(tried)
    for key, value in table.items():
        if 0 < value < 5:
            possible = {tried[key] for tried in fitting}
            assert max(possible) - min(possible) >= 5


@given(TABLES)
def test_the_audit_tells_what_can_be_known(table: dict[Key, int]) -> None:
    found = protect({"t": table})
    assert {(bound.row, bound.column) for bound in found.audit} == {
        key for key, value in table.items() if 0 < value < 5
    }
    for bound in found.audit:
        assert 0 <= bound.low <= table[bound.row, bound.column] <= bound.high
        assert bound.high - bound.low >= 5


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_cells_that_are_kept_are_told_and_the_rest_is_hidden_around_them(table: dict[Key, int]) -> None:
    kept = (ALL, ALL)
    if 0 < table[kept] < 5:
        with pytest.raises(ValueError, match="shared sum is small"):
            protect({"t": table}, Rules(kept=frozenset({kept})))
        return
    found = protect({"t": table}, Rules(kept=frozenset({kept})))
    assert found.tables["t"][kept] == table[kept]
    assert all(bound.high - bound.low >= 5 for bound in found.audit)


def test_one_small_count_takes_three_others_with_it() -> None:
    table = with_sums([[3, 20, 30], [10, 25, 35], [12, 28, 40]])
    found = protect({"t": table}).tables["t"]
    hidden = {key for key, value in found.items() if value is None}
    assert ("r0", "c0") in hidden
    assert len(hidden) == 4
    assert not any(ALL in key for key in hidden)


def test_a_table_without_small_counts_is_left_alone() -> None:
    table = with_sums([[5, 0], [9, 12]])
    assert protect({"t": table}).tables["t"] == table


def test_a_single_person_is_not_even_a_sum() -> None:
    found = protect({"t": with_sums([[1, 0], [0, 0]])}).tables["t"]
    assert found["r0", "c0"] is None
    assert found[ALL, ALL] is None


def test_the_same_table_is_always_protected_alike() -> None:
    table = with_sums([[3, 20, 8], [10, 25, 6], [12, 4, 9]])
    turned = dict(reversed(list(table.items())))
    assert protect({"t": table}).tables["t"] == protect({"t": turned}).tables["t"]


@pytest.mark.parametrize("key", [("r0", ALL), (ALL, "c1"), ("r0", "c0"), (ALL, ALL)])
def test_a_table_whose_sums_are_wrong_is_refused(key: Key) -> None:
    table = with_sums([[3, 20], [10, 25]])
    with pytest.raises(ValueError, match="does not add up"):
        protect({"t": table | {key: table[key] + 1}})


def test_a_table_with_a_gap_is_refused() -> None:
    table = with_sums([[3, 20], [10, 25]])
    del table["r0", "c0"]
    with pytest.raises(ValueError, match="every row needs every column"):
        protect({"t": table})
