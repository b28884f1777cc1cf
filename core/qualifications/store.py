"""Reads who was on the register at several days, for the history of joining and leaving."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from councilkit.register.tables import registrations
from councilkit.register.terms import term
from councilkit.standing.columns import read_frame
from councilkit.standing.facts import Scope, read_events


def people_of(parts: Collection[str]) -> Select[Any]:
    """A statement that selects the ids of the people who have, or had, an entry in some parts."""
    return select(registrations.c.person_id).where(registrations.c.part.in_(sorted(parts)))


def on_register(connection: Connection, parts: Collection[str], days: Sequence[date]) -> list[frozenset[str]]:
    """The registrations of some parts that ran on each of these days."""
    table = registrations.c
    query = select(table.id, table.registered_on, table.expires_on).where(table.part.in_(sorted(parts)))
    held = read_frame(connection, query).to_dicts()
    events = read_events(connection, Scope(people=people_of(parts)))
    return [frozenset(row["id"] for row in held if _running(row, events.get(row["id"], ()), day)) for day in days]


def _running(row: dict[str, object], events: Sequence[dict[str, object]], day: date) -> bool:
    found = term(row, events, day)
    return found is not None and found.running
