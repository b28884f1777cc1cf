"""Reads registrations with their events and orders, and counts numbers."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from councilkit.register.store.people import Row, row, rows
from councilkit.register.tables import orders, registration_events, registrations, sequences


def registration(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The registration with this id."""
    return row(connection, registrations, id, lock=lock)


def registrations_of(connection: Connection, person_id: str) -> list[Row]:
    """Every registration of a person, the oldest first."""
    query = select(registrations).where(registrations.c.person_id == person_id)
    return rows(connection, query.order_by(registrations.c.registered_on, registrations.c.id))


def by_number(connection: Connection, number: str) -> list[Row]:
    """Registrations of exactly this number; parts may number alike."""
    query = select(registrations).where(registrations.c.number == number)
    return rows(connection, query.order_by(registrations.c.part))


def events_of(connection: Connection, registration_ids: Iterable[str]) -> list[Row]:
    """What happened to these registrations, in order."""
    table = registration_events
    query = select(table).where(table.c.registration_id.in_(list(registration_ids)))
    return rows(connection, query.order_by(table.c.effective_on, table.c.position, table.c.id))


def orders_of(connection: Connection, registration_ids: Iterable[str]) -> list[Row]:
    """Orders on these registrations, the latest first."""
    query = select(orders).where(orders.c.registration_id.in_(list(registration_ids)))
    return rows(connection, query.order_by(orders.c.starts_on.desc(), orders.c.id))


def number_taken(connection: Connection, part: str, number: str) -> bool:
    """Whether a part has a registration of this number."""
    query = select(registrations.c.id).where(registrations.c.part == part, registrations.c.number == number)
    return connection.execute(query).first() is not None


def next_number(connection: Connection, name: str, step: int = 1) -> int:
    """Take the next number of a sequence, or the one `step` further on; numbers may be skipped, never reused."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    query: Any = dialect.insert(sequences).values(name=name, last=step)
    query = query.on_conflict_do_update(index_elements=["name"], set_={"last": sequences.c.last + step}).returning(
        sequences.c.last
    )
    return int(connection.execute(query).scalar_one())
