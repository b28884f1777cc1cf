"""The office's import page: upload, look at what would happen, bring it in, fetch the refused rows."""

from typing import Any

from flask import Blueprint, Response, redirect, request, send_file, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields, forms
from councilkit.accounts.services import require
from councilkit.cpd.uploads import allow_large_forms
from councilkit.errors import Problem
from councilkit.imports.kinds import KINDS, kind_of
from councilkit.imports.schemas import columns_of, required_of
from councilkit.imports.uploads import Upload, Uploads
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

blueprint = Blueprint("imports", __name__)

CSV = ".csv,.txt,.tsv,text/csv,text/plain"
_LARGE = N_('The file "%(name)s" is larger than %(limit)s MB. Split it, or have it imported with the command line.')


class MapSchema(Schema):
    """A mapping file for a file that is here already."""

    mapping = fields.Upload(
        required=True,
        metadata={
            "label": N_("Mapping file"),
            "hint": N_("A .toml file that explains the columns."),
            "accept": ".toml",
        },
    )


class UploadSchema(Schema):
    """A file to bring in."""

    kind = fields.Choice(
        tuple((kind.code, kind.title) for kind in KINDS.values()),
        required=True,
        metadata={"label": N_("What is in the file?")},
    )
    file = fields.Upload(
        required=True,
        metadata={"label": N_("File"), "hint": N_("A CSV file with a line of column names."), "accept": CSV},
    )
    mapping = fields.Upload(
        metadata={
            "label": N_("Mapping file"),
            "hint": N_("Only for files with other columns, like an old register."),
            "accept": ".toml",
        }
    )


@blueprint.url_value_preprocessor
def _before_the_form_is_read(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in ("imports.imports", "imports.map_again") and request.method == "POST":
        allow_large_forms(context().config.upload_limit_mb)


@blueprint.route("/office/imports", methods=["GET", "POST"])
@login_required
def imports() -> AnyResponse:
    """Upload a file; it is kept and tried out, and nothing goes in yet."""
    ctx = context()
    require(ctx, "imports.read")
    uploads = Uploads(ctx)
    if request.method == "GET":
        form = forms.show(UploadSchema(), {"kind": request.args.get("kind")}, name="import")
        return page("imports/imports.html", form=form, latest=uploads.latest(), kinds=KINDS)
    form = forms.read(UploadSchema(), request.form, request.files, name="import")
    if form.valid:
        try:
            file, mapping = form.data["file"], form.data["mapping"]
            upload = uploads.add(form.data["kind"], file.filename, _read(file, "file"), *_named(mapping))
        except Problem as refused:
            form = form.refuse(refused)
        else:
            return _to(upload, form)
    return page("imports/imports.html", 422, form=form, latest=uploads.latest(), kinds=KINDS)


def _to(upload: Upload, form: forms.Form) -> AnyResponse:
    """The page of an upload; one that cannot be read is told at once."""
    if upload.problem:
        return _shown(upload, 422)
    forms.sent(form.name)
    return redirect(url_for("imports.upload", id=upload.id))


def _read(storage: FileStorage, field: str) -> bytes:
    """The whole of an uploaded file; raises Problem when it is too large."""
    if getattr(storage.stream, "overrun", False):
        limit = context().config.upload_limit_mb
        raise Problem(Sentence(_LARGE, name=str(storage.filename)[:80], limit=limit), field)
    storage.stream.seek(0)
    return storage.stream.read()


def _named(storage: FileStorage | None) -> tuple[str, bytes]:
    return ("", b"") if storage is None else (str(storage.filename), _read(storage, "mapping"))


@blueprint.get("/office/imports/<id>")
@login_required
def upload(id: str) -> Response:
    """What an upload would do, or did."""
    return _shown(Uploads(context()).read(id))


def _shown(upload: Upload, status: int = 200, form: forms.Form | None = None) -> Response:
    return page(
        "imports/upload.html",
        status,
        upload=upload,
        kind=KINDS[upload.kind],
        form=form or forms.show(MapSchema(), name="mapping"),
    )


@blueprint.post("/office/imports/<id>/mapping")
@login_required
def map_again(id: str) -> AnyResponse:
    """Try an upload out with another mapping file."""
    uploads = Uploads(context())
    found = uploads.read(id)
    form = forms.read(MapSchema(), request.form, request.files, name="mapping")
    if form.valid:
        try:
            return _to(uploads.map_again(found, *_named(form.data["mapping"])), form)
        except Problem as refused:
            form = form.refuse(refused)
    return _shown(found, 422, form)


@blueprint.post("/office/imports/<id>/run")
@login_required
def run(id: str) -> AnyResponse:
    """Bring an upload in."""
    Uploads(context()).bring_in(id)
    return redirect(url_for("imports.upload", id=id))


@blueprint.get("/office/imports/<id>/errors.csv")
@login_required
def errors(id: str) -> Response:
    """The refused rows as a file, to be mended and uploaded again."""
    uploads = Uploads(context())
    name = uploads.read(id).name
    path = uploads.errors_of(id)
    stem = name.rpartition(".")[0] or name
    return send_file(path, mimetype="text/csv", as_attachment=True, download_name=f"{stem}.errors.csv", max_age=0)


@blueprint.get("/office/imports/template/<kind>.csv")
@login_required
def template(kind: str) -> Response:
    """An empty file with the right column names."""
    require(context(), "imports.read")
    code = kind_of(kind).code
    needed = required_of(code)
    ordered = [*needed, *(name for name in columns_of(code) if name not in needed)]
    headers = {"Content-Disposition": f"attachment; filename={code}.csv"}
    return Response("\ufeff" + ",".join(ordered) + "\r\n", mimetype="text/csv", headers=headers)
