"""Pure parts of the ledger: hashes, the chain, and the rows as they were known at a time."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64

Rows = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Entry:
    """One change: who did what to whom, since when it holds, when it was recorded, and the rows it wrote.

    `snapshot` is JSON text `{table: [row, ...]}` exactly as hashed, or None once redacted.
    """

    seq: int
    recorded_at: str
    actor: str
    action: str
    subject: str
    effective_on: date
    snapshot: str | None
    salt: str | None
    leaf: str
    head: str

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows this change wrote, by table; empty when redacted."""
        return json.loads(self.snapshot) if self.snapshot else {}


@dataclass(frozen=True)
class Event:
    """A committed change, as plugins hear of it."""

    seq: int
    action: str
    subject: str
    effective_on: date
    actor: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


def timestamp(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, microseconds, `Z`; text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def encode(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The snapshot text of the written rows: JSON with sorted keys, dates in ISO form, amounts as text."""
    return json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a ledger snapshot")


def leaf_hash(salt: str, snapshot: str) -> str:
    """The salted commitment to a snapshot: SHA-256 of 0x00, salt, text. Salt and text may later be erased."""
    return hashlib.sha256(b"\x00" + salt.encode() + snapshot.encode()).hexdigest()


def chain_hash(
    previous: str,
    seq: int,
    recorded_at: str,
    actor: str,
    action: str,
    subject: str,
    effective_on: date | str,
    leaf: str,
) -> str:
    """The chain's head after an entry: SHA-256 of 0x01, the head before, and every field of the entry."""
    text = f"{previous}\n{seq}\n{recorded_at}\n{actor}\n{action}\n{subject}\n{effective_on}\n{leaf}"
    return hashlib.sha256(b"\x01" + text.encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """One fault of the chain at entry `seq`, in a sentence."""

    seq: int
    sentence: str


def verify(entries: Iterable[Entry], end: tuple[int, str]) -> Iterable[Finding]:
    """Every fault of the chain, by entry number; `end` is the recorded (seq, head) of its last entry."""
    expected, previous = 1, GENESIS
    for entry in entries:
        for missing in range(expected, min(entry.seq, expected + 1000)):
            yield Finding(missing, f"Entry {missing} is missing: it was removed.")
        yield from _check(entry, previous if entry.seq == expected else None)
        expected, previous = entry.seq + 1, entry.head
        if entry.seq > end[0]:
            yield Finding(entry.seq, f"Entry {entry.seq} was inserted: the ledger recorded only {end[0]} entries.")
    for missing in range(expected, min(end[0] + 1, expected + 1000)):
        yield Finding(missing, f"Entry {missing} is missing: it was removed.")
    if expected == end[0] + 1 and previous != end[1]:
        yield Finding(end[0], f"The end of the ledger was changed: entry {end[0]} does not lead to the recorded head.")


def _check(entry: Entry, previous: str | None) -> Iterable[Finding]:
    if entry.snapshot is not None and leaf_hash(entry.salt or "", entry.snapshot) != entry.leaf:
        yield Finding(entry.seq, f"Entry {entry.seq} was edited: its content does not match its hash.")
    fields = (entry.seq, entry.recorded_at, entry.actor, entry.action, entry.subject, entry.effective_on, entry.leaf)
    if previous is not None and chain_hash(previous, *fields) != entry.head:
        yield Finding(
            entry.seq, f"Entry {entry.seq} was edited or inserted: it does not follow from the entry before it."
        )


def replay(entries: Iterable[Entry]) -> Rows:
    """The rows as the given entries left them: `{table: {id: row}}`; a row marked `_deleted` is gone."""
    state: Rows = {}
    for entry in entries:
        for table, rows in entry.rows.items():
            for row in rows:
                if row.get("_deleted"):
                    state.get(table, {}).pop(row["id"], None)
                else:
                    state.setdefault(table, {})[row["id"]] = row
    return state
