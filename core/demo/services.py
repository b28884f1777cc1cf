"""Makes the demonstration council: a folder with settings, database, invented people, work to do and sign-ins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from councilkit import opening, schema
from councilkit.context import SYSTEM, Actor, Context
from councilkit.demo import signins
from councilkit.demo.lives import Life
from councilkit.demo.rows import Keys
from councilkit.demo.signins import Candidate, SignIn
from councilkit.demo.writing import populate
from councilkit.errors import SetupError
from councilkit.publication.services import publish
from councilkit.register.terms import add_months

DAY = date(2026, 11, 22)  # the demonstration stands on this day, so that the same seed gives the same council
SETTINGS = f"""# The demonstration council: everybody in it is invented, and its calendar stands still.
demo = true
demo_day = "{DAY}"

[council]
name = "Demonstration Council"
help_line = "0123 456 789, Mon-Fri 9-5"
contact = "help@example.org"
time_zone = "UTC"

[database]
url = "sqlite:///council.db"
"""
STEPS = ("tables", "people", "sign-ins", "release")
Step = Callable[[str], None]


def make(home: Path, registrants: int, seed: int, step: Step = lambda words: None) -> list[SignIn]:
    """Make the council in an empty folder; returns its sign-ins. Raises SetupError when there is anything in it.

    It is made beside the folder and moved into place at the end, so that a half-made one is never left there.
    """
    home = home.resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise SetupError(f"{home} is not empty: choose an empty folder with COUNCILKIT_HOME.")
    making = home.with_name(f".{home.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        made = _fill(making, registrants, seed, step)
        if home.exists():
            home.rmdir()
        os.replace(making, home)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return made


def _fill(folder: Path, registrants: int, seed: int, step: Step) -> list[SignIn]:
    config = opening.make_folder(folder, SETTINGS)
    council = opening.assemble(config, clock=lambda: datetime.combine(DAY, time(0, 0, 2), UTC))
    try:
        step("tables")
        hooks: Any = council.hooks
        schema.upgrade(council.database, [path for plugin in hooks.loaded for path in plugin.folders("migrations")])
        made = fill(council.acting(SYSTEM), registrants, seed, step)
        step("release")
        publish(council.acting(_actor(made, seed, "publisher")))
        return made
    finally:
        council.database.close()


def fill(ctx: Context, registrants: int, seed: int, step: Step = lambda words: None) -> list[SignIn]:
    """Fill an empty council with invented people and work; returns the sign-ins."""
    step("people")
    people = populate(ctx, registrants, seed)
    step("sign-ins")
    return signins.make(ctx, list(_candidates(people, ctx.today())), seed)


def _actor(made: Iterable[SignIn], seed: int, login: str) -> Actor:
    """Somebody of the demonstration at work."""
    sign_in = next(each for each in made if each.role == login)
    return Actor(signins.account_id(seed, login), sign_in.name, frozenset({login}))


def _candidates(people: Iterable[tuple[Life, Keys]], today: date) -> Iterator[Candidate]:
    """Registrants in good standing whose term ends soon, and who have something left to learn."""
    for life, keys in people:
        career, target = life.careers[0], life.asked.target
        left = (career.until - today).days if career.until else -1
        if target is None or career.ended or career.sanctions or not 30 <= left <= 250:
            continue
        start = add_months(today + timedelta(days=left), -(life.asked.months or 12))
        name = f"{life.person.name.given} {life.person.name.family}".strip()
        yield Candidate(keys.person, name, life.done_since(start), float(target), left)
