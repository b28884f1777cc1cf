"""Two officers can take back a removal that lies ahead."""

from alembic import op

revision = "core_0022"
down_revision = "core_0021"
branch_labels = None
depends_on = None

KINDS = "kind in ('order','change','lift','removal','lapse','stay')"
KINDS_BEFORE = "kind in ('order','change','lift','removal','lapse')"


def upgrade() -> None:
    _know(KINDS)


def downgrade() -> None:
    op.execute("delete from proposals where kind = 'stay'")  # the table before knows no such proposals
    _know(KINDS_BEFORE)


def _know(kinds: str) -> None:
    """Let the table of proposals hold these kinds and no others."""
    with op.batch_alter_table("proposals") as batch:
        batch.drop_constraint(batch.f("ck_proposals_kind"), type_="check")
        batch.create_check_constraint(batch.f("ck_proposals_kind"), kinds)
