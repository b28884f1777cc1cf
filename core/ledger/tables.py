"""Tables of the ledger: the entries and the one row that says where the chain ends."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from councilkit.database import metadata

entries = Table(
    "ledger_entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", String(27), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("snapshot", Text),
    Column("salt", String(32)),
    Column("leaf", String(64), nullable=False),
    Column("head", String(64), nullable=False),
    Index("ix_ledger_entries_subject", "subject", "seq"),
)

head = Table(
    "ledger_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),
)
