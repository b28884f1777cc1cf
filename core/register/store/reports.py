"""Reads what employers reported of their staff."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, select

from councilkit.accounts.tables import accounts
from councilkit.register.store.people import Row, rows
from councilkit.register.store.work import MOST_SHOWN
from councilkit.register.tables import employer_reports, organisations, persons


def report(connection: Connection, id: str) -> Row | None:
    """One report, with the `employer`, whom it is about, and the name of its owner in `owner_name`."""
    return next(iter(rows(connection, _named().where(employer_reports.c.id == id))), None)


def open_reports(connection: Connection) -> list[Row]:
    """Reports of which no officer has said what was done, the oldest first."""
    query = _named().where(employer_reports.c.closed_on.is_(None))
    return rows(connection, query.order_by(employer_reports.c.reported_on, employer_reports.c.id).limit(MOST_SHOWN))


def reports_by(connection: Connection, organisation_id: str) -> list[Row]:
    """What an employer reported and the council has not dealt with, the oldest first."""
    theirs = (employer_reports.c.organisation_id == organisation_id, employer_reports.c.closed_on.is_(None))
    query = _named().where(*theirs).order_by(employer_reports.c.reported_on, employer_reports.c.id)
    return rows(connection, query.limit(MOST_SHOWN))


def reports_of(connection: Connection, person_ids: Sequence[str]) -> list[Row]:
    """What was reported of a person, the latest first."""
    query = _named().where(employer_reports.c.person_id.in_(list(person_ids)))
    return rows(connection, query.order_by(employer_reports.c.reported_on.desc(), employer_reports.c.id))


def _named() -> Select[tuple[object, ...]]:
    who = (persons.c.public_id, persons.c.given_names, persons.c.family_name)
    named = (organisations.c.name.label("employer"), accounts.c.name.label("owner_name"))
    joined = select(employer_reports, *named, *who).outerjoin(accounts, accounts.c.id == employer_reports.c.owner)
    joined = joined.join(organisations, organisations.c.id == employer_reports.c.organisation_id)
    return joined.join(persons, persons.c.id == employer_reports.c.person_id)
