"""What of the record is not told to whom it is about: what is for staff only, and deliberation that is not decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Iterable[Row]]


@dataclass(frozen=True)
class Until:
    """Columns (none named: the whole row) that are told only once `outcome` of the row is one of `decided`.

    `outcome` may be `table.column`: that of the row's parent there. Nothing in `decided` takes any outcome.
    """

    outcome: str
    decided: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Withheld:
    """What a table keeps back; it stands in the table's `info` as `withheld`.

    `staff_only` names columns, or `column.key` inside a JSON column; `deliberation` holds patterns of the ledger's
    actions that only tell what officers weigh.
    """

    staff_only: tuple[str, ...] = ()
    until: tuple[Until, ...] = field(default=())
    deliberation: tuple[str, ...] = ()


def told_row(rule: Withheld, row: Row, beside: Rows) -> dict[str, Any] | None:
    """A row without what is withheld, None where all of it is; `beside` are the rows known with it, by table.

    Beside an entry of the ledger stand the rows of that entry, so that a past is judged by what it knew.
    """
    hidden = set(rule.staff_only)
    for until in rule.until:
        if not _decided(until, row, beside):
            if not until.columns:
                return None
            hidden |= set(until.columns)
    return {name: _inside(name, value, hidden) for name, value in row.items() if name not in hidden}


def _decided(until: Until, row: Row, beside: Rows) -> bool:
    table, _, column = until.outcome.rpartition(".")
    where = _parent(table, row, beside) if table else row
    outcome = where.get(column) if where else None
    return outcome in until.decided if until.decided else bool(outcome)


def _parent(table: str, row: Row, beside: Rows) -> Row | None:
    id = row.get(f"{table.removesuffix('s')}_id")
    return next((each for each in beside.get(table, ()) if each["id"] == id), None)


def _inside(column: str, value: Any, hidden: Collection[str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: inner for key, inner in value.items() if f"{column}.{key}" not in hidden}


def is_deliberation(action: str, rules: Iterable[Withheld]) -> bool:
    """Whether an action of the ledger tells only what officers weigh."""
    return any(fnmatchcase(action, pattern) for rule in rules for pattern in rule.deliberation)
