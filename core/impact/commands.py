"""``councilkit law impact``: a draft law against the whole register."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.law.commands import law
from councilkit.options import AS_OF

if TYPE_CHECKING:
    from councilkit.context import Council

__all__ = ["law"]


@law.command()
@click.option("--draft", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--event", type=click.Choice(["entry", "renewal", "restoration", "practice"]), default="renewal")
@click.option("--requirement", default="", help="Look at this requirement alone.")
@click.option("--by", type=click.Choice(["part", "area", "employer"]), default="part")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Every registrant, as CSV.")
@AS_OF
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_council
def impact(
    council: Council,
    draft: Path,
    event: str,
    requirement: str,
    by: str,
    output: Path | None,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Show who would be judged otherwise if the draft in a folder were law.

    Counts are whole: they are for the office, not for publication.

    Example: councilkit law impact --draft drafts/qbr --by employer
    """
    from councilkit.context import SYSTEM
    from councilkit.standing import impact as trying

    ctx = council.acting(SYSTEM)
    day = as_of or ctx.today()
    found = trying.impact(ctx, trying.with_draft(council.law, draft), event, day, requirement)
    if output is not None:
        found.write_csv(output)
    counts = trying.counted(found, by)
    if as_json:
        click.echo(json.dumps(counts.to_dicts(), ensure_ascii=False, indent=2))
        return
    for row in counts.iter_rows(named=True):
        before, after = row["before"], row["after"]
        change = f"stays “{after}”" if before == after else f"from “{before}” to “{after}”"
        click.echo(f"{row[by] or '(none)'}: {row['people']} {change}")
