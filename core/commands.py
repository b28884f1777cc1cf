"""Commands of the council as a whole: init, plugins, config, upgrade, doctor."""

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import home, pass_council, start_line

if TYPE_CHECKING:
    from councilkit.context import Council

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.argument("directory", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="Social Work Council", show_default=True, help="The council's name.")
@click.option("--database", "url", default="sqlite:///council.db", show_default=True, help="The database's URL.")
@click.option("--admin-email", help="The first administrator: nothing is asked, a one-time link is printed.")
def init(directory: Path | None, name: str, url: str, admin_email: str | None) -> None:
    """Make a new, empty council in DIRECTORY, or in COUNCILKIT_HOME.

    Example: councilkit init ./council --admin-email ana@example.org
    """
    from councilkit import founding, opening
    from councilkit.accounts.commands import address

    folder = (directory or home()).resolve()
    opening.check_free(folder)
    email = admin_email or click.prompt("Email address of the first administrator")
    config, token = founding.found(folder, name, url, email.strip())
    click.echo(f"The council is in {folder}.")
    click.echo(f"Sign-in link for {email}, to be used once: {address(config, token)}")
    click.echo(start_line(folder))


def migration_folders(council: "Council") -> list[Path]:
    """The migrations of every loaded plugin."""
    hooks: Any = council.hooks
    return [path for plugin in hooks.loaded for path in plugin.folders("migrations")]


@click.command()
@AS_JSON
def plugins(as_json: bool) -> None:
    """Show which plugins are loaded, from where, and the register parts they bring.

    Example: councilkit plugins --json
    """
    from councilkit import config, opening
    from councilkit.censuses.model import CensusDesign
    from councilkit.register.model import RegisterPart

    council = opening.assemble(config.load(home()))
    hooks: Any = council.hooks
    found = [
        {
            "code": plugin.info.code,
            "title": plugin.info.title,
            "country": plugin.info.country,
            "api": plugin.info.api,
            "from": plugin.origin,
            "folder": str(plugin.folder),
            "parts": _codes(council, RegisterPart, plugin.info.code),
            "censuses": _codes(council, CensusDesign, plugin.info.code),
        }
        for plugin in hooks.loaded
    ]
    if as_json:
        click.echo(json.dumps({"plugins": found, "failed": hooks.failed}, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(f"{each['code']}: {each['title']} (api {each['api']}, {each['from']})")
        click.echo(f"  parts: {', '.join(each['parts']) or 'none'}")
        if each["censuses"]:
            click.echo(f"  censuses: {', '.join(each['censuses'])}")
    for sentence in hooks.failed.values():
        click.echo(sentence, err=True)


def _codes(council: "Council", kind: type, plugin: str) -> list[str]:
    """The codes that a plugin declares of one kind."""
    origins = council.catalogue.origins
    return [each.code for each in council.catalogue.all(kind) if origins[kind, each.code] == plugin]


@click.group()
def config() -> None:
    """Show every setting and where it comes from."""


@config.command()
@AS_JSON
def show(as_json: bool) -> None:
    """Show every setting with its value and origin: default, file, environment or flag.

    Example: councilkit config show --json
    """
    from councilkit import config as settings

    loaded = settings.load(home())
    names = [f.name for f in fields(loaded) if f.name not in ("home", "origins")]
    rows = {
        name.replace("_", ".", 1): {"value": _plain(name, getattr(loaded, name)), "origin": loaded.origins[name]}
        for name in names
    }
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for name, row in rows.items():
        click.echo(f"{name} = {row['value']!r}  ({row['origin']})")


def _plain(name: str, value: Any) -> Any:
    """A setting fit to print: passwords inside addresses are hidden."""
    if name in ("database_url", "mail_url") and "@" in str(value):
        scheme, _, rest = str(value).partition("://")
        return f"{scheme}://***@{rest.rpartition('@')[2]}"
    return list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, dict) else value


@click.command()
@pass_council
def upgrade(council: "Council") -> None:
    """Bring the database to this version: the core's migrations and every plugin's.

    Example: councilkit upgrade
    """
    from councilkit import schema

    missing = schema.behind(council.database, migration_folders(council))
    schema.upgrade(council.database, migration_folders(council))
    click.echo(f"Applied: {', '.join(missing)}." if missing else "The database was up to date already.")


@click.command()
@AS_JSON
@pass_council
def doctor(council: "Council", as_json: bool) -> None:
    """Check database, keys, fonts, disk, clock and settings; a note warns of what a council on the web should set.

    Example: councilkit doctor
    """
    from councilkit.doctor import examine

    findings = examine(council)
    if as_json:
        click.echo(json.dumps([finding.__dict__ for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = "TO MEND" if not finding.ok else "note" if finding.note else "ok"
            click.echo(f"{mark:8}{finding.what}: {finding.sentence}")
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)
