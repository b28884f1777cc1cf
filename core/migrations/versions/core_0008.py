"""What the employer that an applicant names says of them."""

import sqlalchemy as sa
from alembic import op

revision = "core_0008"
down_revision = "core_0007"
branch_labels = None
depends_on = None


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _to(table: str) -> sa.ForeignKeyConstraint:
    column = f"{table.removesuffix('s')}_id"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_endorsements_{column}_{table}"))


def upgrade() -> None:
    op.create_table(
        "endorsements",
        _text("id", 32),
        _text("application_id", 32),
        _text("organisation_id", 32),
        _text("answer", 10),
        _text("role", 120),
        _text("fit", 10),
        sa.Column("note", sa.Text(), nullable=False),
        _text("answered_by", 32),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("applications"),
        _to("organisations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
        sa.UniqueConstraint(
            "application_id", "organisation_id", name=op.f("uq_endorsements_application_id_organisation_id")
        ),
        sa.CheckConstraint("answer in ('works_here','unknown')", name=op.f("ck_endorsements_answer")),
    )
    for column in ("application_id", "organisation_id"):
        op.create_index(op.f(f"ix_endorsements_{column}"), "endorsements", [column])


def downgrade() -> None:
    op.drop_table("endorsements")
