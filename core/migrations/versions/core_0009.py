"""Portfolios: practice examples, reviews with their steps, shares, and awards told by registrants."""

import sqlalchemy as sa
from alembic import op

revision = "core_0009"
down_revision = "core_0008"
branch_labels = None
depends_on = None


def _text(name: str, length: int, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _long(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _to(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=op.f(f"fk_{table}_{column}_{owner}"))


def _make(table: str, *parts: object, version: bool = True) -> None:
    versioned = [sa.Column("version", sa.Integer(), nullable=False)] if version else []
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, _text("id", 32), *parts, *versioned, key)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    table = "practice_examples"
    _make(
        table,
        _text("registration_id", 32),
        _text("cpd_record", 32, nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        _text("title", 200),
        *_long("situation", "did", "learnt", "impact"),
        sa.Column("standards", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        _moment("written_at"),
        _to(table, "registration_id", "registrations"),
        _to(table, "cpd_record", "cpd_records"),
    )
    _index(table, "registration_id")
    _reviews()
    table = "portfolio_shares"
    _make(
        table,
        _text("registration_id", 32),
        _text("organisation_id", 32),
        _moment("shared_at"),
        _moment("ended_at", nullable=True),
        _to(table, "registration_id", "registrations"),
        _to(table, "organisation_id", "organisations"),
    )
    _index(table, "registration_id", "organisation_id")
    _claims()


def _reviews() -> None:
    table = "portfolio_reviews"
    _make(
        table,
        _text("registration_id", 32),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        _text("supervisor", 32),
        _text("supervisor_name", 200),
        _text("state", 10),
        sa.Column("sent", sa.JSON(), nullable=False),
        _text("digest", 64, nullable=True),
        _moment("expires_at", nullable=True),
        _to(table, "registration_id", "registrations"),
        sa.UniqueConstraint("digest", name=op.f("uq_portfolio_reviews_digest")),
        sa.CheckConstraint("state in ('asked','more','agreed','withdrawn')", name=op.f("ck_portfolio_reviews_state")),
    )
    _index(table, "registration_id")
    table = "portfolio_review_steps"
    _make(
        table,
        _text("portfolio_review_id", 32),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("kind", 10),
        _text("by_name", 200),
        _text("actor", 32),
        *_long("note"),
        sa.Column("comments", sa.JSON(), nullable=False),
        _moment("taken_at"),
        _to(table, "portfolio_review_id", "portfolio_reviews"),
        sa.UniqueConstraint(
            "portfolio_review_id", "position", name=op.f("uq_portfolio_review_steps_portfolio_review_id_position")
        ),
        version=False,
    )
    _index(table, "portfolio_review_id")


def _claims() -> None:
    table = "award_claims"
    _make(
        table,
        _text("registration_id", 32),
        _text("code", 60),
        _text("institution", 200),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        _text("asked", 32, nullable=True),
        _text("answer", 10),
        _text("endorsed_by", 200),
        _text("endorser", 32),
        sa.Column("endorsed_on", sa.Date()),
        *_long("note"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        _moment("told_at"),
        _to(table, "registration_id", "registrations"),
        _to(table, "asked", "organisations"),
        sa.CheckConstraint("answer in ('','endorsed','unknown')", name=op.f("ck_award_claims_answer")),
    )
    _index(table, "registration_id", "asked")


def downgrade() -> None:
    tables = ("award_claims", "portfolio_shares", "portfolio_review_steps", "portfolio_reviews", "practice_examples")
    for table in tables:
        op.drop_table(table)
