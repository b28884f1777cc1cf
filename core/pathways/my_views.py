"""A registrant's own pages: the map of their career, and their portfolio."""

from flask import Blueprint, current_app, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.context import Context
from councilkit.cpd.reading import day_of
from councilkit.errors import NotPermitted
from councilkit.pathways.asking import own_reviews
from councilkit.pathways.drawing import draw
from councilkit.pathways.gathering import Held, read_portfolio
from councilkit.pathways.model import CERTAINTIES, SHORT, STATES, TAGS
from councilkit.pathways.reading import read_map
from councilkit.pathways.reviews import STATES as REVIEWED
from councilkit.pathways.sharing import own_shares
from councilkit.web import context, page
from councilkit.wording import N_


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/my/pathway", "pathway", pathway)
    blueprint.add_url_rule("/my/portfolio", "portfolio", portfolio)


def own() -> tuple[Context, str]:
    """Who acts, and whose register entry is theirs; NotPermitted for an account without one."""
    ctx = context()
    if not ctx.actor.person_id:
        raise NotPermitted(N_("Your account is not linked to a register entry, so it has no portfolio."))
    return ctx, ctx.actor.person_id


@login_required
def pathway() -> AnyResponse:
    """My career pathway: a drawing, and the same in words."""
    ctx, person_id = own()
    shown = read_map(ctx, person_id)
    drawings = [draw(each.steps) for each in shown.pathways]
    words = {"states": STATES, "short": SHORT, "tags": TAGS, "certainties": CERTAINTIES}
    return page("pathways/pathway.html", shown=shown, drawings=drawings, **words)


@login_required
def portfolio() -> AnyResponse:
    """My portfolio: evidence against standards, and what is still missing."""
    ctx, person_id = own()
    held = read_portfolio(ctx, person_id, request.args.get("registration", ""), day_of(request.args.get("period")))
    chosen = held.learning.chosen.id
    return page(
        "pathways/portfolio.html",
        held=held,
        portfolio=held.portfolio,
        pdf=_pdf(held),
        reviews=own_reviews(ctx, person_id, chosen),
        states=REVIEWED,
        shares=[row for row in own_shares(ctx, person_id, chosen) if row["live"]],
    )


def _pdf(held: Held) -> str | None:
    """Where the portfolio is printed, where that room is there."""
    if "documents.portfolio" not in current_app.view_functions:
        return None
    period = held.portfolio.starts_on.isoformat()
    return url_for("documents.portfolio", registration_id=held.learning.chosen.id, period=period)
