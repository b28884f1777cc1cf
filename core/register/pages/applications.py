"""Office pages of applications: evidence, proposal and decision."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.register import letters, schemas, store
from councilkit.register.clocks import due_on
from councilkit.register.decisions import against_deciding, overtaken
from councilkit.register.model import name_of
from councilkit.register.pages.common import (
    FormPage,
    cited_by,
    clock_for,
    form_page,
    left_out,
    part_title,
    typed_again,
    with_dates,
    with_version,
)
from councilkit.register.services import appeals, applications, desk
from councilkit.web import context, page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]
THEIR_ANSWER = N_("Enter their answer")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the office pages of applications."""
    base = "/office/applications/<application_id>"
    blueprint.add_url_rule(base, "application", application)
    blueprint.add_url_rule(f"{base}/propose", "propose", propose, methods=["POST"])
    blueprint.add_url_rule(f"{base}/decide", "decide", decide, methods=["POST"])
    blueprint.add_url_rule(f"{base}/answer", "their_answer", their_answer, methods=BOTH)
    blueprint.add_url_rule(f"{base}/back", "take_back", take_back, methods=["POST"])
    blueprint.add_url_rule(f"{base}/link", "link", link, methods=["POST"])
    blueprint.add_url_rule(f"{base}/apart", "apart", apart, methods=["POST"])
    blueprint.add_url_rule(f"{base}/return", "turn_into_return", turn_into_return, methods=["POST"])
    blueprint.add_url_rule(f"{base}/take", "take", take, methods=["POST"])


@login_required
def application(application_id: str) -> Response:
    """An application with its evidence and what the rules find in it."""
    ctx = context()
    require(ctx, "register.read")
    return _office_page(ctx, applications.read(ctx, application_id))


def _office_page(ctx: Context, found: dict[str, Any], form: forms.Form | None = None, status: int = 200) -> Response:
    (checks, alike), own = applications.read_checks(ctx, found), applications.is_own(ctx, found)
    with ctx.reading() as connection:
        person = store.person(connection, found["person_id"]) if found["person_id"] else None
    return page(
        "register/application.html",
        status,
        application=with_dates(found),
        person=person,
        appeals=appeals.appeals_of_application(ctx, found["id"]),
        name=_name(found, person),
        checks=checks,
        open_rules=any(each.result != "met" for each in checks),
        cite=cited_by(ctx),
        alike=alike,
        comebacks=_comebacks(ctx, found, alike),
        form=form or _fresh_form(ctx, found),
        refusal=against_deciding(found, ctx.actor.id, own=own) if found["state"] == "proposed" else None,
        own=own,
        may=lambda action: permitted(ctx.actor, action) and not own,
        happened=desk.history_of(ctx, found),
        letter=letters.letter(ctx, found, found["outcome"]) if found["outcome"] in letters.SUBJECTS else "",
        part=part_title(found["part"]),
        due=due_on(found, clock_for(ctx, found)),
        clock=clock_for(ctx, found),
        left_out=left_out(clock_for(ctx, found)),
        today=ctx.today(),
        kinds=desk.KINDS,
        me=ctx.actor.id,
        wide=True,
    )


def _comebacks(ctx: Context, found: dict[str, Any], alike: list[Any]) -> dict[str, Any]:
    """Who is not entered anew, of the applicant or those who may be: why, and whether each comes back instead."""
    if found["kind"] != "entry" or found["outcome"]:
        return {}
    ids = [found["person_id"]] if found["person_id"] else [each["id"] for each in alike]
    return applications.comebacks(ctx, found["part"], ids)


def _name(found: dict[str, Any], person: Any) -> str:
    return name_of(found["details"], person) or str(found["reference"])


def _fresh_form(ctx: Context, found: dict[str, Any]) -> forms.Form:
    schema = schemas.DecisionSchema() if found["state"] == "proposed" else schemas.ProposalSchema()
    name = "decide" if found["state"] == "proposed" else "propose"
    return forms.show(schema, {"version": found["version"]}, name=name, today=ctx.today())


@login_required
def propose(application_id: str) -> AnyResponse:
    """Check a proposal, then make it: the first sending shows a page that says what will happen."""
    ctx = context()
    require(ctx, "register.propose")
    form = forms.read(schemas.ProposalSchema(), request.form, name="propose", today=ctx.today())
    found = applications.read(ctx, application_id)
    if not form.valid:
        return _again(ctx, found, form)
    sure = bool(request.form.get("sure"))
    answer = _stale(ctx, application_id, form, lambda: _propose(ctx, application_id, form.data, sure))
    if answer is not None or not sure:
        return answer or _check_page(ctx, found, form)
    forms.sent("propose")
    _after_proposal(ctx, applications.read(ctx, application_id), form.data["proposal"])
    return redirect(url_for("register.application", application_id=application_id))


def _propose(ctx: Context, application_id: str, data: dict[str, Any], sure: bool) -> None:
    if sure:
        applications.propose(ctx, application_id, data)
    else:
        applications.refuse_proposal(ctx, application_id, data)


