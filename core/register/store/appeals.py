"""Reads appeals."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, or_, select

from councilkit.register.store.people import Row, rows
from councilkit.register.store.work import MOST_SHOWN, with_person
from councilkit.register.tables import appeals, orders, proposals, registration_events

OVERTURNED = ("set_aside", "substituted")

_OF_REGISTRATIONS = appeals.c.registration_id.in_(bindparam("ids", expanding=True))
_APPEALS = select(appeals).where(_OF_REGISTRATIONS).order_by(appeals.c.received_on.desc(), appeals.c.id)


def open_appeals(connection: Connection) -> list[Row]:
    """Appeals that the council must answer or carry out, with number and name of whom they concern."""
    unanswered = and_(appeals.c.replied_on.is_(None), appeals.c.outcome.is_(None))
    query = with_person(appeals).where(or_(unanswered, and_(_not_carried_out(), _still_holds())))
    return rows(connection, query.order_by(appeals.c.received_on, appeals.c.id).limit(MOST_SHOWN))


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


def appeals_of(connection: Connection, registration_ids: Sequence[str]) -> list[Row]:
    """Appeals about these registrations, the latest first."""
    return rows(connection, _APPEALS, ids=list(registration_ids))
