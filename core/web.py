"""What every page needs: the context of the request, the frame's variables, languages, and plain error pages."""

import csv
import logging
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, cast
from urllib.parse import quote, urlencode

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    make_response,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from councilkit.cells import harmless
from councilkit.context import VISITOR, Context, Council
from councilkit.errors import Problem
from councilkit.wording import N_, Sentence

log = logging.getLogger("councilkit.web")

OPEN_FORMS = ("/sign-in", "/password", "/welcome/", "/census", "/apply", "/review/")  # forms that nobody signs in for
LANGUAGE_NAMES = {"en": "English", "ro": "Română", "th": "ไทย"}
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


def council() -> Council:
    """The council that this application serves."""
    return cast(Council, current_app.extensions["council"])


def context() -> Context:
    """Who acts in this request, in which council."""
    if "councilkit_context" not in g:
        actor = current_user.actor if current_user.is_authenticated else VISITOR
        g.councilkit_context = council().acting(actor)
    return cast(Context, g.councilkit_context)


def forget_context() -> None:
    """Look again who acts, after signing in or out."""
    g.pop("councilkit_context", None)


def page(template: str, status: int = 200, **values: Any) -> Response:
    """Render a page inside the common frame."""
    return make_response(render_template(template, **values), status)


def spreadsheet(name: str, rows: Iterable[Sequence[Any]]) -> Response:
    """Rows as a CSV file to keep, which no spreadsheet takes for formulas."""
    text = StringIO()
    csv.writer(text).writerows(harmless(row) for row in rows)
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def posted_version() -> int:
    """The version that a one-button form carries."""
    typed = request.form.get("version", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise Problem("This button was on an old page. Go back, load the page again, and press it once more.")
    return int(typed)


def wants_json() -> bool:
    """Whether the answer should be JSON."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and request.accept_mimetypes[best] > request.accept_mimetypes["text/html"]


def language() -> str:
    """The language of this request: chosen by the reader, of the account, or of the browser."""
    known = council().config.council_languages
    chosen = request.args.get("lang") or session.get("lang") or getattr(current_user, "language", "")
    if chosen not in known:
        chosen = request.accept_languages.best_match(known)
    return chosen or known[0]


def asked_page() -> int:
    """Which page of a list this request asks for."""
    typed = request.args.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1


def install(app: Flask) -> None:
    """Set up the frame, the language choice, security headers and error pages."""
    app.context_processor(_frame)
    app.before_request(_remember_language)
    app.after_request(_headers)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _frame() -> dict[str, Any]:
    config = council().config
    signed_in = current_user.is_authenticated
    minutes = timedelta(minutes=config.session_minutes)
    return {
        "council_name": config.council_name,
        "help_line": config.council_help_line,
        "demo": config.demo,
        "actor": _shown_actor() if signed_in else None,
        "menu_links": _menu(),
        "languages": _languages(),
        "sign_out_url": url_for("accounts.sign_out"),
        "sign_in_url": url_for("accounts.sign_in"),
        "privacy_url": url_for("accounts.about", topic="privacy"),
        "accessibility_url": url_for("accounts.about", topic="accessibility"),
        "contact_url": url_for("accounts.about", topic="contact"),
        "session_ends": datetime.now(UTC) + minutes if signed_in else None,
        "time_zone": config.council_time_zone,
        "stay_url": url_for("accounts.stay") if signed_in else None,
    }


def _shown_actor() -> dict[str, Any]:
    return {"name": context().actor.name, "number": None, "home_url": home()}


def home() -> str:
    """Where somebody's work begins: the first entry of their menu."""
    return next((link["url"] for link in _menu()), "/")


def _menu() -> list[dict[str, Any]]:
    links = council().hooks.links(context().actor, request)
    urls = [(link.label, url_for(link.endpoint)) for link in links if link.endpoint in current_app.view_functions]
    here = max((url for _, url in urls if _inside(request.path, url)), key=len, default="")
    return [{"label": label, "url": url, "current": url == here} for label, url in urls]


def _inside(path: str, url: str) -> bool:
    """Whether a page lies at or below an address of the menu."""
    return path == url or path.startswith(url.rstrip("/") + "/")


def _languages() -> list[dict[str, Any]]:
    now = language()
    query = {key: value for key, value in request.args.items() if key != "lang"}
    path = request.path
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES.get(code, code),
            "url": f"{path}?{urlencode({**query, 'lang': code})}",
            "current": code == now,
        }
        for code in council().config.council_languages
    ]


def _remember_language() -> None:
    chosen = request.args.get("lang")
    if chosen in council().config.council_languages and session.get("lang") != chosen:
        session["lang"] = chosen


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if current_user.is_authenticated:
        response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and response.status_code in (302, 303) and "/sign-in" not in response.location:
            flash(quote(request.path), "draft-done")  # what was typed has arrived: the device may forget it
    return response


def _problem(problem: Problem) -> Response:
    return _answer(problem.status, problem.message, retry_after=getattr(problem, "retry_after", None))


def _csrf(error: CSRFError) -> Response:
    """A form that was open too long, after signing out, or from elsewhere: what was typed comes back, to send again."""
    kept = _kept()
    if kept and not current_user.is_authenticated and not request.path.startswith(OPEN_FORMS):
        sentence = N_("You are signed out, so it was not sent. What you typed is kept: sign in, then send it.")
        return _answer(400, Sentence(sentence), kept=kept, replay=request.full_path.rstrip("?"))
    sentence = N_("This form was open for too long, so it was not sent. What you typed is kept below: send it again.")
    return _answer(400, Sentence(sentence), kept=kept)


def _kept() -> list[tuple[str, str]]:
    """What was typed, unless the form came from another site or is too large to show again."""
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if foreign or (request.content_length or 0) > 200_000:
        return []
    hidden = ("csrf_token", "password")
    return [(name, value) for name, values in request.form.lists() for value in values if name not in hidden]


def _http(error: HTTPException) -> Response:
    if error.code and error.code < 400:
        return cast(Response, error.get_response())
    response = _answer(error.code or 500, None)
    for name in ("Allow", "Location", "Retry-After"):
        value = error.get_response().headers.get(name)
        if value:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    reference = secrets.token_hex(4)
    log.exception("Unexpected error %s at %s", reference, request.path)
    return _answer(500, None, reference=reference)


def _answer(status: int, message: str | None, **values: Any) -> Response:
    if wants_json():
        response = jsonify(
            {
                "error": message or "The request could not be answered.",
                "status": status,
                **{k: v for k, v in values.items() if v},
            }
        )
        response.status_code = status
    else:
        names = [f"errors/{status}.html", "errors/500.html" if status >= 500 else "errors/400.html"]
        limit = f"{council().config.upload_limit_mb} MB"
        response = make_response(render_template(names, message=message, limit=limit, **values), status)
    if values.get("retry_after"):
        response.headers["Retry-After"] = str(values["retry_after"])
    return response
