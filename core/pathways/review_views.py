"""A registrant's pages of reviews: send a portfolio, read what was said, send it again, take it back."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.cpd.reading import day_of
from councilkit.database import new_id
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.pathways import asking
from councilkit.pathways.asking import Sent
from councilkit.pathways.gathering import read_portfolio
from councilkit.pathways.my_views import own
from councilkit.pathways.reviews import STATES, Review
from councilkit.pathways.schemas import AnswerSchema, AskSchema
from councilkit.pathways.telling import tell_supervisor
from councilkit.register.pages.common import with_version
from councilkit.web import page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    base = "/my/portfolio/reviews"
    blueprint.add_url_rule(f"{base}/new", "ask_review", ask, methods=BOTH)
    blueprint.add_url_rule(f"{base}/<review_id>", "review", review, methods=BOTH)
    blueprint.add_url_rule(f"{base}/<review_id>/link", "review_link", link, methods=["POST"])
    blueprint.add_url_rule(f"{base}/<review_id>/back", "take_back_review", take_back, methods=["POST"])


@login_required
def ask() -> AnyResponse:
    """Send my portfolio of a period to a supervisor."""
    ctx, person_id = own()
    registration, start = request.args.get("registration", ""), day_of(request.args.get("period"))
    held = read_portfolio(ctx, person_id, registration, start)
    options = {"supervisor": asking.supervisors(ctx, person_id)}
    shown: dict[str, Any] = {"held": held, "portfolio": held.portfolio}
    if request.method == "GET":
        form = forms.show(AskSchema(), {"id": new_id()}, name="review", today=ctx.today(), choices=options)
        return page("pathways/ask_review.html", form=form, **shown)
    form = forms.read(AskSchema(), request.form, name="review", today=ctx.today(), choices=options)
    try:
        if form.valid:
            return _sent(ctx, asking.ask(ctx, person_id, registration, start, form.data))
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        form = form.refuse(refused)
    return page("pathways/ask_review.html", 422, form=form, **shown)


def _sent(ctx: Context, sent: Sent) -> AnyResponse:
    """To the review; a link is shown first, once."""
    forms.sent("review")
    if not sent.token:
        tell_supervisor(ctx, asking.own_review(ctx, sent.id))
        flash(N_("Sent. You see here when your supervisor answers."), "done")
        return redirect(url_for("pathways.review", review_id=sent.id), 303)
    address = ctx.config.server_public_url.rstrip("/") + url_for("pathways.by_link", token=sent.token)
    return page("pathways/review_link.html", review=asking.own_review(ctx, sent.id), address=address)


@login_required
def review(review_id: str) -> AnyResponse:
    """A review of mine; where more is asked for, the form to send it again."""
    ctx, _ = own()
    found = asking.own_review(ctx, review_id)
    if request.method == "GET":
        return _page(found, forms.show(AnswerSchema(), {"version": found.row["version"]}, name="answer"))
    form, status = forms.read(AnswerSchema(), request.form, name="answer", today=ctx.today()), 422
    try:
        if form.valid:
            return _sent(ctx, asking.send_again(ctx, review_id, form.data))
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        found = asking.own_review(ctx, review_id)
        form, status = with_version(form, found.row["version"]).refuse(refused), refused.status
    return _page(found, form, status)


def _page(found: Review, form: forms.Form, status: int = 200) -> Response:
    values: Mapping[str, Any] = {"review": found, "portfolio": found.portfolio, "form": form, "states": STATES}
    return page("pathways/review.html", status, **values)


@login_required
def link(review_id: str) -> AnyResponse:
    """A new one-time link for my supervisor."""
    ctx, _ = own()
    return _sent(ctx, asking.new_link(ctx, review_id, posted_version()))


@login_required
def take_back(review_id: str) -> AnyResponse:
    """Take my portfolio back from a supervisor."""
    asking.take_back(own()[0], review_id, posted_version())
    flash(N_("Taken back. Your supervisor sees nothing of it any more."), "done")
    return redirect(url_for("pathways.review", review_id=review_id), 303)
