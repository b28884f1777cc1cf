"""Reads and writes ledger entries."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, text, update

from councilkit.database import bulk_insert
from councilkit.ledger.model import GENESIS, Entry, chain_hash, leaf_hash, timestamp
from councilkit.ledger.tables import entries, head

_FIRST = text("INSERT INTO ledger_head (id, seq, head) VALUES (1, 0, :head) ON CONFLICT DO NOTHING")
_END = select(head.c.seq, head.c.head).where(head.c.id == 1)
_END_LOCKED = _END.with_for_update()
_MOVE = update(head).where(head.c.id == 1)
_COLUMNS = ("seq", "subject", "effective_on", "snapshot", "salt", "leaf", "head")


def end(connection: Connection, *, lock: bool = False) -> tuple[int, str]:
    """The last entry's number and head; `lock` keeps other writers of PostgreSQL waiting until the commit."""
    row = connection.execute(_END_LOCKED if lock else _END).one_or_none()
    if row is None and lock:  # two first writers may meet here: one of them makes the row, both then queue for it
        connection.execute(_FIRST, {"head": GENESIS})
        row = connection.execute(_END_LOCKED).one_or_none()
    return (row.seq, row.head) if row else (0, GENESIS)


def seal(snapshots: Sequence[str]) -> list[tuple[str, str]]:
    """A fresh salt for each snapshot, and the leaf that commits to both."""
    salts = secrets.token_hex(16 * len(snapshots))
    salted = ((salts[32 * place : 32 * place + 32], snapshot) for place, snapshot in enumerate(snapshots))
    return [(salt, leaf_hash(salt, snapshot)) for salt, snapshot in salted]


def append(
    connection: Connection,
    moment: datetime,
    actor: str,
    action: str,
    changes: Sequence[tuple[str, date | str, str]],
    seals: Sequence[tuple[str, str]] = (),
) -> list[int]:
    """Add entries `(subject, effective_on, snapshot)` to the chain in order; returns their numbers.

    `seals` are what `seal` made of the snapshots, where that was done ahead.
    """
    seq, previous = end(connection, lock=True)
    recorded_at = timestamp(moment)
    rows: list[tuple[Any, ...]] = []
    sealed = seals or seal([snapshot for _, _, snapshot in changes])
    for (subject, effective_on, snapshot), (salt, leaf) in zip(changes, sealed, strict=True):
        seq += 1
        previous = chain_hash(previous, seq, recorded_at, actor, action, subject, effective_on, leaf)
        rows.append((seq, subject, str(effective_on), snapshot, salt, leaf, previous))
    same = {"recorded_at": recorded_at, "actor": actor, "action": action}
    bulk_insert(connection, entries, _COLUMNS, rows, same)
    connection.execute(_MOVE, {"seq": seq, "head": previous})
    return [row[0] for row in rows]


def read(connection: Connection, *, subject: str | None = None, known_at: datetime | None = None) -> Iterator[Entry]:
    """Entries in order, of one subject or of all, as known at a moment."""
    query = select(entries).order_by(entries.c.seq)
    if subject is not None:
        query = query.where(entries.c.subject == subject)
    if known_at is not None:
        query = query.where(entries.c.recorded_at <= timestamp(known_at))
    for row in connection.execute(query, execution_options={"yield_per": 2000}):
        yield Entry(*row)


def redact(connection: Connection, subject: str) -> int:
    """Erase content and salt of every entry of a subject; the hashes, and so every proof, stand. Returns how many."""
    query = (
        update(entries)
        .where(entries.c.subject == subject, entries.c.snapshot.is_not(None))
        .values(snapshot=None, salt=None)
    )
    return connection.execute(query).rowcount
