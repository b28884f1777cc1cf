"""Pages of supervisors: the portfolios that were sent to them, with an account or by a one-time link."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.pathways import answering
from councilkit.pathways.reviews import STATES, Review
from councilkit.pathways.schemas import review_schema
from councilkit.pathways.telling import tell_registrant
from councilkit.register.pages.common import with_version
from councilkit.web import context, page
from councilkit.wording import N_

BOTH = ["GET", "POST"]
DONE = N_("Thank you. What you said is kept and shown to the registrant.")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/employer/portfolios/reviews/<review_id>", "supervise", supervise, methods=BOTH)
    blueprint.add_url_rule("/review/<token>", "by_link", by_link, methods=BOTH)


@login_required
def supervise(review_id: str) -> AnyResponse:
    """A portfolio that was sent to me, and what I say of it."""
    ctx = context()

    def save(data: Mapping[str, Any]) -> AnyResponse:
        found = answering.find_sent(ctx, review_id)
        tell_registrant(ctx, found, answering.review_as_account(ctx, review_id, data))
        flash(DONE, "done")
        return redirect(url_for("pathways.supervise", review_id=review_id), 303)

    return _page(lambda: answering.find_sent(ctx, review_id), save)


def by_link(token: str) -> AnyResponse:
    """The same for a supervisor without an account."""
    ctx = context()

    def save(data: Mapping[str, Any]) -> AnyResponse:
        found = answering.open_link(ctx, token)
        tell_registrant(ctx, found, answering.review_by_link(ctx, token, data))
        return page("pathways/thanks.html")

    answer = _page(lambda: answering.open_link(ctx, token), save)
    answer.headers["Cache-Control"] = "no-store"  # nobody is signed in here, so the frame does not say it
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _page(find: Callable[[], Review], save: Callable[[Mapping[str, Any]], AnyResponse]) -> AnyResponse:
    """Show what was sent, or keep the answer; a refusal comes back with everything that was typed."""
    found = find()
    schema = review_schema(found.portfolio.standards, found.by_link)
    if request.method == "GET":
        values = {"version": found.row["version"], "name": found.row["supervisor_name"]}
        return _shown(found, forms.show(schema, values, name=f"review-{found.id}", today=context().today()))
    form, status = forms.read(schema, request.form, name=f"review-{found.id}", today=context().today()), 422
    try:
        if form.valid:
            forms.sent(form.name)
            return save(form.data)
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        found = find()
        form, status = with_version(form, found.row["version"]).refuse(refused), refused.status
    return _shown(found, form, status)


def _shown(found: Review, form: forms.Form, status: int = 200) -> AnyResponse:
    return page("pathways/supervise.html", status, review=found, portfolio=found.portfolio, form=form, states=STATES)
