"""Reads portfolios: practice examples, reviews, shares and awards told; writing goes through a ledger change."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, select

from councilkit.pathways.tables import claims, examples
from councilkit.register.store.people import Row, rows
from councilkit.register.tables import registrations
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


def examples_of(connection: Connection, registration_id: str, *, withdrawn: bool = False) -> list[Row]:
    """The practice examples of a registration, the latest first: those that stand, or those taken out."""
    query = select(examples).where(examples.c.registration_id == registration_id, examples.c.withdrawn.is_(withdrawn))
    return rows(connection, query.order_by(examples.c.on.desc(), examples.c.written_at.desc(), examples.c.id))


def owned(connection: Connection, table: Table, id: str, *, lock: bool = False) -> Row | None:
    """A row of a portfolio with `person_id` and `part` of its registration; `lock` keeps other writers waiting."""
    query = select(table, registrations.c.person_id, registrations.c.part, registrations.c.number)
    query = query.join(registrations, registrations.c.id == table.c.registration_id).where(table.c.id == id)
    found = rows(connection, query.with_for_update(of=table) if lock else query)
    return next(iter(found), None)
