"""Reads what employers say of applicants, and who is asked."""

from sqlalchemy import Connection, String, cast, select

from councilkit.accounts.tables import accounts
from councilkit.register.names import organisation_key
from councilkit.register.store.people import Row, rows
from councilkit.register.tables import applications, endorsements

_OPEN = (applications.c.kind != "renewal", applications.c.outcome.is_(None))


def endorsement(connection: Connection, application_id: str, organisation_id: str) -> Row | None:
    """What an organisation said of an application."""
    theirs = (endorsements.c.application_id == application_id, endorsements.c.organisation_id == organisation_id)
    return next(iter(rows(connection, select(endorsements).where(*theirs))), None)


def endorsements_by(connection: Connection, organisation_id: str) -> list[Row]:
    """What an organisation said of applications that are open."""
    query = select(endorsements).join(applications, applications.c.id == endorsements.c.application_id)
    return rows(connection, query.where(endorsements.c.organisation_id == organisation_id, *_OPEN))


def open_entries_naming(connection: Connection, search_name: str) -> list[Row]:
    """Open applications for entry or return whose employer has this folded name, the oldest first."""
    named = select(applications.c.id, applications.c.details["employer"].as_string()).where(*_OPEN)
    ids = [id for id, employer in connection.execute(named) if employer and organisation_key(employer) == search_name]
    query = select(applications).where(applications.c.id.in_(ids))
    return rows(connection, query.order_by(applications.c.received_at, applications.c.id))


def acts_for(connection: Connection, organisation_id: str) -> bool:
    """Whether an open account acts for an organisation as its employer."""
    employer = cast(accounts.c.roles, String).contains('"employer"')
    theirs = (accounts.c.organisation_id == organisation_id, accounts.c.closed.is_(False), employer)
    return connection.execute(select(accounts.c.id).where(*theirs).limit(1)).first() is not None
