"""``councilkit renewals`` and ``councilkit remind``: who will lapse, and telling them in time."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF, Day, OutputFile, declared

if TYPE_CHECKING:
    from councilkit.context import Council
    from councilkit.deadlines.forecast import Line
    from councilkit.deadlines.reminding import Run

WAITS = 3  # the exit code of a daily run whose first letters nobody has let go yet
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.option("--part", default="", help="Only this part of the register.")
@click.option("--by", type=Day(), help="Only who must renew by this day.")
@AS_OF
@click.option("--output", "-o", type=OutputFile(), help="Write the rows to a .csv file.")
@AS_JSON
@pass_council
def renewals(
    council: Council, part: str, by: date | None, as_of: date | None, output: Path | None, as_json: bool
) -> None:
    """Show whose renewal is open and what each still lacks. Exit 1 when somebody would lapse or is held open.

    Example: councilkit renewals --part ni.social_worker --by 2026-12-31 -o renewals.csv
    """
    from councilkit.context import SYSTEM
    from councilkit.deadlines.forecast import forecast, record
    from councilkit.register.model import RegisterPart

    declared(council, RegisterPart, part, "--part")
    found = forecast(council.acting(SYSTEM), as_of)
    lines = found.of(part=part, by=by)
    if output is not None:
        _write(lines, output)
    if as_json:
        click.echo(json.dumps([record(line) for line in lines], ensure_ascii=False, indent=2))
    else:
        _tell(lines, output)
    if any(line.lapses or line.group == "held" for line in lines):
        raise SystemExit(1)


def _write(lines: tuple[Line, ...], output: Path) -> None:
    from councilkit.cells import harmless
    from councilkit.deadlines.forecast import as_rows

    with output.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(harmless(row) for row in as_rows(lines))


def _tell(lines: tuple[Line, ...], output: Path | None) -> None:
    from councilkit.deadlines.forecast import counts
    from councilkit.deadlines.model import GROUPS
    from councilkit.wording import count_of

    for (group, part), people in sorted(counts(lines).items(), key=lambda item: (list(GROUPS).index(item[0][0]), item)):
        click.echo(f"{GROUPS[group]}  {part}  {people}")
    if output is not None:
        count = count_of(len(lines), "row is", "rows are")
        click.echo(f"{count} in {output}.")
        return
    if not lines:
        click.echo("Nobody's renewal is open.")
    for line in lines:
        row = line.deadline.row
        lacks = "; ".join(str(each.words) for each in line.left) or "nothing"
        click.echo(f"{row['number']}  {line.name}  {line.deadline.due}  {line.group}  {lacks}")


@click.command()
@AS_OF
@click.option("--dry-run", is_flag=True, help="Send nothing; show what would be sent.")
@click.option("--daily", is_flag=True, help="Do nothing where today's run is done; the server asks for it so.")
@AS_JSON
@pass_council
def remind(council: Council, as_of: date | None, dry_run: bool, daily: bool, as_json: bool) -> None:
    """Send the reminders about renewal that are due. Exit 1 when one could not be sent.

    Each goes out once. The server does this by itself once a day, unless reminders.daily is false. The very first
    letters wait until an officer starts the reminders, or until this command is typed: with --daily it then exits 3.

    Example: councilkit remind --dry-run --as-of 2026-12-30
    """
    from councilkit.context import SYSTEM
    from councilkit.deadlines import reminding, watching

    ctx = council.acting(SYSTEM)
    if daily and not dry_run and watching.waits(ctx):
        click.echo(str(watching.wait(ctx)), err=True)
        raise SystemExit(WAITS)
    run = reminding.dry_run(ctx, as_of) if dry_run else reminding.run(ctx, as_of, daily=daily)
    if run is None:
        click.echo("{}" if as_json else "The reminders of today have gone out already.")
        return
    if as_json:
        click.echo(json.dumps(_record(run), ensure_ascii=False, indent=2))
    else:
        _tell_run(run, dry_run)
    if run.problem or run.count("failed"):
        raise SystemExit(1)


def _record(run: Run) -> dict[str, Any]:
    about = {"day": run.day.isoformat(), **run.counts, "problem": run.problem}
    return {**about, "reminders": [each.record for each in run.told]}


def _tell_run(run: Run, dry: bool) -> None:
    for each in run.told:
        found = each.record
        if dry or each.state != "sent":
            missed = f", instead of {', '.join(found['missed'])}" if found["missed"] else ""
            words = ": ".join(filter(None, (found["state"], found["problem"])))
            about = f"{found['number']}  {found['due']}  {found['step']}  {found['address'] or '–'}"
            click.echo(f"{about}  {words}{missed}")
    if run.problem:
        click.echo(f"Stopped: the mail server takes no letters ({run.problem}). The next run goes on.", err=True)
    if dry and not run.told:
        click.echo(f"No reminder is due on {run.day}.")
    if not dry:
        counts = run.counts
        told = f"{counts['sent']} sent, {counts['failed']} failed, {counts['unreachable']} without an address."
        click.echo(f"Reminders of {run.day}: {told}")
