"""Pages by which the council invites somebody to act for an employer: search the organisation, then invite."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.accounts.views import link_made
from councilkit.employers import schemas, services
from councilkit.errors import Problem
from councilkit.web import context, page


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/office/accounts/employers", "organisations", organisations)
    base = "/office/accounts/employers/<organisation_id>"
    blueprint.add_url_rule(base, "invite", invite, methods=["GET", "POST"])


@login_required
def organisations() -> Response:
    """Find the organisation that somebody will act for."""
    typed = request.args.get("q", "").strip()[:100]
    found = services.find_organisations(context(), typed)
    return page("employers/organisations.html", q=typed, found=found, asked="q" in request.args)


@login_required
def invite(organisation_id: str) -> AnyResponse:
    """Invite somebody to act for it; the one-time link is sent, and shown once."""
    ctx = context()
    organisation = services.find_organisation(ctx, organisation_id)
    shown: dict[str, Any] = {"organisation": organisation["name"], "back_url": url_for("employers.organisations")}
    if request.method == "GET":
        return page("employers/invite.html", form=forms.show(schemas.InviteSchema(), name="invite"), **shown)
    form, status = forms.read(schemas.InviteSchema(), request.form, name="invite"), 422
    if form.valid:
        try:
            token = services.invite(ctx, organisation_id, form.data)
        except Problem as refused:
            form, status = form.refuse(refused), refused.status
        else:
            return link_made(form.data["email"], token, _("You are invited"))
    return page("employers/invite.html", status, form=form, **shown)
