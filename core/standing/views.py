"""Public pages: start, search, one entry as page and as JSON; the state of the service."""

import json
from datetime import UTC
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from councilkit.context import VISITOR
from councilkit.errors import NotFound
from councilkit.register.areas import area_name, countries, known_areas
from councilkit.register.model import RegisterPart
from councilkit.standing import my_views, office_views, renewal_views
from councilkit.standing.entries import Entry, as_record
from councilkit.standing.glossary import CHAPTERS
from councilkit.standing.limits import Limiter
from councilkit.standing.search import entry as read_entry
from councilkit.standing.search import search as find
from councilkit.standing.search import typed_public_id
from councilkit.web import asked_page, context, council, home, language, page, wants_json
from councilkit.wording import N_

blueprint = Blueprint("standing", __name__)
my_views.add_pages(blueprint)
office_views.add_pages(blueprint)
renewal_views.add_pages(blueprint)

SEARCHES = 40  # a minute from one address


@blueprint.get("/")
def start() -> Response:
    """The start page: check, renew, apply, figures."""
    ctx = context()
    return page(
        "start.html",
        search_url=url_for("standing.search"),
        home_url=home() if ctx.actor.roles else "",
        apply_url=_link("register.apply"),
        data_url="/data/" if "publication.releases" in current_app.view_functions else None,
        releases_url=_link("publication.releases"),
        links=_links(),
    )


def _links() -> list[tuple[str, str, str]]:
    """What else is open to everyone: address, words, and what is found there."""
    url = _link("qualifications.catalogue")
    return [(url, N_("Qualifications"), N_("Which one opens what, and since when"))] if url else []


def _link(endpoint: str) -> str | None:
    return url_for(endpoint) if endpoint in current_app.view_functions else None


@blueprint.get("/glossary")
def glossary() -> Response:
    """What the words on an entry mean; each word has a place of its own on the page."""
    return page("standing/glossary.html", chapters=CHAPTERS, search_url=url_for("standing.search"))


@blueprint.app_context_processor
def _frame() -> dict[str, str]:
    return {"glossary_url": url_for("standing.glossary")}


@blueprint.get("/healthz")
def healthz() -> Response:
    """Whether the service can answer: 200 when the database does, else 503."""
    try:
        with council().database.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
    except Exception:  # whatever keeps the database from answering, the one who asks needs a plain no
        return _json({"status": "the database does not answer"}, 503)
    return _json({"status": "ok"})


def _limiter() -> Limiter:
    limiter: Limiter = current_app.extensions.setdefault("councilkit.searches", Limiter(SEARCHES, 60))
    return limiter


@blueprint.get("/register")
@blueprint.get("/register.json", endpoint="search_json")
def search() -> Response:
    """Search the register by number or name."""
    ctx, typed = context(), request.args.get("q", "").strip()[:100]
    if typed:
        _limiter().take(request.remote_addr or "")
    asked = {
        "part": request.args.get("part", ""),
        "area": request.args.get("area", ""),
        "ended": "more" not in request.args or bool(request.args.get("ended")),
    }
    found = find(ctx, typed, page=asked_page(), language=language(), **asked) if typed else None
    if wants_json():
        return _found_as_json(found)
    bad = N_("Enter a name or a registration number.") if "q" in request.args and not typed else ""
    return page(
        "standing/search.html",
        422 if bad else 200,
        q=typed,
        found=found,
        bad=bad,
        search_url=url_for("standing.search"),
        entry_url=url_for("standing.entry", public_id="%s").replace("%25s", "%s"),
        page_url=_page_url(),
        parts=[(p.code, p.titles.get(language(), p.title)) for p in ctx.catalogue.all(RegisterPart)],
        areas=known_areas(ctx),
        **asked,
    )


def _page_url() -> Any:
    kept = {name: value for name, value in request.args.items() if name not in ("page", "lang")}
    return lambda number: url_for("standing.search", **kept, page=number)


def _found_as_json(found: Any) -> Response:
    entries = [_listed(each) for each in found.entries] if found else []
    total = found.total if found and not found.too_many else None
    return _json({"total": total, "too_many": bool(found and found.too_many), "entries": entries})


def _listed(found: Entry) -> dict[str, Any]:
    statuses = [{"number": r.number, "part": r.part, "status": r.standing.status} for r in found.registrations]
    return {
        "public_id": found.public_id,
        "name": found.name,
        "matched": found.matched or None,
        "by_sound": found.by_sound,
        "by_spelling": found.by_spelling,
        "registrations": statuses,
    }


@blueprint.get("/register/<public_id>.json", endpoint="entry_json")
@blueprint.get("/register/<public_id>")
def entry(public_id: str) -> AnyResponse:
    """One entry with its standing and what it means; JSON at the same address where that is asked for."""
    as_json = wants_json()
    found = read_entry(context(), public_id, "en" if as_json else language())
    if found.public_id != public_id:
        return redirect(url_for(request.endpoint or "", public_id=found.public_id), 301)
    if as_json:
        return _entry_as_json(found)
    address = _address(found)
    answer = page(
        "standing/entry.html",
        entry=found,
        search_url=url_for("standing.search"),
        checked_at=context().now(),
        entry_url=address,
        qr=url_for("standing.qr", public_id=found.public_id),
        json_url=url_for("standing.entry_json", public_id=found.public_id),
        areas={found.area_code: area_name(found.area_code)},
        countries=countries(language()),
    )
    return _not_indexed(answer)


@blueprint.get("/api/v1/register/<public_id>")
def api_entry(public_id: str) -> AnyResponse:
    """One entry as JSON, for other systems."""
    found = read_entry(council().acting(VISITOR), public_id)
    if found.public_id != typed_public_id(public_id):
        return redirect(url_for("standing.api_entry", public_id=found.public_id), 301)
    return _entry_as_json(found)


def _entry_as_json(found: Entry) -> Response:
    checked_at = council().clock().astimezone(UTC).isoformat(timespec="seconds")
    return _not_indexed(_json(as_record(found, _address(found), checked_at)))


def _address(found: Entry) -> str:
    return f"{council().config.server_public_url.rstrip('/')}/register/{found.public_id}"


def _json(content: Any, status: int = 200) -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, content_type="application/json")


def _not_indexed(answer: Response) -> Response:
    """Keep an entry out of search engines and caches: a standing is true at the moment it is asked."""
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/register/<public_id>/qr.svg")
def qr(public_id: str) -> Response:
    """The QR code that leads to an entry; the same for everybody, so it may be kept."""
    import segno

    if typed_public_id(public_id) != public_id or len(public_id) > 20:
        raise NotFound("There is no such entry.")
    code = segno.make(f"{council().config.server_public_url.rstrip('/')}/register/{public_id}", error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, lineclass=None, dark="#1B2430", light="#FFFFFF")
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = Response(svg, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
