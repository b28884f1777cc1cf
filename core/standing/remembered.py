"""The last verdicts on renewals, each kept until the day is over or anything about the person is written.

At a deadline the same people open the same pages again and again; every change of a person has its ledger entry, so
the number of the last one says whether a verdict still holds.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select

from councilkit.context import Context
from councilkit.database import Database
from councilkit.law import Verdict
from councilkit.ledger.tables import entries
from councilkit.register import store as register_store
from councilkit.standing.assessing import verdict_in

Row = Mapping[str, Any]
Known = dict[str, tuple[date, int, Verdict | None]]  # by registration: the day, the last entry, the verdict
MOST = 5000

_known: WeakKeyDictionary[Database, Known] = WeakKeyDictionary()


def renewal_verdict(ctx: Context, connection: Connection, registration: Row) -> Verdict | None:
    """The verdict on a renewal today, as `assessing.verdict_in`; not for inside a change, whose entry comes last."""
    known = _known.setdefault(ctx.database, {})
    stamp = ctx.today(), _last_entry(connection, registration["person_id"])
    found = known.get(registration["id"])
    if found is not None and found[:2] == stamp:
        return found[2]
    verdict = verdict_in(ctx, connection, registration)
    if len(known) >= MOST:
        known.clear()
    known[registration["id"]] = (*stamp, verdict)
    return verdict


def _last_entry(connection: Connection, person_id: str) -> int:
    """The number of the last ledger entry about a person, or about a record that was merged into theirs."""
    ids = register_store.same_person_ids(connection, person_id)
    query = select(func.max(entries.c.seq)).where(entries.c.subject.in_(ids))
    return connection.execute(query).scalar() or 0
