"""Reads an employer's staff, whole organisations at once, and who holds which registration number or public id."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from councilkit.register.store.people import Row, alone, follow, rows
from councilkit.register.tables import (
    applications,
    employment,
    orders,
    persons,
    registration_events,
    registrations,
)
from councilkit.standing.renewal_store import SIGNATURE, STANDS, employed
from councilkit.standing.tables import conditions, declarations

Days = tuple[date | None, date | None]
_NAMED = (persons.c.public_id, persons.c.given_names, persons.c.family_name)


def working(organisation_id: str, day: date) -> Select[Any]:
    """A statement that selects the ids of the people who work for an organisation on a day."""
    query = select(employment.c.person_id).join(persons, persons.c.id == employment.c.person_id)
    return query.where(employed(organisation_id, day), alone())


def work_there(connection: Connection, organisation_id: str, people: Select[Any]) -> dict[str, list[Days]]:
    """First and last day of every job that people have or had with an organisation, by person."""
    query = select(employment.c.person_id, employment.c.starts_on, employment.c.ends_on)
    found: dict[str, list[Days]] = {}
    theirs = (employment.c.organisation_id == organisation_id, employment.c.person_id.in_(people))
    for person_id, first, last in connection.execute(query.where(*theirs)):
        found.setdefault(person_id, []).append((first, last))
    return found


def people_of(registration_ids: Sequence[str]) -> Select[Any]:
    """A statement that selects the ids of the people who hold these registrations."""
    return select(registrations.c.person_id).where(registrations.c.id.in_(registration_ids))


def entries(connection: Connection, people: Select[Any]) -> list[Row]:
    """The registrations of people, in the order of names, with name, public id and when details were confirmed."""
    columns = ("id", "person_id", "part", "number", "registered_on", "expires_on")
    query = select(*[registrations.c[name] for name in columns], *_NAMED, persons.c.confirmed_on)
    query = query.join(persons, persons.c.id == registrations.c.person_id).where(persons.c.id.in_(people))
    return rows(connection, query.order_by(persons.c.search_name, persons.c.id, registrations.c.registered_on))


def events(connection: Connection, people: Select[Any]) -> Mapping[str, list[Row]]:
    """What happened to the registrations of people, by registration."""
    return _by_registration(connection, select(registration_events), registration_events, people)


def orders_on(connection: Connection, people: Select[Any]) -> Mapping[str, list[Row]]:
    """Orders on the registrations of people, by registration."""
    return _by_registration(connection, select(orders), orders, people)


def sent(connection: Connection, people: Select[Any]) -> Mapping[str, list[Row]]:
    """Renewals and returns that nobody decided yet, by registration."""
    query = select(applications).where(applications.c.outcome.is_(None))
    return _by_registration(connection, query, applications, people)


def signatures(connection: Connection, registration_ids: Sequence[str]) -> dict[str, date]:
    """The day on which each registration's renewal was signed last."""
    query = select(declarations.c.registration_id, func.max(declarations.c.signed_on))
    theirs = (declarations.c.kind == SIGNATURE, STANDS, declarations.c.registration_id.in_(registration_ids))
    query = query.where(*theirs).group_by(declarations.c.registration_id)
    return dict(connection.execute(query).all())


def _by_registration(connection: Connection, query: Any, table: Any, people: Select[Any]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows(connection, query.where(table.c.registration_id.in_(_registered(people)))):
        found.setdefault(row["registration_id"], []).append(row)
    return found


def _registered(people: Select[Any]) -> Select[Any]:
    return select(registrations.c.id).where(registrations.c.person_id.in_(people))


def open_conditions(connection: Connection, people: Select[Any], day: date) -> list[Row]:
    """Conditions of people that began by a day and nobody confirmed, by name, with number, part and name."""
    joined = select(conditions, registrations.c.number, registrations.c.part, registrations.c.person_id, *_NAMED)
    joined = joined.join(registrations, registrations.c.id == conditions.c.registration_id)
    joined = joined.join(persons, persons.c.id == registrations.c.person_id)
    open_ = (conditions.c.fulfilled_on.is_(None), conditions.c.imposed_on <= day, persons.c.id.in_(people))
    return rows(connection, joined.where(*open_).order_by(persons.c.search_name, conditions.c.id))


def member(connection: Connection, people: Select[Any], public_id: str) -> Row | None:
    """One of these people by public id."""
    query = select(persons).where(persons.c.public_id == public_id, persons.c.id.in_(people))
    return next(iter(rows(connection, query)), None)


def jobs(connection: Connection, person_id: str, organisation_id: str, day: date) -> list[Row]:
    """The employments of a person with an organisation that go on on a day, kept from other writers."""
    query = select(employment).where(employment.c.person_id == person_id, employed(organisation_id, day))
    return rows(connection, query.order_by(employment.c.id).with_for_update())


def holders(connection: Connection, numbers: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the people who hold each of these registration numbers."""
    query = select(registrations.c.number, registrations.c.person_id).distinct()
    found: dict[str, list[str]] = {}
    for number, person_id in connection.execute(query.where(registrations.c.number.in_(list(numbers)))):
        found.setdefault(number, []).append(person_id)
    return found


def owners(connection: Connection, public_ids: Iterable[str]) -> dict[str, str]:
    """The id of the person whom each of these public ids stands for, also of one who was merged into another."""
    found = rows(connection, select(persons).where(persons.c.public_id.in_(list(public_ids))))
    return {each["public_id"]: follow(connection, each)["id"] for each in found}
