"""``councilkit cohorts``: which cohorts there are, and the protected report of one or of a programme."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF

if TYPE_CHECKING:
    from councilkit.cohorts.telling import Told
    from councilkit.context import Council

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def cohorts() -> None:
    """Show cohorts and pilots, and what may be told of them."""


@cohorts.command("list")
@AS_JSON
@pass_council
def list_(council: Council, as_json: bool) -> None:
    """Show every cohort with its programme, first and planned last day.

    Example: councilkit cohorts list
    """
    from councilkit.cohorts import services
    from councilkit.context import SYSTEM

    found = services.all_cohorts(council.acting(SYSTEM))
    names = ("code", "title", "programme", "qualification", "surveys")
    told = [
        {name: row[name] for name in names}
        | {"starts_on": row["starts_on"].isoformat(), "ends_on": row["ends_on"].isoformat()}
        for row in found
    ]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for row in told:
        click.echo(f"{row['code']:<24} {row['programme']:<24} {row['starts_on']} to {row['ends_on']}  {row['title']}")
    if not told:
        click.echo("There is no cohort yet. Registrars make one at /office/cohorts.")


@cohorts.command()
@click.argument("code")
@click.option("--programme", is_flag=True, help="CODE is a programme: all its cohorts together.")
@AS_OF
@AS_JSON
@pass_council
def report(council: Council, code: str, programme: bool, as_of: date | None, as_json: bool) -> None:
    """Show what may be told of the cohort CODE: small counts are hidden, and change is that of five or more.

    Example: councilkit cohorts report pilot-1 --json
    """
    from councilkit.cohorts import telling
    from councilkit.context import SYSTEM

    ctx = council.acting(SYSTEM)
    told = telling.report_of_programme(ctx, code, as_of) if programme else telling.report_of(ctx, code, as_of)
    if as_json:
        about = {"code": code, "title": told.row["title"], "as_of": told.as_of.isoformat(), "cohorts": told.cohorts}
        click.echo(json.dumps({**about, "figures": list(telling.rows_of(told))}, ensure_ascii=False, indent=2))
    else:
        _tell(told)


def _tell(told: Told) -> None:
    from councilkit.cohorts.telling import rows_of

    click.echo(f"{told.row['title']}, as of {told.as_of}. [c] is hidden to protect people.")
    for row in rows_of(told):
        value = "[c]" if row["hidden"] else row["value"]
        click.echo(f"{row['table']:<9} {row['of']:<32} {row['figure']:<16} {value}")
