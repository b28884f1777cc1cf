"""Hides small counts of people in two-way tables, and so many more that no hidden one can be worked out from the sums.

A table with its sums is a flow in a network: rows and columns are the nodes, cells the arcs, and what is published
stays fixed. A hidden count can be larger by some amount exactly when that amount can flow back through hidden cells. So
a small count is safe when `minimum` more people fit into its cell with everything published unchanged; where they do
not, the cheapest further cells are hidden until they do. Tables that share nothing but their sums can be protected one
by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count as counting
from math import inf, log2

Key = tuple[str, str]
Table = Mapping[Key, int]
_Node = tuple[str, str]
_Arc = tuple[Key, bool]
"""A cell, and whether the flow through it grows (True) or shrinks."""


@dataclass(frozen=True)
class Rules:
    """Counts of 1 to `minimum` - 1 are small; `total` is the row and column that hold sums.

    `shared` says that several tables have the same sums of columns: those are never hidden, so none may be small.
    `kept` are cells that other tables tell as well: they are not hidden either.
    """

    minimum: int = 5
    total: str = "all"
    shared: bool = False
    kept: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Bound:
    """A range of values that a hidden count could have, for all that is published; it may be wider."""

    table: str
    row: str
    column: str
    low: int
    high: int


@dataclass(frozen=True)
class Protected:
    """Tables with None where a count is hidden, and the bounds of every small one that is."""

    tables: Mapping[str, Mapping[Key, int | None]]
    audit: tuple[Bound, ...] = ()


def protect(tables: Mapping[str, Table], rules: Rules | None = None) -> Protected:
    """Protect two-way tables, each with its sums in the row and column named `rules.total`.

    Raises ValueError for a table whose sums are not right: nothing can be said of it.
    """
    rules = rules or Rules()
    done: dict[str, Mapping[Key, int | None]] = {}
    audit: list[Bound] = []
    for name, table in tables.items():
        _check(name, table, rules.total)
        network = _Network(table, rules)
        if any(network.fixed(key) for key in network.small):
            raise ValueError(f"table {name}: a shared sum is small; join its column with another first")
        network.hide_all()
        done[name] = {key: None if key in network.hidden else value for key, value in table.items()}
        audit.extend(network.bound(name, key) for key in sorted(network.small))
    return Protected(done, tuple(audit))


def _check(name: str, table: Table, total: str) -> None:
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    if {(row, column) for row in rows for column in columns} != set(table):
        raise ValueError(f"table {name}: every row needs every column")
    for row, column in table:
        inner_row = [table[row, each] for each in columns - {total}]
        inner_column = [table[each, column] for each in rows - {total}]
        if (total in columns and sum(inner_row) != table[row, total]) or table[row, column] < 0:
            raise ValueError(f"table {name}: the row {row!r} does not add up")
        if total in rows and sum(inner_column) != table[total, column]:
            raise ValueError(f"table {name}: the column {column!r} does not add up")


@dataclass
class _Network:
    table: Table
    rules: Rules
    hidden: set[Key] = field(default_factory=set)
    small: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.small = {key for key, value in self.table.items() if 0 < value < self.rules.minimum}
        self.hidden = set(self.small)
        self.leaving: dict[_Node, list[tuple[_Arc, _Node]]] = {}
        for key in sorted(self.table):
            if not self.fixed(key):
                tail, head = self.ends(key)
                self.leaving.setdefault(tail, []).append(((key, True), head))
                self.leaving.setdefault(head, []).append(((key, False), tail))

    def fixed(self, key: Key) -> bool:
        """Whether a cell stays published whatever it takes."""
        return key in self.rules.kept or (self.rules.shared and key[0] == self.rules.total)

    def ends(self, key: Key) -> tuple[_Node, _Node]:
        """Where the flow of a cell comes from and goes: sums of rows and columns flow back."""
        row, column = ("row", key[0]), ("column", key[1])
        total = self.rules.total
        return (row, column) if (key[0] == total) == (key[1] == total) else (column, row)

    def hide_all(self) -> None:
        """Hide what it takes to make every small count safe, the largest first: they need the most room."""
        for key in sorted(self.small, key=lambda each: (-self.table[each], each)):
            up, _ = self.room(key, grows=True, most=self.rules.minimum)
            self.room(key, grows=False, most=self.rules.minimum - up)

    def room(self, key: Key, *, grows: bool, most: int) -> tuple[int, dict[Key, int]]:
        """How far a cell can change, up to `most`, hiding cells as needed; and the changes that show it."""
        changes: dict[Key, int] = {}
        found = 0
        if not grows:
            most = min(most, self.table[key])
        while found < most:
            path = self.cheapest(key, grows, changes)
            if path is None:
                break
            self.hidden.update(cell for cell, _ in path)
            step = min([most - found, *(self.left(arc, changes) for arc in path)])
            for cell, up in path:
                changes[cell] = changes.get(cell, 0) + (step if up else -step)
            found += step
        return found, changes | {key: found if grows else -found}

    def left(self, arc: _Arc, changes: Mapping[Key, int]) -> int:
        """How much the flow through an arc can still change: up without end, down to nought."""
        cell, grows = arc
        return self.rules.minimum if grows else self.table[cell] + changes.get(cell, 0)

    def cheapest(self, key: Key, grows: bool, changes: Mapping[Key, int]) -> list[_Arc] | None:
        """The cheapest way by which a change of a cell comes back to where it came from; None when there is none."""
        goal, start = self.ends(key) if grows else reversed(self.ends(key))
        order = counting()
        best: dict[_Node, float] = {start: 0.0}
        came: dict[_Node, tuple[_Node, _Arc]] = {}
        queue: list[tuple[float, int, _Node]] = [(0.0, next(order), start)]
        while queue:
            cost, _, node = heappop(queue)
            if node == goal:
                return _followed(came, start, goal)
            for arc, onward in self.leaving.get(node, ()) if cost <= best[node] else ():
                price = cost + self.price(arc, changes) if arc[0] != key and self.left(arc, changes) > 0 else inf
                if price < best.get(onward, inf):
                    best[onward], came[onward] = price, (node, arc)
                    heappush(queue, (price, next(order), onward))
        return None

    def price(self, arc: _Arc, changes: Mapping[Key, int]) -> float:
        """What hiding a cell costs: little for a hidden one, more for many people, a nought or a sum."""
        cell, _ = arc
        tight = 0.0 if self.left(arc, changes) >= self.rules.minimum else 1.0
        if cell in self.hidden:
            return 0.01 + tight / 10
        value = self.table[cell]
        sums = sum(part == self.rules.total for part in cell)
        return 1 + log2(1 + value) + tight + (8 if value == 0 else 0) + (0, 20, 60)[sums]

    def bound(self, name: str, key: Key) -> Bound:
        """What can be known of a small count once all is hidden."""
        value = self.table[key]
        up, _ = self.room(key, grows=True, most=self.rules.minimum)
        down, _ = self.room(key, grows=False, most=self.rules.minimum - up)
        return Bound(name, key[0], key[1], value - down, value + up)


def _followed(came: Mapping[_Node, tuple[_Node, _Arc]], start: _Node, goal: _Node) -> list[_Arc]:
    path: list[_Arc] = []
    while goal != start:
        goal, arc = came[goal]
        path.append(arc)
    return path
