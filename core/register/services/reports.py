"""What employers report of their staff: kept as work of the office until an officer says what was done."""

from collections.abc import Mapping, Sequence
from typing import Any

from councilkit.accounts import store as accounts
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register import schemas, store
from councilkit.register.services.making import present
from councilkit.register.services.recusal import require_officer
from councilkit.register.tables import employer_reports
from councilkit.wording import N_

Row = Mapping[str, Any]
NO_REPORT = N_("There is no such report. Go back and look again.")
NOT_THEIRS = N_("Only a registrar deals with what employers reported: give these rows to a registrar.")
DEALT_WITH = N_("This report is dealt with already. Nothing was changed.")


def report(ctx: Context, change: Any, kind: str, person_id: str, *, text: str = "", **about: str) -> None:
    """Make what the actor's organisation reports a piece of work; `about` is `condition_id` and `part`, where known.

    Said again before an officer dealt with it, it is the same piece of work with the newer text.
    """
    organisation, condition = str(ctx.actor.organisation_id), about.get("condition_id", "")
    for row in store.reports_by(change.connection, organisation):
        if (row["kind"], row["person_id"], row["condition_id"]) == (kind, person_id, condition):
            change.update(employer_reports, row["id"], {"text": text})
            return
    row = {"kind": kind, "person_id": person_id, "organisation_id": organisation, "text": text, **about}
    change.insert(employer_reports, row | {"reported_on": ctx.today()})


def read_report(ctx: Context, report_id: str) -> Row:
    """One report with its employer and the name of whom it is about; NotFound where there is none."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return present(store.report(connection, report_id), NO_REPORT)


def assign(ctx: Context, report_ids: Sequence[str], owner: str | None) -> int:
    """Give reports to a registrar, or to nobody; returns how many changed hands."""
    require(ctx, "register.propose")
    found = [read_report(ctx, each) for each in report_ids]
    if found and owner:
        _refuse_owner(ctx, owner)
    moving = [row for row in found if row["owner"] != owner]
    for row in moving:
        with ctx.change("register.assign", row["person_id"]) as change:
            _undealt(change, row["id"])
            change.update(employer_reports, row["id"], {"owner": owner})
    return len(moving)


def _refuse_owner(ctx: Context, owner: str) -> None:
    with ctx.reading() as connection:
        account = accounts.account(connection, owner)
    if account is None or "registrar" not in account["roles"]:
        raise Problem(NOT_THEIRS)


def _undealt(change: Any, report_id: str) -> None:
    """Refuse a report that an officer dealt with meanwhile."""
    now = present(store.row(change.connection, employer_reports, report_id, lock=True), NO_REPORT)
    if now["closed_on"]:
        raise Problem(DEALT_WITH)


def close_report(ctx: Context, report_id: str, data: Row) -> None:
    """Say what was done about a report; it leaves the work, and the page of the employer."""
    found = read_report(ctx, report_id)
    require_officer(ctx, "register.person", found["person_id"])
    given = schemas.checked(schemas.ReportSchema(), data, ctx.today())
    values = {"done": given["done"], "closed_on": ctx.today(), "closed_by": ctx.actor.id}
    with ctx.change("register.close_report", found["person_id"]) as change:
        _undealt(change, report_id)
        change.update(employer_reports, report_id, values, version=given["version"])
