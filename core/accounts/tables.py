"""Tables of the people who sign in: accounts, one-time links, sign-in attempts, and drafts of what they type."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from councilkit.database import UtcDateTime, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("password", String(200)),  # argon2 hash, None until set
    Column("roles", JSON, nullable=False),
    Column("person_id", String(32), ForeignKey("persons.id"), unique=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id")),
    Column("language", String(12), nullable=False, default=""),
    Column("session", String(32), nullable=False),  # changes when every session must end
    Column("closed", Boolean, nullable=False, default=False),
    Column("version", Integer, nullable=False, default=1),
    info={"secret": ("password", "session")},
)

links = Table(
    "account_links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("purpose", String(12), nullable=False),  # invite | claim | reset
    Column("account_id", String(32), ForeignKey("accounts.id")),
    Column("person_id", String(32), ForeignKey("persons.id")),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
    info={"secret": ("digest",)},
)

attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_sign_in_attempts_key", "key", "at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id"), nullable=False),
    Column("form", String(80), nullable=False),
    Column("values", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Index("ix_drafts_account_id_form", "account_id", "form", unique=True),
)
