"""Audit samples: draws, frames, cases, deadlines and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "core_0005"
down_revision = "core_0004"
branch_labels = None
depends_on = None

TABLES = ("audits", "audit_frames", "audit_cases", "audit_deadlines", "audit_reviews")


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _long(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False)


def _owner(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _check(table: str, name: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} in ({values})", name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _draws()
    _cases()
    _deadlines()
    _reviews()
    for table, column in (
        ("audit_cases", "audit_id"),
        ("audit_cases", "registration_id"),
        ("audit_deadlines", "audit_case_id"),
        ("audit_reviews", "audit_case_id"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _draws() -> None:
    op.create_table(
        "audits",
        _text("id", 32),
        _text("reference", 20),
        _text("part", 40),
        sa.Column("as_of", sa.Date(), nullable=False),
        _text("fraction", 10),
        _text("fraction_from", 80),
        _text("strata_by", 10),
        sa.Column("strata", sa.JSON(), nullable=False),
        sa.Column("exempt", sa.JSON(), nullable=False),
        _text("frame_sha256", 64),
        _text("commitment", 64),
        _text("seed", 64),
        _text("revealed", 64),
        _text("beacon_source", 300),
        _text("beacon", 500),
        *_long("asked"),
        _moment("committed_at", nullable=False),
        _text("committed_by", 32),
        _moment("drawn_at"),
        _text("drawn_by", 32, nullable=True),
        _moment("revealed_at"),
        _text("revealed_by", 32, nullable=True),
        _version(),
        _key("audits"),
        sa.UniqueConstraint("reference", name=op.f("uq_audits_reference")),
    )
    op.create_table(
        "audit_frames", _text("id", 32), *_long("content"), _owner("audit_frames", "id", "audits"), _key("audit_frames")
    )


def _cases() -> None:
    op.create_table(
        "audit_cases",
        _text("id", 32),
        _text("audit_id", 32),
        _text("registration_id", 32),
        _text("stratum", 120),
        *_long("asked", "answer", "reasons"),
        sa.Column("records", sa.JSON(), nullable=False),
        _moment("answered_at"),
        _text("outcome", 10, nullable=True),
        _moment("closed_at"),
        _version(),
        _owner("audit_cases", "audit_id", "audits"),
        _owner("audit_cases", "registration_id", "registrations"),
        _key("audit_cases"),
        sa.UniqueConstraint("audit_id", "registration_id", name=op.f("uq_audit_cases_audit_id_registration_id")),
        _check("audit_cases", "outcome", "'met','not_met','passed_on','released'"),
    )


def _deadlines() -> None:
    op.create_table(
        "audit_deadlines",
        _text("id", 32),
        _text("audit_case_id", 32),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("state", 10),
        *_long("reason", "note"),
        _moment("made_at", nullable=False),
        _moment("decided_at"),
        _text("decided_by", 32, nullable=True),
        _version(),
        _owner("audit_deadlines", "audit_case_id", "audit_cases"),
        _key("audit_deadlines"),
        _check("audit_deadlines", "state", "'set','asked','granted','refused','withdrawn'"),
    )


def _reviews() -> None:
    op.create_table(
        "audit_reviews",
        _text("id", 32),
        _text("audit_case_id", 32),
        _text("reviewer", 32),
        sa.Column("look", sa.Integer(), nullable=False),
        _moment("assigned_at", nullable=False),
        _text("assigned_by", 32),
        _text("declaration", 8),
        *_long("conflict", "reasons"),
        _moment("declared_at"),
        _text("outcome", 10, nullable=True),
        _moment("decided_at"),
        _moment("ended_at"),
        _version(),
        _owner("audit_reviews", "audit_case_id", "audit_cases"),
        _key("audit_reviews"),
        sa.UniqueConstraint("audit_case_id", "reviewer", name=op.f("uq_audit_reviews_audit_case_id_reviewer")),
        _check("audit_reviews", "look", "1, 2"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
