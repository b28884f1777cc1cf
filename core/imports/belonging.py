"""Rows about somebody who is registered: whose they are."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, Table

from councilkit.context import Context
from councilkit.imports import rows, store
from councilkit.imports.model import UNCHANGED, Fate, Fault, Written
from councilkit.register.services.recusal import OWN, own_ids
from councilkit.wording import N_, Sentence

Placed = tuple[pl.DataFrame, list[Fate]]
Row = Mapping[str, Any]
_NOBODY = N_("Nobody with the number %(number)s is on the register.")
_NOBODY_IN = N_("Nobody with the number %(number)s is on the register in the part %(part)s.")
_OWN_MEND = N_("Take this row out, and give it to another officer.")
_NOBODY_MEND = N_("Check the number, or import the registrant first.")
_SEVERAL = N_("The number %(number)s stands in several parts of the register: %(all)s.")
_SEVERAL_MEND = N_("Say which in the column part.")


def with_owners(ctx: Context, connection: Connection, frame: pl.DataFrame) -> Placed:
    """The frame with `registration_id`, `person_id`, `owner_part` and `owner_born`.

    A fault for rows of nobody, and for those of whoever imports: another officer brings them in.
    """
    there = store.registrations_by_number(connection, frame["number"])
    owners = [_owner(number, part, there) for number, part in zip(frame["number"], frame["part"], strict=True)]
    found = [None if isinstance(owner, Fault) else owner for owner in owners]
    columns = {
        "registration_id": [row and row["id"] for row in found],
        "person_id": [row and row["person_id"] for row in found],
        "owner_part": [row and row["part"] for row in found],
    }
    born = pl.Series("owner_born", [row and row["date_of_birth"] for row in found], pl.Date)
    own = own_ids(ctx, connection)
    placed = frame.with_columns(born, *(pl.Series(name, values, pl.String) for name, values in columns.items()))
    return placed, [_fault(owner, own) for owner in owners]


def _fault(owner: Row | Fault, own: frozenset[str]) -> Fault | None:
    if isinstance(owner, Fault):
        return owner
    if owner["person_id"] in own:
        return Fault("registration_number", Sentence(OWN), Sentence(_OWN_MEND))
    return None


def _owner(number: str, part: str | None, there: Mapping[str, list[Row]]) -> Row | Fault:
    rows_there = there.get(number, [])
    found = [row for row in rows_there if part in (None, row["part"])]
    if len(found) == 1:
        return found[0]
    if found:
        parts = ", ".join(sorted(row["part"] for row in found))
        return Fault("part", Sentence(_SEVERAL, number=number, all=parts), Sentence(_SEVERAL_MEND))
    problem = Sentence(_NOBODY_IN, number=number, part=part) if rows_there else Sentence(_NOBODY, number=number)
    return Fault("registration_number", problem, Sentence(_NOBODY_MEND))


def mark_known(
    connection: Connection,
    placed: pl.DataFrame,
    fates: list[Fate],
    owner: str,
    query: Select[Any],
    column: Any,
    same: Callable[[Row, Row], bool],
    fate: Fate = UNCHANGED,
) -> None:
    """Mark the rows that the register holds already: what the query finds for each `owner` is compared by `same`.

    Another `fate` is that of rows which go against what the register holds.
    """
    held: dict[str, list[Row]] = {}
    for row in store.matching(connection, query, column, placed[owner].drop_nulls()):
        held.setdefault(row[owner], []).append(row)
    if not held:
        return
    for place, row in enumerate(placed.iter_rows(named=True)):
        if fates[place] is None and any(same(row, other) for other in held.get(row[owner], ())):
            fates[place] = fate


def written(
    connection: Connection, table: Table, frame: pl.DataFrame, action: str, people: Iterable[str], day: str
) -> list[Written]:
    """Write the rows of one table; returns a ledger entry for each, about the person it is of."""
    rows.insert(connection, table, frame)
    texts = rows.snapshots(pl.DataFrame({table.name: rows.as_json(table, frame)}))
    return [Written(action, [(person, day, text) for person, text in zip(people, texts, strict=True)])]
