"""Orders that the law holds against one longest time in all, with what they were before they were changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store
from councilkit.register.model import OrderKind
from councilkit.register.tables import orders
from councilkit.register.terms import DAY

Row = Mapping[str, Any]


def held_together(
    ctx: Context,
    connection: Connection,
    kind: OrderKind,
    registration: Row,
    made: Iterable[Row],
    order_id: str,
    starts_on: date,
) -> list[Row]:
    """The orders whose days are spent where one of this kind is made, or one is changed so that it starts on a day."""
    family = frozenset(each.code for each in ctx.catalogue.all(OrderKind) if each.total == kind.total)
    others = [order for order in made if order["kind"] in family and order["id"] != order_id]
    before = _before(connection, registration["person_id"], family, order_id, starts_on) if order_id else None
    return [*others, before] if before else others


def _before(
    connection: Connection, person_id: str, family: frozenset[str], order_id: str, starts_on: date
) -> Row | None:
    """What an order was in all its versions, until it starts anew; None where it did not start before."""
    found = [row for row in _versions(connection, person_id, order_id) if row["kind"] in family]
    first = min((date.fromisoformat(row["starts_on"]) for row in found), default=starts_on)
    if first >= starts_on:
        return None
    ends = [date.fromisoformat(row["ends_on"]) if row["ends_on"] else starts_on for row in found]
    return {"starts_on": first, "ends_on": min(max(ends), starts_on - DAY), "lifted_on": None}


def _versions(connection: Connection, person_id: str, order_id: str) -> list[Row]:
    subjects = store.same_person_ids(connection, person_id)
    entries = (entry for subject in subjects for entry in read_ledger(connection, subject=subject))
    return [row for entry in entries for row in entry.rows.get(orders.name, ()) if row["id"] == order_id]
