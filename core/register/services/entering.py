"""Entry once: nobody is entered on a part of the register that they are on, or were on before; that is a return."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register import store
from councilkit.register.entering import Held, against_dead, against_entry, held, to_restore
from councilkit.register.services.making import NO_PERSON, present
from councilkit.register.tables import persons
from councilkit.wording import Sentence

Row = Mapping[str, Any]


def known_person(connection: Connection, person_id: str, *, lock: bool = False) -> Row:
    """The record that a person is kept under today; `lock` keeps other writers from it until the commit."""
    kept = store.follow(connection, present(store.person(connection, person_id), NO_PERSON))
    return present(store.row(connection, persons, kept["id"], lock=True), NO_PERSON) if lock else kept


def held_by(ctx: Context, connection: Connection, person_id: str) -> list[Held]:
    """Every registration of a person as it stands today, the oldest first."""
    rows = store.registrations_of(connection, known_person(connection, person_id)["id"])
    ids = [row["id"] for row in rows]
    events, orders = store.events_of(connection, ids), store.orders_of(connection, ids)
    return [held(row, _of(row, events), _of(row, orders), ctx.today()) for row in rows]


def _of(registration: Row, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["registration_id"] == registration["id"]]


def refuse_entry(ctx: Context, connection: Connection, person_id: str | None, part: str) -> None:
    """Raise Problem where the register knows that a person is or was on a part of it."""
    refusal = against_entry(held_by(ctx, connection, person_id), part) if person_id else None
    if refusal:
        raise Problem(refusal, "proposal")


def before(ctx: Context, connection: Connection, person_id: str, part: str) -> Row | None:
    """The registration by which a person comes back to a part; None where they hold one, or never did.

    Raises Problem where their death is recorded.
    """
    holds = held_by(ctx, connection, person_id)
    refusal = against_dead(holds)
    if refusal:
        raise Problem(refusal)
    return to_restore(holds, part)


def comebacks(ctx: Context, part: str, person_ids: Iterable[str]) -> dict[str, tuple[Sentence, bool]]:
    """Of those who cannot be entered on a part anew: why, and whether each comes back instead."""
    with ctx.reading() as connection:
        holds = {id: held_by(ctx, connection, id) for id in person_ids}
    refused = {id: against_entry(each, part) for id, each in holds.items()}
    return {id: (why, to_restore(holds[id], part) is not None) for id, why in refused.items() if why}
