"""Pages of pathways and portfolios: the registrant's own; those of supervisors and employers are beside."""

from typing import Any

from flask import Blueprint

from councilkit.pathways import example_views, my_views
from councilkit.pathways.portfolio import EXAMPLE_PARTS

blueprint = Blueprint("pathways", __name__)
my_views.add_pages(blueprint)
example_views.add_pages(blueprint)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """The questions of a practice example, for the templates of this room."""
    return {"example_parts": EXAMPLE_PARTS}
