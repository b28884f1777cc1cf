"""``councilkit law impact``: a draft law against the whole register."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.law.commands import law
from councilkit.options import AS_OF, Day, OutputFile

if TYPE_CHECKING:
    from councilkit.context import Context, Council
    from councilkit.law.drafts import Draft
    from councilkit.law.transition import Provision

__all__ = ["law"]

NONE_ALONE = "“none” stands for no transition at all: leave it out, or leave the others out."
NO_OUTPUT = "--output names people one by one, so it cannot be public. Leave --public or --output out."


@law.command()
@click.option(
    "--draft",
    required=True,
    help="A folder with the draft's YAML files, or a draft of a plugin or the council, like ni_qbr/qbr.",
)
@click.option("--event", type=click.Choice(["entry", "renewal", "restoration", "practice"]), default="renewal")
@click.option(
    "--requirement",
    default="",
    help="Look at this requirement alone, or at the “whole” verdict; at all that the draft changes when left out.",
)
@click.option("--by", type=click.Choice(["part", "area", "employer"]), default="part")
@click.option("--from", "holds_from", type=Day(), help="The day the draft would hold from; its own when left out.")
@click.option(
    "--transition",
    multiple=True,
    help="Who gets more time, like in_post_before=2026-01-01,qualify_by=2029-01-01, instead of what the draft says; "
    "“none” for nobody. May be repeated.",
)
@click.option("--public", is_flag=True, help="Hide counts of fewer than 5 people, with what would betray them.")
@click.option("--output", "-o", type=OutputFile(), help="Every registrant, as CSV.")
@AS_OF
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_council
def impact(
    council: Council,
    draft: str,
    event: str,
    requirement: str,
    by: str,
    holds_from: date | None,
    transition: tuple[str, ...],
    public: bool,
    output: Path | None,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Show who would be judged otherwise if a draft were law, and with its transition.

    Without --public counts are whole: they are for the office, not for publication.

    Example: councilkit law impact --draft ni_qbr/qbr --by employer
    """
    from councilkit.context import SYSTEM
    from councilkit.impact import telling, trying
    from councilkit.impact.trials import Trial

    if public and output is not None:
        raise click.UsageError(NO_OUTPUT)
    ctx = council.acting(SYSTEM)
    found = _draft(ctx, draft)
    provisions = _provisions(transition, found)
    trial = Trial(found, as_of or ctx.today(), event, holds_from, requirement, provisions)
    run = trying.try_draft(ctx, trial)
    if output is not None:
        telling.write(run, output)
    tables = trying.tables(ctx, run, public=public)
    if as_json:
        click.echo(json.dumps(telling.record(run, tables, by), ensure_ascii=False, indent=2))
        return
    for line in telling.lines(run, tables, by):
        click.echo(line)


def _draft(ctx: Context, named: str) -> Draft:
    from councilkit.impact.trials import find_draft, offered, read_draft

    if named in offered(ctx):
        return find_draft(ctx, named)
    if not Path(named).is_dir():
        known = ", ".join(offered(ctx)) or "none"
        raise click.BadParameter(f"there is no folder “{named}”. Known drafts: {known}.", param_hint="--draft")
    return read_draft(Path(named))


def _provisions(typed: tuple[str, ...], draft: Draft) -> tuple[Provision, ...]:
    from councilkit.errors import Problem
    from councilkit.impact.trials import read_provision

    if not typed:
        return draft.transition
    if "none" in typed:
        if len(typed) > 1:
            raise click.BadParameter(NONE_ALONE, param_hint="--transition")
        return ()
    try:
        return tuple(read_provision(each) for each in typed)
    except Problem as problem:
        raise click.BadParameter(str(problem.message), param_hint="--transition") from None
