"""Tables of censuses: rounds, cases (who is asked) and responses (what is answered, one a case)."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from councilkit.database import UtcDateTime, metadata

rounds = Table(
    "census_rounds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("design", String(40), nullable=False),
    Column(
        "forms", JSON, nullable=False
    ),  # form -> {"name": file name, "digest": SHA-256 of the file kept for the round}
    Column("created_at", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
)

cases = Table(
    "census_cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("round_id", String(32), ForeignKey("census_rounds.id"), nullable=False),
    Column("form", String(40), nullable=False),
    Column("reference", String(40), nullable=False),
    Column("token", String(64), nullable=False, unique=True),  # a keyed digest; the code itself is stored nowhere
    Column("invited_at", UtcDateTime, nullable=False),
    UniqueConstraint("round_id", "reference"),
    info={"secret": ("token",)},
)

# Answers are not in the ledger: it is kept for ever and read by many. What was sent is there as a keyed digest.
responses = Table(
    "census_responses",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("census_cases.id"), nullable=False, unique=True),
    Column("language", String(12), nullable=False, default=""),
    Column("mode", String(8), nullable=False, default="web"),
    Column("draft", JSON(none_as_null=True)),
    Column("answers", JSON(none_as_null=True)),
    Column("digest", String(64), nullable=False, default=""),
    Column("receipt", String(12), nullable=False, default=""),
    Column("started_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
    Index("ix_census_responses_sent_at", "sent_at"),
    info={"secret": ("draft", "answers"), "drafted": ("language", "saved_at", "version")},
)
