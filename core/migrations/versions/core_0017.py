"""An employer's report can be given to an officer."""

import sqlalchemy as sa
from alembic import op

revision = "core_0017"
down_revision = "core_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("employer_reports", sa.Column("owner", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("employer_reports", "owner")
