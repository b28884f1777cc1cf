"""Verbs of cases that an audit passed on: they wait in the office's Work until an officer says what was done."""

from collections.abc import Mapping
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.audits import schemas, store
from councilkit.audits.services.reading import Case, read_case
from councilkit.audits.services.reviewing import against_me
from councilkit.audits.tables import cases
from councilkit.context import Context
from councilkit.errors import NotPermitted, Problem
from councilkit.register.clocks import PROMISE
from councilkit.register.model import WorkItem, full_name
from councilkit.register.schemas import checked
from councilkit.wording import N_

Row = Mapping[str, Any]
NOTHING_LEFT = N_("This case is not passed on, or it is dealt with already. Nothing was changed.")


def waiting(ctx: Context) -> list[WorkItem]:
    """The cases that were passed on and that no officer has dealt with; nothing for who may not read audits."""
    if not permitted(ctx.actor, "audits.read"):
        return []
    with ctx.reading() as connection:
        found = store.passed_on(connection)
    return [_item(ctx, row) for row in found]


def _item(ctx: Context, row: Row) -> WorkItem:
    closed = row["closed_at"].astimezone(ctx.config.zone).date()
    about = (full_name(row), row["reference"], row["part"])
    return WorkItem(row["id"], "passed_on", *about, "open", PROMISE.due(closed), closed, None, None, "audits.case")


def to_settle(ctx: Context, case: Case) -> bool:
    """Whether the actor may say what was done about a case that was passed on."""
    open_ = case.row["outcome"] == "passed_on" and case.row["dealt_on"] is None
    return open_ and permitted(ctx.actor, "register.end") and against_me(ctx, case) is None


def settle(ctx: Context, case_id: str, data: Row) -> str:
    """Say what was done about a case that was passed on; it leaves Work. Returns settled."""
    require(ctx, "register.end")
    given = checked(schemas.SettleSchema(), data, ctx.today())
    case = read_case(ctx, case_id)
    refusal = against_me(ctx, case)
    if refusal:
        raise NotPermitted(refusal)
    with ctx.change("audits.settle", case.row["person_id"]) as change:
        now = store.locked_case(change.connection, case_id)
        if now is None or now["outcome"] != "passed_on" or now["dealt_on"]:
            raise Problem(NOTHING_LEFT)
        values = {"done": given["done"], "dealt_on": ctx.today(), "dealt_by": ctx.actor.id}
        change.update(cases, case_id, values, version=given["version"])
    return "settled"
