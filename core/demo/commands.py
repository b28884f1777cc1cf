"""``councilkit demo``: makes the demonstration council."""

from __future__ import annotations

import sys

import click

from councilkit.cli import home, start_line

SIGN_INS = "sign-ins.txt"  # in the folder of a demonstration, for whoever serves it


@click.command()
@click.option("--registrants", default=2000, show_default=True, type=click.IntRange(10, 50_000), help="How many.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The same seed, the same people.")
def demo(registrants: int, seed: int) -> None:
    """Make a demonstration council of invented people, with all plugins, in an empty COUNCILKIT_HOME.

    It is not served: start it with `councilkit serve`. Its passwords are printed here and are not secret, so keep it
    off public networks.

    Example: COUNCILKIT_HOME=demo councilkit demo --registrants 500
    """
    from councilkit.demo.services import STEPS, make

    folder = home().resolve()
    with click.progressbar(length=len(STEPS), label="Making the demonstration council", file=sys.stderr) as bar:
        made = make(folder, registrants, seed, lambda words: bar.update(1))
    click.echo(f"The demonstration council is in {folder}. Everybody in it is invented.")
    lines = [f"  {each.role:<14} {each.email:<25}  {each.password}" for each in made.sign_ins]
    lines += [f"  census form    {form.form:<25}  /census/{form.code}" for form in made.invited]
    (folder / SIGN_INS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    click.echo("\n".join(lines))
    click.echo(start_line(folder))
