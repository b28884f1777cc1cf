"""Downloads of documents, for the registrant and for the office."""

from datetime import date

from flask import Blueprint, Response, request
from flask_login import login_required

from councilkit.cpd.reading import day_of
from councilkit.documents import services
from councilkit.documents.model import Document
from councilkit.errors import NotFound
from councilkit.register import store
from councilkit.web import context, language

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents/<code>/<registration_id>.pdf")
@login_required
def document(code: str, registration_id: str) -> Response:
    """A document about a registration as PDF; the service decides who may have it."""
    return _printed(code, registration_id)


@blueprint.get("/my/portfolio/<registration_id>.pdf")
@login_required
def portfolio(registration_id: str) -> Response:
    """My portfolio of a period as PDF."""
    return _printed("portfolio", registration_id, day_of(request.args.get("period")))


def _printed(code: str, registration_id: str, as_of: date | None = None) -> Response:
    ctx = context()
    kind = ctx.catalogue.get(Document, code)
    with ctx.reading() as connection:
        registration = store.registration(connection, registration_id)
    if registration is None:
        raise NotFound("There is no such registration.")
    content = services.print_document(ctx, kind.code, registration, as_of=as_of, language=language())
    answer = Response(content, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{kind.code}-{registration['number']}.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer
