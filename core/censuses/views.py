"""Pages of the respondent: enter a code, see what is left, answer, check, send. They work without a script."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, session, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.censuses import answering, languages, schemas, showing, staff
from councilkit.censuses.answering import Case, Saved
from councilkit.censuses.interview import Visit, visits
from councilkit.censuses.interview.saving import opened
from councilkit.censuses.model import OPEN
from councilkit.errors import Conflict, NotFound
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

blueprint = Blueprint("censuses", __name__)
staff.install(blueprint)

COPY_TIME = timedelta(minutes=45)


@blueprint.after_request
def private(response: Response) -> Response:
    """Answers stay out of caches and search engines."""
    if request.path.startswith("/census"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.route("/census", methods=["GET", "POST"])
def enter() -> AnyResponse:
    """Enter the code of an invitation."""
    if request.method == "GET":
        return page("censuses/enter.html", form=forms.show(schemas.Enter(), name="enter"))
    form = forms.read(schemas.Enter(), request.form, name="enter")
    if not form.valid:
        return page("censuses/enter.html", 422, form=form)
    try:
        answering.open_case(context(), schemas.code_of(form))
    except NotFound as problem:
        return page("censuses/enter.html", 404, form=form.refuse(problem))
    return redirect(url_for("censuses.hub", token=answering.as_shown(schemas.code_of(form))), 303)


@blueprint.get("/census/saved")
def left_for_now() -> AnyResponse:
    """What was saved is kept: how to come back."""
    return page("censuses/saved.html")


def _in_language(case: Case, show: Callable[[str], AnyResponse]) -> AnyResponse:
    """Show a page in the language that the respondent chose."""
    language = languages.chosen(case)
    with force_locale(languages.locale(language)):
        return show(language)


def _unavailable(case: Case, language: str) -> AnyResponse | None:
    """The page that stands in for the form once it is sent, or while the round is not open."""
    if case.sent_at is not None:
        mine = _sent_here(case)
        return page("censuses/sent.html", **showing.frame(case, language), mine=mine)
    if case.state != OPEN:
        return page("censuses/closed.html", 410, **showing.frame(case, language))
    return None


def _sent_here(case: Case) -> bool:
    """Whether this browser sent the answers a short while ago, and may still see them."""
    fresh = case.sent_at is not None and context().now() - case.sent_at < COPY_TIME
    return fresh and session.get("census_sent") == case.row["case_id"]


@blueprint.get("/census/<token>")
def hub(token: str) -> AnyResponse:
    """The sections of the form, what is left in each, and where to go on."""
    case = answering.open_case(context(), token)

    def show(language: str) -> AnyResponse:
        return _unavailable(case, language) or page("censuses/hub.html", **showing.overview(case, language, token))

    return _in_language(case, show)


@blueprint.get("/census/<token>/<code>")
def question(token: str, code: str) -> AnyResponse:
    """One page of the form."""
    case = answering.open_case(context(), token)

    def show(language: str) -> AnyResponse:
        return _unavailable(case, language) or _shown(case, answering.visit_of(case, code), language, token)

    return _in_language(case, show)


def _shown(case: Case, visit: Visit, language: str, token: str, status: int = 200, **more: Any) -> AnyResponse:
    return page("censuses/page.html", status, **showing.question_page(case, visit, language, token, **more))


@blueprint.post("/census/<token>/<code>")
def answer(token: str, code: str) -> AnyResponse:
    """Save a page, then go on, back or away."""
    language = languages.posted()
    typed = {name: values for name, values in request.form.lists() if name not in ("csrf_token", "lang", "shown", "go")}
    with force_locale(languages.locale(language)):
        try:
            saved = answering.save_page(context(), token, code, typed, language, request.form.get("shown"))
        except Conflict as conflict:
            return _conflict(token, code, typed, language, conflict)
        return _onward(saved, token, saved.language)


def _conflict(token: str, code: str, typed: dict[str, list[str]], language: str, conflict: Conflict) -> AnyResponse:
    """The page as it is now, with what was typed here, so that nothing is lost and nothing overwritten."""
    case = answering.open_case(context(), token)
    language = languages.of_form(case, language)
    instead = _unavailable(case, language)
    if instead is not None:
        return instead
    visit = answering.visit_of(case, code)
    return _shown(case, visit, language, token, 409, typed=typed, problem=conflict.message)


def _onward(saved: Saved, token: str, language: str) -> AnyResponse:
    case, visit = saved.case, saved.visit
    go = request.form.get("go", "")
    if go == "leave":
        return redirect(url_for("censuses.left_for_now"), 303)
    if go == "previous":
        return redirect(_previous(case, visit, token), 303)
    if saved.wrong:
        return _shown(case, visit, language, token, 422, wrong=saved.wrong)
    if opened(case.interview(language), case.draft, visit):
        flash(Sentence(N_("Your answer opened more questions on this page.")), "note")
        return redirect(url_for("censuses.question", token=token, code=visit.code), 303)
    return redirect(_next(case, visit, token), 303)


def _next(case: Case, visit: Visit, token: str) -> str:
    """The next page with something to do, or the last check."""
    found = answering.next_left(case, visit)
    if found is None:
        return url_for("censuses.check", token=token)
    return url_for("censuses.question", token=token, code=found.code)


def _previous(case: Case, visit: Visit, token: str) -> str:
    order = [each.code for each in visits(case.interview())]
    place = order.index(visit.code) if visit.code in order else 0
    if place == 0:
        return url_for("censuses.hub", token=token)
    return url_for("censuses.question", token=token, code=order[place - 1])


@blueprint.get("/census/<token>/check")
def check(token: str) -> AnyResponse:
    """All answers before they are sent, each with a link to change it."""
    case = answering.open_case(context(), token)

    def show(language: str) -> AnyResponse:
        return _unavailable(case, language) or page("censuses/check.html", **showing.check_page(case, language, token))

    return _in_language(case, show)


@blueprint.post("/census/<token>/check")
def send(token: str) -> AnyResponse:
    """Send the answers."""
    language = languages.posted()
    with force_locale(languages.locale(language)):
        try:
            session["census_sent"] = answering.send(context(), token, language)
        except Conflict as conflict:
            case = answering.open_case(context(), token)
            language = languages.of_form(case, language)
            instead = _unavailable(case, language)
            values = showing.check_page(case, language, token)
            return instead or page("censuses/check.html", 409, **values, problem=conflict.message)
    return redirect(url_for("censuses.hub", token=token), 303)


@blueprint.get("/census/<token>/copy")
def copy(token: str) -> AnyResponse:
    """A copy of what was sent, for a short while and in the browser that sent it."""
    case = answering.open_case(context(), token)
    if not _sent_here(case):
        return redirect(url_for("censuses.hub", token=token))
    answers = answering.answers_sent(context(), case)
    return _in_language(case, lambda language: page("censuses/copy.html", **showing.copy_page(case, answers, language)))
