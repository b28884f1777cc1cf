"""Whether what was paid or signed holds a term open: one question, asked again wherever its answer can change."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.law import Verdict
from councilkit.law.requirements import Declared, Paid
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store
from councilkit.register.lapsing import held_from, long_over
from councilkit.register.services.admission import give_end_back, keep_running
from councilkit.register.services.registrations import open_application
from councilkit.register.store.appeals import OVERTURNED
from councilkit.register.terms import held_for, opens_by, renewal_opens, term
from councilkit.standing.assessing import verdict_in
from councilkit.standing.renewal_store import paid_of
from councilkit.wording import N_

Row = Mapping[str, Any]
SIGNED = N_("The renewal was signed in time.")
PAID = N_("The fee of the renewal was paid in time.")
PART_PAID = N_("Part of the fee of the renewal was paid in time.")


def hold(ctx: Context, change: Any, registration: Row) -> None:
    """Hold the term of a registration open, inside a change, for whatever was paid or signed for its renewal."""
    for reason in standing_for(ctx, change.connection, registration):
        keep_running(ctx, change, registration, reason)


def let_go(ctx: Context, change: Any, registration: Row, *reasons: str) -> None:
    """Hold a term open no longer for those of these reasons that do not stand any more, only for what is left."""
    standing = standing_for(ctx, change.connection, registration)
    give_end_back(ctx, change, registration, *(each for each in reasons if each not in standing))
    for reason in standing:
        keep_running(ctx, change, registration, reason)


def unheld(ctx: Context, connection: Connection, registration: Row) -> bool:
    """Whether something stands for the renewal of a registration for which its term is not held open yet."""
    held = held_for(store.events_of(connection, [registration["id"]]), ctx.today())
    return any(reason not in held for reason in standing_for(ctx, connection, registration))


def standing_for(ctx: Context, connection: Connection, registration: Row) -> tuple[str, ...]:
    """Why a term cannot lapse by the calendar: what was paid or signed for its renewal, and is not spent.

    The law's own facts say so, as they do on the page, on the day on which the term is due. What officers could see
    when they decided against this renewal counts for nothing any more; what was recorded since does, by its own day.
    """
    events = store.events_of(connection, [registration["id"]])
    found = term(registration, events, ctx.today())
    if found is None or found.due is None or held_from(found, ctx.today()) is None:
        return ()
    if long_over(found, ctx.today()) and not _set_aside(ctx, connection, registration, found.due):
        return ()
    verdict = verdict_in(ctx, connection, registration, rows=True, as_of=max(ctx.today(), found.due))
    paid = _counted(verdict, Paid)
    if paid is None:  # no law asks for a fee: then the fee of the renewal is what came since it opened
        came = paid_of(connection, registration["id"], "renewal", renewal_opens(found.due))
        paid = {row["id"]: row["paid_on"] for row in came}
    sent = open_application(connection, registration)  # what was signed and sent is held open for as long as it is open
    days = {_paid(verdict): paid, SIGNED: (not sent and _counted(verdict, Declared)) or {}}
    last = ctx.today() if found.running else found.due
    return tuple(why for why, on in days.items() if any(day <= last for day in _waiting(connection, registration, on)))


def _counted(verdict: Verdict | None, shape: type[Paid | Declared]) -> Mapping[str, date] | None:
    """The records that count for requirements of a shape, with their days; None where nothing of it is asked."""
    asked = [each for each in verdict.reasons if isinstance(each.requirement, shape)] if verdict else []
    return {row.id: row.on for each in asked for row in each.rows if row.counts and row.on} if asked else None


def _paid(verdict: Verdict | None) -> str:
    """What is said of the money that came: by the law's own verdict it is the fee, or a part of it."""
    fees = [each for each in verdict.reasons if isinstance(each.requirement, Paid)] if verdict else []
    short = (each.met is False and any(row.counts for row in each.rows) for each in fees)
    return PART_PAID if any(short) else PAID


def _waiting(connection: Connection, registration: Row, days: Mapping[str, date]) -> Iterable[date]:
    """The days of those records that no officers saw yet when they refused to renew, or let the registration lapse.

    A refusal that an appeal overturned decides nothing any more.
    """
    refused = {each["id"] for each in _refusals(connection, registration) if not each["overturned"]}
    decided = refused | {lapse["id"] for lapse in store.lapses_of(connection, registration["id"])}
    seen = _seen(connection, registration["person_id"], decided) if decided and days else ()
    return [day for id, day in days.items() if id not in seen]


def _set_aside(ctx: Context, connection: Connection, registration: Row, due: date) -> bool:
    """Whether an appeal overturned a refusal to renew the term that was due on a day: no time has run against it."""
    renewals = [each for each in _refusals(connection, registration) if each["kind"] == "renewal"]
    days = [each["decided_at"].astimezone(ctx.config.zone).date() for each in renewals if each["overturned"]]
    return any(opens_by(due, day) for day in days)


def _refusals(connection: Connection, registration: Row) -> list[Row]:
    """The refusals about a registration, each with whether an appeal `overturned` it."""
    sent = store.applications_of(connection, person_ids=[registration["person_id"]])
    found = [a for a in sent if a["registration_id"] == registration["id"] and a["outcome"] == "refused"]
    appealed = store.appeals_of(connection, (), [each["id"] for each in found]) if found else ()
    overturned = {appeal["application_id"] for appeal in appealed if appeal["outcome"] in OVERTURNED}
    return [{**each, "overturned": each["id"] in overturned} for each in found]


def _seen(connection: Connection, person_id: str, decided: set[str]) -> set[str]:
    """What was written about a person before the last of these decisions, by the order of the ledger, not by days."""
    subjects = store.same_person_ids(connection, person_id)
    found = [entry for id in subjects for entry in read_ledger(connection, subject=id)]
    seen, written = set[str](), set[str]()
    for entry in sorted(found, key=attrgetter("seq")):
        rows = [row for table in entry.rows.values() for row in table]
        made = {row["id"] for row in rows if row.get("outcome")} & decided
        seen, decided = (set(written), decided - made) if made else (seen, decided)
        written |= {row["id"] for row in rows}
    return seen
