"""Verbs of publication: look at what a release would hold, make it, list the releases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from councilkit.accounts import store as accounts
from councilkit.accounts.services import require
from councilkit.config import Config
from councilkit.context import SYSTEM, Context
from councilkit.errors import NotFound
from councilkit.ledger import services as ledger
from councilkit.publication import contents
from councilkit.publication.model import Publication
from councilkit.publication.protection import prepare
from councilkit.publication.shelf import Release, Shelf, deliver
from councilkit.publication.snapshot import pinned
from councilkit.wording import N_, Sentence

ACTION = "publication.publish"
PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Published:
    """What came of publishing: the manifest, where it lies, and whether it says anything new."""

    manifest: dict[str, Any]
    folder: Path
    name: str | None
    unchanged: bool = False


@dataclass(frozen=True)
class Act:
    """Who published a release, and when."""

    moment: datetime
    who: str


@dataclass(frozen=True)
class Preview:
    """One table as it would be published: its first rows, how many there are, how many cells would be hidden."""

    publication: Publication
    rows: int
    hidden_cells: int
    first: tuple[tuple[Any, ...], ...]


def shelf(config: Config) -> Shelf:
    """The shelf of a council's releases."""
    return Shelf(config.home / "releases")


def publications(ctx: Context) -> tuple[Publication, ...]:
    """Everything that may be published, in the order in which it is shown."""
    return tuple(sorted(ctx.catalogue.all(Publication), key=lambda p: (p.order, p.table)))


def preview(ctx: Context, as_of: date | None = None) -> list[Preview]:
    """What a release made now would hold, table by table; nothing is written."""
    require(ctx, "publication.read")
    with pinned(ctx) as still:
        return [_preview(still, publication, as_of or ctx.today()) for publication in publications(ctx)]


def _preview(ctx: Context, publication: Publication, as_of: date) -> Preview:
    table = prepare(publication, ctx, as_of)
    rows = iter(table.rows)
    first = tuple(islice(rows, PREVIEW_ROWS))
    return Preview(publication, len(first) + sum(1 for _ in rows), table.hidden_cells, first)


def publish(
    ctx: Context,
    *,
    out: Path | None = None,
    as_of: date | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Published:
    """Make a release and show it; with `out`, write it to that folder instead and show nothing.

    When the tables say what the current release says already, that release stays and no new one is made.
    """
    require(ctx, ACTION)
    day = as_of or ctx.today()
    place = shelf(ctx.config)
    with place.turn(), place.draft() as draft:
        current = place.current()
        with pinned(ctx) as still:
            manifest = contents.write(
                still, publications(ctx), draft, day, previous=current.hash if current else None, progress=progress
            )
        if out is not None:
            deliver(draft, out)
            return Published(manifest, out, None)
        if current is not None and current.manifest["content"] == manifest["content"]:
            return Published(current.manifest, current.folder, current.name, unchanged=True)
        release = place.put(draft, day)
        _record(ctx, release)
        place.show(release.name)
    return Published(manifest, release.folder, release.name)


def _record(ctx: Context, release: Release) -> None:
    """Note in the ledger who published what; the manifest's hash ties every file of the release to the entry."""
    with ctx.change(ACTION, _subject(release.name)) as change:
        change.rows["release"] = [{"id": release.name, "manifest": release.hash, "rows": release.rows}]


def releases(ctx: Context) -> list[tuple[Release, Act | None]]:
    """Every release, newest first, with who published it and when (None when it was brought from elsewhere)."""
    return [(release, _act(ctx, release.name)) for release in shelf(ctx.config).all()]


def release(ctx: Context, name: str) -> tuple[Release, Act | None]:
    """One release with who published it and when; NotFound names where all of them are listed."""
    for found, act in releases(ctx):
        if found.name == name:
            return found, act
    raise NotFound(Sentence(N_("There is no release of that name. The list of releases shows all that there are.")))


def _act(ctx: Context, name: str) -> Act | None:
    for entry in ledger.history(ctx, _subject(name)):
        with ctx.reading() as connection:
            account = accounts.account(connection, entry.actor)
        return Act(datetime.fromisoformat(entry.recorded_at), account["name"] if account else SYSTEM.name)
    return None


def _subject(name: str) -> str:
    return f"release {name}"


def tables_of(release: Release) -> Sequence[dict[str, Any]]:
    """The tables of a release with their CSV: name, title, rows, hidden cells, file, bytes."""
    files = release.manifest["files"]
    rows = []
    for name, table in release.manifest["tables"].items():
        file = f"csv/{name}.csv"
        rows.append({"name": name, **table, "file": file, "bytes": files[file]["bytes"]})
    return rows
