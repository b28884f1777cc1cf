"""Verbs of appeals: that one came in, the council's reply within its time, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register import schemas, store
from councilkit.register.clocks import Clock, clock_by, clock_of
from councilkit.register.services.making import NO_REGISTRATION, once, present
from councilkit.register.services.registrations import find_registration
from councilkit.register.tables import appeals
from councilkit.wording import N_

Row = Mapping[str, Any]
NO_APPEAL = N_("There is no such appeal. Go back and look again.")
OVER = N_("This appeal is over. Nothing was changed.")


@dataclass(frozen=True)
class Appeal:
    """An appeal with whom it concerns, by when the council answers, and whether it came in time (None: not known)."""

    row: Row
    registration: Row
    person: Row
    clock: Clock
    due: date
    window: Clock | None
    in_time: bool | None


def record_appeal(ctx: Context, registration_id: str, data: Row) -> str:
    """Record an appeal that reached the council; it belongs to the officer who records it. Returns its id."""
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.AppealSchema(), data, ctx.today())
    registration = find_registration(ctx, registration_id)
    row = given | {"reference": given["reference"] or "", "registration_id": registration_id, "owner": ctx.actor.id}

    def make(id: str) -> None:
        with ctx.change("register.appeal", registration["person_id"], given["received_on"]) as change:
            change.insert(appeals, row | {"id": id})

    return once(ctx, appeals, given.pop("id"), make)


def read_appeal(ctx: Context, appeal_id: str) -> Appeal:
    """One appeal, held against the council's clock and the time that the law gives to appeal."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        row = present(store.row(connection, appeals, appeal_id), NO_APPEAL)
        registration = present(store.registration(connection, row["registration_id"]), NO_REGISTRATION)
        person = present(store.person(connection, registration["person_id"]), NO_REGISTRATION)
    clock = clock_of(ctx.catalogue, ctx.law, registration["part"], "appeal", row["received_on"])
    window = clock_by(ctx.law, f"{registration['part'].partition('.')[0]}.appeal.window", row["received_on"])
    served = row["served_on"]
    in_time = row["received_on"] <= window.due(served) if window and served else None
    return Appeal(row, registration, person, clock, clock.due(row["received_on"]), window, in_time)


def reply(ctx: Context, appeal_id: str, data: Row) -> None:
    """Record that the council answered an appeal."""
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.ReplySchema(), data, ctx.today())
    found = read_appeal(ctx, appeal_id)
    _refuse_early(found.row, given["replied_on"], "replied_on")
    _write(ctx, found, "register.appeal_answered", {"replied_on": given["replied_on"]}, given["version"])


def close(ctx: Context, appeal_id: str, data: Row) -> None:
    """Record what came of an appeal; standing changes only by what officers then propose about the order or entry."""
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.OutcomeSchema(), data, ctx.today())
    found, version = read_appeal(ctx, appeal_id), given.pop("version")
    _refuse_early(found.row, given["outcome_on"], "outcome_on")
    _write(ctx, found, "register.appeal_closed", given | {"note": given["note"] or ""}, version)


def _refuse_early(row: Row, day: date, field: str) -> None:
    if day < row["received_on"]:
        raise Problem("This day is before the appeal reached the council. Check it.", field)


def _write(ctx: Context, found: Appeal, action: str, values: Row, version: int) -> None:
    with ctx.change(action, found.person["id"]) as change:
        now = present(store.row(change.connection, appeals, found.row["id"], lock=True), NO_APPEAL)
        if now["outcome"]:
            raise Problem(OVER)
        change.update(appeals, now["id"], dict(values), version=version)
