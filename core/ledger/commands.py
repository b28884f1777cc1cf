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
    """Check every entry of the ledger, and that the council's rows are as the entries left them.

    Exit 1 with the entries' numbers when an entry, or a row past the ledger, was edited, removed or added.

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
            said = "The one entry is sound" if count == 1 else f"All {count} entries are sound"
            click.echo(f"{said}, and every row is as they left it.")
    if findings:
        raise SystemExit(1)
