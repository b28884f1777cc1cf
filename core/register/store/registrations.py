"""Reads registrations with their events and orders, and counts numbers."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from councilkit.register.store.people import Row, row, rows
from councilkit.register.tables import orders, registration_events, registrations, sequences

_IDS = bindparam("ids", expanding=True)
_OF_PERSON = (
    select(registrations)
    .where(registrations.c.person_id == bindparam("person"))
    .order_by(registrations.c.registered_on, registrations.c.id)
)
_EVENTS = (
    select(registration_events)
    .where(registration_events.c.registration_id.in_(_IDS))
    .order_by(registration_events.c.effective_on, registration_events.c.position, registration_events.c.id)
)
_ORDERS = select(orders).where(orders.c.registration_id.in_(_IDS)).order_by(orders.c.starts_on.desc(), orders.c.id)


def registration(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The registration with this id."""
    return row(connection, registrations, id, lock=lock)


def registrations_of(connection: Connection, person_id: str) -> list[Row]:
    """Every registration of a person, the oldest first."""
    return rows(connection, _OF_PERSON, person=person_id)


def by_number(connection: Connection, number: str) -> list[Row]:
    """Registrations of exactly this number; parts may number alike."""
    query = select(registrations).where(registrations.c.number == number)
    return rows(connection, query.order_by(registrations.c.part))


def events_of(connection: Connection, registration_ids: Iterable[str]) -> list[Row]:
    """What happened to these registrations, in order."""
    return rows(connection, _EVENTS, ids=list(registration_ids))


def orders_of(connection: Connection, registration_ids: Iterable[str]) -> list[Row]:
    """Orders on these registrations, the latest first."""
    return rows(connection, _ORDERS, ids=list(registration_ids))


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
