"""Verbs of assessment: what the law asks of registrations at an event, and whether it is met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.law import Verdict, evaluate
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import RequirementSet, frames_of
from councilkit.register import store as register_store
from councilkit.standing.facts import count_later, read_facts, read_numbers
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NO_LAW = N_("No law about “%(event)s” is known for this part of the register.")


@dataclass(frozen=True)
class Assessment:
    """The verdict on one registration at an event."""

    registration_id: str
    part: str
    set: RequirementSet
    verdict: Verdict


def sets_for(ctx: Context, event: str) -> dict[str, RequirementSet]:
    """The requirement set of each part at an event."""
    return {each.part: each for each in ctx.catalogue.all(RequirementSet) if each.event == event}


def assess(ctx: Context, registration_id: str, event: str = "renewal", as_of: date | None = None) -> Assessment:
    """The verdict on one registration with its reasons; NotFound where no law of this event is known for its part."""
    with ctx.reading() as connection:
        row = register_store.registration(connection, registration_id)
        if row is None:
            raise NotFound("This registration is not there.")
        require(ctx, "register.read", row["person_id"])
        asked = sets_for(ctx, event).get(row["part"])
        if asked is None:
            raise NotFound(Sentence(NO_LAW, event=event))
        day = as_of or ctx.today()
        frames = frames_of(asked.requirement)
        facts = read_facts(connection, ctx.catalogue, ctx.law, day, row["person_id"], frames=frames)
    found = evaluate(asked.requirement, facts, law=ctx.law, as_of=day)
    return Assessment(registration_id, row["part"], asked, found.of(registration_id))


def verdict_in(
    ctx: Context, connection: Connection, registration: Row, event: str = "renewal", *, rows: bool = False
) -> Verdict | None:
    """The verdict on a registration as a connection sees it today; None where no law of this event is known.

    `rows` says whether the reasons tell which records counted.
    """
    asked = sets_for(ctx, event).get(registration["part"])
    if asked is None:
        return None
    day, frames = ctx.today(), frames_of(asked.requirement)
    facts = read_facts(connection, ctx.catalogue, ctx.law, day, registration["person_id"], frames=frames)
    return evaluate(asked.requirement, facts, law=ctx.law, as_of=day).of(registration["id"], rows=rows)


def assess_all(ctx: Context, event: str = "renewal", as_of: date | None = None) -> pl.DataFrame:
    """One row a registrant on the register and requirement: number, part, requirement, state, met, figures."""
    require(ctx, "register.read")
    day, sets = as_of or ctx.today(), sets_for(ctx, event)
    frames = frames_of(*(each.requirement for each in sets.values()))
    with ctx.reading() as connection:
        facts = read_facts(connection, ctx.catalogue, ctx.law, day, frames=frames)
        numbers = read_numbers(connection)
    parts = list(_judged(facts, sets, ctx.law, day))
    if not parts:
        return pl.DataFrame()
    told = pl.concat(parts).join(numbers, on="registrant", maintain_order="left")
    return told.select("number", pl.exclude("number"))


def left_out(ctx: Context, event: str, as_of: date) -> int:
    """How many registrations `assess_all` leaves out because they begin after that day."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return count_later(connection, sets_for(ctx, event), as_of)


def _judged(facts: Facts, sets: dict[str, RequirementSet], law: Law, day: date) -> Iterator[pl.DataFrame]:
    for part, asked in sorted(sets.items()):
        of_part = facts.of_part(part)
        if of_part["registrants"].is_empty():
            continue
        found = evaluate(asked.requirement, of_part, law=law, as_of=day).long
        yield found.select("registrant", pl.lit(part).alias("part"), pl.exclude("registrant"))
