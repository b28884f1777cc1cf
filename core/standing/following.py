"""What follows from a change: a signed renewal holds once it lacks nothing, and what was paid holds its term open."""

import logging
from collections.abc import Mapping
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, Problem
from councilkit.ledger.model import Event
from councilkit.register import letters, store
from councilkit.register.services.making import Unchanged, changing
from councilkit.register.services.registrations import current
from councilkit.register.tables import applications
from councilkit.standing.holding import hold, unheld
from councilkit.standing.renewal_store import paid_waiting, signed_since, signed_waiting
from councilkit.standing.renewing import opened_on, settle
from councilkit.standing.scope import ConditionSource

Row = Mapping[str, Any]
log = logging.getLogger("councilkit.standing")

# What may complete a renewal besides what is recorded for it, which settles it in the same change.
COMPLETING = frozenset({"cpd_records", "persons", "qualifications", "employment", "orders"})
# What may let something that was paid or signed before hold a term open: an end taken back, an order lifted, an appeal.
REOPENING = frozenset({"registration_events", "orders", "applications", "appeals"})


def follow(ctx: Context, event: Event) -> None:
    """Renew what a change of one person completed, hold what it reopened, and tell who is renewed; after its commit."""
    if REOPENING & event.rows.keys():
        _hold(ctx, event.subject)
    if (COMPLETING | {each.by.table.name for each in ctx.catalogue.all(ConditionSource)}) & event.rows.keys():
        _settle(ctx, event.subject)
    if event.action == "register.renew":
        for row in event.rows.get(applications.name, ()):
            _tell(ctx, row["id"])


def _tell(ctx: Context, application_id: str) -> None:
    """Write to somebody whose renewal holds without an officer's decision."""
    with ctx.reading() as connection:
        found = store.application(connection, application_id)
    if found is not None and found["outcome"] == "admitted":
        letters.send(ctx, found, "admitted")


def settle_all(ctx: Context) -> int:
    """Renew everybody who signed and lacks nothing any more, as after an import or on a new day; returns how many.

    Before that, the term of whoever has paid is held open where nothing holds it yet.
    """
    require(ctx, "deadlines.remind")
    _hold(ctx)
    return _settle(ctx)


def _hold(ctx: Context, person_id: str = "") -> None:
    """Hold open what something stands for, of one person, or of everybody for whom it was written by another way."""
    with ctx.reading() as connection:
        paid = paid_waiting(connection, person_id, ctx.today())
    for row in paid:
        try:
            _held(ctx, row)
        except Exception:  # whatever is wrong with one registration, the others are held all the same
            log.exception("The term of registration %s was not held open", row["id"])


def _held(ctx: Context, registration: Row) -> None:
    with ctx.reading() as connection:
        if not unheld(ctx, connection, registration):
            return
    with changing(ctx, "standing.hold", registration["person_id"]) as change:
        now = current(change, registration["id"])
        if not unheld(ctx, change.connection, now):
            raise Unchanged
        hold(ctx, change, now)


def _settle(ctx: Context, person_id: str = "") -> int:
    with ctx.reading() as connection:
        signed = signed_waiting(connection, person_id, ctx.today())
    return sum(_settled(ctx, id, person) for id, person in signed)


def _settled(ctx: Context, registration_id: str, person_id: str) -> bool:
    try:
        return _open(ctx, registration_id) and _renewed(ctx, registration_id, person_id)
    except (Problem, Conflict) as refused:  # somebody else was faster, or it cannot be renewed: a person will see it
        log.info("Registration %s was not settled: %s", registration_id, refused)
    except Exception:  # whatever is wrong with one registration, the others are renewed all the same
        log.exception("Registration %s was not settled", registration_id)
    return False


def _open(ctx: Context, registration_id: str) -> bool:
    """Whether the renewal that is open now was signed."""
    with ctx.reading() as connection:
        opens = opened_on(ctx, connection, registration_id)
        return opens is not None and signed_since(connection, registration_id, opens)


def _renewed(ctx: Context, registration_id: str, person_id: str) -> bool:
    done = False
    with changing(ctx, "standing.settle", person_id) as change:
        done = settle(ctx, change, current(change, registration_id))
        if not done:
            raise Unchanged
    return done
