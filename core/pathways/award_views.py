"""A registrant's pages of awards: tell of one, have it endorsed, take it back."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.database import new_id
from councilkit.pathways import awarding
from councilkit.pathways.my_views import own
from councilkit.pathways.places import places
from councilkit.pathways.schemas import AwardSchema, EndorserSchema
from councilkit.pathways.tables import claims
from councilkit.pathways.writing import of_person
from councilkit.register.pages.common import FormPage, form_page
from councilkit.web import page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    base = "/my/portfolio/awards"
    blueprint.add_url_rule(base, "awards", awards)
    blueprint.add_url_rule(f"{base}/new", "tell_award", tell, methods=BOTH)
    blueprint.add_url_rule(f"{base}/<claim_id>/endorser", "ask_endorsement", ask, methods=BOTH)
    blueprint.add_url_rule(f"{base}/<claim_id>/back", "take_back_award", take_back, methods=["POST"])


@login_required
def awards() -> AnyResponse:
    """The awards that I told of, and how far each is endorsed."""
    ctx, person_id = own()
    return page("pathways/awards.html", claims=awarding.own_claims(ctx, person_id))


def _about(name: str, title: str, button: str, done: str, intro: str, **more: str) -> FormPage:
    crumbs = (
        (url_for("pathways.portfolio"), N_("My portfolio")),
        (url_for("pathways.awards"), N_("My awards")),
        (None, title),
    )
    return FormPage(name, title, button, crumbs, intro, done, **more)


@login_required
def tell() -> AnyResponse:
    """Tell of an award that I completed."""
    ctx, person_id = own()
    about = _about(
        "award",
        N_("Tell of an award"),
        N_("Save"),
        N_("Saved. It is marked as told by you until somebody endorses it."),
        N_("It does not change your register entry. An employer or a training provider can endorse it."),
    )

    def save(data: dict[str, Any]) -> str:
        return url_for("pathways.ask_endorsement", claim_id=awarding.tell(ctx, person_id, data))

    options = {"code": awarding.awards(ctx, person_id)}
    return form_page(about, AwardSchema(), lambda: {"id": new_id()}, save, choices=options)


@login_required
def ask(claim_id: str) -> AnyResponse:
    """Ask somebody to endorse an award of mine."""
    ctx, person_id = own()
    about = _about(
        "endorser",
        N_("Have an award endorsed"),
        N_("Ask them"),
        N_("Asked. You see here when they answer."),
        N_("They see your name, your number, the award, who gave it and when. Nothing else."),
        template="pathways/endorser.html",
    )

    def save(data: dict[str, Any]) -> str:
        awarding.ask_to_endorse(ctx, claim_id, data)
        return url_for("pathways.awards")

    options = {"place": places(ctx, person_id)}
    values = {"version": of_person(ctx, claims, claim_id)["version"]}
    return form_page(about, EndorserSchema(exclude=("id",)), lambda: values, save, choices=options)


@login_required
def take_back(claim_id: str) -> AnyResponse:
    """Take an award back."""
    awarding.take_back(own()[0], claim_id, posted_version())
    flash(N_("Taken back."), "done")
    return redirect(url_for("pathways.awards"), 303)
