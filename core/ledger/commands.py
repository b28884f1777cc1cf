"""`councilkit ledger`: proof that nobody rewrote the past."""

import json
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council

if TYPE_CHECKING:
    from councilkit.context import Council


@click.group()
def ledger() -> None:
    """Verify the ledger."""


@ledger.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_council
def verify(council: "Council", as_json: bool) -> None:
    """Check every entry of the ledger; exit 1 and the entries' numbers when one was edited, removed or inserted.

    Example: councilkit ledger verify
    """
    from councilkit.context import SYSTEM
    from councilkit.ledger import services

    count, findings = services.verify(council.acting(SYSTEM))
    if as_json:
        click.echo(json.dumps({"entries": count, "findings": [finding.__dict__ for finding in findings]}))
    else:
        for finding in findings[:50]:
            click.echo(finding.sentence, err=True)
        if len(findings) > 50:
            click.echo(f"... and {len(findings) - 50} more.", err=True)
        if not findings:
            click.echo(f"All {count} entries are sound.")
    if findings:
        raise SystemExit(1)
