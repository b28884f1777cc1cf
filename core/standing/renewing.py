"""Verbs of renewal, as one state machine: whatever comes last, the signature or the fee, is what renews.

What was paid or signed holds the term open from that moment, by an event of its own, so that nobody who did so lapses
by the calendar: only a person can end such a registration.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.context import SYSTEM, Context
from councilkit.database import new_id
from councilkit.errors import Invalid, NotFound, Problem
from councilkit.keeping import as_data
from councilkit.law.requirements import Paid
from councilkit.register import store as register_store
from councilkit.register.bounds import bounds_in
from councilkit.register.decisions import opens_on
from councilkit.register.services import applications
from councilkit.register.services.admission import keep_running
from councilkit.register.services.registrations import current, insert_renewal, open_application, refuse_renewal
from councilkit.register.services.sending import insert_sent_renewal, refuse_open
from councilkit.register.tables import applications as register_applications
from councilkit.register.tables import registrations
from councilkit.standing.assessing import verdict_in
from councilkit.standing.holding import SIGNED
from councilkit.standing.own import OwnEntry, read_own
from councilkit.standing.renewal import unmet
from councilkit.standing.renewal_store import SIGNATURE, signed_since
from councilkit.standing.tables import declarations
from councilkit.wording import N_

Row = Mapping[str, Any]


def sign(ctx: Context, registration_id: str, data: Row) -> Row | None:
    """Sign the renewal of one's own registration; returns the application that was sent, decided at once if all is met.

    None: it is signed, and only the fee is missing; the renewal then holds from the moment that the fee is recorded.
    `data` holds `declaration`, `note` (why something is short) and the form's `id`.
    """
    entry = read_own(ctx).entry(registration_id)
    id = data.get("id") or new_id()
    if _sent_before(ctx, id):
        return _application(ctx, id)
    _refuse(entry)
    with ctx.change("standing.sign", entry.registration["person_id"]) as change:
        now = current(change, registration_id)
        refuse_open(change, now)
        refuse_renewal(ctx, change, now)
        declared = {"registration_id": registration_id, "kind": SIGNATURE, "signed_on": ctx.today()}
        change.insert(declarations, declared | {"id": id, "wording": data.get("wording") or ""})
        _after_signing(ctx, change, now, entry, data | {"id": id})
    return _application(ctx, id)


def _after_signing(ctx: Context, change: Any, now: Row, entry: OwnEntry, data: Row) -> None:
    verdict = verdict_in(ctx, change.connection, now)
    learning = [task for task in entry.tasks if task.code == "learning" and not task.done]
    short = learning if verdict is None else unmet(verdict, Paid)
    met = not short if verdict is None else verdict.met
    if short and not data.get("note"):
        raise Invalid({"note": [N_("Say why something is still missing, so that a person can decide.")]})
    refused = _refused(ctx, change.connection, now)
    if met is False and not short and not refused:
        keep_running(ctx, change, now, SIGNED)
        return
    insert_sent_renewal(
        ctx, change, now, _declared(entry, data.get("note")), checked=bool(met) and not refused, id=data["id"]
    )


def _refuse(entry: OwnEntry) -> None:
    if entry.application is None and not entry.renewable:
        raise Problem("This registration cannot be renewed today. Your page says why.")
    if any(task.code == "details" and not task.done for task in entry.tasks):
        raise Problem("Check your details first, then sign.")
    if any(task.code == "sign" and task.done for task in entry.tasks):
        raise Problem("You have signed already. Your page says what is left.")


def _declared(entry: OwnEntry, note: str | None) -> dict[str, Any]:
    lines = [task.label for task in entry.tasks if task.code not in ("details", "sign")]
    told = {"learning": [str(line) for line in lines], "learning_said": [as_data(line) for line in lines]}
    return {"declaration": True, "note": note or "", **told}


def settle(ctx: Context, change: Any, registration: Row) -> bool:
    """Renew inside a change, if this made a signed renewal complete; returns whether it did."""
    connection = change.connection
    waiting = open_application(connection, registration)
    if waiting is not None and (waiting["kind"] != "renewal" or waiting["proposal"] or waiting["asked_until"]):
        return False
    opens = opened_on(ctx, connection, registration["id"])
    if _refused(ctx, connection, registration):
        return False
    if opens is None or not signed_since(connection, registration["id"], opens):
        return False
    verdict = verdict_in(ctx, connection, registration)
    if verdict is None or verdict.met is not True:
        return False
    if waiting is not None:
        _complete(ctx, change, registration, waiting)
        return True
    details = {"declaration": True, "note": "", "learning": [str(r.requirement.title) for r in verdict.reason.reasons]}
    insert_sent_renewal(ctx, change, registration, details, checked=True, id=new_id())
    return True


def _refused(ctx: Context, connection: Connection, registration: Row) -> bool:
    """Whether officers refused the renewal that is open now: then only a person renews, whatever is met."""
    opens = opened_on(ctx, connection, registration["id"])
    theirs = register_store.applications_of(connection, person_ids=[registration["person_id"]])
    return opens is not None and any(
        a["registration_id"] == registration["id"]
        and a["outcome"] == "refused"
        and a["decided_at"].astimezone(ctx.config.zone).date() >= opens
        for a in theirs
    )


def _complete(ctx: Context, change: Any, registration: Row, waiting: Row) -> None:
    """Admit a renewal that was sent while something was short and that lacks nothing any more."""
    change.action, change.effective_on = "register.renew", ctx.today()
    admitted = {"outcome": "admitted", "decided_by": SYSTEM.id, "decided_at": ctx.now()}
    change.update(register_applications, waiting["id"], admitted)
    insert_renewal(ctx, change, registration)
    change.update(registrations, registration["id"], {})


def opened_on(ctx: Context, connection: Connection, registration_id: str) -> date | None:
    """Since when the present term of a registration can be renewed; None when it cannot be renewed today."""
    row = register_store.registration(connection, registration_id)
    events = register_store.events_of(connection, [registration_id])
    orders = register_store.orders_of(connection, [registration_id])
    if row is None:
        return None
    return opens_on(row, events, orders, ctx.today(), bounds_in(ctx.catalogue, ctx.law, row["part"], ctx.today()))


def _sent_before(ctx: Context, id: str) -> bool:
    with ctx.reading() as connection:
        return register_store.row(connection, declarations, id) is not None


def _application(ctx: Context, id: str) -> Row | None:
    try:
        return applications.read(ctx, id)
    except NotFound:
        return None
