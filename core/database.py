"""The operational database: SQLite, or PostgreSQL by URL; on SQLite one writer at a time, readers never wait."""

import fcntl
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url

from councilkit.errors import Problem

MOST_VALUES = 1000  # of one INSERT of many rows; every SQLite takes so many
WRITE_WAIT = 20.0  # seconds a writer queues before it is told that the council is busy

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Hundredths(TypeDecorator[Decimal]):
    """An exact amount with two decimals, stored as a whole number of hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | float | None, dialect: Dialect) -> int | None:
        return None if value is None else round(Decimal(str(value)) * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


def new_id() -> str:
    """A random internal id of 32 hexadecimal characters; never reused, never shown as a number of a person."""
    return secrets.token_hex(16)


class Database:
    """Connections to one council's database; `reading` and `writing` are the only ways in."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for reading; nothing written in it is kept."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: all of it is kept, or none."""
        with self._queue(), self.engine.connect() as connection:
            connection = connection.execution_options(writing=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """A fair turn for SQLite writers: a busy timeout alone starves some of them."""
        if not self.is_sqlite or not self.url.database:
            yield
            return
        with open(f"{self.url.database}.lock", "ab") as handle:
            _take(handle.fileno())
            yield

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()


# The server has many threads: of the pool's own 15 places each would be taken, and the next would wait 30 seconds.
_POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": -1, "pool_use_lifo": True}


def _take(descriptor: int) -> None:
    """Wait for the writers' lock, at most WRITE_WAIT seconds."""
    deadline = time.monotonic() + WRITE_WAIT
    pause = 0.0005
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Problem(
                    "The council is busy with a large change. Nothing was lost: try again in a minute."
                ) from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)


def _sqlite_engine(url: str) -> Engine:
    memory = make_url(url).database in (None, "", ":memory:")
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": WRITE_WAIT},
        hide_parameters=True,  # what a failed statement carried is about people, and errors reach the log
        **({} if memory else _POOL),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-32000",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "handle_error")
    def _without_detail(context: Any) -> None:
        """The server's detail quotes the row that failed, and errors reach the log."""
        plain = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
        if plain:
            context.original_exception.args = (plain,)
            if context.sqlalchemy_exception is not None:
                context.sqlalchemy_exception.args = (plain,)

    return engine


def bulk_insert(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    same: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Insert rows of driver-ready values by the fastest way the database has (blocks of rows, or COPY on PostgreSQL).

    `same` are columns that hold one value in every row; they are not in `columns`, and the driver is told them once.
    """
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in (*same, *columns))
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        _insert_in_blocks(driver, f'INSERT INTO "{table.name}" ({names}) VALUES ', rows, tuple(same.values()))  # noqa: S608 - names of our own tables
        return
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row((*same.values(), *row))


def _insert_in_blocks(driver: Any, insert: str, rows: Sequence[Sequence[Any]], same: tuple[Any, ...]) -> None:
    """Many rows a statement: the driver lets other threads in at each, and each costs it a turn of theirs."""
    marks = [f"?{number}" for number in range(1, len(same) + 1)] + ["?"] * len(rows[0])
    row = f"({', '.join(marks)})"
    size = max(1, MOST_VALUES // len(rows[0]))
    whole = len(rows) // size * size
    if whole:
        blocks = ([*same, *chain.from_iterable(rows[start : start + size])] for start in range(0, whole, size))
        driver.executemany(insert + ", ".join([row] * size), blocks)
    driver.executemany(insert + row, ((*same, *each) for each in rows[whole:]))
