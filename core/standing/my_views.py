"""A person's own pages: am I renewed, what happened, and the renewal."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields, forms
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.register.clocks import due_on
from councilkit.register.grounds import ground_judged
from councilkit.register.pages.common import clock_for
from councilkit.register.schemas import ApplicationSchema
from councilkit.register.services import applications
from councilkit.standing import own, renewing, timeline
from councilkit.standing.ahead import TO_RENEW, ahead
from councilkit.standing.renewal import SHORT, Task
from councilkit.web import context, language, page
from councilkit.wording import N_


class SignSchema(Schema):
    """The signature under a renewal."""

    id = fields.Code(pattern="[0-9a-f]{32}", metadata={"widget": "hidden"})
    note = fields.LongText(
        required=True,
        max_length=4000,
        error_messages={"required": N_("Say why something is still missing, so that a person can decide.")},
        metadata={
            "label": N_("Why is something still missing?"),
            "hint": N_("A person reads this and decides."),
            "rows": 5,
        },
    )
    declaration = fields.YesNo(
        required=True,
        metadata=dict(ApplicationSchema._declared_fields["declaration"].metadata),
        error_messages={"required": N_("Tick the declaration to send your renewal.")},
    )
    _ticked = ApplicationSchema._ticked


def add_pages(blueprint: Blueprint) -> None:
    """Mount a person's own pages."""
    blueprint.add_url_rule("/my", "my", my)
    blueprint.add_url_rule("/my/renew/<registration_id>", "renewal", renewal)
    blueprint.add_url_rule("/my/renew/<registration_id>/sign", "sign", sign, methods=["GET", "POST"])
    blueprint.add_url_rule("/renewals/<reference>", "renewed", renewed)


@login_required
def my() -> AnyResponse:
    """My page."""
    ctx = context()
    shown = own.read_own(ctx, language())
    if shown.file is None:
        if not shown.applications and "register.office" in current_app.view_functions and _works_here(ctx):
            return redirect(url_for("register.office"))
        return page("standing/my_waiting.html", applications=shown.applications, appeals=shown.appeals)
    happened = timeline.own_timeline(ctx, shown.file.person["id"])
    first = shown.first
    return page(
        "standing/my.html",
        own=shown,
        first=first,
        ahead=ahead(ctx, first) if first else None,
        to_renew=TO_RENEW,
        happened=happened[:12],
        certificate=_certificate(shown),
    )


def _works_here(ctx: Context) -> bool:
    return bool(ctx.actor.roles - {"registrant", "applicant", "employer"})


def _certificate(shown: own.Own) -> str | None:
    first = shown.first
    if first is None or not first.standing.may_practise or "documents.document" not in current_app.view_functions:
        return None
    return url_for("documents.document", code="certificate", registration_id=first.id)


@login_required
def renewal(registration_id: str) -> Response:
    """The list of what a renewal needs."""
    shown = own.read_own(context(), language())
    entry = shown.entry(registration_id)
    how_to_pay = context().config.council_how_to_pay
    return page("standing/renewal.html", entry=entry, tasks=_tasks(entry), how_to_pay=how_to_pay)


def _tasks(entry: own.OwnEntry) -> list[dict[str, Any]]:
    urls = {
        "details": url_for("register.details", next=url_for("standing.renewal", registration_id=entry.id)),
        "sign": url_for("standing.sign", registration_id=entry.id),
    }
    urls |= {each.condition: url_for(each.endpoint, **each.values) for each in reversed(entry.asked)}
    done = {task.code for task in entry.tasks if task.done}
    open_ = urls if "details" in done and "sign" not in done else {**urls, "sign": None}
    learning = url_for("cpd.learning", registration=entry.id)
    return [_task(task, learning if task.learns else open_.get(task.code)) for task in entry.tasks]


def _task(task: Task, url: str | None) -> dict[str, Any]:
    last = task.code == "sign"
    kind = "done" if task.done else ("waiting" if task.judged else "open" if url or not last else "ended")
    caption = N_("This is what renews you.") if last else ""
    return {
        "label": task.label,
        "url": url,
        "status": task.status,
        "kind": kind,
        "hint": task.hint,
        "last": last,
        "caption": caption,
    }


@login_required
def sign(registration_id: str) -> AnyResponse:
    """Check and sign: sending this is what renews."""
    ctx = context()
    entry = own.read_own(ctx, language()).entry(registration_id)
    schema = SignSchema(exclude=() if _short(entry) else ("note",))
    if request.method == "GET":
        if not entry.renewable:
            return redirect(url_for("standing.my"))
        return _sign_page(ctx, entry, forms.show(schema, {"id": new_id()}, name="sign", today=ctx.today()))
    form = forms.read(schema, request.form, name="sign", today=ctx.today())
    if form.valid:
        try:
            sent = renewing.sign(ctx, registration_id, form.data)
        except Problem as refused:
            form = form.refuse(refused)
        else:
            forms.sent("sign")
            return redirect(_after(registration_id, sent))
    return _sign_page(ctx, entry, form, 422)


def _after(registration_id: str, sent: Mapping[str, Any] | None) -> str:
    """The receipt of what was sent; the list of what is left where only the fee is missing."""
    if sent is not None:
        return url_for("standing.renewed", reference=sent["reference"])
    flash(N_("Signed. Your renewal holds from the moment that the fee is there."), "done")
    return url_for("standing.renewal", registration_id=registration_id)


def _short(entry: own.OwnEntry) -> bool:
    """Whether something is missing that a person must be told the reason of."""
    return any(task.hint == SHORT for task in entry.tasks)


def _sign_page(ctx: Context, entry: own.OwnEntry, form: forms.Form, status: int = 200) -> Response:
    file = own.read_own(ctx, language()).file
    return page(
        "standing/sign.html",
        status,
        entry=entry,
        form=form,
        person=file.person if file else {},
        short=_short(entry),
        how_to_pay=ctx.config.council_how_to_pay,
    )


@login_required
def renewed(reference: str) -> Response:
    """The permanent page of a renewal that was sent: what was sent, when, and how it stands now."""
    ctx = context()
    sent = next((a for a in applications.list_own(ctx) if a["reference"] == reference), None)
    if sent is None:
        from councilkit.errors import NotFound

        raise NotFound(applications.NO_APPLICATION)
    shown = own.read_own(ctx, language())
    entry = next((e for e in shown.entries if e.id == sent["registration_id"]), None)
    due, ground = due_on(sent, clock_for(ctx, sent)), ground_judged(sent)
    more = {"certificate": _certificate(shown), "own": shown, "due": due, "ground": ground}
    return page("standing/renewed.html", sent=sent, entry=entry, **more)
