"""Reads whole registers for publication, some thousand registrations at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, extract, func, or_, select

from councilkit.context import SYSTEM
from councilkit.cpd.tables import records
from councilkit.register import store
from councilkit.register.tables import applications, employment, person_names, persons, qualifications, registrations

Row = Mapping[str, Any]
CHUNK = 1000


def registrations_with_people(connection: Connection) -> Iterator[list[Row]]:
    """Every registration with its person's row fields, in chunks."""
    fields = (
        persons.c.public_id,
        persons.c.given_names,
        persons.c.family_name,
        persons.c.search_name,
        persons.c.area_code,
        persons.c.merged_into,
    )
    query = select(registrations, *fields).join(persons, persons.c.id == registrations.c.person_id)
    ids = list(connection.execute(select(registrations.c.id).order_by(registrations.c.id)).scalars())
    for start in range(0, len(ids), CHUNK):
        chosen = registrations.c.id.in_(ids[start : start + CHUNK])
        yield [_kept(connection, row) for row in connection.execute(query.where(chosen)).mappings()]


def _kept(connection: Connection, row: Row) -> Row:
    """A registration that still names a merged person shows the person that was kept."""
    if row["merged_into"] is None:
        return row
    kept = store.follow(connection, row)
    return {
        **row,
        **{name: kept[name] for name in ("public_id", "given_names", "family_name", "search_name", "area_code")},
        "person_id": kept["id"],
    }


def grouped(rows: Sequence[Row], by: str) -> dict[str, list[Row]]:
    """Rows by the value of one column, order kept."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[by], []).append(row)
    return found


def qualifications_of(connection: Connection, person_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Qualifications by person, the latest first."""
    table = qualifications
    query = select(table).where(table.c.person_id.in_(person_ids))
    return grouped(
        store.rows(
            connection,
            query.order_by(table.c.awarded_on.desc(), table.c.awarded_year.desc(), table.c.award, table.c.id),
        ),
        "person_id",
    )


def script_names_of(connection: Connection, person_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Names in other scripts by person; previous names are not read here."""
    table = person_names
    query = select(table).where(table.c.person_id.in_(person_ids), table.c.kind == "script")
    return grouped(
        store.rows(connection, query.order_by(table.c.language, table.c.given_names, table.c.id)), "person_id"
    )


def areas_of_work(connection: Connection, person_ids: Sequence[str], as_of: date) -> dict[str, str]:
    """The area of each person's latest employment that goes on; who has none is left out."""
    table = employment
    going_on = or_(table.c.ends_on.is_(None), table.c.ends_on >= as_of)
    query = select(table.c.person_id, table.c.area_code).where(table.c.person_id.in_(person_ids), going_on)
    ordered = query.where(table.c.area_code != "").order_by(func.coalesce(table.c.starts_on, date.min), table.c.id)
    return {row.person_id: row.area_code for row in connection.execute(ordered)}


def decided_applications(connection: Connection) -> list[Row]:
    """Applications that somebody of the council decided, with when they came in and were decided."""
    names = ("part", "kind", "received_at", "decided_at", "asked_until")
    officers = applications.c.decided_by.is_not(None) & (applications.c.decided_by != SYSTEM.id)
    query = select(*[applications.c[name] for name in names]).where(officers)
    return store.rows(connection, query.where(applications.c.outcome.in_(("admitted", "refused"))))


def learning_by_part_and_year(connection: Connection, as_of: date) -> list[Row]:
    """People, entries and amount of learning by part, year and unit, up to a day; withdrawn entries do not count."""
    year = extract("year", records.c.on)
    query = (
        select(
            registrations.c.part,
            year.label("year"),
            records.c.unit,
            func.count(func.distinct(registrations.c.person_id)).label("people"),
            func.count().label("entries"),
            func.sum(records.c.amount).label("amount"),
        )
        .join(registrations, registrations.c.id == records.c.registration_id)
        .where(records.c.on <= as_of, records.c.withdrawn.is_(False))
        .group_by(registrations.c.part, year, records.c.unit)
    )
    return store.rows(connection, query)
