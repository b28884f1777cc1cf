"""The reviewer's page of a case: what was sent, what the law finds, and what can be done now."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.audits import letters, schemas
from councilkit.audits.model import OUTCOMES, STATES
from councilkit.audits.services import passing, reading, reviewing, telling
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.register.model import full_name
from councilkit.register.pages.common import part_title, with_version
from councilkit.standing.renewal import figures
from councilkit.standing.renewal_views import STATES as FOUND
from councilkit.web import context, page
from councilkit.wording import N_

SCHEMAS: dict[str, type[Schema]] = {
    "assign": schemas.AssignSchema,
    "declare": schemas.DeclarationSchema,
    "wish": schemas.WishSchema,
    "review": schemas.ReviewSchema,
    "second": schemas.SecondSchema,
    "settle": schemas.SettleSchema,
}
DONE = {
    "assign": N_("Given."),
    "none": N_("Noted. You can review this case."),
    "conflict": N_("Noted. The case waits for another reviewer."),
    "granted": N_("The time is given."),
    "refused": N_("The time is not given."),
    "more": N_("Asked."),
    "second": N_("Noted. Somebody else must look at it too."),
    "closed": N_("Closed."),
    "sent_back": N_("Sent back to the first reviewer."),
    "settled": N_("Recorded. It is no longer in Work."),
}


def add_pages(blueprint: Blueprint) -> None:
    """Mount the page of a case and what can be done there."""
    base = "/office/audits/cases/<case_id>"
    blueprint.add_url_rule(base, "case", case)
    blueprint.add_url_rule(f"{base}/take", "take", take, methods=["POST"])
    blueprint.add_url_rule(f"{base}/<step>", "step", step, methods=["POST"])


@login_required
def case(case_id: str) -> Response:
    """A case with everything that its review needs."""
    ctx = context()
    require(ctx, "audits.read")
    return _page(ctx, reading.read_case(ctx, case_id))


def _page(ctx: Context, found: Case, name: str = "", form: forms.Form | None = None, status: int = 200) -> Response:
    steps, barred = _steps(ctx, found), reviewing.against_me(ctx, found)
    learning = reading.read_learning(ctx, found)
    happened, names = reading.read_history(ctx, found)
    drawn = {each: _fresh(ctx, found, each) for each in steps & set(SCHEMAS)}
    reviewers = reviewing.reviewers(ctx, found) if "assign" in steps else []
    return page(
        "audits/case.html",
        status,
        case=found,
        name=full_name(found.row),
        learning=learning,
        pointed=_pointed(found, learning),
        findings=reading.read_findings(ctx, found),
        forms={**drawn, **({name: form} if form else {})},
        wrong=form,
        late=form is not None and name not in steps,
        steps=steps,
        barred=barred,
        second_person="take" in steps and reviewing.looked_first(ctx, found),
        hidden=barred is not None or "declare" in steps,
        unable=[(account["name"], refusal) for account, refusal in reviewers if refusal],
        happened=happened,
        names=names,
        letter=letters.letter(ctx, found, "closed") if found.state == "closed" else "",
        states=STATES,
        outcomes=OUTCOMES,
        found_words=FOUND,
        figures=figures,
        part_title=part_title,
        today=ctx.today(),
        me=ctx.actor.id,
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


def _pointed(found: Case, learning: Any) -> list[Any]:
    """The records that the registrant points at."""
    chosen = set(found.row["records"])
    return [row for row in learning.records if row["id"] in chosen] if learning else []


def _steps(ctx: Context, found: Case) -> set[str]:
    """What this officer can do with the case as it stands."""
    steps, current = set(), found.current
    if found.state == "closed":
        return {"settle"} if passing.to_settle(ctx, found) else steps
    if permitted(ctx.actor, "audits.assign"):
        steps.add("assign")
    if current is None:
        return steps | {"take"} if permitted(ctx.actor, "audits.review") else steps
    if current["reviewer"] != ctx.actor.id:
        return steps
    if current["declaration"] != "none":
        return steps | {"declare"}
    if found.wish is not None:
        steps.add("wish")
    return steps | {"second" if found.state == "second" else "review"}


def _fresh(ctx: Context, found: Case, step: str) -> forms.Form:
    values = {"version": found.row["version"]}
    return forms.show(
        SCHEMAS[step](), values, name=f"case-{step}", today=ctx.today(), choices=_choices(ctx, found, step)
    )


def _choices(ctx: Context, found: Case, step: str) -> dict[str, Any] | None:
    if step != "assign":
        return None
    able = reviewing.reviewers(ctx, found)
    return {"reviewer": [(account["id"], account["name"]) for account, refusal in able if refusal is None]}


@login_required
def take(case_id: str) -> AnyResponse:
    """Take the case oneself."""
    ctx = context()
    reviewing.assign(ctx, case_id, ctx.actor.id)
    return redirect(url_for("audits.case", case_id=case_id))


@login_required
def step(case_id: str, step: str) -> AnyResponse:
    """Do one step of a review; what is refused comes back on the page with everything that was typed."""
    ctx = context()
    require(ctx, "audits.read")
    if step not in SCHEMAS:
        raise NotFound("There is no such page.")
    found = reading.read_case(ctx, case_id)
    choices = _choices(ctx, found, step)
    form = forms.read(SCHEMAS[step](), request.form, name=f"case-{step}", today=ctx.today(), choices=choices)
    if not form.valid:
        return _page(ctx, found, step, form, 422)
    try:
        done = VERBS[step](ctx, case_id, form.data)
    except Conflict as conflict:
        now = reading.read_case(ctx, case_id)
        return _page(ctx, now, step, with_version(form, now.row["version"]).refuse(conflict), 409)
    except Problem as refused:
        return _page(ctx, reading.read_case(ctx, case_id), step, form.refuse(refused), refused.status)
    forms.sent(f"case-{step}")
    _tell(ctx, case_id, done)
    return redirect(url_for("audits.case", case_id=case_id))


def _tell(ctx: Context, case_id: str, done: str) -> None:
    """Say on the page what was done, and write to the registrant where it concerns them."""
    sent = telling.tell(ctx, case_id, done) if done in letters.SUBJECTS else True
    flash(DONE[done], "done")
    if not sent:
        flash(N_("No letter could be sent: tell the registrant."), "waiting")


def _assign(ctx: Context, case_id: str, data: dict[str, Any]) -> str:
    reviewing.assign(ctx, case_id, data["reviewer"], data["version"])
    return "assign"


def _declare(ctx: Context, case_id: str, data: dict[str, Any]) -> str:
    return "none" if reviewing.declare(ctx, case_id, data) else "conflict"


VERBS: dict[str, Callable[[Context, str, dict[str, Any]], str]] = {
    "assign": _assign,
    "declare": _declare,
    "wish": reviewing.decide_wish,
    "review": reviewing.review,
    "second": reviewing.look_again,
    "settle": passing.settle,
}
