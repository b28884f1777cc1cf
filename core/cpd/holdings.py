"""Everything the council holds on one person, gathered by following the tables that belong to them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from councilkit.database import metadata
from councilkit.ledger.tables import entries
from councilkit.ledger.withholding import Withheld, is_deliberation, told_row

Rows = dict[str, list[dict[str, Any]]]

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
    whole = {name: list(rows.values()) for name, rows in found.items()}
    return {name: told for name, rows in whole.items() if (told := _told(name, rows, whole))}


def staff_only(rows: Rows) -> list[str]:
    """What is for staff only in the tables of these rows, as table.column."""
    return [f"{name}.{column}" for name in sorted(rows) for column in _rule(name).staff_only]


def _rule(table: str) -> Withheld:
    """What a table keeps back; nothing where it does not say."""
    found = metadata.tables.get(table)
    rule = found.info.get("withheld") if found is not None else None
    return rule if isinstance(rule, Withheld) else Withheld()


def _told(table: str, rows: Iterable[Mapping[str, Any]], beside: Mapping[str, Any]) -> list[dict[str, Any]]:
    rule = _rule(table)
    return [told for row in rows if (told := told_row(rule, row, beside)) is not None]


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
    return column.name not in table.info.get("secret", ()) and column.name not in _SECRET


def told(connection: Connection, rows: Rows) -> list[dict[str, Any]]:
    """The ledger's entries about a person and what is theirs, oldest first, without what is withheld.

    An entry that tells only what officers weighed is left out: what they decided has an entry of its own.
    """
    from councilkit.ledger.model import Entry

    subjects = sorted({str(row["id"]) for held_rows in rows.values() for row in held_rows})
    found: dict[int, Entry] = {}
    for at in range(0, len(subjects), _BATCH):
        query = select(entries).where(entries.c.subject.in_(subjects[at : at + _BATCH]))
        found |= {row.seq: Entry(*row) for row in connection.execute(query)}
    ids = {name: {row["id"] for row in held_rows} for name, held_rows in rows.items()}
    return [_entry(found[seq], ids) for seq in sorted(found) if not weighed(found[seq].action)]


def weighed(action: str) -> bool:
    """Whether an action of the ledger tells only what officers weigh, and so is not for whom it is about."""
    return is_deliberation(action, (_rule(name) for name in metadata.tables))


def _entry(entry: Any, ids: Mapping[str, set[str]]) -> dict[str, Any]:
    whole = entry.rows
    return {
        "number": entry.seq,
        "recorded_at": entry.recorded_at,
        "action": entry.action,
        "holds_from": entry.effective_on.isoformat(),
        "by": entry.actor,
        "hash": entry.leaf,
        "rows": {name: shown for name, rows in whole.items() if (shown := _theirs(name, rows, ids, whole))},
        "erased": entry.snapshot is None,
    }


def _theirs(
    name: str, rows: Iterable[Mapping[str, Any]], ids: Mapping[str, set[str]], whole: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The rows of an entry that are the person's: an entry may have written rows of others too."""
    table = metadata.tables.get(name)
    owners = list(_owner_columns(table)) if table is not None else []
    known = {str(id) for held_ids in ids.values() for id in held_ids}

    def theirs(row: Mapping[str, Any]) -> bool:
        return str(row.get("id")) in known or any(row.get(c.name) in ids.get(parent, ()) for c, parent in owners)

    told = _told(name, (row for row in rows if theirs(row)), whole)
    return [{column: value for column, value in row.items() if column not in _SECRET} for row in told]
