"""What may be published: tables declared column by column, each with its reason or its protection."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["text", "integer", "number", "date", "flag"]
KINDS: tuple[Kind, ...] = ("text", "integer", "number", "date", "flag")
MINIMUM = 5  # people in a published cell; fewer are hidden
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

Rows = Callable[[Any, date], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Column:
    """One published column; a name that is not declared here never leaves the council."""

    name: str
    type: Kind
    description: str
    unit: str | None = None

    def __post_init__(self) -> None:
        _check_name(self.name, "column")
        if self.type not in KINDS:
            raise ValueError(f"column {self.name}: type '{self.type}' is not one of {', '.join(KINDS)}")


@dataclass(frozen=True)
class ForeignKey:
    """`column` holds a key of `table`."""

    column: str
    table: str


@dataclass(frozen=True)
class Question:
    """A ready question about the table, offered where people explore it; `sql` sees only published tables."""

    code: str
    title: str
    sql: str
    description: str = ""

    def __post_init__(self) -> None:
        _check_name(self.code, "question")


@dataclass(frozen=True)
class Open:
    """May be published row by row, because of `basis`: a law makes the register public, or no person is described."""

    basis: str


@dataclass(frozen=True)
class Counts:
    """Counts of people: cells below `minimum` are hidden, and so many more that no hidden one can be worked out.

    `by` are the columns that cut the table; a row with `total` in one of them is the sum over it. `flag` is the column
    that says 'c' where `count` and the columns of `also` were hidden.
    """

    count: str
    by: tuple[str, ...]
    flag: str
    also: tuple[str, ...] = ()
    minimum: int = MINIMUM
    total: str = "all"


@dataclass(frozen=True)
class Publication:
    """One published table: what it says, where it comes from, under which licence, protected how.

    `sort` is a column, with a leading '-' for descending; `label` names a row where other tables point to it; tables
    are shown by `order`, then name.
    `query` is a SQLAlchemy select or `query(ctx, as_of)` giving mappings whose keys are exactly the declared columns.
    """

    table: str
    title: str
    description: str
    columns: tuple[Column, ...]
    query: Any
    key: tuple[str, ...]
    protection: Open | Counts
    licence: str = "CC-BY-4.0"
    source: str = ""
    foreign_keys: tuple[ForeignKey, ...] = ()
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    sort: str | None = None
    label: str | None = None
    questions: tuple[Question, ...] = ()
    order: int = 100
    names: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        _check_name(self.table, "table")
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))
        for name in self._named():
            if name not in self.names:
                raise ValueError(f"publication {self.table}: '{name}' is not one of its columns")
        if not self.key:
            raise ValueError(f"publication {self.table}: say which columns are its key")
        if len(set(self.names)) != len(self.names):
            raise ValueError(f"publication {self.table}: a column is declared twice")

    @property
    def code(self) -> str:
        """The table's name; it is unique in a catalogue."""
        return self.table

    def _named(self) -> list[str]:
        named = [*self.key, *self.facets, *self.search, *(key.column for key in self.foreign_keys)]
        named += [name.removeprefix("-") for name in (self.sort, self.label) if name]
        if isinstance(self.protection, Counts):
            named += [self.protection.count, self.protection.flag, *self.protection.by, *self.protection.also]
        return named


def _check_name(name: str, what: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{what} name '{name}': use small letters, digits and underscores, starting with a letter")
