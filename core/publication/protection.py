"""From the rows a publication gives to the rows that may leave: counts of few people are hidden before that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.publication.describe import HIDDEN
from councilkit.publication.model import Counts, Publication
from councilkit.publication.rows import Value, rows_of

Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A publication with its rows ready to be written; rows that need no protection are read as they are written."""

    publication: Publication
    rows: Iterable[Row]
    hidden_cells: int = 0


def prepare(publication: Publication, ctx: Context, as_of: date) -> Table:
    """The rows of a publication, protected as it declares."""
    rows = rows_of(publication, ctx, as_of)
    if not isinstance(publication.protection, Counts):
        return Table(publication, rows)
    return protect(publication, publication.protection, list(rows))


def protect(publication: Publication, rule: Counts, rows: Sequence[Row]) -> Table:
    """Hide every count of 1 to `minimum` - 1 people with what goes with it, and flag it.

    Rows that a census protected already come flagged and stay so. Raises Problem when sums over hidden rows would be
    published beside them: a hidden count could be worked out from them.
    """
    place = {name: position for position, name in enumerate(publication.names)}
    measures = [place[name] for name in (rule.count, *rule.also)]

    def shown(row: Row) -> Row:
        return _hide(row, measures, place[rule.flag]) if _is_small(row[place[rule.count]], rule) else row

    safe = [shown(row) for row in rows]
    fresh = {new for old, new in zip(rows, safe, strict=True) if old is not new}
    if fresh and any(row[place[name]] == rule.total for row in rows for name in rule.by):
        raise Problem(
            f"The publication {publication.table} was stopped: it has sums, and counts below {rule.minimum} that are "
            "not hidden yet. Tables with sums must be protected as a whole before they are published."
        )
    hidden = [row for row in safe if row[place[rule.flag]] == HIDDEN]
    return Table(publication, safe, len(hidden) * len(measures))


def _is_small(count: Value, rule: Counts) -> bool:
    return isinstance(count, int | float) and 0 < count < rule.minimum


def _hide(row: Row, measures: Sequence[int], flag: int) -> Row:
    emptied = [None if position in measures else value for position, value in enumerate(row)]
    emptied[flag] = HIDDEN
    return tuple(emptied)
