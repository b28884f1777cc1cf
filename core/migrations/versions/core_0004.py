"""Merged people alone stand in their index: hardly anybody is merged, and every new person was written there."""

import sqlalchemy as sa
from alembic import op

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None

INDEX = "ix_persons_merged_into"


def upgrade() -> None:
    op.drop_index(INDEX, table_name="persons")
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(INDEX, "persons", ["merged_into"], sqlite_where=merged, postgresql_where=merged)


def downgrade() -> None:
    op.drop_index(INDEX, table_name="persons")
    op.create_index(INDEX, "persons", ["merged_into"])
