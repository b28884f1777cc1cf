"""Censuses: rounds, cases and responses."""

import sqlalchemy as sa
from alembic import op

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "census_rounds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("design", sa.String(length=40), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_rounds")),
        sa.UniqueConstraint("code", name=op.f("uq_census_rounds_code")),
    )
    op.create_table(
        "census_cases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["census_rounds.id"], name=op.f("fk_census_cases_round_id_census_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_cases")),
        sa.UniqueConstraint("round_id", "reference", name=op.f("uq_census_cases_round_id_reference")),
        sa.UniqueConstraint("token", name=op.f("uq_census_cases_token")),
    )
    op.create_table(
        "census_responses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["census_cases.id"], name=op.f("fk_census_responses_case_id_census_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_responses")),
        sa.UniqueConstraint("case_id", name=op.f("uq_census_responses_case_id")),
    )
    with op.batch_alter_table("census_responses", schema=None) as batch_op:
        batch_op.create_index("ix_census_responses_sent_at", ["sent_at"], unique=False)


def downgrade() -> None:
    op.drop_table("census_responses")
    op.drop_table("census_cases")
    op.drop_table("census_rounds")
