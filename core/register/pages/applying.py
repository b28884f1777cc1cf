"""Pages on which people apply to the register, follow what they sent and answer what is asked."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.accounts.model import permitted
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Problem
from councilkit.register import schemas
from councilkit.register.clocks import due_on
from councilkit.register.grounds import ground_judged
from councilkit.register.pages.common import (
    FormPage,
    clock_for,
    form_page,
    part_in_country,
    part_title,
    with_dates,
    with_version,
)
from councilkit.register.services import appeals, applications, desk
from councilkit.web import context, page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]
FOR_ONESELF = (
    N_("Apply to join the register"),
    N_("Send application"),
    N_("An officer reads your application, and a second one decides. You can follow it here."),
    schemas.ApplicationSchema,
)
FOR_SOMEBODY = (
    N_("Enter an application"),
    N_("Enter this application"),
    N_("For somebody who applied on paper or in person: write what they wrote. A second officer decides, as always."),
    schemas.EnteredSchema,
)


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of those who apply."""
    blueprint.add_url_rule("/apply", "apply", apply, methods=BOTH)
    blueprint.add_url_rule("/my/applications/<application_id>", "own_application", own_application, methods=BOTH)
    blueprint.add_url_rule("/my/applications/<application_id>/withdraw", "withdraw", withdraw, methods=["POST"])


def apply() -> AnyResponse:
    """Apply to join the register."""
    ctx = context()
    if not ctx.actor.roles:
        return page("register/apply_visitor.html")
    office = permitted(ctx.actor, "register.apply")
    parts = [(part.code, part_in_country(part)) for part in applications.open_parts(ctx)]
    crumbs = [(url_for("register.office"), N_("Work"))] if office else [(url_for("standing.my"), N_("My page"))]
    title, button, intro, schema = FOR_SOMEBODY if office else FOR_ONESELF
    about = FormPage("apply", title, button, [*crumbs, (None, title)], intro)

    def save(data: dict[str, Any]) -> str:
        id = applications.apply(ctx, data)
        return url_for("register.application" if office else "register.own_application", application_id=id)

    asked = schema() if _asks_newcomers(ctx) else schema(exclude=("began_on",))
    return form_page(about, asked, lambda: {"id": new_id()}, save, choices={"part": parts})


def _asks_newcomers(ctx: Context) -> bool:
    """Whether the day on which somebody began to work matters to a part that can be joined."""
    return any(part.newcomers for part in applications.open_parts(ctx))


@login_required
def own_application(application_id: str) -> AnyResponse:
    """What I sent, how it stands, and the answer to what the council asked."""
    ctx = context()
    found = applications.read(ctx, application_id)
    schema, today = schemas.AnswerSchema(), ctx.today()
    if request.method == "GET":
        return _own_page(found, forms.show(schema, {"version": found["version"]}, name="answer", today=today))
    form = forms.read(schema, request.form, name="answer", today=today)
    if not form.valid:
        return _own_page(found, form, 422)
    try:
        applications.answer(ctx, application_id, form.data)
    except Conflict as conflict:
        now = applications.read(ctx, application_id)
        return _own_page(now, with_version(form, now["version"]).refuse(conflict), 409)
    except Problem as refused:
        return _own_page(found, form.refuse(refused), 422)
    forms.sent("answer")
    flash(N_("Sent. Thank you. We go on with it."), "done")
    return redirect(url_for("register.own_application", application_id=application_id))


def _own_page(found: dict[str, Any], form: forms.Form, status: int = 200) -> Response:
    ctx = context()
    return page(
        "register/own_application.html",
        status,
        application=with_dates(found),
        appeals=appeals.appeals_of_application(ctx, found["id"]),
        outcomes=dict(schemas.OUTCOMES),
        grace=applications.grace_of(ctx, found),
        ground=ground_judged(found) if found["outcome"] == "admitted" else None,
        today=ctx.today(),
        form=form,
        part=part_title(found["part"]),
        due=due_on(found, clock_for(ctx, found)),
        kinds=desk.KINDS,
    )


@login_required
def withdraw(application_id: str) -> AnyResponse:
    """Take my application back."""
    applications.withdraw(context(), application_id, posted_version())
    flash(N_("Taken back."), "done")
    return redirect(url_for("register.own_application", application_id=application_id))
