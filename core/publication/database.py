"""public.db: a fresh SQLite file of the declared tables, with search, keys and indexes; same rows, same bytes."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from councilkit.errors import Problem
from councilkit.publication.model import Kind, Publication
from councilkit.publication.rows import Value

if TYPE_CHECKING:
    from sqlite_utils import Database

TYPES: dict[Kind, type] = {"text": str, "integer": int, "number": float, "date": str, "flag": int}


def write(tables: Sequence[tuple[Publication, Iterable[tuple[Value, ...]]]], target: Path) -> dict[str, int]:
    """Build the database at `target` (must not exist); returns the number of rows a table.

    Rows may come in any order: they are stored in the order of their key. VACUUM INTO makes the bytes depend on the
    content alone. Raises Problem when a key is there twice or points nowhere.
    """
    from sqlite_utils import Database

    draft = target.with_suffix(".draft")
    with closing(sqlite3.connect(draft)) as connection:
        connection.executescript("pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;")
        db = Database(connection)
        for publication in _referred_first([publication for publication, _ in tables]):
            _create(db, publication)
        counts = {publication.table: _fill(connection, publication, rows) for publication, rows in tables}
        for publication, _ in tables:
            _index(db, publication)
        _check_references(connection)
        connection.execute("analyze")
        connection.commit()
        connection.execute("vacuum into ?", [str(target)])
    draft.unlink()
    return dict(sorted(counts.items()))


def _referred_first(publications: Sequence[Publication]) -> list[Publication]:
    """The tables in an order in which each stands after those that it points to; raises Problem when one is missing."""
    waiting = {publication.table: publication for publication in sorted(publications, key=lambda p: p.table)}
    known = set(waiting)
    placed: list[Publication] = []
    while waiting:
        ready = [p for p in waiting.values() if not {key.table for key in p.foreign_keys} & (set(waiting) - {p.table})]
        placed += ready
        for publication in ready:
            for key in publication.foreign_keys:
                if key.table not in known:
                    raise Problem(
                        f"The publication {publication.table} points to the table {key.table}, which is not published."
                    )
            del waiting[publication.table]
        if not ready:
            raise Problem(f"The publications {', '.join(waiting)} point to each other in a circle.")
    return placed


def _create(db: "Database", publication: Publication) -> None:
    columns = {column.name: TYPES[column.type] for column in publication.columns}
    pk = publication.key[0] if len(publication.key) == 1 else publication.key
    keys = [(key.column, key.table) for key in publication.foreign_keys]
    db.table(publication.table).create(columns, pk=pk, not_null=set(publication.key), foreign_keys=keys)


def _index(db: "Database", publication: Publication) -> None:
    """Search that does not mind accents, and an index for each facet, reference and the sort column."""
    table = db.table(publication.table)
    if publication.search:
        table.enable_fts(publication.search, tokenize="unicode61 remove_diacritics 2")
        table.optimize()
    sort = [publication.sort.removeprefix("-")] if publication.sort else []
    for name in dict.fromkeys([*publication.facets, *sort, *(key.column for key in publication.foreign_keys)]):
        if (name,) != publication.key:
            table.create_index([name])


def _fill(connection: sqlite3.Connection, publication: Publication, rows: Iterable[tuple[Value, ...]]) -> int:
    names = ", ".join(f'"{name}"' for name in publication.names)
    order = ", ".join(f'"{name}"' for name in publication.key)
    marks = ", ".join("?" * len(publication.names))
    connection.execute(f'create temp table stage as select {names} from "{publication.table}" limit 0')  # noqa: S608
    connection.executemany(f"insert into stage values ({marks})", rows)  # noqa: S608
    try:
        ordered_rows = f"select {names} from stage order by {order}"  # noqa: S608
        done = connection.execute(f'insert into "{publication.table}" ({names}) {ordered_rows}')
    except sqlite3.IntegrityError as error:
        raise Problem(
            f"The publication {publication.table} was stopped: two rows have the same key, or a key is empty ({error})."
        ) from None
    connection.execute("drop table stage")
    connection.commit()
    return done.rowcount


def _check_references(connection: sqlite3.Connection) -> None:
    for table, rowid, other, _ in connection.execute("pragma foreign_key_check"):
        raise Problem(f"The publication {table} was stopped: its row {rowid} points to something that {other} lacks.")


def read(path: Path) -> sqlite3.Connection:
    """Open a finished public.db: read-only and taken as unchanging."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def ordered(connection: sqlite3.Connection, publication: Publication) -> Iterator[tuple[Value, ...]]:
    """Every row of a table in key order, columns as declared."""
    names = ", ".join(f'"{name}"' for name in publication.names)
    order = ", ".join(f'"{name}"' for name in publication.key)
    yield from connection.execute(f'select {names} from "{publication.table}" order by {order}')  # noqa: S608
