"""Everything the council holds on one person, gathered by following the tables that belong to them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from councilkit.database import metadata
from councilkit.ledger.tables import entries

Rows = dict[str, list[dict[str, Any]]]

# Kept from the copy, with the reason that its first page gives.
WITHHELD = {("orders", "private_note"), ("audit_reviews", "conflict")}
_SECRET = frozenset({"digest", "password", "session", "token"})
_BATCH = 500


def held(connection: Connection, person_id: str) -> Rows:
    """Every row that belongs to a person, by table: their own, and those of what is theirs, however deep.

    A row belongs to another when it names it as its owner: `person_id`, `registration_id`, `record_id` and so on. A
    column that names a person in another part, like the officer who decided, leads nowhere.
    """
    ids: dict[str, set[str]] = {"persons": {person_id}}
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    grown = True
    while grown:
        grown = False
        for table in metadata.sorted_tables:
            for row in _owned(connection, table, ids):
                if row["id"] not in found.setdefault(table.name, {}):
                    found[table.name][row["id"]] = row
                    ids.setdefault(table.name, set()).add(row["id"])
                    grown = True
    return {name: list(rows.values()) for name, rows in found.items() if rows}


def _owned(connection: Connection, table: Table, ids: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    owners = [(column, parent) for column, parent in _owner_columns(table) if ids.get(parent)]
    if table.name == "persons":
        owners.append((table.c.id, "persons"))
    if not owners or "id" not in table.c:
        return
    shown = [column for column in table.columns if _may_show(table, column)]
    for column, parent in owners:
        wanted = sorted(ids[parent])
        for at in range(0, len(wanted), _BATCH):
            query = select(*shown).where(column.in_(wanted[at : at + _BATCH])).order_by(table.c.id)
            yield from (dict(row) for row in connection.execute(query).mappings())


def _owner_columns(table: Table) -> Iterator[tuple[Column[Any], str]]:
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table.name
            if column.name == "merged_into" or column.name == f"{parent.rpartition('cpd_')[2].removesuffix('s')}_id":
                yield column, parent


def _may_show(table: Table, column: Column[Any]) -> bool:
    secret = column.name in table.info.get("secret", ()) or column.name in _SECRET
    return not secret and (table.name, column.name) not in WITHHELD


def told(connection: Connection, rows: Rows) -> list[dict[str, Any]]:
    """The ledger's entries about a person and what is theirs, oldest first, without what is withheld."""
    from councilkit.ledger.model import Entry

    subjects = sorted({str(row["id"]) for held_rows in rows.values() for row in held_rows})
    found: dict[int, Entry] = {}
    for at in range(0, len(subjects), _BATCH):
        query = select(entries).where(entries.c.subject.in_(subjects[at : at + _BATCH]))
        found |= {row.seq: Entry(*row) for row in connection.execute(query)}
    ids = {name: {row["id"] for row in held_rows} for name, held_rows in rows.items()}
    return [_entry(found[seq], ids) for seq in sorted(found)]


def _entry(entry: Any, ids: Mapping[str, set[str]]) -> dict[str, Any]:
    return {
        "number": entry.seq,
        "recorded_at": entry.recorded_at,
        "action": entry.action,
        "holds_from": entry.effective_on.isoformat(),
        "by": entry.actor,
        "hash": entry.leaf,
        "rows": {name: shown for name, rows in entry.rows.items() if (shown := _theirs(name, rows, ids))},
        "erased": entry.snapshot is None,
    }


def _theirs(name: str, rows: Iterable[Mapping[str, Any]], ids: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """The rows of an entry that are the person's: an entry may have written rows of others too."""
    table = metadata.tables.get(name)
    owners = list(_owner_columns(table)) if table is not None else []
    known = {str(id) for held_ids in ids.values() for id in held_ids}

    def theirs(row: Mapping[str, Any]) -> bool:
        return str(row.get("id")) in known or any(row.get(c.name) in ids.get(parent, ()) for c, parent in owners)

    return [_without(name, row) for row in rows if theirs(row)]


def _without(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _SECRET and (table, name) not in WITHHELD}
