"""Pages of audits: what everybody may know of every draw; the office's and the registrant's pages are beside."""

import json

from flask import Blueprint, Response

from councilkit.audits import my_views, office_views
from councilkit.audits.proof import as_record
from councilkit.audits.services import reading
from councilkit.register.areas import area_name
from councilkit.register.pages.common import part_title
from councilkit.web import context, page, wants_json

blueprint = Blueprint("audits", __name__)
my_views.add_pages(blueprint)
office_views.add_pages(blueprint)


@blueprint.get("/audits")
@blueprint.get("/audits.json", endpoint="public_json")
def public() -> Response:
    """Every draw with its commitment; JSON where that is asked for. The seed is for those who check a draw."""
    audits = reading.public_audits(context())
    if wants_json():
        text = json.dumps([as_record(each) for each in audits], ensure_ascii=False)
        return Response(text, content_type="application/json")
    return page("audits/public.html", audits=audits, part_title=part_title, area_name=area_name)
