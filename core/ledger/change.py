"""The only way to write operational rows: a change collects what it wrote and closes with its ledger entry."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy import delete as sql_delete
from sqlalchemy import update as sql_update

from councilkit.database import new_id
from councilkit.errors import Conflict, NotFound
from councilkit.ledger import store
from councilkit.ledger.model import Event, encode


class Change:
    """One action by one actor on one subject, inside one write transaction.

    Tables have a text primary key `id`; those with a `version` column are guarded against two people editing at once.
    """

    def __init__(
        self, connection: Connection, actor: str, action: str, subject: str, effective_on: date, now: datetime
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.action = action
        self.subject = subject
        self.effective_on = effective_on
        self.now = now
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def insert(self, table: Table, row: Mapping[str, Any]) -> str:
        """Add a row; returns its id, made here unless given. Absent columns take their defaults."""
        full = self._completed(table, row)
        self.connection.execute(insert(table), full)
        self._wrote(table, full)
        return full["id"]

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows of one table to the same change."""
        full = [self._completed(table, row) for row in rows]
        if full:
            self.connection.execute(insert(table), full)
        for row in full:
            self._wrote(table, row)

    def update(self, table: Table, id: str, values: Mapping[str, Any], *, version: int | None = None) -> dict[str, Any]:
        """Change a row; raises Conflict when `version` is no longer the row's, NotFound when the row is gone."""
        query = select(table).where(table.c.id == id).with_for_update()
        found = self.connection.execute(query).mappings().one_or_none()
        if found is None:
            raise NotFound("This record is not there any more. Go back and look again.")
        before = dict(found)
        if version is not None and before["version"] != version:
            raise Conflict(
                "Somebody else changed this record while you were editing it. Nothing was overwritten: "
                "look at what changed, then save again."
            )
        after = {**before, **values}
        if "version" in before:
            after["version"] = before["version"] + 1
        written = {name: value for name, value in after.items() if value != before[name]}
        if written:
            self.connection.execute(sql_update(table).where(table.c.id == id).values(**written))
            self._wrote(table, after)
        return after

    def delete(self, table: Table, id: str) -> None:
        """Remove a row; its removal stays in the ledger."""
        self.connection.execute(sql_delete(table).where(table.c.id == id))
        self._wrote(table, {"id": id, "_deleted": True})

    def close(self) -> Event:
        """Write the ledger entry; called once, at the end of the transaction."""
        snapshot = encode(self.rows)
        change = (self.subject, self.effective_on, snapshot)
        (seq,) = store.append(self.connection, self.now, self.actor, self.action, [change])
        return Event(seq, self.action, self.subject, self.effective_on, self.actor, self.rows)

    def _completed(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        full = {column.name: _default(column) for column in table.columns} | dict(row)
        full["id"] = full.get("id") or new_id()
        return full

    def _wrote(self, table: Table, row: dict[str, Any]) -> None:
        apart = untold(table)
        self.rows.setdefault(table.name, []).append({k: v for k, v in row.items() if k not in apart})


def untold(table: Table) -> tuple[str, ...]:
    """The columns that the ledger does not tell: what is secret, and what follows from the others by our own rules."""
    return (*table.info.get("secret", ()), *table.info.get("derived", ()))


def _default(column: Any) -> Any:
    return column.default.arg if column.default is not None and not callable(column.default.arg) else None
