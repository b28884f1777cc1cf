"""Pages of learning: a registrant's own list, quick add, change, evidence and export; what the office reads."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, request, send_file, url_for
from flask_login import login_required
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.cpd import evidence, formpages, office, reading, services
from councilkit.cpd.access import readable_file
from councilkit.cpd.csvfile import own_csv
from councilkit.cpd.drafts import clear_draft, save_draft
from councilkit.cpd.export import everything_held
from councilkit.cpd.totals import amount_in_words
from councilkit.cpd.undoing import undo_change
from councilkit.cpd.uploads import allow_large_forms, uploaded
from councilkit.errors import NotPermitted, Problem
from councilkit.register.pages.common import part_title
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

blueprint = Blueprint("cpd", __name__)
office.add_pages(blueprint)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """Amounts and parts of the register in words, for the templates of this room and those above it."""
    return {
        "in_words": amount_in_words,
        "part_title": part_title,
        "kind_of_learning": _kind_of_learning,
        "impact_title": _impact_title,
    }


def _kind_of_learning(record: Any) -> str:
    """What the category of a record is called in the framework of its part."""
    framework = services.framework_of(context(), record["part"])
    titles = {each.code: each.title for each in framework.categories} if framework else {}
    return str(titles.get(record["category"], record["category"]))


def _impact_title(record: Any) -> str:
    """On whom a record says that it had an impact, in the words of the framework of its part."""
    framework = services.framework_of(context(), record["part"])
    titles = {each.code: each.title for each in framework.impacts} if framework else {}
    return str(titles.get(record["impact_on"], record["impact_on"]))


_WITH_FILES = frozenset({"cpd.new", "cpd.change", "cpd.add_file"})


@blueprint.url_value_preprocessor
def _before_the_form_is_read(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in _WITH_FILES and request.method == "POST":
        allow_large_forms(context().config.upload_limit_mb)


def own() -> tuple[Context, str]:
    """Who acts, and whose register entry is theirs; NotPermitted for an account without one."""
    ctx = context()
    if not ctx.actor.person_id:
        raise NotPermitted(Sentence(N_("Your account is not linked to a register entry, so it has no learning log.")))
    return ctx, ctx.actor.person_id


@blueprint.get("/my/learning")
@login_required
def learning() -> Response:
    """My learning: totals, records of a period, past periods."""
    ctx, person_id = own()
    shown = reading.learning(
        ctx,
        person_id,
        registration_id=request.args.get("registration", ""),
        start=reading.day_of(request.args.get("period")),
        outside="outside" in request.args,
        saved=request.args.get("saved", "") or request.args.get("removed", ""),
        draft=formpages.NEW,
    )
    saved = next((row for row in shown.records if row["id"] == request.args.get("saved")), None)
    undo = _undo_of(saved, request.args.get("changed", "")) if saved else None
    removed = next((row for row in shown.removed if row["id"] == request.args.get("removed")), None)
    counts = bool(shown.period and ctx.today() in shown.period)
    return page("cpd/learning.html", learning=shown, saved=saved, removed=removed, undo=undo, counts=counts)


def _undo_of(saved: Any, changed: str) -> str | None:
    """Where what was just saved is taken back: a new record whole, a change only while it is the last one."""
    if not changed:
        return url_for("cpd.withdraw", record_id=saved["id"])
    if changed != str(saved["version"]):
        return None
    return url_for("cpd.undo", record_id=saved["id"], version=changed)


@blueprint.route("/my/learning/new", methods=["GET", "POST"])
@login_required
def new() -> AnyResponse:
    """Quick add."""
    ctx, person_id = own()
    if request.method == "GET":
        return formpages.show_new(ctx, person_id)
    return formpages.save_new(ctx, person_id)


@blueprint.route("/my/learning/<record_id>", methods=["GET", "POST"])
@login_required
def change(record_id: str) -> AnyResponse:
    """Change a record of mine."""
    ctx, _ = own()
    if request.method == "GET":
        return formpages.show_change(ctx, record_id)
    return formpages.save_change(ctx, record_id)


@blueprint.errorhandler(CSRFError)
def open_too_long(error: CSRFError) -> AnyResponse:
    """A form that was open too long: the same page with what was typed, where the person is still signed in."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if not context().actor.person_id or from_elsewhere or request.endpoint not in ("cpd.new", "cpd.change"):
        everywhere = current_app.error_handler_spec[None][400][CSRFError]
        return current_app.make_response(everywhere(error))  # type: ignore[arg-type]
    ctx, person_id = own()
    return formpages.show_expired(ctx, person_id, (request.view_args or {}).get("record_id"))


@blueprint.post("/my/learning/<record_id>/withdraw")
@login_required
def withdraw(record_id: str) -> AnyResponse:
    """Undo: take a record out of the log."""
    services.withdraw_record(own()[0], record_id)
    return redirect(url_for("cpd.learning", removed=record_id), 303)


