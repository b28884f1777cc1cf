"""How names sound: a column for it beside the one for how they are spelled, filled for all names that are there."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from councilkit.register.sounds import sound_name

revision = "core_0006"
down_revision = "core_0005"
branch_labels = None
depends_on = None

INDEXES = {"persons": ("merged_into", "id"), "person_names": ("person_id",)}
BEFORE = {"persons": ("merged_into", "id"), "person_names": ()}
AT_ONCE = 10_000


def upgrade() -> None:
    for table, rest in INDEXES.items():
        op.add_column(table, sa.Column("sound_name", sa.String(length=200), server_default="", nullable=False))
        _fill(op.get_bind(), sa.table(table, sa.column("id"), sa.column("search_name"), sa.column("sound_name")))
        _index(table, ("search_name", "sound_name", *rest))


def downgrade() -> None:
    for table, rest in BEFORE.items():
        _index(table, ("search_name", *rest))
        op.drop_column(table, "sound_name")


def _index(table: str, columns: tuple[str, ...]) -> None:
    op.drop_index(f"ix_{table}_search_name", table)
    op.create_index(f"ix_{table}_search_name", table, columns)


def _fill(connection: sa.Connection, names: Any) -> None:
    """In pieces by id: a register may be large, and what is read while it is written must not be read twice."""
    fill = sa.update(names).where(names.c.id == sa.bindparam("key")).values(sound_name=sa.bindparam("sound"))
    last = ""
    while found := connection.execute(
        sa.select(names.c.id, names.c.search_name).where(names.c.id > last).order_by(names.c.id).limit(AT_ONCE)
    ).all():
        connection.execute(fill, [{"key": id, "sound": sound_name(folded)} for id, folded in found])
        last = found[-1][0]
