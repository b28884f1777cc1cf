"""Makes the demonstration council: a folder with settings, database, invented people, work to do and sign-ins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from councilkit import opening, schema
from councilkit.censuses.model import CensusDesign
from councilkit.cohorts.model import CohortSurveys
from councilkit.context import SYSTEM, Actor, Context
from councilkit.demo import census, signins
from councilkit.demo.audit import Audit
from councilkit.demo.census import Invited
from councilkit.demo.chance import CLOSED
from councilkit.demo.cohort import Held
from councilkit.demo.columns import Keys
from councilkit.demo.lives import Life, seeded
from councilkit.demo.model import RoundPlan
from councilkit.demo.portfolio import Portfolios
from councilkit.demo.signins import Candidate, SignIn
from councilkit.demo.workplace import first_parts, in_good_standing
from councilkit.demo.writing import Filled, populate
from councilkit.errors import SetupError
from councilkit.law.months import add_months
from councilkit.publication.services import publish

DAY = date(2026, 11, 22)  # the demonstration stands on this day, so that the same seed gives the same council
SETTINGS = f"""# The demonstration council: everybody in it is invented, and its calendar stands still.
demo = true
demo_day = "{DAY}"

[council]
name = "Demonstration Council"
help_line = "0123 456 789, Mon-Fri 9-5"
contact = "help@example.org"
how_to_pay = "By bank transfer to the council. This is a demonstration: no account takes money."
time_zone = "UTC"

[database]
url = "sqlite:///council.db"
"""
STEPS = ("tables", "people", "sign-ins", "census and audit", "release")
Step = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """The ways into a demonstration: who may sign in, and census forms that may be filled in."""

    sign_ins: list[SignIn]
    invited: list[Invited]


def make(home: Path, registrants: int, seed: int, step: Step = lambda words: None) -> Made:
    """Make the council in an empty folder; returns the ways in. Raises SetupError when there is anything in it.

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


def _fill(folder: Path, registrants: int, seed: int, step: Step) -> Made:
    config = opening.make_folder(folder, SETTINGS)
    council = opening.assemble(config, clock=lambda: datetime.combine(DAY, time(0, 0, 2), UTC))
    try:
        step("tables")
        hooks: Any = council.hooks
        schema.upgrade(council.database, [path for plugin in hooks.loaded for path in plugin.folders("migrations")])
        made = fill(council.acting(SYSTEM), registrants, seed, step)
        step("release")
        publish(council.acting(_actor(made.sign_ins, seed, "publisher")))
        return made
    finally:
        council.database.close()


def fill(ctx: Context, registrants: int, seed: int, step: Step = lambda words: None) -> Made:
    """Fill an empty council with invented people and work; returns the ways in."""
    step("people")
    filled = populate(ctx, registrants, seed)
    chosen = signins.chosen(_candidates(filled.people, ctx.today()))
    if chosen:
        filled.sign(chosen.person_id, signins.account_id(seed, "registrant"))
    step("sign-ins")
    opened = census.first_day(ctx.today())
    filled.tell(ctx, opened)
    employer = filled.workplace.id if filled.workplace else None
    practitioner = _practitioner(ctx, filled, chosen)
    sign_ins = signins.make(_on(ctx, opened), chosen, seed, employer, practitioner)
    step("census and audit")
    work: list[Audit | Portfolios] = [Audit(seed, chosen.person_id)] if chosen else []
    if chosen and filled.workplace:
        work.append(Portfolios(seed, (chosen.name, chosen.person_id), practitioner, filled.workplace))
    return Made(sign_ins, _go_through(ctx, filled, seed, work))


def _practitioner(ctx: Context, filled: Filled, registrant: Candidate | None) -> tuple[str, str] | None:
    """The name and id of somebody of the employer's staff in good standing who begins another career."""
    if registrant is None or filled.workplace is None:
        return None
    theirs = {life.careers[0].part for life, keys in filled.people if keys.person == registrant.person_id}
    parts = first_parts(ctx) - theirs
    able = [
        (_learnt(life), keys.person, f"{life.person.name.given} {life.person.name.family}".strip())
        for life, keys in filled.people
        if life.careers[0].part in parts
        and keys.person in filled.workplace.staff
        and in_good_standing(life, ctx.today())
    ]
    return max(able)[:0:-1] if able else None


def _learnt(life: Life) -> float:
    """What somebody has learnt in the present period; 0 where their term has no end."""
    until = life.careers[0].until
    return life.done_since(add_months(until, -(life.asked.months or 12))) if until else 0


def _go_through(ctx: Context, filled: Filled, seed: int, work: Iterable[Audit | Portfolios]) -> list[Invited]:
    """Hold the rounds and pilots of plugins and the other work, and tell the ledger between in the order of time."""
    today, lives = ctx.today(), [life for life, _ in filled.people]
    plans = [plan for plan in seeded(ctx).rounds if ctx.catalogue.has(CensusDesign, plan.design)]
    analyst = Actor(signins.account_id(seed, "analyst"), "Analyst", frozenset({"analyst"}))
    invited: dict[RoundPlan, list[Invited]] = {}

    def opening_day(ctx: Context) -> None:
        invited.update((plan, census.open_round(ctx.acting(analyst), plan, lives, seed)) for plan in plans)

    def last_day(ctx: Context) -> None:
        for plan, codes in invited.items():
            census.answer(ctx.acting(analyst), plan, lives, codes, seed)

    held = [Held(plan, seed) for plan in seeded(ctx).pilots if ctx.catalogue.has(CohortSurveys, plan.surveys)]
    steps = [(census.first_day(today), opening_day), *(step for each in (*work, *held) for step in each.steps(today))]
    for day, verb in sorted([*steps, (today - timedelta(days=1), last_day)], key=lambda step: step[0]):
        filled.tell(ctx, day)
        verb(_on(ctx, day))
    filled.tell(ctx, today)
    asked = [
        next(each for each in codes if each.form == form.form) for plan, codes in invited.items() for form in plan.forms
    ]
    return asked + [each for cohort in held for each in cohort.invited]


def _on(ctx: Context, day: date) -> Context:
    """The same actor when the work of a day closes."""
    moment = datetime.combine(day, CLOSED, UTC)
    return replace(ctx, council=replace(ctx.council, clock=lambda: moment))


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
