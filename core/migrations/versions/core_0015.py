"""What employers report of their staff, until an officer says what was done about it."""

import sqlalchemy as sa
from alembic import op

revision = "core_0015"
down_revision = "core_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "employer_reports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("condition_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('more_time','never_worked')", name=op.f("ck_employer_reports_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_employer_reports_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_employer_reports_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_reports")),
    )
    op.create_index(op.f("ix_employer_reports_person_id"), "employer_reports", ["person_id"])
    op.create_index(op.f("ix_employer_reports_organisation_id"), "employer_reports", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("employer_reports")
