"""Pages of employers and training providers: reviews asked of them, portfolios shared with them, awards to endorse."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.cpd.reading import day_of
from councilkit.pathways import answering, awarding, sharing
from councilkit.pathways.reviews import STATES
from councilkit.pathways.schemas import EndorseSchema
from councilkit.register.model import full_name
from councilkit.register.pages.common import FormPage, form_page, part_title
from councilkit.web import context, page
from councilkit.wording import N_, Sentence


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    base = "/employer/portfolios"
    blueprint.add_url_rule(base, "portfolios", portfolios)
    blueprint.add_url_rule(f"{base}/<share_id>", "shared", shared)
    blueprint.add_url_rule(f"{base}/awards/<claim_id>", "endorse", endorse, methods=["GET", "POST"])


@login_required
def portfolios() -> AnyResponse:
    """What registrants sent to me, shared with my organisation, or ask it to endorse."""
    ctx = context()
    reviews = answering.sent_to_me(ctx)
    return page(
        "pathways/portfolios.html",
        reviews=reviews,
        states=STATES,
        shares=sharing.shared_with_me(ctx),
        claims=awarding.asked_of_me(ctx),
        full_name=full_name,
    )


@login_required
def shared(share_id: str) -> AnyResponse:
    """A portfolio that is shared with my organisation."""
    ctx = context()
    held = sharing.read_shared(ctx, share_id, day_of(request.args.get("period")))
    return page("pathways/shared.html", held=held, portfolio=held.portfolio, share_id=share_id)


@login_required
def endorse(claim_id: str) -> AnyResponse:
    """Say whether somebody completed an award."""
    ctx = context()
    found = awarding.find_asked(ctx, claim_id)
    title = N_("Endorse an award")
    facts = [
        (N_("Register"), part_title(found["part"])),
        (N_("Award"), found["title"]),
        (N_("Who gave it"), found["institution"]),
        (N_("Completed on"), found["awarded_on"]),
    ]
    about = FormPage(
        "endorse-award",
        title,
        N_("Send this answer"),
        ((url_for("pathways.portfolios"), N_("Portfolios")), (None, title)),
        Sentence(N_("You answer as %(name)s. Your name and the day are kept and shown."), name=ctx.actor.name),
        N_("Sent. The registrant sees your answer."),
        shown={"identity": (full_name(found), found["number"], facts)},
    )

    def save(data: dict[str, Any]) -> str:
        awarding.endorse(ctx, claim_id, data)
        return url_for("pathways.portfolios")

    return form_page(about, EndorseSchema(), lambda: {"version": found["version"]}, save)
