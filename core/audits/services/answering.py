"""Verbs of the registrant: answer what an audit asks, or ask for more time."""

from typing import Any

from councilkit.accounts.services import require
from councilkit.audits import schemas
from councilkit.audits.model import WAITING
from councilkit.audits.services.reading import Case, locked, read_case, read_learning
from councilkit.audits.tables import cases, deadlines
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, Problem
from councilkit.register.schemas import checked
from councilkit.register.store import Row
from councilkit.wording import N_, Sentence

LATER = N_("Choose a day after %(day)s, the one that you have now.")


def choices(ctx: Context, case: Case) -> list[Row]:
    """The records that a registrant can point at: those of the period that the audit looks at."""
    found = read_learning(ctx, case)
    return list(found.records) if found else []


def answer(ctx: Context, case_id: str, data: Row) -> None:
    """Point at learning records, with words beside them; the reviewer sees them with their evidence."""
    case = read_case(ctx, case_id)
    require(ctx, "audits.answer", case.row["person_id"])
    given = checked(schemas.AnswerSchema(), data, ctx.today())
    known = {row["id"] for row in choices(ctx, case)}
    if set(given["records"]) - known:
        raise Invalid({"records": [N_("One of these records is not there any more. Tick again.")]})
    with ctx.change("audits.answer", case.row["person_id"]) as change:
        now = _waiting(ctx, change, case_id)
        if now.wish is not None:
            change.update(deadlines, now.wish["id"], {"state": "withdrawn"})
        values = {"records": given["records"], "answer": given["answer"] or "", "answered_at": ctx.now()}
        change.update(cases, case_id, values, version=given["version"])


def ask_for_time(ctx: Context, case_id: str, data: Row) -> None:
    """Ask for a later day, with the reason."""
    case = read_case(ctx, case_id)
    require(ctx, "audits.answer", case.row["person_id"])
    given = checked(schemas.TimeSchema(), data, ctx.today())
    with ctx.change("audits.ask_for_time", case.row["person_id"]) as change:
        now = _waiting(ctx, change, case_id)
        if now.wish is not None:
            raise Problem("You have asked for more time already. We will answer you.")
        if now.due is not None and given["due_on"] <= now.due:
            raise Invalid({"due_on": [Sentence(LATER, day=now.due)]})
        row = now.next_deadline(given["due_on"], "asked", ctx.now())
        change.insert(deadlines, row | {"reason": given["reason"]})
        change.update(cases, case_id, {}, version=given["version"])


def _waiting(ctx: Context, change: Any, case_id: str) -> Case:
    """The case as it is now, kept from other writers; a Conflict where nothing is waited for."""
    now = locked(ctx, change.connection, case_id)
    if now.state not in WAITING:
        raise Conflict("We are not waiting for anything here. Nothing more is needed.")
    return now
