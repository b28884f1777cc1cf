"""Reads learning records and their evidence; writing goes through a ledger change."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from councilkit.cpd.tables import evidence, records
from councilkit.ledger.tables import entries
from councilkit.register.tables import organisations, persons, registration_events, registrations

Row = Mapping[str, Any]

_LOGGING = ("cpd.log", "imports.learning")
_LOOK_BACK = 20_000

# Statements that every page or every saved record needs are built once.
_BORN_ON = persons.c.date_of_birth.label("born_on")
_REGISTRATIONS = (
    select(registrations, _BORN_ON)
    .join(persons, persons.c.id == registrations.c.person_id)
    .where(registrations.c.person_id == bindparam("person"))
    .order_by(registrations.c.registered_on)
)
_WITH_EVENTS = (
    select(registrations, _BORN_ON, *[each.label(f"event_{each.name}") for each in registration_events.columns])
    .join(persons, persons.c.id == registrations.c.person_id)
    .outerjoin(registration_events, registration_events.c.registration_id == registrations.c.id)
    .where(registrations.c.person_id == bindparam("person"))
    .order_by(registrations.c.registered_on, registrations.c.id)
)
_TOLD = ("id", "on", "title", "amount", "unit", "withdrawn")
_ON_DAY = select(*[records.c[name] for name in _TOLD]).where(
    records.c.registration_id == bindparam("registration"), records.c.on == bindparam("day")
)


def registrations_of(connection: Connection, person_id: str) -> list[Row]:
    """A person's registrations, oldest first, each with the person's day of birth as `born_on`."""
    return list(connection.execute(_REGISTRATIONS, {"person": person_id}).mappings())


def registration(connection: Connection, id: str) -> Row | None:
    """One registration."""
    return connection.execute(select(registrations).where(registrations.c.id == id)).mappings().one_or_none()


def with_events(connection: Connection, person_id: str) -> list[tuple[Row, list[Row]]]:
    """A person's registrations, as `registrations_of`, each with what happened to it, in one statement."""
    found: dict[str, tuple[Row, list[Row]]] = {}
    for row in connection.execute(_WITH_EVENTS, {"person": person_id}).mappings():
        _, events = found.setdefault(row["id"], (row, []))
        if row["event_id"] is not None:
            events.append({name.removeprefix("event_"): row[name] for name in row if name.startswith("event_")})
    return list(found.values())


def person(connection: Connection, id: str) -> Row | None:
    """A person of the register."""
    return connection.execute(select(persons).where(persons.c.id == id)).mappings().one_or_none()


def records_of(connection: Connection, registration_ids: Sequence[str]) -> list[Row]:
    """All records of registrations, newest learning first, withdrawn ones too."""
    query = select(records).where(records.c.registration_id.in_(registration_ids))
    return list(
        connection.execute(query.order_by(records.c.on.desc(), records.c.logged_at.desc(), records.c.id)).mappings()
    )


def latest(connection: Connection, registration_ids: Sequence[str], count: int = 20) -> list[Row]:
    """The records that were logged last, newest first, without withdrawn ones."""
    query = select(records).where(records.c.registration_id.in_(registration_ids), records.c.withdrawn.is_(False))
    return list(connection.execute(query.order_by(records.c.logged_at.desc(), records.c.id).limit(count)).mappings())


def on_day(connection: Connection, registration_id: str, day: date) -> list[Row]:
    """What tells the records of one day apart."""
    return list(connection.execute(_ON_DAY, {"registration": registration_id, "day": day}).mappings())


def record(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """One record with its `person_id`, `part` and `born_on`; `lock` keeps other writers of PostgreSQL waiting."""
    query = select(records, registrations.c.person_id, registrations.c.part, _BORN_ON)
    query = query.join(registrations, records.c.registration_id == registrations.c.id)
    query = query.join(persons, persons.c.id == registrations.c.person_id).where(records.c.id == id)
    return connection.execute(query.with_for_update(of=records) if lock else query).mappings().one_or_none()


def evidence_of(connection: Connection, record_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The files of each record, oldest first."""
    found: dict[str, list[Row]] = {}
    if record_ids:
        query = (
            select(evidence).where(evidence.c.record_id.in_(record_ids)).order_by(evidence.c.added_at, evidence.c.id)
        )
        for row in connection.execute(query).mappings():
            found.setdefault(row["record_id"], []).append(row)
    return found


def evidence_row(connection: Connection, id: str) -> Row | None:
    """One file's row, with the person it is of as `person_id`."""
    query = select(evidence, registrations.c.person_id).join(records, evidence.c.record_id == records.c.id)
    query = query.join(registrations, records.c.registration_id == registrations.c.id).where(evidence.c.id == id)
    return connection.execute(query).mappings().one_or_none()


def uses_of(connection: Connection, sha256: str) -> int:
    """How many pieces of evidence are this content."""
    return connection.execute(
        select(func.count()).select_from(evidence).where(evidence.c.sha256 == sha256)
    ).scalar_one()


def everybodys(connection: Connection, batch: int = 500) -> Iterator[Sequence[Row]]:
    """Every record that stands, in batches, with number and part of its registration; for export."""
    query = select(records, registrations.c.number, registrations.c.part)
    query = query.join(registrations, records.c.registration_id == registrations.c.id)
    query = query.where(records.c.withdrawn.is_(False)).order_by(registrations.c.number, records.c.on, records.c.id)
    yield from connection.execution_options(yield_per=batch).execute(query).mappings().partitions()


def find_people(connection: Connection, number: str, name: str, count: int = 30) -> list[Row]:
    """People by exact registration number or by part of the name as it is searched, with number and part."""
    query = select(
        persons.c.id, persons.c.given_names, persons.c.family_name, registrations.c.number, registrations.c.part
    )
    query = query.join(registrations, registrations.c.person_id == persons.c.id)
    matches = [registrations.c.number == number]
    if name:
        matches.append(persons.c.search_name.contains(name, autoescape=True))
    return list(connection.execute(query.where(or_(*matches)).order_by(persons.c.search_name).limit(count)).mappings())


def organisation_names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The names of employers by their ids."""
    query = select(organisations.c.id, organisations.c.name).where(organisations.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)}


def newest(connection: Connection, count: int = 20) -> list[Row]:
    """The records logged last in the whole register, with the person's name and number, newest first.

    The ledger knows the order already: its last entries are looked through, and records need no index for this page.
    """
    last = select(func.max(entries.c.seq)).scalar_subquery()
    told = select(entries.c.snapshot).where(entries.c.seq > last - _LOOK_BACK, entries.c.action.in_(_LOGGING))
    snapshots = connection.execute(told.order_by(entries.c.seq.desc()).limit(count)).scalars()
    ids = [row["id"] for text in snapshots if text for row in json.loads(text).get(records.name, ())]
    query = select(
        records, registrations.c.number, registrations.c.person_id, persons.c.given_names, persons.c.family_name
    )
    query = query.join(registrations, records.c.registration_id == registrations.c.id)
    query = query.join(persons, registrations.c.person_id == persons.c.id)
    query = query.where(records.c.id.in_(ids[:count]), records.c.withdrawn.is_(False))
    return list(connection.execute(query.order_by(records.c.logged_at.desc(), records.c.id)).mappings())
