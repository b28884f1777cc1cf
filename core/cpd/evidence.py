"""Evidence of learning: files kept by content hash, read only by those who may."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.access import readable, readable_file
from councilkit.cpd.files import File
from councilkit.cpd.shelf import Shelf, content_hash
from councilkit.cpd.store import Row
from councilkit.cpd.tables import evidence
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.wording import N_, Sentence

MOST_FILES = 20

Placed = Sequence[tuple[File, str]]


def shelf(ctx: Context) -> Shelf:
    """The council's evidence folder."""
    return Shelf(ctx.config.home)


@contextmanager
def placed(ctx: Context, files: Sequence[File]) -> Iterator[Placed]:
    """Lay files on the shelf before the change that names them, and take them away again if it fails.

    The shelf's turn is taken before the database's, here and in `remove_evidence`, so that neither waits for the other.
    """
    if not files:
        yield ()
        return
    place = shelf(ctx)
    with place.turn():
        found = [(file, place.put(file.content)) for file in files]
        try:
            yield found
        except BaseException:
            _take_back(ctx, [sha256 for _, sha256 in found])
            raise


def _take_back(ctx: Context, hashes: Sequence[str]) -> None:
    with ctx.reading() as connection:
        unused = [sha256 for sha256 in hashes if not store.uses_of(connection, sha256)]
    for sha256 in unused:
        shelf(ctx).remove(sha256)


def attach(ctx: Context, change: Any, record_id: str, found: Placed) -> None:
    """Name placed files as evidence of a record; a file that the record holds already is not named twice."""
    if not found:
        return
    known = {row["sha256"] for row in store.evidence_of(change.connection, [record_id]).get(record_id, [])}
    for file, sha256 in found:
        if sha256 not in known:
            known.add(sha256)
            change.insert(evidence, _row(ctx, record_id, file, sha256))
    if len(known) > MOST_FILES:
        raise Problem(
            Sentence(N_("A record holds at most %(most)s files. Take one away first."), most=MOST_FILES), "evidence"
        )


def _row(ctx: Context, record_id: str, file: File, sha256: str) -> dict[str, Any]:
    about = {"name": file.name, "media_type": file.media_type, "size": len(file.content)}
    return {"id": new_id(), "record_id": record_id, "sha256": sha256, "added_at": ctx.now(), **about}


def add_evidence(ctx: Context, record_id: str, *files: File) -> list[str]:
    """Add files to a record; returns the names of those that it held already, which are not added again."""
    person_id = readable(ctx, record_id, "cpd.log")["person_id"]
    held = held_already(ctx, record_id, files)
    fresh = [file for file in files if file not in held]
    if fresh:
        with placed(ctx, fresh) as found, ctx.change("cpd.evidence", person_id) as change:
            attach(ctx, change, record_id, found)
    return [file.name for file in held]


def held_already(ctx: Context, record_id: str, files: Sequence[File]) -> list[File]:
    """Those of the files whose content the record holds already, under whatever name."""
    if not files:
        return []
    with ctx.reading() as connection:
        known = {row["sha256"] for row in store.evidence_of(connection, [record_id]).get(record_id, [])}
    return [file for file in files if content_hash(file.content) in known]


def read_evidence(ctx: Context, evidence_id: str) -> tuple[Row, bytes]:
    """A file's row and content; NotFound when it is not there or the actor may not know of it."""
    row = readable_file(ctx, evidence_id)
    return row, shelf(ctx).read(row["sha256"])


def remove_evidence(ctx: Context, evidence_id: str) -> Row:
    """Take a file away for good; its content goes too unless another record holds the same."""
    row = readable_file(ctx, evidence_id, "cpd.log")
    with shelf(ctx).turn():
        with ctx.change("cpd.evidence_removed", row["person_id"]) as change:
            change.delete(evidence, evidence_id)
            used = store.uses_of(change.connection, row["sha256"])
        if not used:
            shelf(ctx).remove(row["sha256"])
    return row
