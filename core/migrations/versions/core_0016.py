"""On whom learning had an impact, and what difference it made."""

import sqlalchemy as sa
from alembic import op

revision = "core_0016"
down_revision = "core_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cpd_records", sa.Column("impact_on", sa.String(length=60), server_default="", nullable=False))
    op.add_column("cpd_records", sa.Column("impact", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("cpd_records", "impact")
    op.drop_column("cpd_records", "impact_on")
