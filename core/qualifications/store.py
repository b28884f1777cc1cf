"""Reads who was on the register at several days, and the names of those whose awards must be judged."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from councilkit.register.tables import persons, registrations
from councilkit.register.terms import term
from councilkit.standing.columns import read_frame
from councilkit.standing.facts import read_events
from councilkit.standing.scope import Scope

MOST_NAMED = 10_000  # registrations that one statement may name


def people_of(parts: Collection[str]) -> Select[Any]:
    """A statement that selects the ids of the people who have, or had, an entry in some parts."""
    return select(registrations.c.person_id).where(registrations.c.part.in_(sorted(parts)))


def people_named(connection: Connection, registrants: Sequence[str]) -> list[dict[str, Any]]:
    """Person, name, number and part of some registrations, in the order of names."""
    names = (persons.c.given_names, persons.c.family_name, persons.c.search_name)
    query = select(registrations.c.person_id, registrations.c.number, registrations.c.part, *names)
    query = query.join(persons, persons.c.id == registrations.c.person_id)
    found: list[dict[str, Any]] = []
    for start in range(0, len(registrants), MOST_NAMED):
        some = registrants[start : start + MOST_NAMED]
        found += read_frame(connection, query.where(registrations.c.id.in_(some))).to_dicts()
    return sorted(found, key=lambda row: (row["search_name"], row["number"]))


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
