"""What officers did about a case that an audit passed on."""

import sqlalchemy as sa
from alembic import op

revision = "core_0020"
down_revision = "core_0019"
branch_labels = None
depends_on = None

COLUMNS = ("dealt_on", "dealt_by", "done")


def upgrade() -> None:
    op.add_column("audit_cases", sa.Column("dealt_on", sa.Date(), nullable=True))
    op.add_column("audit_cases", sa.Column("dealt_by", sa.String(length=32), nullable=True))
    op.add_column("audit_cases", sa.Column("done", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("audit_cases", name)
