"""Reads appeals."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, or_, select

from councilkit.register.store.people import Row, rows
from councilkit.register.store.work import MOST_SHOWN
from councilkit.register.tables import (
    appeals,
    applications,
    orders,
    persons,
    proposals,
    registration_events,
    registrations,
)

OVERTURNED = ("set_aside", "substituted")

_ABOUT_THESE = or_(
    appeals.c.registration_id.in_(bindparam("registrations", expanding=True)),
    appeals.c.application_id.in_(bindparam("applications", expanding=True)),
)
_APPEALS = select(appeals).where(_ABOUT_THESE).order_by(appeals.c.received_on.desc(), appeals.c.id)
_PERSON_ID = func.coalesce(registrations.c.person_id, applications.c.person_id)
_WITH_ABOUT = (
    select(
        appeals,
        func.coalesce(registrations.c.number, applications.c.reference).label("number"),
        func.coalesce(registrations.c.part, applications.c.part).label("part"),
        _PERSON_ID.label("person_id"),
        applications.c.account_id,
        applications.c.details,
        persons.c.given_names,
        persons.c.family_name,
    )
    .outerjoin(registrations, registrations.c.id == appeals.c.registration_id)
    .outerjoin(applications, applications.c.id == appeals.c.application_id)
    .outerjoin(persons, persons.c.id == _PERSON_ID)
)


def appeal(connection: Connection, id: str) -> Row | None:
    """The appeal with this id, with number, part and person of what it is about, and the details of an application."""
    return next(iter(rows(connection, _WITH_ABOUT.where(appeals.c.id == id))), None)


def open_appeals(connection: Connection) -> list[Row]:
    """Appeals that the council must answer or carry out, with what `appeal` tells of each."""
    unanswered = and_(appeals.c.replied_on.is_(None), appeals.c.outcome.is_(None))
    query = _WITH_ABOUT.where(or_(unanswered, _not_decided_again(), and_(_not_carried_out(), _still_holds())))
    return rows(connection, query.order_by(appeals.c.received_on, appeals.c.id).limit(MOST_SHOWN))


def _not_decided_again() -> ColumnElement[bool]:
    """Whether a refusal was overturned, and no application is decided in its place."""
    refused = appeals.c.application_id.is_not(None)
    return and_(refused, appeals.c.outcome.in_(OVERTURNED), appeals.c.again_id.is_(None))


def _not_carried_out() -> ColumnElement[bool]:
    """Whether a decision was overturned, and nobody has proposed or written anything about the entry since."""
    proposed = (
        proposals.c.registration_id == appeals.c.registration_id,
        proposals.c.proposed_at >= appeals.c.outcome_on,
    )
    stands = or_(proposals.c.outcome.is_(None), proposals.c.outcome == "agreed")
    happened = registration_events.c.registration_id == appeals.c.registration_id
    since = registration_events.c.effective_on >= appeals.c.outcome_on
    written = ~exists().where(happened, since)
    return and_(appeals.c.outcome.in_(OVERTURNED), ~exists().where(*proposed, stands), written)


def _still_holds() -> ColumnElement[bool]:
    """Whether an order or a removal that was there before an appeal's outcome can be what it was about."""
    ordered = (orders.c.registration_id == appeals.c.registration_id, orders.c.lifted_on.is_(None))
    in_time = or_(orders.c.ends_on.is_(None), orders.c.ends_on >= appeals.c.outcome_on)
    removed = (
        registration_events.c.registration_id == appeals.c.registration_id,
        registration_events.c.kind == "removed",
    )
    return or_(exists().where(*ordered, in_time), exists().where(*removed))


def appeals_of(
    connection: Connection, registration_ids: Sequence[str], application_ids: Sequence[str] = ()
) -> list[Row]:
    """Appeals about these registrations and applications, the latest first."""
    return rows(connection, _APPEALS, registrations=list(registration_ids), applications=list(application_ids))
