"""The `councilkit` command; each room brings its own commands, imported only when they are used."""

import functools
import importlib
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

# command -> (where it lives, the line that `--help` shows): nothing is imported to print the list
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("councilkit.commands:init", "Make a new, empty council."),
    "demo": ("councilkit.demo.commands:demo", "Make a demonstration council of invented people."),
    "serve": ("councilkit.server:serve", "Serve the pages, and Datasette at /data/, on one port."),
    "plugins": ("councilkit.commands:plugins", "Show which plugins are loaded, and from where."),
    "config": ("councilkit.commands:config", "Show every setting and where it comes from."),
    "upgrade": ("councilkit.commands:upgrade", "Bring the database to this version."),
    "doctor": ("councilkit.commands:doctor", "Check database, keys, fonts, disk and clock."),
    "accounts": ("councilkit.accounts.commands:accounts", "Invite people and make one-time links."),
    "ledger": ("councilkit.ledger.commands:ledger", "Verify the ledger."),
    "law": ("councilkit.impact.commands:law", "Show the law's values with their sources."),
    "status": ("councilkit.standing.commands:status", "Show a registration's status and why."),
    "assess": ("councilkit.standing.assess_commands:assess", "Show what the law asks of registrants, and what is met."),
    "renewals": ("councilkit.deadlines.commands:renewals", "Show who will lapse and what each still lacks."),
    "remind": ("councilkit.deadlines.commands:remind", "Send the reminders about renewal that are due."),
    "qualifications": (
        "councilkit.qualifications.commands:qualifications",
        "Show what qualifications are good for, and try a register by them.",
    ),
    "sample": ("councilkit.audits.commands:sample", "Draw an audit sample that anybody can recompute."),
    "import": ("councilkit.imports.commands:import_", "Bring in registrants, qualifications, learning, employment."),
    "questionnaire": ("councilkit.censuses.commands:questionnaire", "Check an XLSForm."),
    "census": ("councilkit.censuses.commands:census", "Run a census round."),
    "cohorts": ("councilkit.cohorts.commands:cohorts", "Show cohorts and what surveys show of them."),
    "print": ("councilkit.documents.commands:print_", "Print a certificate as PDF."),
    "publish": ("councilkit.publication.commands:publish", "Publish the permitted part as a release."),
    "verify": ("councilkit.publication.commands:verify", "Check a release."),
}


class Rooms(click.Group):
    """The command list of all rooms and of the loaded plugins."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (target, _) in COMMANDS.items() if _exists(target)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return self._from_plugins().get(name)
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    @functools.cached_property
    def _plugin_commands(self) -> dict[str, click.Command]:
        from councilkit import config, plugins

        loaded = plugins.load(config.load(home()))
        groups = (group for _, group in loaded.answers("register_commands", cli=self))
        return {group.name: group for group in groups if group is not None}

    def _from_plugins(self) -> dict[str, click.Command]:
        return self._plugin_commands


def _exists(target: str) -> bool:
    parts = target.partition(":")[0].split(".")[1:]
    base = Path(__file__).parent.joinpath(*parts)
    return base.with_suffix(".py").exists() or (base / "__init__.py").exists()


@click.command(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="councilkit", message="councilkit %(version)s")
def cli() -> None:
    """Registers, learning records and censuses of professional councils.

    The council's folder is COUNCILKIT_HOME, or ./council.
    """


def home() -> Path:
    """The council's folder: COUNCILKIT_HOME, or ./council."""
    return Path(os.environ.get("COUNCILKIT_HOME") or "council")


def called() -> str:
    """How this command is called here, so that a line that we print can be typed as it stands."""
    program = Path(sys.argv[0])
    if program.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m councilkit"
    found = shutil.which(program.name)
    return program.name if found and Path(found).samefile(program) else shlex.quote(str(program))


def start_line(folder: Path) -> str:
    """The line that tells how a council that was just made is started."""
    return f"Start it with: COUNCILKIT_HOME={shlex.quote(str(folder))} {called()} serve"


def pass_council(function: F) -> F:
    """Give a command the council of COUNCILKIT_HOME as its first argument."""

    @functools.wraps(function)
    def opened(*args: Any, **kwargs: Any) -> Any:
        from councilkit.opening import open_council

        council = open_council(home())
        try:
            return function(council, *args, **kwargs)
        finally:
            council.database.close()

    return opened  # type: ignore[return-value]


def main() -> None:
    """Run the command; errors are one plain sentence on stderr, exit 1 for a refusal and 2 for wrong use.

    A refusal that names an option is wrong use: what an option names must be there.
    """
    from councilkit.errors import Problem, SetupError

    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except Problem as problem:
        for field, sentences in problem.fields.items():
            for sentence in sentences:
                click.echo(f"{field}: {sentence}" if field else sentence, err=True)
        sys.exit(2 if any(field.startswith("--") for field in problem.fields) else 1)
    except SetupError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
