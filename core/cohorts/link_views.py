"""Office pages of a cohort's surveys: open and close a wave, make its links and send them."""

import logging
from collections.abc import Callable, Sequence
from smtplib import SMTPException
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms, mail
from councilkit.accounts.services import require
from councilkit.cohorts import schemas, services, surveys
from councilkit.cohorts.surveys import Link
from councilkit.cohorts.telling import wave_title
from councilkit.context import Context
from councilkit.errors import Conflict
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

log = logging.getLogger("councilkit.cohorts")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    base = "/office/cohorts/<code>/surveys/<wave>"
    blueprint.add_url_rule(f"{base}/open", "open_wave", open_wave, methods=["POST"])
    blueprint.add_url_rule(f"{base}/close", "confirm_close_wave", confirm_close_wave)
    blueprint.add_url_rule(f"{base}/close", "close_wave", close_wave, methods=["POST"])
    blueprint.add_url_rule(f"{base}/links", "links", links, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{base}/links/<reference>", "link_again", link_again, methods=["POST"])


@login_required
def open_wave(code: str, wave: str) -> AnyResponse:
    """Take answers from now on."""
    return _changed(surveys.open_wave, code, wave, N_("The survey is open. Make the links next."))


def _changed(act: Callable[[Context, str, str], object], code: str, wave: str, said: str) -> AnyResponse:
    try:
        act(context(), code, wave)
        flash(said, "done")
    except Conflict as conflict:
        flash(conflict.message, "waiting")
    return redirect(url_for("cohorts.cohort", code=code), 303)


@login_required
def confirm_close_wave(code: str, wave: str) -> Response:
    """The second step before no answers are taken any more."""
    ctx = context()
    require(ctx, "cohorts.links")
    found = services.read_cohort(ctx, code)
    surveys.wave_of(found.surveys, wave)
    return page(
        "confirm.html",
        question=Sentence(N_("Close this survey? %(survey)s"), survey=wave_title(found.surveys, wave)),
        sentences=[
            N_("Its links take no answers from then on."),
            N_("What was begun and not sent is not counted. You can open the survey again."),
        ],
        action=url_for("cohorts.close_wave", code=code, wave=wave),
        button=N_("Yes, close this survey"),
        back_url=url_for("cohorts.cohort", code=code),
    )


@login_required
def close_wave(code: str, wave: str) -> AnyResponse:
    """Take no more answers."""
    return _changed(surveys.close_wave, code, wave, N_("The survey is closed."))


@login_required
def links(code: str, wave: str) -> AnyResponse:
    """Make the links of a wave and show them once; or make a new one for somebody who lost theirs."""
    ctx = context()
    require(ctx, "cohorts.links")
    found = services.read_cohort(ctx, code)
    schema = schemas.LinksSchema()
    shown = _shown(ctx, found, wave)
    form = forms.show(schema, {"by_mail": shown["with_mail"]}, name="links")
    if request.method == "POST":
        form = forms.read(schema, request.form, name="links")
        if not form.valid:
            return page("cohorts/links.html", 422, form=form, **shown)
        try:
            made = surveys.make_links(ctx, code, wave, again=form.data["again"] or False)
        except Conflict as conflict:
            return page("cohorts/links.html", 409, form=form.refuse(conflict), **shown)
        return _made(ctx, found, wave, made, by_mail=form.data["by_mail"] or False)
    return page("cohorts/links.html", form=form, **shown)


def _shown(ctx: Context, found: services.Cohort, wave: str) -> dict[str, Any]:
    about = surveys.wave_of(found.surveys, wave)
    (far,) = [each for each in surveys.progress(ctx, found) if each.wave == about]
    known = {each["pseudonym"]: found.known.get(each["id"], {}) for each in found.learners}
    return {
        "cohort": found,
        "wave": about,
        "title": wave_title(found.surveys, wave),
        "far": far,
        "known": known,
        "with_mail": about.who == "learner" and any(each.get("email") for each in known.values()),
        "wide": True,
    }


@login_required
def link_again(code: str, wave: str, reference: str) -> AnyResponse:
    """A new link for one, whose old one opens nothing any more."""
    ctx = context()
    found = services.read_cohort(ctx, code)
    try:
        made = surveys.make_links(ctx, code, wave, only=reference)
    except Conflict as conflict:
        flash(conflict.message, "waiting")
        return redirect(url_for("cohorts.cohort", code=code), 303)
    return _made(ctx, found, wave, made, by_mail=False)


def _made(ctx: Context, found: services.Cohort, wave: str, made: Sequence[Link], *, by_mail: bool) -> AnyResponse:
    """Send what is to be sent, and show every link once."""
    sent = {each.reference for each in made if by_mail and each.email and _send(ctx, found, each)}
    return page(
        "cohorts/links_made.html",
        cohort=found,
        title=wave_title(found.surveys, wave),
        made=made,
        sent=sent,
        address=lambda code: _address(ctx, code),
        wide=True,
    )


def _address(ctx: Context, code: str) -> str:
    return f"{ctx.config.server_public_url.rstrip('/')}/census/{code}"


def _send(ctx: Context, found: services.Cohort, link: Link) -> bool:
    """Send a link; False where that did not work, and then it is on the page to be handed on."""
    text = _(
        "You take part in %(cohort)s.\n\nPlease answer a few questions. It takes a few minutes. You can stop and "
        "return.\n\n%(address)s\n\nThis link is yours alone: do not hand it on. Your answers are kept apart from your "
        "name.\n",
        cohort=found.row["title"],
        address=_address(ctx, link.code),
    )
    try:
        mail.send(ctx.config, link.email, _("Questions about %(cohort)s", cohort=found.row["title"]), text)
    except (OSError, SMTPException):
        log.exception("A link of cohort %s could not be sent", found.row["code"])
        return False
    return True
