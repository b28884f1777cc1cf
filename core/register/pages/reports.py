"""The office page of what an employer reported: what it is, and what was done about it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.register import schemas
from councilkit.register.clocks import PROMISE
from councilkit.register.model import full_name
from councilkit.register.pages.common import FormPage, form_page, part_title
from councilkit.register.services import reports
from councilkit.register.services.desk import KINDS
from councilkit.register.services.recusal import is_self, require_officer
from councilkit.web import context, page
from councilkit.wording import N_


def add_pages(blueprint: Blueprint) -> None:
    """Mount the page."""
    blueprint.add_url_rule("/office/reports/<report_id>", "report", report, methods=["GET", "POST"])


@login_required
def report(report_id: str) -> AnyResponse:
    """A report; a registrar says on it what was done."""
    ctx = context()
    found = reports.read_report(ctx, report_id)
    facts = [(N_("Public id"), found["public_id"]), (N_("Employer"), found["employer"])]
    shown: dict[str, Any] = {
        "report": found,
        "identity": (full_name(found), "", facts),
        "name": full_name(found),
        "owner": found["owner_name"],
        "part": part_title(found["part"]) if found["part"] else "",
        "clock": PROMISE,
        "due": PROMISE.due(found["reported_on"]),
        "today": ctx.today(),
        "own": is_self(ctx, found["person_id"]),
    }
    if request.method == "POST":
        require_officer(ctx, "register.person", found["person_id"])
    elif found["closed_on"] or shown["own"] or not permitted(ctx.actor, "register.person"):
        return page("register/report.html", about=_about(found, shown), form=None, **shown)

    def save(data: dict[str, Any]) -> str:
        reports.close_report(ctx, report_id, data)
        return url_for("register.office")

    return form_page(
        _about(found, shown), schemas.ReportSchema(), lambda: dict(reports.read_report(ctx, report_id)), save
    )


def _about(found: Any, shown: dict[str, Any]) -> FormPage:
    title = KINDS[found["kind"]]
    crumbs = [(url_for("register.office"), N_("Work")), (None, title)]
    done = N_("Recorded. This is dealt with.")
    return FormPage("report", title, N_("Record what was done"), crumbs, "", done, "register/report.html", shown=shown)
