"""Verbs of standing: what held on a day, as known at a moment; what a person's own page says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Table

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.ledger.model import Entry, replay
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store as register_store
from councilkit.register.bounds import Bounds, bounds_in
from councilkit.register.model import number_key
from councilkit.register.tables import orders, persons, registration_events, registrations
from councilkit.standing.model import Standing, standing
from councilkit.wording import N_

Row = Mapping[str, Any]
NO_REGISTRATION = N_("There is no registration of this number. Check it, or search by name.")
NOT_KNOWN_THEN = N_("Nothing was known of this registration at that time. Choose a later time.")


@dataclass(frozen=True)
class Found:
    """A registration, its standing on a day, and every order that was made about it."""

    registration: Row
    standing: Standing
    orders: tuple[Row, ...] = ()


def registrations_numbered(ctx: Context, number: str) -> list[Row]:
    """Registrations of exactly this number, in whatever part; NotFound when there is none."""
    with ctx.reading() as connection:
        found = register_store.by_number(connection, number_key(number))
        if not found:
            raise NotFound(NO_REGISTRATION)
        return found


def standing_of(
    ctx: Context, registration_id: str, as_of: date | None = None, known_at: datetime | None = None
) -> Standing:
    """The standing of a registration on a day; with `known_at` as the register would have answered at that moment."""
    with ctx.reading() as connection:
        row = register_store.registration(connection, registration_id)
    if row is None:
        raise NotFound(NO_REGISTRATION)
    found = {f.registration["id"]: f for f in standings_of(ctx, row["person_id"], as_of, known_at)}
    if registration_id not in found:
        raise NotFound(NOT_KNOWN_THEN)
    return found[registration_id].standing


def standings_of(
    ctx: Context, person_id: str, as_of: date | None = None, known_at: datetime | None = None
) -> list[Found]:
    """Every registration of a person with its standing on a day, the live ones first.

    Without `known_at` by the rows as they are; with it by the rows as the ledger had them at that moment.
    """
    day = as_of or ctx.today()
    entered, events, made = _rows_now(ctx, person_id) if known_at is None else _rows_then(ctx, person_id, known_at)
    found = [
        Found(row, standing(row, _of(row, events), _of(row, made), day, _bounds(ctx, row, day)), tuple(_of(row, made)))
        for row in sorted(entered, key=lambda row: (row["registered_on"], row["id"]))
    ]
    return sorted(found, key=lambda each: not each.standing.on_register)


def _bounds(ctx: Context, row: Row, day: date) -> Bounds:
    return bounds_in(ctx.catalogue, ctx.law, row["part"], day)


def _of(registration: Row, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["registration_id"] == registration["id"]]


def _rows_now(ctx: Context, person_id: str) -> tuple[list[Row], list[Row], list[Row]]:
    with ctx.reading() as connection:
        entered = register_store.registrations_of(connection, person_id)
        ids = [row["id"] for row in entered]
        return entered, register_store.events_of(connection, ids), register_store.orders_of(connection, ids)


def _rows_then(ctx: Context, person_id: str, known_at: datetime) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of a person, and of records that were one with theirs then or are now, as the ledger had them.

    What was written while records were merged stands under the kept one, also where the merge was undone later.
    """
    require(ctx, "register.read", person_id)
    with ctx.reading() as connection:
        ids = register_store.same_person_ids(connection, person_id)
        subjects = register_store.ever_merged_with(connection, ids)
        entries = [entry for id in subjects for entry in read_ledger(connection, subject=id, known_at=known_at)]
    state = replay(sorted(entries, key=_seq))
    owners = _one_with(ids, state.get(persons.name, {}))
    entered = [row for row in _typed(registrations, state) if row["person_id"] in owners]
    return entered, _typed(registration_events, state), _typed(orders, state)


def _one_with(ids: Sequence[str], people: Mapping[str, Row]) -> set[str]:
    """These people, and everybody who was one person with any of them by the rows of people."""
    kept = {_kept(id, people) for id in ids}
    return {id for id in people if _kept(id, people) in kept} | set(ids)


def _kept(id: str, people: Mapping[str, Row]) -> str:
    while id in people and people[id]["merged_into"]:
        id = people[id]["merged_into"]
    return id


def _seq(entry: Entry) -> int:
    return entry.seq


def _typed(table: Table, state: Mapping[str, Mapping[str, Row]]) -> list[Row]:
    """Rows of the ledger with their dates back."""
    days = [column.name for column in table.columns if isinstance(column.type, Date)]
    return [
        {**row, **{name: date.fromisoformat(row[name]) for name in days if row.get(name)}}
        for row in state.get(table.name, {}).values()
    ]
