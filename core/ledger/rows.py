"""Holds the council's rows against the ledger: each must be as the last entry that wrote it left it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Connection, Table, select

from councilkit.database import Hundredths, metadata
from councilkit.ledger import store
from councilkit.ledger.change import untold
from councilkit.ledger.model import Finding, encode

Columns = tuple[str, ...]
Last = tuple[int, Columns, bytes | None]  # the entry, the columns it tells, their digest (None once removed)
Written = dict[str, dict[str, Last]]  # by table and row id


def compare(connection: Connection) -> Iterator[Finding]:
    """Every row that was changed, removed or added past the ledger, with the entry that wrote it last (0: none did).

    Rows whose entries were redacted cannot be held against anything and are passed over.
    """
    written, redacted = _written(connection)
    for name, rows in written.items():
        table = metadata.tables[name]
        for row in connection.execution_options(yield_per=2000).execute(select(table)).mappings():
            seq, columns, digest = rows.pop(row["id"], (0, (), None))
            if digest is None and not redacted:
                yield Finding(seq, f"Row {row['id']} of {name} was added past the ledger: no entry wrote it.")
            elif digest is not None and digest != _digest(table, columns, row):
                yield Finding(
                    seq, f"Row {row['id']} of {name} was changed past the ledger: entry {seq} left it otherwise."
                )
        for id, (seq, _, digest) in rows.items():
            if digest is not None:
                yield Finding(seq, f"Row {id} of {name} was removed past the ledger: entry {seq} wrote it.")


def _written(connection: Connection) -> tuple[Written, bool]:
    """What the entries last wrote of every row, and whether any entry was redacted."""
    found: Written = {}
    redacted = False
    for entry in store.read(connection):
        redacted = redacted or entry.snapshot is None
        for name, rows in entry.rows.items():
            if name in metadata.tables:
                table, known = metadata.tables[name], found.setdefault(name, {})
                for row in rows:
                    columns = _told(table, row)
                    digest = None if row.get("_deleted") else _digest(table, columns, row)
                    known[row["id"]] = entry.seq, columns, digest
    return found, redacted


def _told(table: Table, row: Mapping[str, Any]) -> Columns:
    """The columns that a snapshot tells of a row, without those that may change without an entry."""
    apart = (*untold(table), *table.info.get("drafted", ()))
    return tuple(column.name for column in table.columns if column.name in row and column.name not in apart)


def _digest(table: Table, columns: Columns, row: Mapping[str, Any]) -> bytes:
    """A short hash of some columns of a row, the same whether it comes from the table or from a snapshot."""
    plain = json.loads(encode({"": [{name: row[name] for name in columns}]}))[""][0]
    values = {name: _same(table.columns[name].type, plain[name]) for name in columns}
    return hashlib.blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=8).digest()


def _same(kind: Any, value: Any) -> Any:
    """One writing for values that mean the same: 2 and 2.00, 1 and true."""
    if value is None:
        return None
    if isinstance(kind, Hundredths):
        return str(Decimal(str(value)).quantize(Decimal("0.01")))
    return bool(value) if isinstance(kind, Boolean) else value
