"""Writes the files of a release into an empty folder; the same input gives the same bytes."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from councilkit import __version__
from councilkit.cells import harmless
from councilkit.context import Context
from councilkit.ledger.store import end
from councilkit.publication import database, describe
from councilkit.publication.model import Publication
from councilkit.publication.protection import Table, prepare

FORMAT = 1
MANIFEST = "manifest.json"
Progress = Callable[[str], None]


def write(
    ctx: Context,
    publications: Sequence[Publication],
    folder: Path,
    as_of: date,
    *,
    previous: str | None = None,
    progress: Progress = print,
) -> dict[str, Any]:
    """Write public.db, the CSVs, datasette.yaml, datapackage.json and manifest.json; returns the manifest.

    `ctx` should read from one snapshot, so that tables and ledger head belong together. `previous` is the SHA-256 of
    the manifest of the release before. Raises Problem when a row or a column is not as declared.
    """
    tables = [prepare(publication, ctx, as_of) for publication in publications]
    progress("public.db")
    counts = database.write([(table.publication, table.rows) for table in tables], folder / "public.db")
    progress("csv")
    _csvs(publications, folder)
    council = {"name": ctx.config.council_name, "url": ctx.config.server_public_url, "demo": ctx.config.demo}
    _yaml(folder / "datasette.yaml", describe.datasette_settings(publications, council, as_of))
    files = hashes(folder)
    _json(folder / "datapackage.json", describe.data_package(publications, council, as_of, files))
    manifest = _manifest(ctx, as_of, tables, counts, hashes(folder), previous)
    _json(folder / MANIFEST, manifest)
    return manifest


def _manifest(
    ctx: Context,
    as_of: date,
    tables: Sequence[Table],
    counts: Mapping[str, int],
    files: Mapping[str, Any],
    previous: str | None,
) -> dict[str, Any]:
    with ctx.reading() as connection:
        seq, head = end(connection)
    return {
        "format": FORMAT,
        "council": ctx.config.council_name,
        "demo": ctx.config.demo,
        "as_of": as_of.isoformat(),
        "tables": {
            table.publication.table: {
                "title": table.publication.title,
                "rows": counts[table.publication.table],
                "hidden_cells": table.hidden_cells,
            }
            for table in tables
        },
        "files": files,
        "content": fingerprint(files),
        "ledger": {"seq": seq, "head": head},
        "law": law_version(ctx.law),
        "software": {"councilkit": __version__, "sqlite": sqlite3.sqlite_version},
        "previous": previous,
        "signed": False,
    }


def hashes(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of every file below the folder but the manifest, by relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: {"bytes": path.stat().st_size, "sha256": sha256(path)} for name, path in named.items() if name != MANIFEST
    }


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(files: Mapping[str, Mapping[str, Any]]) -> str:
    """One hash over all files: equal exactly when two releases say the same."""
    lines = "".join(f"{files[name]['sha256']}  {name}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def law_version(law: Any) -> str | None:
    """A hash over every value of the law that this council works by."""
    if law is None or not law.parameters:
        return None
    lines = [
        f"{id}: {[(v.start, v.ends, v.value) for v in law.parameters[id].values]}" for id in sorted(law.parameters)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _csvs(publications: Sequence[Publication], folder: Path) -> None:
    (folder / "csv").mkdir()
    with closing(database.read(folder / "public.db")) as connection:
        for publication in publications:
            with (folder / "csv" / f"{publication.table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(publication.names)
                writer.writerows(harmless(row) for row in database.ordered(connection, publication))


def _yaml(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
