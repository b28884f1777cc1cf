"""Verbs about the end of a registration: leaving, death, removal, lapse by decision, and taking one back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import against_ending
from councilkit.register.lapsing import against_day, against_lapse, notice_of
from councilkit.register.services.admission import keep_running
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
from councilkit.register.terms import DAY, ENDING, in_order, term
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
EVENTS = {"removal": "removed"}  # what an end that was proposed is called once it is agreed to
PROPOSED = ("removal", "lapse")
NO_END = N_(
    "No end is recorded here, so there is nothing to take back. "
    "An order of removal is lifted, and a proposal is taken back, each on its own page."
)
UNDONE = {
    "renewed": N_("The renewal of %(day)s"),
    "restored": N_("The return of %(day)s"),
    "extended": N_("The later end that was given on %(day)s"),
    "left": N_("The leaving of %(day)s"),
    "removed": N_("The removal of %(day)s"),
}
UNDONE_ORDER = N_("The order from %(day)s on")
BY_TWO = N_("Two officers take this end back: propose it.")
BY_ONE = N_("That a person leaves on a day to come is taken back by one officer.")
TOO_LATE = N_(
    "The end on %(day)s cannot be taken back like this any more: its day has come, or something else was recorded "
    "since. Send this back."
)
MISTAKE = N_("It had been ended by mistake.")
CHANGED_MEANWHILE = N_("This registration was changed while you were writing. Look at it again, then propose.")
ONE_WAITS = N_("Another proposal to take this end back waits for a decision. Decide that one first.")
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
    """One end alone can lie ahead; a death comes before any, and before a return that is recorded for a later day."""
    events = store.events_of(connection, [registration["id"]])
    found = term(registration, events, on)
    if found is None:
        raise Problem(
            Sentence("The registration began on %(begin)s: choose a later day.", begin=registration["registered_on"]),
            "on",
        )
    back = how == "died" and any(event["kind"] == "restored" and event["effective_on"] > on for event in events)
    if not found.running and (found.ended_by == "died" or not back):
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


def undone_by_death(ctx: Context, registration_id: str, on: date) -> list[Sentence]:
    """What is recorded of a registration for later days, and has no effect once a death on a day is recorded."""
    with ctx.reading() as connection:
        events = store.events_of(connection, [registration_id])
        made = store.orders_of(connection, [registration_id])
    later = [(event["effective_on"], UNDONE[event["kind"]]) for event in events if event["kind"] in UNDONE]
    later += [(order["starts_on"], UNDONE_ORDER) for order in made]
    return [Sentence(words, day=day) for day, words in sorted(later) if day > on]


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


def recorded_end(ctx: Context, registration_id: str) -> Row | None:
    """The end of a registration that is recorded and can be taken back, and whether that needs two officers (`by_two`).

    One officer takes back that a person leaves on a day to come. What two agreed to, and what has come already, so that
    it can only have been a mistake, is taken back by two.
    """
    with ctx.reading() as connection:
        return _recorded(ctx, connection, present(store.registration(connection, registration_id), NO_REGISTRATION))


def _recorded(ctx: Context, connection: Connection, registration: Row) -> Row | None:
    """The end that came, else the first to come; None where there is neither, or where an order ended it."""
    events = sorted(store.events_of(connection, [registration["id"]]), key=in_order)
    found = term(registration, events, ctx.today())
    if found and not found.running:
        came = [e for e in events if e["kind"] == found.ended_by and e["effective_on"] <= ctx.today()]
    else:
        came = [each for each in events if each["kind"] in ENDING and each["effective_on"] > ctx.today()][:1]
    past = bool(came) and came[-1]["effective_on"] <= ctx.today()
    return {**came[-1], "past": past, "by_two": past or came[-1]["kind"] != "left"} if came else None


def take_back_ending(ctx: Context, registration_id: str, data: Row) -> Row:
    """Take back, with a reason, that a person leaves on a day to come; returns that end.

    Its history keeps both. A Problem where no end is recorded, or one that two officers take back.
    """
    registration = find_for(ctx, "register.end", registration_id)
    given = schemas.checked(schemas.TakingBackSchema(), data, ctx.today())
    with ctx.change("register.stay", registration["person_id"]) as change:
        end = _recorded(ctx, change.connection, current(change, registration_id))
        if end is None or end["by_two"]:
            raise Problem(BY_TWO if end else NO_END)
        change.update(registrations, registration_id, {}, version=given["version"])
        _delete(change, end, given["reason"])
    return end


def _delete(change: Any, end: Row, reason: str) -> None:
    change.delete(registration_events, end["id"])
    change.rows.setdefault("note", []).append({"id": end["registration_id"], "text": reason})


def checked_stay(ctx: Context, registration_id: str, data: Row) -> dict[str, Any]:
    """That an end is taken back by two officers, as it would be proposed; raises Problem where there is none such."""
    registration = find_for(ctx, "register.propose", registration_id)
    given = schemas.checked(schemas.TakingBackSchema(), data, ctx.today())
    if registration["version"] != given["version"]:
        raise Conflict(CHANGED_MEANWHILE)
    end = recorded_end(ctx, registration_id)
    if end is None or not end["by_two"]:
        raise Problem(BY_ONE if end else NO_END)
    told = {"event_id": end["id"], "how": end["kind"], "past": end["past"], "ends_on": end["effective_on"]}
    return told | {"article": end["article"], "removed_for": end["reason"], "reason": given["reason"]}


def refuse_second_stay(change: Any, registration_id: str) -> None:
    """Raise Conflict where a proposal to take back an end of this registration waits for a decision."""
    current(change, registration_id)
    if any(each["kind"] == "stay" for each in store.proposals_of(change.connection, [registration_id])):
        raise Conflict(ONE_WAITS)


def take_back_agreed(ctx: Context, change: Any, registration: Row, details: Row) -> None:
    """Take back an end inside a change, once two officers agree; a Problem where it is not the one they agree about."""
    end = _recorded(ctx, change.connection, registration)
    if end is None or (end["id"], end["past"]) != (details["event_id"], details["past"]):
        raise Problem(Sentence(TOO_LATE, day=details["ends_on"]), "decision")
    _delete(change, end, details["reason"])
    if details["past"]:
        _hold(ctx, change, registration)


def _hold(ctx: Context, change: Any, registration: Row) -> None:
    """Hold open a term that lapsed while nobody could renew it, since its end was recorded by mistake."""
    found = term_now(ctx, change.connection, registration)
    if found and found.ended_by == "lapsed":
        keep_running(ctx, change, registration, MISTAKE)
