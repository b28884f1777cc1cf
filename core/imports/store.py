"""What an import asks of the register, for many rows at once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import ARRAY, ColumnElement, Connection, Select, String, and_, any_, func, literal, select

from councilkit.ledger.tables import entries
from councilkit.register.names import SEARCH_LENGTH
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
CHUNK = 25_000  # values asked for in one statement
ORGANISATION_LENGTH = SEARCH_LENGTH // 2


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in pieces that one statement is asked for."""
    held = list(values)
    for start in range(0, len(held), CHUNK):
        yield held[start : start + CHUNK]


def among(connection: Connection, column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column is one of many texts, sent as one parameter: a mark for each takes longer than the search."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return cast(ColumnElement[bool], column.in_(select(listed.c.value)))
    return cast(ColumnElement[bool], column == any_(literal(list(values), ARRAY(String))))


def registrations_by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, list[Row]]:
    """The registrations of each of these numbers, with the date of birth; parts may number alike."""
    found: dict[str, list[Row]] = {}
    for some in chunks(set(numbers)):
        query = select(registrations, persons.c.date_of_birth).join(persons)
        query = query.where(among(connection, registrations.c.number, some))
        for row in _rows(connection, query):
            found.setdefault(row["number"], []).append(row)
    return found


def persons_by_public_id(connection: Connection, public_ids: Iterable[str]) -> dict[str, Row]:
    """People by public id."""
    return {row["public_id"]: row for row in matching(connection, select(persons), persons.c.public_id, public_ids)}


def held_of(connection: Connection, person_ids: Sequence[str], registration_ids: Sequence[str]) -> dict[str, list[Row]]:
    """What the register holds of people and registrations: rows by table name; employment has the `organisation`."""
    work = select(employment, organisations.c.name.label("organisation")).join(organisations)
    of_person = ((persons, "id"), (person_names, "person_id"), (qualifications, "person_id"))
    of_entry = ((registrations, "id"), (registration_events, "registration_id"), (orders, "registration_id"))
    held = {employment.name: list(matching(connection, work, employment.c.person_id, person_ids))}
    for wanted, tables in ((person_ids, of_person), (registration_ids, of_entry)):
        for table, column in tables:
            held[table.name] = list(matching(connection, select(table), table.c[column], wanted))
    return held


def imported_as(connection: Connection, action: str, person_ids: Iterable[str]) -> Iterator[str]:
    """The snapshots of what an import wrote of these people."""
    for some in chunks(person_ids):
        theirs = among(connection, persons.c.id, some) | among(connection, persons.c.merged_into, some)
        subjects = select(persons.c.id).where(theirs)
        query = select(entries.c.snapshot).where(entries.c.action == action, entries.c.subject.in_(subjects))
        yield from (snapshot for (snapshot,) in connection.execute(query) if snapshot)


def organisation_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Names of organisations by id."""
    return {row["id"]: row["name"] for row in matching(connection, select(organisations), organisations.c.id, ids)}


def organisation_ids(connection: Connection, folded_names: Iterable[str]) -> dict[str, str]:
    """The id of the organisation of each of these folded names that is there."""
    found = matching(connection, select(organisations), organisations.c.search_name, folded_names)
    return {row["search_name"]: row["id"] for row in found}


def next_counters(connection: Connection, name: str, count: int) -> int:
    """Take `count` numbers of a sequence; returns the first."""
    return next_number(connection, name, count) - count + 1


def matching(connection: Connection, query: Select[Any], column: Any, values: Iterable[str]) -> Iterator[Row]:
    """The rows of a query in which a column is one of these values."""
    for some in chunks(set(values)):
        yield from _rows(connection, query.where(among(connection, column, some)))


def _rows(connection: Connection, query: Select[Any]) -> Iterable[Row]:
    return cast(Iterable[Row], connection.execute(query).mappings())


def nobody_there(connection: Connection) -> bool:
    """Whether the register is still empty."""
    return connection.execute(select(persons.c.id).limit(1)).first() is None


def same_name_and_birth(connection: Connection, names: Sequence[str] | None = None) -> Iterator[list[Row]]:
    """Groups of people with one searched name and one date of birth.

    `names`, where given, are the only ones looked at.
    """
    keys = (persons.c.search_name, persons.c.date_of_birth)
    chosen = _looked_at(connection, select(*keys), persons.c.search_name, names)
    twins = chosen.where(*_BORN).group_by(*keys).having(func.count() > 1).subquery()
    joined = and_(*(column == twins.c[column.name] for column in keys))
    yield from _groups(connection, select(persons).join(twins, joined).where(*_BORN), keys)


def same_email_and_birth(connection: Connection, emails: Sequence[str] | None = None) -> Iterator[list[Row]]:
    """Groups of people with one email address and one date of birth; `emails` in small letters."""
    if emails is not None and not len(emails):
        return
    email = func.lower(persons.c.email)
    keys = (email.label("mailbox"), persons.c.date_of_birth)
    chosen = _looked_at(connection, select(*keys), email, emails).where(*_BORN, persons.c.email != "")
    twins = chosen.group_by(email, persons.c.date_of_birth).having(func.count() > 1).subquery()
    joined = and_(email == twins.c.mailbox, persons.c.date_of_birth == twins.c.date_of_birth)
    yield from _groups(connection, select(persons, keys[0]).join(twins, joined).where(*_BORN), keys)


def same_name_without_birth(
    connection: Connection, given: Sequence[str] | None = None, most: int = 50
) -> Iterator[list[Row]]:
    """Registrations of people with one searched name, one of whom has no date of birth.

    Names that more than `most` people share say too little.
    """
    known = func.count(persons.c.date_of_birth)
    names = _looked_at(connection, select(persons.c.search_name), persons.c.search_name, given)
    names = names.where(persons.c.merged_into.is_(None)).group_by(persons.c.search_name)
    shared = names.having(and_(func.count() > 1, func.count() <= most, known < func.count())).subquery()
    columns = (registrations.c.person_id, registrations.c.number, registrations.c.part, persons.c.date_of_birth)
    query = select(persons.c.search_name, *columns, persons.c.public_id).join(registrations)
    joined = query.join(shared, persons.c.search_name == shared.c.search_name).where(persons.c.merged_into.is_(None))
    yield from _groups(connection, joined, (persons.c.search_name,))


_BORN = (persons.c.merged_into.is_(None), persons.c.date_of_birth.is_not(None))


def _looked_at(connection: Connection, query: Select[Any], column: Any, values: Sequence[str] | None) -> Select[Any]:
    return query if values is None else query.where(among(connection, column, list(values)))


def _groups(connection: Connection, query: Select[Any], keys: Sequence[Any]) -> Iterator[list[Row]]:
    names = [key.name for key in keys]
    group: list[Row] = []
    for row in _rows(connection, query.order_by(*keys, persons.c.public_id)):
        if group and any(group[0][name] != row[name] for name in names):
            yield group
            group = []
        group.append(row)
    if group:
        yield group
