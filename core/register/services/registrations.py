"""Verbs about registrations: a new entry, renewal, a later end, coming back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.law.model import LawLookupError
from councilkit.register import schemas, store
from councilkit.register.bounds import bounded, bounds_in, limit
from councilkit.register.decisions import (
    HAS_ENDED,
    Check,
    against_extension,
    against_going_on,
    against_renewal,
    latest_end,
    next_end,
)
from councilkit.register.model import RegisterPart
from councilkit.register.returning import against_return
from councilkit.register.services.making import NO_REGISTRATION, present
from councilkit.register.services.recusal import require_officer
from councilkit.register.tables import orders, registration_events, registrations
from councilkit.register.terms import ENDING, Term, last_day, removes, term, unextended, with_removals
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
TRIES = 40
SENT = N_(
    "An application to renew this registration is open already: %(reference)s. "
    "Decide about that one: accepting it renews."
)
SPENT = N_(
    "The law says how long a registration in this part may last in all. "
    "That time is spent: nobody comes back to this one."
)
LAST = 1 << 30  # the position of what is not written yet
OVER = N_("The renewal was decided after the term that it opened had ended.")
SAY_WHY = N_("Say why it is renewed although not everything is met.")


def months_of(ctx: Context, part: RegisterPart, on: date) -> int | None:
    """How long a term that begins on a day lasts by the law, in months; None where that is not known."""
    if part.period is None:
        return None
    try:
        months: int = ctx.law.months(part.period, on)
    except LawLookupError:
        return None
    return months


def insert_registration(ctx: Context, change: Any, person: Row, part: RegisterPart, on: date) -> str:
    """Write a new registration inside a change, with its number and its first term by the law; returns its id."""
    expires_on = last_day(on, months_of(ctx, part, on))
    row = {
        "person_id": person["id"],
        "part": part.code,
        "number": _number(ctx, change, part, person),
        "registered_on": on,
    }
    return str(change.insert(registrations, row | {"expires_on": expires_on}))


def _number(ctx: Context, change: Any, part: RegisterPart, person: Row) -> str:
    """The next free number of a part; where imported numbers stand in the way, the steps grow."""
    step = 1
    for _ in range(TRIES):
        sequence = store.next_number(change.connection, f"registration:{part.code}", step)
        number = ctx.council.hooks.registration_number(part, person, sequence)
        if not store.number_taken(change.connection, part.code, number):
            return number
        step = min(step * 2, 1 << 20)
    raise Problem("No free registration number was found. Ask whoever looks after the plugin of this register.")


def insert_event(change: Any, registration_id: str, kind: str, on: date, **values: Any) -> str:
    """Write what happened to a registration, after everything that happened before."""
    before = store.events_of(change.connection, [registration_id])
    position = max((each["position"] for each in before), default=0) + 1
    row = {"registration_id": registration_id, "kind": kind, "effective_on": on, "position": position}
    return str(change.insert(registration_events, row | values))


def current(change: Any, registration_id: str) -> Row:
    """The registration, kept from other writers until the commit."""
    return present(store.registration(change.connection, registration_id, lock=True), NO_REGISTRATION)


def find_registration(ctx: Context, registration_id: str) -> Row:
    """A registration, NotFound when there is none."""
    with ctx.reading() as connection:
        return present(store.registration(connection, registration_id), NO_REGISTRATION)


def find_for(ctx: Context, action: str, registration_id: str) -> Row:
    """A registration, for an officer who may do this about it: NotPermitted where it is their own."""
    found = find_registration(ctx, registration_id)
    require_officer(ctx, action, found["person_id"])
    return found


def part_of(ctx: Context, registration: Row) -> RegisterPart:
    """The part of the register that a registration is in; a Problem when its plugin is not loaded."""
    if not ctx.catalogue.has(RegisterPart, registration["part"]):
        raise Problem(
            Sentence("The register '%(part)s' is not loaded: turn its plugin on first.", part=registration["part"])
        )
    return ctx.catalogue.get(RegisterPart, registration["part"])


def renew(ctx: Context, registration_id: str, version: int, until: date | None = None, reason: str = "") -> date:
    """Renew for the law's period; returns the new last day. `until` is needed where the law's period is not known.

    `reason` is needed where not everything is met that the law asks for, and is kept with the renewal.
    """
    registration = find_for(ctx, "register.renew", registration_id)
    refusal = renewable_until(ctx, registration_id)[1]
    if refusal:
        raise Problem(refusal)
    if not reason.strip() and any(check.result != "met" for check in renewal_checks(ctx, registration)):
        raise Problem(SAY_WHY, "reason")
    with ctx.change("register.renew", registration["person_id"]) as change:
        now = current(change, registration_id)
        refuse_renewal(ctx, change, now)
        sent = against_sent(change.connection, now)
        if sent:
            raise Problem(sent)
        change.update(registrations, registration_id, {}, version=version)
        return insert_renewal(ctx, change, now, until, reason.strip())


def renewal_checks(ctx: Context, registration: Row) -> list[Check]:
    """What the law finds about the renewal of a registration for which nobody has sent an application."""
    about = {
        "registration_id": registration["id"],
        "part": registration["part"],
        "person_id": registration["person_id"],
    }
    nothing_sent = {"id": None, "kind": "renewal", "outcome": None, "details": {}}
    return list(ctx.council.hooks.evidence(ctx, about | nothing_sent))


def renewable_until(ctx: Context, registration_id: str) -> tuple[date | None, Sentence | None]:
    """The present end of a registration, and why it cannot be renewed today, None when it can."""
    with ctx.reading() as connection:
        row = present(store.registration(connection, registration_id), NO_REGISTRATION)
        found, removed = term_now(ctx, connection, row), bool(_removals(ctx, connection, registration_id))
        sent = against_sent(connection, row)
    return (found.due if found else None), against_renewal(found, removed, ctx.today()) or sent


def open_application(connection: Connection, registration: Row) -> Row | None:
    """The application about a registration that is not decided yet; None where there is none."""
    theirs = store.applications_of(connection, person_ids=[registration["person_id"]])
    return next((a for a in theirs if a["registration_id"] == registration["id"] and not a["outcome"]), None)


def waiting_application(ctx: Context, registration: Row) -> Row | None:
    """The application about a registration that waits for the office's decision; None where none does."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return open_application(connection, registration)


