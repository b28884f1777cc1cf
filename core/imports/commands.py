"""`councilkit import`: bring files in from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.options import OutputFile
from councilkit.wording import count_of

if TYPE_CHECKING:
    from councilkit.context import Council
    from councilkit.imports.model import Outcome, Refusal
    from councilkit.imports.watching import Preview

SHOWN = 10
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# kind -> what its help says; the columns are told by docs/imports.md and by the sentence for a wrong column
_KINDS = {
    "registrants": "Bring in people with their registrations.",
    "qualifications": "Bring in qualifications of people who are registered.",
    "cpd": "Bring in learning records of people who are registered.",
    "employment": "Bring in where people who are registered work.",
}


@click.group("import")
def import_() -> None:
    """Bring in registrants, qualifications, learning records and employment from CSV files.

    Rows that are good go in. Refused rows go to FILE.errors.csv as they came, with the line, the field, the problem and
    a suggestion in front: mend them there and import that file. Importing a file twice changes nothing.

    Example: councilkit import registrants register.csv --dry-run
    """


def _command(kind: str, what: str) -> click.Command:
    @click.argument("file", type=_FILE)
    @click.option("--dry-run", is_flag=True, help="Only say what would happen; the register stays as it is.")
    @click.option("--errors", type=OutputFile(), help="Where refused rows go.")
    @click.option("--map", "mapping", type=_FILE, help="A mapping file that explains a foreign layout.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @pass_council
    def run(
        council: Council, file: Path, dry_run: bool, errors: Path | None, mapping: Path | None, as_json: bool
    ) -> None:
        _run(council, kind, file, dry_run, errors, mapping, as_json)

    run.__doc__ = f"{what}\n\nExample: councilkit import {kind} {kind}.csv --errors refused.csv"
    return click.command(kind)(run)


for _kind, _what in _KINDS.items():
    import_.add_command(_command(_kind, _what))


@import_.command()
@click.argument("kind", type=click.Choice(list(_KINDS)))
@click.argument("file", type=_FILE)
def mapping(kind: str, file: Path) -> None:
    """Print the draft of a mapping file for a FILE with a foreign layout, to be looked through and completed.

    Example: councilkit import mapping registrants old.csv > legacy.toml
    """
    from councilkit.imports.drafting import draft

    click.echo(draft(file, kind), nl=False)


def _run(
    council: Council, kind: str, file: Path, dry_run: bool, errors: Path | None, mapping: Path | None, as_json: bool
) -> None:
    from councilkit.context import SYSTEM
    from councilkit.imports import services
    from councilkit.imports.errorsfile import default_path
    from councilkit.imports.mapping import load
    from councilkit.imports.schemas import columns_of

    layout = load(mapping, columns_of(kind)) if mapping else services.OWN
    refused = errors or (None if dry_run else default_path(file))
    with _watching(file) as watcher:
        outcome = services.run(
            council.acting(SYSTEM), kind, file, refused, layout=layout, dry_run=dry_run, watcher=watcher
        )
    if as_json:
        click.echo(json.dumps({"file": str(file), **outcome.as_dict()}, ensure_ascii=False))
    else:
        _tell(file, outcome, watcher.refusals)
    if outcome.refused:
        raise SystemExit(1)


@contextmanager
def _watching(file: Path) -> Iterator[Preview]:
    """Keeps the first refusals and, on a terminal, shows how far the import is."""
    from councilkit.imports.watching import Preview

    if not sys.stderr.isatty():
        yield Preview(SHOWN)
        return
    with click.progressbar(length=file.stat().st_size, label=file.name, file=sys.stderr) as bar:
        yield Preview(SHOWN, bar.update)


def _tell(file: Path, outcome: Outcome, refusals: list[Refusal]) -> None:
    would = "would go in" if outcome.dry_run else "went in"
    refused = f"refused: see {outcome.errors_file}" if outcome.errors_file else "refused"
    lines = [
        (outcome.taken, would, would),
        (outcome.unchanged, "is in the register already", "are in the register already"),
        (outcome.again, "says the same as another line of the file", "say the same as another line of the file"),
        (outcome.skipped, "left out by the mapping", "left out by the mapping"),
        (outcome.refused, refused, refused),
    ]
    click.echo(f"{file.name}: {count_of(outcome.rows, 'row', 'rows')}")
    for count, one, many in lines:
        if count:
            click.echo(f"{count:>9,} {one if count == 1 else many}")
    if outcome.alike:
        one = f"of those {would} says just what another line says: check that it counts twice."
        many = f"of those {would} say just what another line says: check that they count twice."
        click.echo(count_of(outcome.alike, one, many))
    if outcome.duplicates:
        pairs = count_of(outcome.duplicates, "pair", "pairs")
        click.echo(f"{pairs} of people may be one person: look at them in the office.")
    if outcome.moved_aside:
        click.echo(f"The file that stood there before is now {outcome.moved_aside}.")
    if not outcome.errors_file:
        for refusal in refusals:
            line, field, problem, suggestion = refusal.added
            place = f"line {line}" + (f", {field}" if field else "") + (f" “{refusal.found}”" if refusal.found else "")
            click.echo(f"  {place}: {problem} {suggestion}".rstrip())
        if outcome.refused > len(refusals):
            click.echo(f"  and {outcome.refused - len(refusals):,} more; --errors OUT.csv writes all of them")
