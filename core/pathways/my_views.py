"""A registrant's own pages: the map of their career."""

from flask import Blueprint
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.context import Context
from councilkit.errors import NotPermitted
from councilkit.pathways.drawing import draw
from councilkit.pathways.model import CERTAINTIES, SHORT, STATES, TAGS
from councilkit.pathways.reading import read_map
from councilkit.web import context, page
from councilkit.wording import N_


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/my/pathway", "pathway", pathway)


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