def against_sent(connection: Connection, registration: Row) -> Sentence | None:
    """Why the office decides nothing beside an application that two officers decide about; None where none is open."""
    sent = open_application(connection, registration)
    return Sentence(SENT, reference=sent["reference"]) if sent else None


def refuse_renewal(ctx: Context, change: Any, registration: Row) -> None:
    """Raise a Problem unless the registration can be renewed today."""
    found = term_now(ctx, change.connection, registration)
    refusal = against_renewal(found, bool(_removals(ctx, change.connection, registration["id"])), ctx.today())
    if refusal:
        raise Problem(refusal)


def term_now(ctx: Context, connection: Connection, registration: Row) -> Term | None:
    """The term today, with the end to come that is recorded already."""
    events = store.events_of(connection, [registration["id"]])
    bounds = bounds_in(ctx.catalogue, ctx.law, registration["part"], ctx.today())
    found = bounded(term(registration, events, ctx.today()), registration, events, bounds, ctx.today())
    return with_removals(found, store.orders_of(connection, [registration["id"]]), ctx.today())


def _refuse_ending(found: Term | None) -> None:
    """Raise a Problem where an end to come is recorded already: that would stand against a longer term."""
    refusal = against_going_on(found) if found else None
    if refusal:
        raise Problem(refusal)


def insert_renewal(ctx: Context, change: Any, registration: Row, until: date | None = None, reason: str = "") -> date:
    """Write the renewal of a term inside a change: the next term follows the day on which this one is due."""
    found = term_now(ctx, change.connection, registration)
    _refuse_ending(found)
    if found and found.ended_by in (*ENDING, "closed"):
        raise Problem(HAS_ENDED)
    end = found.regular_end if found else None
    months = months_of(ctx, part_of(ctx, registration), ctx.today())
    latest = latest_end(end, months, ctx.today())
    latest = min(latest, found.limit) if found and found.limit else latest
    new = until or (next_end(end, months) if end else last_day(ctx.today(), months))
    new = new if until or new is None else min(new, latest)
    if new is None:
        raise Problem("The law's period is not known here: enter the new last day.", "until")
    if end and new <= end:
        raise Problem(Sentence("The new last day must be after %(end)s.", end=end), "until")
    if until and new > latest:
        raise Problem(
            Sentence("A renewal is for one period: the new last day is %(latest)s at the latest.", latest=latest),
            "until",
        )
    insert_event(change, registration["id"], "renewed", ctx.today(), until=new, reason=reason)
    if new < ctx.today():  # whoever was held open for longer than a term has the next renewal still to do
        insert_event(change, registration["id"], "extended", ctx.today(), until=None, reason=OVER)
    renewed = term_now(ctx, change.connection, registration)  # an end that lay beyond the term before is in this one
    return renewed.until if renewed and renewed.until else new


