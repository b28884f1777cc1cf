"""Reads what belongs to renewals: signatures, payments, conditions, leave, decisions, and who works where."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, exists, or_, select

from councilkit.register.tables import applications, employment, registration_events, registrations
from councilkit.standing.tables import conditions, declarations, dispensations, leave, payments

Row = Mapping[str, Any]
SIGNATURE = "renewal"  # the kind of declaration that a renewal needs
RECORDED = (payments, conditions, leave, dispensations)


# A signature is spent once the application that it sent was refused or taken back: they have the same id.
STANDS = ~exists().where(applications.c.id == declarations.c.id, applications.c.outcome.in_(("refused", "withdrawn")))
_UNSPENT = ~exists().where(
    registration_events.c.registration_id == declarations.c.registration_id,
    registration_events.c.kind == "renewed",
    registration_events.c.effective_on >= declarations.c.signed_on,
)
_SIGNED = (
    select(registrations.c.id, registrations.c.person_id)
    .distinct()
    .join(declarations)
    .where(declarations.c.kind == SIGNATURE, declarations.c.signed_on > bindparam("since"), STANDS, _UNSPENT)
)
_SIGNED_BY = _SIGNED.where(registrations.c.person_id == bindparam("person"))

_HELD_SINCE = exists().where(
    registration_events.c.registration_id == payments.c.registration_id,
    registration_events.c.kind == "extended",
    registration_events.c.until.is_(None),
    registration_events.c.effective_on >= payments.c.paid_on,
)
_PAID = select(registrations).distinct().join(payments).where(payments.c.fee == "renewal").order_by(registrations.c.id)
_PAID_BY = _PAID.where(registrations.c.person_id == bindparam("person"))
_PAID_UNHELD = _PAID.where(payments.c.paid_on > bindparam("since"), ~_HELD_SINCE)


def signed_since(connection: Connection, registration_id: str, opens: date) -> bool:
    """Whether the registrant has signed a renewal since a day, and nothing was renewed by it yet."""
    query = select(declarations.c.id).where(
        declarations.c.registration_id == registration_id,
        declarations.c.kind == SIGNATURE,
        declarations.c.signed_on >= opens,
        STANDS,
        _UNSPENT,
    )
    return connection.execute(query.limit(1)).first() is not None


def paid_of(connection: Connection, registration_id: str, fee: str, since: date) -> Sequence[Row]:
    """What was paid of a fee since a day, the latest first."""
    theirs = (payments.c.registration_id == registration_id, payments.c.fee == fee, payments.c.paid_on >= since)
    query = select(payments).where(*theirs).order_by(payments.c.paid_on.desc(), payments.c.id)
    return list(connection.execute(query).mappings())


def paid_waiting(connection: Connection, person_id: str, today: date) -> list[Row]:
    """A person's registrations for which a fee of renewal was paid.

    For "" everybody's for which it was paid within two years, as far as no term was held open since then.
    """
    asked = {"person": person_id} if person_id else {"since": today - timedelta(days=730)}
    return list(connection.execute(_PAID_BY if person_id else _PAID_UNHELD, asked).mappings())


def signed_waiting(connection: Connection, person_id: str, today: date) -> list[tuple[str, str]]:
    """Registrations, with whose they are, that were signed within two years; of one person, or "" for everybody's.

    Whether one is still open is for the evaluator to say.
    """
    asked = {"since": today - timedelta(days=730), **({"person": person_id} if person_id else {})}
    return [(row.id, row.person_id) for row in connection.execute(_SIGNED_BY if person_id else _SIGNED, asked)]


def recorded(connection: Connection, registration_id: str) -> dict[str, Sequence[Row]]:
    """What the office recorded for a registration, by table, the latest first."""
    return {table.name: _of(connection, table, registration_id) for table in RECORDED}


def _of(connection: Connection, table: Table, registration_id: str) -> Sequence[Row]:
    day = next(table.c[name] for name in ("paid_on", "imposed_on", "starts_on") if name in table.c)
    query = select(table).where(table.c.registration_id == registration_id).order_by(day.desc(), table.c.id)
    return list(connection.execute(query).mappings())


def works_at(connection: Connection, person_id: str, organisation_id: str, day: date) -> bool:
    """Whether a person works for an organisation on a day."""
    query = select(employment.c.id).where(employed(organisation_id, day), employment.c.person_id == person_id)
    return connection.execute(query.limit(1)).first() is not None


def going_on(day: date) -> ColumnElement[bool]:
    """Employment that goes on on a day."""
    begun = or_(employment.c.starts_on.is_(None), employment.c.starts_on <= day)
    return and_(begun, or_(employment.c.ends_on.is_(None), employment.c.ends_on >= day))


def employed(organisation_id: str, day: date) -> ColumnElement[bool]:
    """Employment with an organisation that goes on on a day."""
    return and_(employment.c.organisation_id == organisation_id, going_on(day))
