"""Pages of pathways and portfolios: the registrant's own; those of supervisors and employers are beside."""

from flask import Blueprint

from councilkit.pathways import my_views

blueprint = Blueprint("pathways", __name__)
my_views.add_pages(blueprint)
