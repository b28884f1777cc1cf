"""Reads appeals."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from councilkit.register.store.people import Row, rows
from councilkit.register.store.work import MOST_SHOWN, with_person
from councilkit.register.tables import appeals

_OF_REGISTRATIONS = appeals.c.registration_id.in_(bindparam("ids", expanding=True))
_APPEALS = select(appeals).where(_OF_REGISTRATIONS).order_by(appeals.c.received_on.desc(), appeals.c.id)


def open_appeals(connection: Connection) -> list[Row]:
    """Appeals that the council has not answered and that are not over, with number and name of whom they concern."""
    query = with_person(appeals).where(appeals.c.replied_on.is_(None), appeals.c.outcome.is_(None))
    return rows(connection, query.order_by(appeals.c.received_on, appeals.c.id).limit(MOST_SHOWN))


def appeals_of(connection: Connection, registration_ids: Sequence[str]) -> list[Row]:
    """Appeals about these registrations, the latest first."""
    return rows(connection, _APPEALS, ids=list(registration_ids))
