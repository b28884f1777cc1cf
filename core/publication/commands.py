"""`councilkit publish` and `councilkit verify`."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF, OutputFolder
from councilkit.wording import count_of

if TYPE_CHECKING:
    from councilkit.context import Council


@click.command()
@click.option(
    "--out",
    type=OutputFolder(),
    help="Write the release to this folder and leave the served one as it is.",
)
@AS_OF
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@pass_council
def publish(council: "Council", out: Path | None, as_of: date | None, as_json: bool) -> None:
    """Publish the permitted part of the records as a release, and show it at /data/.

    Example: councilkit publish
    """
    from councilkit.context import SYSTEM
    from councilkit.publication import services

    ctx = council.acting(SYSTEM)
    said = (lambda step: click.echo(f"Writing {step} ...", err=True)) if sys.stderr.isatty() else (lambda step: None)
    done = services.publish(ctx, out=out, as_of=as_of, progress=said)
    if as_json:
        click.echo(
            json.dumps(
                {"release": done.name, "folder": str(done.folder), "unchanged": done.unchanged, **done.manifest},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for name, table in done.manifest["tables"].items():
        hidden = f", {count_of(table['hidden_cells'], 'cell', 'cells')} hidden" if table["hidden_cells"] else ""
        click.echo(f"{name}: {count_of(table['rows'], 'row', 'rows')}{hidden}")
    if done.unchanged:
        click.echo(f"Nothing has changed since release {done.name}: it stays the current one.")
    elif done.name:
        click.echo(f"Published release {done.name} in {done.folder}. It is shown at /data/.")
    else:
        click.echo(f"Wrote a release to {done.folder}. Check it with: councilkit verify {done.folder}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def verify(folder: Path, as_json: bool) -> None:
    """Check a release: every file against its hash, every table against its number of rows.

    Example: councilkit verify council/releases/current
    """
    from councilkit.publication.checking import verify as check
    from councilkit.publication.contents import MANIFEST

    findings = check(folder)
    manifest = (
        {}
        if any(f.file in (MANIFEST, str(folder)) for f in findings)
        else json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    )
    checked = {
        "files": len(manifest.get("files", {})),
        "tables": len(manifest.get("tables", {})),
        "signed": bool(manifest.get("signed")),
    }
    if as_json:
        click.echo(
            json.dumps(
                {"sound": not findings, "checked": checked, "findings": [f.__dict__ for f in findings]},
                ensure_ascii=False,
                indent=1,
            )
        )
    elif findings:
        for finding in findings:
            click.echo(str(finding), err=True)
    else:
        click.echo(f"Sound: {checked['files']} files have their hashes, {checked['tables']} tables have their rows.")
        click.echo(f"As of {manifest['as_of']}, ledger entry {manifest['ledger']['seq']}. The release is not signed.")
    sys.exit(1 if findings else 0)
