"""Bring a file in: good rows go in batch by batch, refused rows go to a file, every line is accounted for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from councilkit import fields
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.imports.ahead import Ahead
from councilkit.imports.columns import Columns
from councilkit.imports.duplicates import People
from councilkit.imports.errorsfile import ErrorsFile
from councilkit.imports.events import tell
from councilkit.imports.judging import Judge
from councilkit.imports.kinds import Kind, kind_of
from councilkit.imports.model import UNCHANGED, Fault, Layout, Outcome, Refusal, Written
from councilkit.imports.reading import Batch, open_source
from councilkit.imports.schemas import columns_of, required_of, schema_of
from councilkit.imports.seen import Seen
from councilkit.imports.watching import Watcher
from councilkit.ledger import store as ledger
from councilkit.register.model import RegisterPart
from councilkit.wording import N_, Sentence

OWN = Layout()
_AT_ONCE = N_(
    "Somebody changed the same entries at this very moment. Start the import again: it goes on where it stopped."
)


def run(
    ctx: Context,
    code: str,
    path: Path,
    errors: Path | None,
    *,
    layout: Layout = OWN,
    dry_run: bool = False,
    watcher: Watcher | None = None,
) -> Outcome:
    """Import a file of one kind; returns what became of every line.

    Rows that are good go in, one transaction a batch, each with its ledger entry; refused rows go to `errors` as they
    came. A dry run writes nothing to the register. Raises Problem when the file cannot be read at all.
    """
    require(ctx, f"imports.{code}")
    kind = kind_of(code)
    source = open_source(path, layout)
    columns = Columns(source.header, layout, columns_of(code), required_of(code))
    schema = schema_of(code, [part.code for part in ctx.catalogue.all(RegisterPart)])
    refused = ErrorsFile(errors, source)
    work = _Import(ctx, kind, columns, Judge(schema, columns), refused, dry_run, watcher or Watcher())
    try:
        with fields.as_of(ctx.today()):
            reads = Ahead(work.judged(batch) for batch in source.batches())
            for read in reads:
                work.take(read, reads.begin)
                work.watcher.read(read.batch.position, source.size)
        if code == "registrants":
            work.outcome.duplicates = work.people.alike() if dry_run else work.people.propose()
        work.outcome.errors_file = refused.close()
        work.outcome.moved_aside = refused.moved_aside
    except BaseException:
        refused.discard()
        raise
    return work.outcome


@dataclass(frozen=True)
class _Read:
    """A batch with the rows that the schema takes, the faults of the others, and how many were left out on purpose."""

    batch: Batch
    loaded: pl.DataFrame
    faults: dict[int, list[Fault]]
    skipped: int


class _Import:
    """One import under way."""

    def __init__(
        self,
        ctx: Context,
        kind: Kind,
        columns: Columns,
        judge: Judge,
        refused: ErrorsFile,
        dry_run: bool,
        watcher: Watcher,
    ) -> None:
        self.ctx = ctx
        self.kind = kind
        self.columns = columns
        self.judge = judge
        self.refused = refused
        self.dry_run = dry_run
        self.watcher = watcher
        self.outcome = Outcome(kind.code, dry_run)
        self.seen = Seen(kind.key)
        self.people = People(ctx)
        self.memory: dict[str, int] = {}

    def judged(self, batch: Batch) -> "_Read":
        """What the schema says of a batch."""
        cleaned = self.columns.apply(batch.frame)
        judged = self.judge(cleaned)
        return _Read(batch, self.kind.prepare(judged.loaded), dict(judged.faults), len(cleaned.skipped))

    def take(self, read: "_Read", before_commit: Callable[[], None]) -> None:
        """Place and write the rows of one batch; `before_commit` is called when only the disk is left to wait for."""
        batch = read.batch
        with self._transaction() as connection:
            new, found = self._placed(connection, read.loaded, batch)
            written = [] if self.dry_run else self._write(connection, new)
            before_commit()
        self.outcome.rows += len(batch.lines) + len(batch.refused)
        self.outcome.skipped += read.skipped
        self.outcome.empty += batch.empty
        self.outcome.taken += new.height
        self._refuse(batch, read.faults | found)
        if self.kind.code == "registrants":
            self.people.add(new)
        self.watcher.taken(new)
        tell(self.ctx, written)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One batch's transaction; it has the ledger to itself from the start, so that what it reads still holds."""
        if self.dry_run:
            with self.ctx.reading() as connection:
                yield connection
            return
        try:
            with self.ctx.database.writing() as connection:
                ledger.end(connection, lock=True)
                yield connection
        except Exception as error:
            if _is_taken(error):
                raise Problem(Sentence(_AT_ONCE)) from None
            raise

    def _placed(
        self, connection: Connection, loaded: pl.DataFrame, batch: Batch
    ) -> tuple[pl.DataFrame, dict[int, list[Fault]]]:
        """The rows to write, and the faults that only the register or another line shows."""
        placed, fates = self.kind.place(self.ctx, connection, loaded, self.memory)
        lines = [batch.lines[row] for row in placed["row"]]
        fates, again = self.seen.judge(placed, fates, lines)
        faults: dict[int, list[Fault]] = {}
        new = []
        for row, fate, repeated in zip(placed["row"], fates, again, strict=True):
            if isinstance(fate, Fault):
                faults[row] = [Fault(self.columns.label(fate.field), fate.problem, fate.suggestion)]
            elif repeated and self.kind.key is not None:
                self.outcome.again += 1
            elif fate == UNCHANGED:
                self.outcome.unchanged += 1
            else:
                self.outcome.alike += repeated
            new.append(fate is None and (not repeated or self.kind.key is None))
        return placed.filter(pl.Series(new, dtype=pl.Boolean)), faults

    def _write(self, connection: Connection, new: pl.DataFrame) -> list[tuple[Written, list[int]]]:
        """Write rows and their ledger entries in the batch's transaction; returns the entries with their numbers."""
        if new.is_empty():
            return []
        ctx = self.ctx
        done = []
        for written in self.kind.write(ctx, connection, new):
            about = (ctx.now(), ctx.actor.id, written.action)
            done.append((written, ledger.append(connection, *about, written.changes, written.seals)))
        return done

    def _refuse(self, batch: Batch, faults: dict[int, list[Fault]]) -> None:
        refused = [Refusal(batch.lines[row], batch.cells(row), found) for row, found in faults.items()]
        for refusal in batch.refused:
            if self.columns.skips(refusal.cells):
                self.outcome.skipped += 1
            else:
                refused.append(refusal)
        for refusal in sorted(refused, key=lambda each: each.line):
            self.outcome.refused += 1
            self.refused.add(refusal)
            self.watcher.refused(refusal)


def _is_taken(error: Exception) -> bool:
    """Whether a database says that somebody else wrote the same number in the meantime."""
    return getattr(error, "sqlstate", "") == "23505" or str(error).startswith("UNIQUE constraint failed")
