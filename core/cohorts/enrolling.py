"""Enrols learners from a CSV file: rows that are good go in together, each refused one comes back with its sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from councilkit.accounts.services import require
from councilkit.cohorts import schemas
from councilkit.cohorts.services import MOST_LEARNERS, Enrolled, enrol_one, find
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.imports.model import Layout
from councilkit.imports.reading import Source, open_source
from councilkit.register.names import fold
from councilkit.register.schemas.common import checked
from councilkit.wording import N_, Sentence

COLUMNS = ("site", "registration_number", "name", "email", "started_on")
_FIELDS = {"number": "registration_number"}


@dataclass(frozen=True)
class Refused:
    """A row that did not go in: its line in the file, the column where something is wrong, and what."""

    line: int
    column: str
    problem: str


@dataclass(frozen=True)
class Read:
    """What became of a file: how many were enrolled, and the rows that were refused."""

    enrolled: int
    refused: tuple[Refused, ...]


def enrol_file(ctx: Context, code: str, file: BinaryIO) -> Read:
    """Enrol everybody in a file whose row is good. Sending it again enrols nobody twice.

    Raises Problem for a file that cannot be read.
    """
    require(ctx, "cohorts.change")
    with NamedTemporaryFile(suffix=".csv") as kept:
        kept.write(file.read())
        kept.flush()
        rows = list(_rows(_source(Path(kept.name))))
    if len(rows) > MOST_LEARNERS:
        sentence = N_("The file has %(rows)s rows. A cohort has at most %(most)s learners.")
        raise Problem(Sentence(sentence, rows=len(rows), most=MOST_LEARNERS), "file")
    refused = []
    with ctx.change("cohorts.enrol", code) as change:
        cohort = find(change.connection, code)
        there, schema = Enrolled.of(change, cohort), schemas.learner_of(cohort, ctx.today())
        for line, cells in rows:
            try:
                if isinstance(cells, Problem):
                    raise cells
                enrol_one(change, cohort, checked(schema, _given(cells, there), ctx.today()), there)
            except Problem as problem:
                refused += [
                    Refused(line, _FIELDS.get(column, column), sentence)
                    for column, sentences in problem.fields.items()
                    for sentence in sentences
                ]
    return Read(len(rows) - len({each.line for each in refused}), tuple(refused))


def _source(path: Path) -> Source:
    source = open_source(path, Layout())
    missing = [name for name in ("site", "started_on") if name not in source.header]
    unknown = [name for name in source.header if name not in COLUMNS]
    if missing or unknown:
        sentence = N_("The columns must be: %(columns)s. Mend the first line: “%(found)s”.")
        found = ", ".join(source.header)[:200]
        raise Problem(Sentence(sentence, columns=", ".join(COLUMNS), found=found), "file")
    return source


def _rows(source: Source) -> Iterator[tuple[int, Mapping[str, str] | Problem]]:
    """The rows of the file in order: their cells by column, or what is wrong with the row as a whole."""
    found: list[tuple[int, Mapping[str, str] | Problem]] = []
    for batch in source.batches():
        found += [(each.line, Problem(each.faults[0].problem)) for each in batch.refused]
        cells = (dict(zip(source.header, batch.cells(place), strict=True)) for place in range(len(batch.lines)))
        found += zip(batch.lines, cells, strict=True)
    yield from sorted(found, key=lambda each: each[0])


def _given(cells: Mapping[str, str], there: Enrolled) -> dict[str, str]:
    """A row as the schema of one learner takes it; the site by its name."""
    typed = cells.get("site", "")
    named = next((site["id"] for site in there.sites if fold(site["name"]) == fold(typed)), None)
    if typed and named is None:
        sentence = N_("“%(site)s” is no site of this cohort. Its sites: %(known)s.")
        known = "; ".join(site["name"] for site in there.sites)
        raise Problem(Sentence(sentence, site=typed[:80], known=known), "site")
    names = {_FIELDS["number"]: "number"}
    return {names.get(name, name): value for name, value in cells.items()} | {"site": named or ""}
