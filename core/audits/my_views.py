"""The registrant's pages of an audit: what is asked until when, the answer, and a wish for more time."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.audits import schemas
from councilkit.audits.model import OUTCOMES, WAITING
from councilkit.audits.services import answering, reading
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.cpd.totals import amount_in_words
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.register.pages.common import FormPage, form_page, part_title, with_version
from councilkit.standing.answers import asking
from councilkit.web import context, page
from councilkit.wording import N_, Plural, Sentence

BOTH = ["GET", "POST"]


def add_pages(blueprint: Blueprint) -> None:
    """Mount the registrant's pages."""
    blueprint.add_url_rule("/my/audits/<case_id>", "my_case", my_case, methods=BOTH)
    blueprint.add_url_rule("/my/audits/<case_id>/time", "more_time", more_time, methods=BOTH)


def _own(ctx: Context, case_id: str) -> Case:
    """The actor's own case; officers have another page."""
    case = reading.read_case(ctx, case_id)
    if case.row["person_id"] != ctx.actor.person_id:
        raise NotFound(reading.NO_CASE)
    return case


@login_required
def my_case(case_id: str) -> AnyResponse:
    """What an audit asks of me, and my answer."""
    ctx = context()
    case = _own(ctx, case_id)
    if request.method == "GET" or case.state not in WAITING:
        return _page(ctx, case, None, 200 if request.method == "GET" else 409)
    form = forms.read(
        schemas.AnswerSchema(), request.form, name="audit", today=ctx.today(), choices=_choices(ctx, case)
    )
    if not form.valid:
        return _page(ctx, case, form, 422)
    try:
        answering.answer(ctx, case_id, form.data)
    except Conflict as conflict:
        now = _own(ctx, case_id)
        return _page(ctx, now, with_version(form, now.row["version"]).refuse(conflict), 409)
    except Problem as refused:
        return _page(ctx, case, form.refuse(refused), 422)
    forms.sent("audit")
    flash(N_("Sent. Thank you. A reviewer looks at it now."), "done")
    return redirect(url_for("audits.my_case", case_id=case_id))


def _page(ctx: Context, case: Case, form: forms.Form | None, status: int = 200) -> Response:
    waiting = case.state in WAITING
    return page(
        "audits/my_case.html",
        status,
        case=case,
        form=(form or _fresh(ctx, case)) if waiting else None,
        answer=asking(case.due, ctx.today()) if waiting and case.due else None,
        learning=reading.read_learning(ctx, case),
        outcomes=OUTCOMES,
        part_title=part_title,
        today=ctx.today(),
    )


def _fresh(ctx: Context, case: Case) -> forms.Form:
    values = {"version": case.row["version"], "records": case.row["records"], "answer": case.row["answer"]}
    return forms.show(schemas.AnswerSchema(), values, name="audit", today=ctx.today(), choices=_choices(ctx, case))


def _choices(ctx: Context, case: Case) -> dict[str, Any]:
    found = reading.read_learning(ctx, case)
    rows = found.records if found else ()
    files = found.files if found else {}
    return {"records": [(row["id"], row["title"], _about(row, len(files.get(row["id"], ())))) for row in rows]}


def _about(row: Any, files: int) -> Sentence:
    """Day, amount and evidence of a record, in one line."""
    some = Plural("%(day)s, %(amount)s, %(files)s file", "%(day)s, %(amount)s, %(files)s files", "files")
    line = some if files else N_("%(day)s, %(amount)s, no file")
    return Sentence(line, day=row["on"], amount=amount_in_words(row["amount"], row["unit"]), files=files)


@login_required
def more_time(case_id: str) -> AnyResponse:
    """Ask for more time."""
    ctx = context()
    case = _own(ctx, case_id)
    back = url_for("audits.my_case", case_id=case_id)
    title = N_("Ask for more time")
    about = FormPage(
        "audit-time",
        title,
        N_("Ask for it"),
        [(url_for("standing.my"), N_("My page")), (back, case.audit["reference"]), (None, title)],
        Sentence("You have until %(day)s now. That holds until we answer you.", day=case.due),
        N_("Sent. We will answer you."),
    )

    def save(data: dict[str, Any]) -> str:
        answering.ask_for_time(ctx, case_id, data)
        return back

    return form_page(about, schemas.TimeSchema(), lambda: {"version": _own(ctx, case_id).row["version"]}, save)
