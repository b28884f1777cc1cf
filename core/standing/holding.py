"""Whether what was paid or signed holds a term open: one question, asked again wherever its answer can change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.law import Verdict
from councilkit.law.requirements import Declared, Paid
from councilkit.register import store
from councilkit.register.lapsing import held_from
from councilkit.register.services.admission import give_end_back, keep_running
from councilkit.register.services.registrations import open_application
from councilkit.register.store.appeals import OVERTURNED
from councilkit.register.terms import held_for, in_order, renewal_opens, term
from councilkit.standing.assessing import verdict_in
from councilkit.standing.renewal_store import paid_of
from councilkit.wording import N_

Row = Mapping[str, Any]
SIGNED = N_("The renewal was signed in time.")
PAID = N_("The fee of the renewal was paid in time.")


def hold(ctx: Context, change: Any, registration: Row) -> None:
    """Hold the term of a registration open, inside a change, for whatever was paid or signed for its renewal."""
    for reason in standing_for(ctx, change.connection, registration):
        keep_running(ctx, change, registration, reason)


def let_go(ctx: Context, change: Any, registration: Row, reason: str) -> None:
    """Hold a term open no longer for a reason that does not stand any more."""
    if reason not in standing_for(ctx, change.connection, registration):
        give_end_back(ctx, change, registration, reason)


def unheld(ctx: Context, connection: Connection, registration: Row) -> bool:
    """Whether something stands for the renewal of a registration for which its term is not held open yet."""
    held = held_for(store.events_of(connection, [registration["id"]]), ctx.today())
    return any(reason not in held for reason in standing_for(ctx, connection, registration))


def standing_for(ctx: Context, connection: Connection, registration: Row) -> tuple[str, ...]:
    """Why a term cannot lapse by the calendar: what was paid or signed for its renewal, and is not spent.

    The law's own facts say so, as they do on the page, on the day on which the term is due. What came before a decision
    of officers against this renewal counts for nothing any more.
    """
    events = store.events_of(connection, [registration["id"]])
    found = term(registration, events, ctx.today())
    if found is None or found.due is None or held_from(found, ctx.today()) is None:
        return ()
    verdict = verdict_in(ctx, connection, registration, rows=True, as_of=max(ctx.today(), found.due))
    paid = _counted(verdict, Paid)
    if paid is None:  # no law asks for a fee: then the fee of the renewal is what came since it opened
        paid = [row["paid_on"] for row in paid_of(connection, registration["id"], "renewal", renewal_opens(found.due))]
    since = _decided(connection, registration, _begun(registration, events, ctx.today()))
    sent = open_application(connection, registration)  # what was signed and sent is held open for as long as it is open
    days = {PAID: paid, SIGNED: (not sent and _counted(verdict, Declared)) or ()}
    last = ctx.today() if found.running else found.due
    return tuple(reason for reason, on in days.items() if any(since < day <= last for day in on))


def _counted(verdict: Verdict | None, shape: type[Paid | Declared]) -> Sequence[date] | None:
    """The days of the records that count for requirements of a shape; None where nothing of it is asked."""
    asked = [each for each in verdict.reasons if isinstance(each.requirement, shape)] if verdict else []
    return [row.on for each in asked for row in each.rows if row.counts and row.on] if asked else None


def _begun(registration: Row, events: Iterable[Row], today: date) -> date:
    """The day on which the present term was decided: that of its renewal or return, or of the registration."""
    decided = [e for e in events if e["kind"] in ("renewed", "restored") and e["effective_on"] <= today]
    begun: date = max(decided, key=in_order)["effective_on"] if decided else registration["registered_on"]
    return begun


def _decided(connection: Connection, registration: Row, begun: date) -> date:
    """The last day on which officers refused to renew a term, or let it lapse; long ago where they did not.

    A refusal that an appeal overturned decides nothing any more.
    """
    sent = store.applications_of(connection, person_ids=[registration["person_id"]])
    refused = {a["id"]: a for a in sent if a["registration_id"] == registration["id"] and a["outcome"] == "refused"}
    for appeal in store.appeals_of(connection, (), list(refused)):
        if appeal["outcome"] in OVERTURNED:
            refused.pop(appeal["application_id"], None)
    days = [each["decided_at"].date() for each in (*refused.values(), *store.lapses_of(connection, registration["id"]))]
    return max((day for day in days if day >= begun), default=date.min)
