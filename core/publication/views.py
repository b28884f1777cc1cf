"""Pages of publication: the list of releases, a release with its files, and the office page that publishes."""

from flask import Blueprint, Response, abort, flash, redirect, send_file, send_from_directory, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.services import require
from councilkit.cells import NOTE
from councilkit.errors import NotFound, Problem
from councilkit.publication import services
from councilkit.publication.contents import MANIFEST
from councilkit.publication.shelf import zipped
from councilkit.web import context, council, page
from councilkit.wording import N_

blueprint = Blueprint("publication", __name__)


@blueprint.get("/releases")
def releases() -> Response:
    """Every release, newest first, with what it holds and where to take it."""
    return page("publication/releases.html", releases=services.releases(context()), tables_of=services.tables_of)


@blueprint.get("/releases/<name>")
def release(name: str) -> Response:
    """One release: its tables, files and hashes."""
    found, entry = services.release(context(), name)
    return page(
        "publication/release.html",
        shown=found,
        entry=entry,
        tables=services.tables_of(found),
        hash=found.hash,
        manifest_file=MANIFEST,
        csv_note=NOTE,
    )


@blueprint.get("/releases/<name>.zip")
def whole(name: str) -> Response:
    """A whole release as one file, for `councilkit verify`."""
    found, _entry = services.release(context(), name)
    return send_file(zipped(found), "application/zip", as_attachment=True, download_name=f"{found.name}.zip")


@blueprint.get("/releases/current/<path:file>")
def current_file(file: str) -> AnyResponse:
    """The newest release's file of that name, at its lasting address."""
    found = services.shelf(council().config).current()
    if found is None or file not in (*found.manifest["files"], MANIFEST):
        raise NotFound(_("The current release has no such file. The list of releases shows what there is."))
    return redirect(url_for("publication.file", name=found.name, file=file))


@blueprint.get("/releases/files/<name>/<path:file>")
def file(name: str, file: str) -> Response:
    """A file of a release; the shipped server sends these itself and never asks here."""
    if name.startswith(".") or any(part.startswith(".") for part in file.split("/")):
        abort(404)
    return send_from_directory(services.shelf(council().config).folder / name, file)


@blueprint.get("/data/", defaults={"path": ""})
@blueprint.get("/data/<path:path>")
def nothing_yet(path: str) -> Response:
    """What the explorer's address says while nothing is published."""
    return page("publication/nothing_yet.html", status=404 if path else 200)


@blueprint.get("/office/publish")
@login_required
def publish() -> Response:
    """What would be published now, and the button that does it."""
    ctx = context()
    shown = services.preview(ctx)
    return page(
        "publication/office.html", previews=shown, today=ctx.today(), releases=services.releases(ctx), wide=True
    )


@blueprint.get("/office/publish/confirm")
@login_required
def confirm() -> Response:
    """The second step before everybody can see a release."""
    require(context(), services.ACTION)
    return page(
        "confirm.html",
        question=N_("Publish these tables now?"),
        sentences=[N_("Everybody can see a release at once. It stays available even when a newer one is made.")],
        action=url_for("publication.publish_now"),
        button=N_("Yes, publish"),
        kind="go",
        back_url=url_for("publication.publish"),
    )


@blueprint.post("/office/publish")
@login_required
def publish_now() -> AnyResponse:
    """Make a release and show it."""
    try:
        done = services.publish(context())
    except Problem as problem:
        if problem.status == 403:
            raise
        flash(problem.message, "stopped")
        return redirect(url_for("publication.publish"))
    if done.unchanged:
        flash(_("Nothing has changed since release %(name)s, so it stays the current one.", name=done.name), "note")
    else:
        flash(_("Published: release %(name)s.", name=done.name), "done")
    return redirect(url_for("publication.publish"))
