"""Alembic's environment: one history a plugin beside the core's; run only through councilkit.schema."""

from alembic import context

from councilkit.database import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
