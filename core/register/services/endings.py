"""Verbs about the end of a registration: leaving, death, removal, lapse by decision, and taking back one to come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.errors import Invalid, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import against_ending
from councilkit.register.lapsing import against_day, against_lapse, notice_of
from councilkit.register.services.making import NO_REGISTRATION, present
from councilkit.register.services.registrations import (
    against_sent,
    current,
    find_for,
    find_registration,
    insert_event,
    term_now,
)
from councilkit.register.tables import registration_events, registrations
from councilkit.register.terms import DAY, ENDING, term
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
EVENTS = {"removal": "removed"}  # what an end that was proposed is called once it is agreed to
PROPOSED = ("removal", "lapse")
NOT_AHEAD = N_(
    "No end is recorded here for a day to come, so there is nothing to take back. "
    "An order of removal is lifted, and a proposal is taken back, each on its own page."
)
IN_THE_FUTURE = N_("The date is in the future - pick today or earlier.")


def leave(ctx: Context, registration_id: str, data: Row, version: int) -> None:
    """The person leaves the register at their own wish, from a day on."""
    _end(ctx, registration_id, "left", data, version)


def record_death(ctx: Context, registration_id: str, data: Row, version: int) -> None:
    """The person has died: the entry is closed."""
    _end(ctx, registration_id, "died", data, version)


def _end(ctx: Context, registration_id: str, how: str, data: Row, version: int) -> None:
    given = checked_ending(ctx, registration_id, how, data)
    registration = find_registration(ctx, registration_id)
    with ctx.change(f"register.{how}", registration["person_id"], given["on"]) as change:
        insert_ending(ctx, change, current(change, registration_id), how, given)
        change.update(registrations, registration_id, {}, version=version)


def checked_ending(ctx: Context, registration_id: str, how: str, data: Row) -> dict[str, Any]:
    """An end as it would be recorded or proposed; raises Problem where it cannot be.

    `how` is left, died, removal or lapse; the last two need a reason and a rule.
    """
    find_for(ctx, "register.propose" if how in PROPOSED else "register.end", registration_id)
    given = schemas.checked(schemas.EndingSchema(), data, ctx.today())
    if how in PROPOSED:
        _refuse_unreasoned(given)
    with ctx.reading() as connection:
        registration = present(store.registration(connection, registration_id), NO_REGISTRATION)
        _refuse(ctx, connection, registration, how, given["on"])
    return given


def _refuse_unreasoned(given: Row) -> None:
    wanted = (("reason", N_("Enter the reason.")), ("article", N_("Enter the rule.")))
    missing = {name: [sentence] for name, sentence in wanted if not given[name]}
    if missing:
        raise Invalid(missing)


def insert_ending(ctx: Context, change: Any, registration: Row, how: str, given: Row) -> None:
    """Write the end of a registration inside a change; a Problem where it cannot be.

    A lapse is no end by itself: it gives a term that is held open an end again, by which it can still be renewed.
    """
    _refuse(ctx, change.connection, registration, how, given["on"])
    words = {"reason": given["reason"] or "", "article": given["article"] or ""}
    if how == "lapse":
        insert_event(change, registration["id"], "extended", ctx.today(), until=given["on"] - DAY, **words)
    else:
        insert_event(change, registration["id"], EVENTS.get(how, how), given["on"], **words)


def _refuse(ctx: Context, connection: Connection, registration: Row, how: str, on: date) -> None:
    if how == "died" and on > ctx.today():
        raise Problem(IN_THE_FUTURE, "on")
    if how == "lapse":
        _refuse_lapse(ctx, connection, registration, on)
    else:
        _refuse_end(connection, registration, how, on)


def _refuse_end(connection: Connection, registration: Row, how: str, on: date) -> None:
    """One end alone can lie ahead; a death comes before any."""
    found = term(registration, store.events_of(connection, [registration["id"]]), on)
    if found is None:
        raise Problem(
            Sentence("The registration began on %(begin)s: choose a later day.", begin=registration["registered_on"]),
            "on",
        )
    if not found.running:
        raise Problem(Sentence("This registration had ended on %(ended)s already.", ended=found.ended_on), "on")
    closing = against_ending(found)
    if closing and how != "died":
        raise Problem(closing, "on")


def _refuse_lapse(ctx: Context, connection: Connection, registration: Row, on: date) -> None:
    refusal = lapse_refusal(ctx, connection, registration)
    if refusal:
        raise Problem(refusal)
    notice = notice_of(ctx.law, registration["part"], ctx.today())
    too_soon = against_day(notice, on, ctx.today())
    if too_soon:
        raise Problem(too_soon, "on")


def lapse_refusal(ctx: Context, connection: Connection, registration: Row) -> Sentence | None:
    """Why nobody can let a registration lapse by a decision today, None where its renewal is held open past its end."""
    refusal = against_lapse(term_now(ctx, connection, registration), ctx.today())
    return refusal or against_sent(connection, registration)


def offered_endings(ctx: Context, registration_id: str) -> tuple[set[str], Sentence | None]:
    """How a registration can end today, and why it cannot in most ways, None when it can."""
    with ctx.reading() as connection:
        row = present(store.registration(connection, registration_id), NO_REGISTRATION)
        found = term(row, store.events_of(connection, [registration_id]), ctx.today())
        lapse = set() if lapse_refusal(ctx, connection, row) else {"lapse"}
    refusal = against_ending(found) if found else None
    return ({"died"} if refusal else {"left", "died", "removal"} | lapse), refusal


def ending_refusal(ctx: Context, registration_id: str) -> Sentence | None:
    """Why no end but a death can be recorded for a registration, None when any can."""
    return offered_endings(ctx, registration_id)[1]


def ending_ahead(ctx: Context, registration_id: str) -> Row | None:
    """The end to come that is recorded for a registration and can be taken back; None where none lies ahead."""
    with ctx.reading() as connection:
        return _ahead(ctx, connection, registration_id)


def _ahead(ctx: Context, connection: Connection, registration_id: str) -> Row | None:
    events = store.events_of(connection, [registration_id])
    return next((e for e in events if e["kind"] in ENDING and e["effective_on"] > ctx.today()), None)


def take_back_ending(ctx: Context, registration_id: str, data: Row) -> Row:
    """Take back, with a reason, that a person leaves or is removed on a day to come; returns that end.

    Its history keeps both. A Problem where no end lies ahead: an order is lifted instead.
    """
    registration = find_for(ctx, "register.end", registration_id)
    given = schemas.checked(schemas.TakingBackSchema(), data, ctx.today())
    with ctx.change("register.stay", registration["person_id"]) as change:
        current(change, registration_id)
        ahead = _ahead(ctx, change.connection, registration_id)
        if ahead is None:
            raise Problem(NOT_AHEAD)
        change.delete(registration_events, ahead["id"])
        change.update(registrations, registration_id, {}, version=given["version"])
        change.rows.setdefault("note", []).append({"id": registration_id, "text": given["reason"]})
    return ahead
