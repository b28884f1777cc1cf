"""Conditions, payments, declarations, leave, and decisions about one requirement."""

import sqlalchemy as sa
from alembic import op

revision = "core_0003"
down_revision = "core_0002"
branch_labels = None
depends_on = None

TABLES = ("conditions", "payments", "declarations", "leave", "dispensations")


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _table(name: str, *columns: sa.Column[object], checks: tuple[sa.CheckConstraint, ...] = ()) -> None:
    op.create_table(
        name,
        _text("id", 32),
        _text("registration_id", 32),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f(f"fk_{name}_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *checks,
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{name}_registration_id"), ["registration_id"], unique=False)


def upgrade() -> None:
    _table(
        "conditions",
        _text("kind", 40),
        sa.Column("imposed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fulfilled_on", sa.Date(), nullable=True),
        _text("confirmed_by", 20),
        _text("confirmer", 32),
        sa.Column("wording", sa.Text(), nullable=False),
    )
    _table(
        "payments",
        _text("fee", 40),
        sa.Column("amount", sa.Integer(), nullable=False),
        _text("currency", 3),
        sa.Column("paid_on", sa.Date(), nullable=False),
        _text("payer", 200),
        _text("reference", 60),
    )
    _table(
        "declarations",
        _text("kind", 40),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
    )
    _table(
        "leave",
        _text("kind", 40),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
    )
    check = "kind in ('exemption','extension','undertaking')"
    _table(
        "dispensations",
        _text("kind", 12),
        _text("requirement", 60),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _text("article", 120),
        checks=(sa.CheckConstraint(check, name=op.f("ck_dispensations_kind")),),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
