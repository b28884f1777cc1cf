"""One consistent view for a whole release: every query of it reads the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.database import Database
from councilkit.errors import Problem


class Pinned(Database):
    """A database of which every reading is the same connection, inside one transaction; it cannot be written."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self.url, self.is_sqlite, self.engine = database.url, database.is_sqlite, database.engine
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        raise Problem("A publication may only read.")
        yield


@contextmanager
def pinned(ctx: Context) -> Iterator[Context]:
    """A context whose readings all see the council as it is now, whatever is written meanwhile."""
    database = ctx.database
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin() as transaction:
            yield replace(ctx, council=replace(ctx.council, database=Pinned(connection, database)))
            transaction.rollback()
