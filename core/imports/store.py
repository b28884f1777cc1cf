"""What an import asks of the register, for many rows at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, func, select

from councilkit.imports.rows import new_ids
from councilkit.ledger.tables import entries
from councilkit.register.names import SEARCH_LENGTH, fold
from councilkit.register.store import next_number
from councilkit.register.tables import (
    employment,
    orders,
    organisations,
    person_names,
    persons,
    qualifications,
    registration_events,
    registrations,
)

Row = Mapping[str, Any]
T = TypeVar("T")
CHUNK = 5_000  # values in one statement; SQLite takes 32,766 at most
ORGANISATION_LENGTH = SEARCH_LENGTH // 2


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in pieces that fit one statement."""
    held = list(values)
    for start in range(0, len(held), CHUNK):
        yield held[start : start + CHUNK]


def registrations_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, list[Row]]:
    """The registrations of each of these numbers; parts may number alike."""
    found: dict[str, list[Row]] = {}
    for some in chunks(set(numbers)):
        for row in connection.execute(select(registrations).where(registrations.c.number.in_(some))).mappings():
            found.setdefault(row["number"], []).append(row)
    return found


def persons_by_public_id(connection: Connection, public_ids: Iterable[str]) -> dict[str, Row]:
    """People by public id."""
    return {
        row["public_id"]: row for row in _many(connection, lambda some: _of(persons, "public_id", some), public_ids)
    }


def held_of(connection: Connection, person_ids: Sequence[str], registration_ids: Sequence[str]) -> dict[str, list[Row]]:
    """What the register holds of people and registrations: rows by table name; employment has the `organisation`."""
    work = select(employment, organisations.c.name.label("organisation")).join(organisations)
    return {
        persons.name: list(_many(connection, lambda some: _of(persons, "id", some), person_ids)),
        registrations.name: list(_many(connection, lambda some: _of(registrations, "id", some), registration_ids)),
        person_names.name: list(_many(connection, lambda some: _of(person_names, "person_id", some), person_ids)),
        qualifications.name: list(_many(connection, lambda some: _of(qualifications, "person_id", some), person_ids)),
        employment.name: list(_many(connection, lambda some: work.where(employment.c.person_id.in_(some)), person_ids)),
        registration_events.name: list(
            _many(connection, lambda some: _of(registration_events, "registration_id", some), registration_ids)
        ),
        orders.name: list(_many(connection, lambda some: _of(orders, "registration_id", some), registration_ids)),
    }


def imported_as(connection: Connection, action: str, person_ids: Iterable[str]) -> Iterator[str]:
    """The snapshots of what an import wrote of these people."""
    for some in chunks(person_ids):
        subjects = select(persons.c.id).where(persons.c.id.in_(some) | persons.c.merged_into.in_(some))
        query = select(entries.c.snapshot).where(entries.c.action == action, entries.c.subject.in_(subjects))
        yield from (snapshot for (snapshot,) in connection.execute(query) if snapshot)


def organisation_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Names of organisations by id."""
    return {row["id"]: row["name"] for row in _many(connection, lambda some: _of(organisations, "id", some), ids)}


def organisation_ids(connection: Connection, names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The id of the organisation of each folded name, and those that are not there yet: their new ids by name."""
    wanted = {fold(name)[:ORGANISATION_LENGTH]: name for name in reversed(list(names))}
    found = {
        row["search_name"]: row["id"]
        for row in _many(connection, lambda s: _of(organisations, "search_name", s), wanted)
    }
    missing = [folded for folded in wanted if folded not in found]
    made = dict(zip(missing, new_ids(len(missing)), strict=True))
    return found | made, {wanted[folded]: id for folded, id in made.items()}


def next_counters(connection: Connection, name: str, count: int) -> int:
    """Take `count` numbers of a sequence; returns the first."""
    return next_number(connection, name, count) - count + 1


def _of(table: Any, column: str, values: Sequence[str]) -> Select[Any]:
    return select(table).where(table.c[column].in_(values))


def _many(connection: Connection, query: Callable[[list[str]], Select[Any]], values: Iterable[str]) -> Iterator[Row]:
    for some in chunks(set(values)):
        yield from connection.execute(query(some)).mappings()


def same_name_and_birth(connection: Connection) -> Iterator[list[Row]]:
    """Groups of people with one searched name and one date of birth, the one registered first in front."""
    keys = (persons.c.search_name, persons.c.date_of_birth)
    alone = and_(persons.c.merged_into.is_(None), persons.c.date_of_birth.is_not(None))
    twins = select(*keys).where(alone).group_by(*keys).having(func.count() > 1).subquery()
    joined = and_(*(column == twins.c[column.name] for column in keys))
    yield from _groups(connection, select(persons).join(twins, joined).where(alone), keys)


def same_email_and_birth(connection: Connection) -> Iterator[list[Row]]:
    """Groups of people with one email address and one date of birth."""
    email = func.lower(persons.c.email)
    keys = (email.label("mailbox"), persons.c.date_of_birth)
    alone = and_(persons.c.merged_into.is_(None), persons.c.date_of_birth.is_not(None), persons.c.email != "")
    twins = select(*keys).where(alone).group_by(email, persons.c.date_of_birth).having(func.count() > 1).subquery()
    joined = and_(email == twins.c.mailbox, persons.c.date_of_birth == twins.c.date_of_birth)
    yield from _groups(connection, select(persons, keys[0]).join(twins, joined).where(alone), keys)


def _groups(connection: Connection, query: Select[Any], keys: Sequence[Any]) -> Iterator[list[Row]]:
    names = [key.name for key in keys]
    group: list[Row] = []
    for row in connection.execute(query.order_by(*(key for key in keys), persons.c.public_id)).mappings():
        if group and any(group[0][name] != row[name] for name in names):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def same_name_without_birth(connection: Connection, most: int = 50) -> Iterator[list[Row]]:
    """Registrations of people with one searched name, one of whom has no date of birth.

    Names that more than `most` people share say too little.
    """
    known = func.count(persons.c.date_of_birth)
    names = select(persons.c.search_name).where(persons.c.merged_into.is_(None)).group_by(persons.c.search_name)
    shared = names.having(and_(func.count() > 1, func.count() <= most, known < func.count())).subquery()
    columns = (registrations.c.person_id, registrations.c.number, registrations.c.part, persons.c.date_of_birth)
    query = select(persons.c.search_name, *columns, persons.c.public_id).join(registrations)
    joined = query.join(shared, persons.c.search_name == shared.c.search_name).where(persons.c.merged_into.is_(None))
    yield from _groups(connection, joined, (persons.c.search_name,))
