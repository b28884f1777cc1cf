"""Documentation that is generated from the code: the hooks and the commands; `--check` fails when it is old."""

import inspect
import sys
from pathlib import Path

import click

from councilkit import hookspecs


def hooks() -> str:
    """docs/hooks.md: every hook with its arguments, answer and meaning."""
    parts = [
        "# Hooks\n",
        f"{inspect.getdoc(hookspecs)}\n",
        f"The contract's number is `api = {hookspecs.API}`. This page is generated from `hookspecs.py`.\n",
    ]
    for name, function in _specs():
        signature = str(inspect.signature(function)).replace("'", "").replace('"', "")
        shape = " (one answer)" if function.councilkit_spec.get("firstresult") else ""
        parts.append(f"## {name}{shape}\n\n```python\n{name}{signature}\n```\n\n{inspect.getdoc(function)}\n")
    return "\n".join(parts)


def _specs() -> list[tuple[str, object]]:
    return [(name, each) for name, each in vars(hookspecs).items() if hasattr(each, "councilkit_spec")]


def commands() -> str:
    """docs/commands.md: every command with its help."""
    from councilkit.cli import cli

    context = click.Context(cli, info_name="councilkit")
    parts = ["# Commands\n", "Generated from the commands' own help.\n"]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            parts += _help(command, f"councilkit {name}")
    return "\n".join(parts)


def _help(command: click.Command, path: str) -> list[str]:
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    if isinstance(command, click.Group):
        return [
            line for name in command.list_commands(context) for line in _help(command.commands[name], f"{path} {name}")
        ]
    return [f"## {path}\n", f"```\n{command.get_help(context)}\n```\n"]


PAGES = {"hooks.md": hooks, "commands.md": commands}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; fail when a page is not up to date.")
def main(folder: Path, check: bool) -> None:
    """Write the generated pages into FOLDER."""
    folder.mkdir(exist_ok=True)
    old = [
        name
        for name, make in PAGES.items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != make()
    ]
    if check and old:
        click.echo(f"Not up to date: {', '.join(old)}. Run `make docs`.", err=True)
        sys.exit(1)
    for name in old:
        (folder / name).write_text(PAGES[name](), encoding="utf-8")


if __name__ == "__main__":
    main()
