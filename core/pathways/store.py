"""Reads portfolios: practice examples, reviews, shares and awards told; writing goes through a ledger change."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from councilkit.pathways.tables import claims
from councilkit.register.store.people import Row, rows
from councilkit.standing.tables import conditions


def claims_of(connection: Connection, registration_ids: Sequence[str]) -> list[Row]:
    """The awards that a registrant told of, the latest first, without those taken back."""
    query = select(claims).where(claims.c.registration_id.in_(registration_ids), claims.c.withdrawn.is_(False))
    return rows(connection, query.order_by(claims.c.awarded_on.desc(), claims.c.id))


def conditions_of(connection: Connection, registration_ids: Sequence[str]) -> Mapping[str, bool]:
    """The conditions of registrations by kind: whether each is fulfilled."""
    query = select(conditions).where(conditions.c.registration_id.in_(registration_ids))
    found: dict[str, bool] = {}
    for row in rows(connection, query.order_by(conditions.c.imposed_on, conditions.c.id)):
        found[row["kind"]] = row["fulfilled_on"] is not None
    return found
