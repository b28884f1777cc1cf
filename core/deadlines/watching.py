"""Watches over the reminders: what the next run would send, whether it may, and what is wrong with them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.deadlines import store
from councilkit.deadlines.model import ENDED_LATEST, Deadline, late
from councilkit.deadlines.reading import deadlines
from councilkit.deadlines.reminding import LEASE, plans
from councilkit.deadlines.tables import reminder_runs
from councilkit.standing.following import settle_all
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
SHOWN_RUNS = 14
NEVER = N_("Reminders about renewal have never gone out. They go out while the council is served.")
LATE = N_("Reminders about renewal have not gone out since %(day)s. They go out while the council is served.")
FIRST = Plural(
    "Reminders about renewal have never gone out. The first run would send up to %(count)s letter: start them.",
    "Reminders about renewal have never gone out. The first run would send up to %(count)s letters: start them.",
    "count",
)
FAILED = Plural(
    "%(count)s reminder about renewal could not be sent.",
    "%(count)s reminders about renewal could not be sent.",
    "count",
)


def next_run(ctx: Context) -> int:
    """How many letters the next run would send at most: a renewal that nothing is left of gets none."""
    return sum(bool(plan.deadline.address) for plan in plans(ctx))


def waits(ctx: Context) -> bool:
    """Whether a daily run waits: no letter has ever gone out, some are due, and nobody has let them go.

    After an import they would go to everybody at once. Until they are let go, `warnings` says so to every officer.
    """
    require(ctx, "register.read")
    with ctx.reading() as connection:
        begun = store.started(connection)
    return not begun and not ctx.config.demo and next_run(ctx) > 0


def first_run(ctx: Context) -> Sentence:
    """What waits, with how many letters the first run would send."""
    return Sentence(FIRST, count=next_run(ctx))


def wait(ctx: Context) -> Sentence:
    """Do what a daily run does besides writing: whoever lacks nothing any more is renewed. Returns what waits."""
    settle_all(ctx)
    return first_run(ctx)


def start(ctx: Context) -> None:
    """Let the first letters go: the daily run sends them within the hour."""
    require(ctx, "register.person")
    if not waits(ctx):
        return
    before = ctx.now() - 2 * LEASE  # so that the daily run takes it over at once
    values = {"started_at": before, "seen_at": before, "finished_at": None, "problem": ""}
    with suppress(IntegrityError), ctx.change("deadlines.start", f"reminders {ctx.today()}") as change:
        found = store.run_of(change.connection, ctx.today(), lock=True)
        if found is not None:
            change.update(reminder_runs, found["id"], values)
        else:
            change.insert(reminder_runs, {**values, "day": ctx.today()})


@dataclass(frozen=True)
class Overview:
    """How reminders stand: the last runs, those that did not go out, and who cannot be written to."""

    runs: list[Row]
    unsent: list[tuple[Deadline, Row]]
    unreachable: list[Deadline]


def overview(ctx: Context) -> Overview:
    """The last runs, letters that failed, and everybody whose renewal is open and who has no address."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        without = [each for each in deadlines(ctx, connection, ctx.today()) if not each.address]
        return Overview(store.runs(connection, SHOWN_RUNS), _unsent(ctx, connection), without)


def _unsent(ctx: Context, connection: Connection) -> list[tuple[Deadline, Row]]:
    """Reminders that failed, of renewals that are still open or that have just lapsed."""
    failed = store.unsent(connection, ctx.today() - timedelta(days=ENDED_LATEST))
    people = {str(row["person_id"]) for row in failed}
    open_ = deadlines(ctx, connection, ctx.today(), *people) if people else []
    known = {(each.id, each.due): each for each in open_}
    found = ((known.get((row["registration_id"], row["due_on"])), row) for row in failed)
    return [(each, row) for each, row in found if each is not None]


def warnings(ctx: Context) -> list[Sentence]:
    """What is wrong with reminders, in sentences; nothing where all is well."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        somebody, last = store.anybody(connection), store.last_run(connection)
        failed = len(_unsent(ctx, connection))
    found = []
    if waits(ctx):
        found.append(first_run(ctx))
    elif somebody and late(last, ctx.today()):
        found.append(Sentence(LATE, day=last) if last else Sentence(NEVER))
    if failed:
        found.append(Sentence(FAILED, count=failed))
    return found