def _removals(ctx: Context, connection: Connection, registration_id: str) -> list[Row]:
    found = store.orders_of(connection, [registration_id])
    return [order for order in found if removes(order, ctx.today())]


def extend(ctx: Context, registration_id: str, data: Row, version: int) -> None:
    """Move the end of the present term by a rule that moves deadlines, or mend the day of such a move."""
    registration = find_for(ctx, "register.extend", registration_id)
    given = checked_extension(ctx, registration_id, data)
    with ctx.change("register.extend", registration["person_id"]) as change:
        _refuse_extension(ctx, change.connection, current(change, registration_id), given["until"])
        values = {"until": given["until"], "reason": given["reason"], "article": given["article"] or ""}
        insert_event(change, registration_id, "extended", ctx.today(), **values)
        change.update(registrations, registration_id, {}, version=version)


def checked_extension(ctx: Context, registration_id: str, data: Row) -> dict[str, Any]:
    """An extension as it would be recorded; raises Problem where it cannot be."""
    require(ctx, "register.extend")
    given = schemas.checked(schemas.ExtensionSchema(), data, ctx.today())
    with ctx.reading() as connection:
        registration = present(store.registration(connection, registration_id), NO_REGISTRATION)
        _refuse_extension(ctx, connection, registration, given["until"])
    return given


def _refuse_extension(ctx: Context, connection: Connection, registration: Row, until: date) -> None:
    found = term_now(ctx, connection, registration)
    _refuse_ending(found)
    plain = unextended(registration, store.events_of(connection, [registration["id"]]), ctx.today())
    months = months_of(ctx, part_of(ctx, registration), ctx.today())
    refusal = against_extension(found, plain, months, until, ctx.today())
    if refusal:
        raise Problem(refusal, "until")


def insert_restoration(ctx: Context, change: Any, registration: Row, on: date) -> None:
    """Bring a registration back inside a change: a new term by the law, and removal orders in force are lifted."""
    refuse_return(ctx, change.connection, registration)
    until = _until_after_return(ctx, change.connection, registration, on)
    insert_event(change, registration["id"], "restored", on, until=until)
    for order in _removals(ctx, change.connection, registration["id"]):
        change.update(orders, order["id"], {"lifted_on": on})
    change.update(registrations, registration["id"], {})


def refuse_return(ctx: Context, connection: Connection, registration: Row) -> None:
    """Raise a Problem where nobody can come back to a registration."""
    refusal = return_refusal(ctx, connection, registration)
    if refusal:
        raise Problem(refusal)


def return_refusal(ctx: Context, connection: Connection, registration: Row) -> Sentence | None:
    """Why nobody can come back to a registration today, None where somebody can."""
    code, removed = registration["part"], bool(_removals(ctx, connection, registration["id"]))
    part = ctx.catalogue.get(RegisterPart, code) if ctx.catalogue.has(RegisterPart, code) else None
    return against_return(term_now(ctx, connection, registration), removed, part, ctx.today())


def _until_after_return(ctx: Context, connection: Connection, registration: Row, on: date) -> date | None:
    """The last day of the term of somebody who comes back, by the law's period and the longest time in all."""
    until = last_day(on, months_of(ctx, part_of(ctx, registration), on))
    longest = bounds_in(ctx.catalogue, ctx.law, registration["part"], on).months
    if longest is None:
        return until
    back = {"kind": "restored", "effective_on": on, "until": None}
    events = [*store.events_of(connection, [registration["id"]]), back | {"position": LAST}]
    latest = limit(on, registration, events, longest)
    if latest < on:
        raise Problem(SPENT)
    return min(until or latest, latest)