@blueprint.post("/my/learning/<record_id>/undo")
@login_required
def undo(record_id: str) -> AnyResponse:
    """Undo: take a change of a record back."""
    undo_change(own()[0], record_id, request.args.get("version", -1, int))
    return redirect(url_for("cpd.learning", saved=record_id, changed="undone"), 303)


@blueprint.post("/my/learning/<record_id>/restore")
@login_required
def restore(record_id: str) -> AnyResponse:
    """Put a withdrawn record back."""
    services.restore_record(own()[0], record_id)
    return redirect(url_for("cpd.learning", saved=record_id), 303)


@blueprint.get("/my/learning/<record_id>/history")
@login_required
def history(record_id: str) -> Response:
    """What happened to a record of mine."""
    ctx, _ = own()
    row, files = reading.record_with_files(ctx, record_id)
    return page("cpd/history.html", record=row, files=files, edits=reading.history(ctx, record_id))


@blueprint.route("/my/learning/<record_id>/evidence", methods=["GET", "POST"])
@login_required
def add_file(record_id: str) -> AnyResponse:
    """Add a file to a record."""
    ctx, _ = own()
    if request.method == "GET":
        return redirect(url_for("cpd.change", record_id=record_id, _anchor="files"))
    try:
        file = uploaded(ctx, request.files.get("evidence"))
        if file is None:
            raise Problem(Sentence(N_("Choose a file first.")), "evidence")
        held = evidence.add_evidence(ctx, record_id, file)
    except Problem as refused:
        if refused.status != 422:
            raise
        return formpages.show_change(ctx, record_id, refused)
    formpages.tell_files([] if held else [file.name], held)
    return redirect(url_for("cpd.change", record_id=record_id, _anchor="files"), 303)


@blueprint.get("/evidence/<evidence_id>")
@login_required
def file(evidence_id: str) -> Response:
    """A file of evidence, to those who may see it; it can never run as a page of this site."""
    from io import BytesIO

    row, content = evidence.read_evidence(context(), evidence_id)
    answer = send_file(
        BytesIO(content), row["media_type"], as_attachment=True, download_name=row["name"], etag=row["sha256"]
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.get("/evidence/<evidence_id>/remove")
@login_required
def confirm_remove(evidence_id: str) -> Response:
    """The second step before a file of mine is gone for good."""
    row = readable_file(own()[0], evidence_id, "cpd.log")
    return page(
        "confirm.html",
        question=Sentence(N_("Take %(name)s away for good?"), name=row["name"]),
        sentences=[N_("The file is deleted and cannot be brought back. The record it belongs to stays.")],
        action=url_for("cpd.remove_file", evidence_id=evidence_id),
        button=N_("Yes, take it away"),
        back_url=url_for("cpd.change", record_id=row["record_id"], _anchor="files"),
    )


@blueprint.post("/evidence/<evidence_id>/remove")
@login_required
def remove_file(evidence_id: str) -> AnyResponse:
    """Take a file of mine away for good."""
    row = evidence.remove_evidence(own()[0], evidence_id)
    return redirect(url_for("cpd.change", record_id=row["record_id"], _anchor="files"), 303)


@blueprint.route("/my/learning/draft", methods=["POST", "DELETE"])
@login_required
def draft() -> AnyResponse:
    """Keep what is typed; answers 204. DELETE, or POST with `forget`, throws it away."""
    ctx, _ = own()
    name = request.args.get("form", formpages.NEW)
    if not formpages.is_form(name):
        abort(404)
    if request.method == "DELETE" or "forget" in request.args:
        clear_draft(ctx, name)
        forms.sent(_page_of(name))
        return redirect(url_for("cpd.learning"), 303) if request.method == "POST" else Response(status=204)
    save_draft(ctx, name, formpages.typed(request.form, request.args.get("version")))
    return Response(status=204)


def _page_of(form: str) -> str:
    """The page of a form, under which a browser keeps what was typed in it."""
    id = form.removeprefix(f"{formpages.NEW}-")
    return url_for("cpd.new") if id == form else url_for("cpd.change", record_id=id)


@blueprint.get("/my/learning.csv")
@login_required
def own_records() -> Response:
    """My records as cpd.csv."""
    ctx, person_id = own()
    answer = Response(own_csv(ctx, person_id), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="learning-{ctx.today():%Y-%m-%d}.csv"'
    return answer


@blueprint.get("/my/export")
@login_required
def export() -> Response:
    """Everything held on me: what it is, and the button that makes it."""
    own()
    return page("cpd/export.html")


@blueprint.get("/my/export.zip")
@login_required
def export_file() -> Response:
    """Everything held on me, as one file."""
    ctx, person_id = own()
    made = everything_held(ctx, person_id)
    return send_file(
        made,
        "application/zip",
        as_attachment=True,
        download_name=f"everything-held-{ctx.today():%Y-%m-%d}.zip",
        max_age=0,
    )
