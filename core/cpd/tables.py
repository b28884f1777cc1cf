"""Tables of continuing learning: records and their evidence files."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from councilkit.database import Hundredths, UtcDateTime, metadata

records = Table(
    "cpd_records",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False),
    Column("on", Date, nullable=False),
    Column("title", String(300), nullable=False),
    Column("category", String(60), nullable=False, default=""),
    Column("kind", String(10), nullable=False, default=""),  # formal | informal
    Column("amount", Hundredths, nullable=False),
    Column("unit", String(10), nullable=False),
    Column("provider", String(200), nullable=False, default=""),
    Column("standards", JSON, nullable=False, default=()),
    Column("reflection", Text, nullable=False, default=""),
    Column("peer_reflection", Boolean, nullable=False, default=False),
    Column("peer_role", String(120), nullable=False, default=""),
    Column("impact_on", String(60), nullable=False, default="", server_default=""),
    Column("impact", Text, nullable=False, default="", server_default=""),
    Column("evidence", String(500), nullable=False, default=""),  # where evidence lies that is not kept here
    Column("source", String(12), nullable=False, default="registrant"),  # registrant | employer | import | demo
    Column("withdrawn", Boolean, nullable=False, default=False),
    Column("fingerprint", String(64), nullable=False),  # of the content as it is now
    Column("origin", String(64)),  # fingerprint of the imported row, kept when the record is changed later
    Column("logged_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Index("ix_cpd_records_registration_id_on", "registration_id", "on"),
)

evidence = Table(
    "cpd_evidence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("record_id", String(32), ForeignKey("cpd_records.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)
