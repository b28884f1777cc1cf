"""An appeal names the order that it is against, and two officers can let a renewal that is held open lapse."""

import sqlalchemy as sa
from alembic import op

revision = "core_0021"
down_revision = "core_0020"
branch_labels = None
depends_on = None

KINDS = "kind in ('order','change','lift','removal','lapse')"
KINDS_BEFORE = "kind in ('order','change','lift','removal')"


def upgrade() -> None:
    with op.batch_alter_table("appeals") as batch:
        batch.add_column(sa.Column("order_id", sa.String(length=32), nullable=True))
        batch.create_foreign_key(batch.f("fk_appeals_order_id_orders"), "orders", ["order_id"], ["id"])
    _know(KINDS)


def downgrade() -> None:
    op.execute("delete from proposals where kind = 'lapse'")  # the table before knows no such proposals
    _know(KINDS_BEFORE)
    with op.batch_alter_table("appeals") as batch:
        batch.drop_constraint(batch.f("fk_appeals_order_id_orders"), type_="foreignkey")
        batch.drop_column("order_id")


def _know(kinds: str) -> None:
    """Let the table of proposals hold these kinds and no others."""
    with op.batch_alter_table("proposals") as batch:
        batch.drop_constraint(batch.f("ck_proposals_kind"), type_="check")
        batch.create_check_constraint(batch.f("ck_proposals_kind"), kinds)
