"""A registrant's page of sharing: with whom, share with one more, end it."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.pathways import sharing
from councilkit.pathways.my_views import own
from councilkit.pathways.places import places
from councilkit.pathways.schemas import PlaceSchema
from councilkit.pathways.writing import writes_for
from councilkit.web import page, posted_version
from councilkit.wording import N_


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/my/portfolio/shares", "shares", shares, methods=["GET", "POST"])
    blueprint.add_url_rule("/my/portfolio/shares/<share_id>/end", "end_share", end, methods=["POST"])


@login_required
def shares() -> AnyResponse:
    """With whom I share my portfolio; share it with one more."""
    ctx, person_id = own()
    registration = request.args.get("registration", "")
    chosen = writes_for(ctx, person_id, registration)
    options = {"place": places(ctx, person_id)}
    if request.method == "GET":
        return _page(ctx, person_id, chosen, forms.show(PlaceSchema(), name="share", choices=options))
    form = forms.read(PlaceSchema(), request.form, name="share", today=ctx.today(), choices=options)
    try:
        if form.valid:
            sharing.share(ctx, person_id, chosen.id, form.data)
            forms.sent("share")
            flash(N_("Shared. You can end it here whenever you like."), "done")
            return redirect(url_for("pathways.shares", registration=chosen.id), 303)
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        form = form.refuse(refused)
    return _page(ctx, person_id, chosen, form, 422)


def _page(ctx: Context, person_id: str, chosen: Any, form: forms.Form, status: int = 200) -> Response:
    found = sharing.own_shares(ctx, person_id, chosen.id)
    return page("pathways/shares.html", status, chosen=chosen, form=form, shares=found)


@login_required
def end(share_id: str) -> AnyResponse:
    """End a sharing."""
    row = sharing.end_share(own()[0], share_id, posted_version())
    flash(
        N_("Ended. This employer sees no more of your portfolio than what you sent there for review or endorsement."),
        "done",
    )
    return redirect(url_for("pathways.shares", registration=row["registration_id"]), 303)