def _check_page(ctx: Context, found: dict[str, Any], form: forms.Form) -> Response:
    proposal = form.data["proposal"]
    kind = {"admit": "admitted", "refuse": "refused", "ask": "asked"}[proposal]
    lines = [applications.ASKED[code] for code in form.data["asked"] if code != "other"]
    asked = "\n".join([*lines, *([form.data["asked_more"]] if form.data["asked_more"] else [])])
    why = {"reasons": form.data["grounds" if proposal == "admit" else "reasons"] or "", "proposal": proposal}
    shown = {**found, "asked": asked, "asked_until": form.data["asked_until"], **why}
    return page(
        "register/check.html",
        application=found,
        proposal=proposal,
        letter=letters.letter(ctx, shown, kind),
        typed=typed_again(),
    )


def _stale(ctx: Context, application_id: str, form: forms.Form, act: Any) -> Response | None:
    """Do it; when somebody was faster or it cannot be, the page with what was typed and what is so now."""
    try:
        act()
    except Conflict as conflict:
        now = applications.read(ctx, application_id)
        return _office_page(ctx, now, _on_version(form, now["version"]).refuse(conflict), 409)
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        return _office_page(ctx, applications.read(ctx, application_id), form.refuse(refused), 422)
    return None


def _again(ctx: Context, found: dict[str, Any], form: forms.Form) -> Response:
    """A form that is not right, as it was typed; where it comes too late anyway, that is told as well."""
    late = overtaken(found, deciding=form.name == "decide")
    return _office_page(ctx, found, form.refuse(Conflict(late)) if late else form, 409 if late else 422)


def _on_version(form: forms.Form, version: int) -> forms.Form:
    """The form as typed, on what is so now; nobody agrees by a choice that was made about something else."""
    moved = with_version(form, version)
    if form.name != "decide":
        return moved
    return replace(moved, fields={**moved.fields, "decision": replace(moved["decision"], value="", chosen="")})


def _after_proposal(ctx: Context, now: dict[str, Any], proposal: str) -> None:
    if proposal == "ask":
        sent = letters.send(ctx, now, "asked")
        flash(
            N_("Asked. The letter is sent.") if sent else N_("Asked. No letter could be sent: tell the applicant."),
            "done",
        )
    else:
        flash(N_("Proposed. Another officer must decide."), "done")


@login_required
def their_answer(application_id: str) -> AnyResponse:
    """Enter what the applicant answered by letter or in person."""
    ctx = context()
    require(ctx, "register.propose")
    found, back = applications.read(ctx, application_id), url_for("register.application", application_id=application_id)
    crumbs = [(url_for("register.office"), N_("Work")), (back, found["reference"]), (None, THEIR_ANSWER)]
    about = FormPage("answer", THEIR_ANSWER, N_("Enter this answer"), crumbs, done=N_("Entered."))

    def save(data: dict[str, Any]) -> str:
        applications.answer(ctx, application_id, data)
        return back

    return form_page(about, schemas.TheirAnswerSchema(), lambda: {"version": found["version"]}, save)


@login_required
def decide(application_id: str) -> AnyResponse:
    """The second officer agrees or sends back."""
    ctx = context()
    require(ctx, "register.decide")
    form = forms.read(schemas.DecisionSchema(), request.form, name="decide", today=ctx.today())
    found = applications.read(ctx, application_id)
    if found["state"] == "decided" and found["decided_by"] == ctx.actor.id:
        return redirect(url_for("register.application", application_id=application_id))
    if not form.valid:
        return _again(ctx, found, form)
    if (
        answer := _stale(ctx, application_id, form, lambda: applications.decide(ctx, application_id, form.data))
    ) is not None:
        return answer
    forms.sent("decide")
    now = applications.read(ctx, application_id)
    if now["outcome"] in letters.SUBJECTS:
        letters.send(ctx, now, now["outcome"])
    flash(DECIDED.get(now["outcome"] or "", N_("Sent back. The proposal is open again.")), "done")
    return redirect(url_for("register.application", application_id=application_id))


DECIDED = {"admitted": N_("Decided: accepted."), "refused": N_("Decided: refused.")}


@login_required
def link(application_id: str) -> AnyResponse:
    """The applicant is somebody whom the register knows."""
    applications.link_person(context(), application_id, request.form.get("person_id", ""), posted_version())
    return redirect(url_for("register.application", application_id=application_id))


@login_required
def apart(application_id: str) -> AnyResponse:
    """The applicant is somebody else than a person whom the register knows."""
    applications.tell_apart(context(), application_id, request.form.get("person_id", ""), posted_version())
    return redirect(url_for("register.application", application_id=application_id))


@login_required
def turn_into_return(application_id: str) -> AnyResponse:
    """The applicant was on this part of the register before: the application is one to return."""
    applications.turn_into_return(context(), application_id, request.form.get("person_id", ""), posted_version())
    flash(N_("This is an application to return now. Look at what the rules find."), "done")
    return redirect(url_for("register.application", application_id=application_id))


@login_required
def take_back(application_id: str) -> AnyResponse:
    """Take one's own proposal back."""
    applications.take_back(context(), application_id, posted_version())
    flash(N_("Taken back. The application is open again."), "done")
    return redirect(url_for("register.application", application_id=application_id))


@login_required
def take(application_id: str) -> AnyResponse:
    """Take the application oneself."""
    ctx = context()
    applications.assign(ctx, [application_id], ctx.actor.id)
    return redirect(url_for("register.application", application_id=application_id))
