"""An appeal is about a registration or about an application, and names the application that decides it again."""

import sqlalchemy as sa
from alembic import op

revision = "core_0019"
down_revision = "core_0018"
branch_labels = None
depends_on = None

ABOUT_ONE = "(registration_id is null) <> (application_id is null)"


def upgrade() -> None:
    with op.batch_alter_table("appeals") as batch:
        batch.alter_column("registration_id", existing_type=sa.String(length=32), nullable=True)
        for name in ("application_id", "again_id"):
            batch.add_column(sa.Column(name, sa.String(length=32), nullable=True))
            key = batch.f(f"fk_appeals_{name}_applications")
            batch.create_foreign_key(key, "applications", [name], ["id"])
        batch.create_check_constraint(batch.f("ck_appeals_about_one"), ABOUT_ONE)
        batch.create_index(batch.f("ix_appeals_application_id"), ["application_id"])


def downgrade() -> None:
    op.execute("delete from appeals where registration_id is null")  # the table before knows no such appeals
    with op.batch_alter_table("appeals") as batch:
        batch.drop_constraint(batch.f("ck_appeals_about_one"), type_="check")
        batch.drop_index(batch.f("ix_appeals_application_id"))
        for name in ("again_id", "application_id"):
            batch.drop_constraint(batch.f(f"fk_appeals_{name}_applications"), type_="foreignkey")
            batch.drop_column(name)
        batch.alter_column("registration_id", existing_type=sa.String(length=32), nullable=False)
