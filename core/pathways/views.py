"""Pages of pathways and portfolios: the registrant's own; those of supervisors and employers are beside."""

from typing import Any

from flask import Blueprint

from councilkit.pathways import (
    award_views,
    employer_views,
    example_views,
    my_views,
    review_views,
    share_views,
    supervisor_views,
)
from councilkit.pathways.portfolio import EXAMPLE_PARTS
from councilkit.pathways.showing import KNOWN

blueprint = Blueprint("pathways", __name__)
for each in (my_views, example_views, review_views, share_views, award_views, supervisor_views, employer_views):
    each.add_pages(blueprint)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """The questions of a practice example, and how an award is known, for the templates of this room."""
    return {"example_parts": EXAMPLE_PARTS, "known": KNOWN}
