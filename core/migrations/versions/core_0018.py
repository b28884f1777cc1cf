"""Applications are found by person and by account, and the open ones at once."""

import sqlalchemy as sa
from alembic import op

revision = "core_0018"
down_revision = "core_0017"
branch_labels = None
depends_on = None

OPEN = sa.text("outcome is null")


def upgrade() -> None:
    op.create_index("ix_applications_person_id", "applications", ["person_id"])
    op.create_index("ix_applications_account_id", "applications", ["account_id"])
    op.create_index("ix_applications_open", "applications", ["received_at"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    for name in ("open", "account_id", "person_id"):
        op.drop_index(f"ix_applications_{name}", "applications")
