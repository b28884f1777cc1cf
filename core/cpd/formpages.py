"""The two forms of a record: quick add and change; what was typed is never lost."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, flash, redirect, request, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.cpd import reading, services
from councilkit.cpd.access import readable
from councilkit.cpd.drafts import Draft, kept_file, read_draft, save_draft
from councilkit.cpd.evidence import held_already
from councilkit.cpd.files import File
from councilkit.cpd.schemas import any_form, form_schema
from councilkit.cpd.services import Asked
from councilkit.cpd.uploads import uploaded
from councilkit.errors import Conflict, Problem
from councilkit.web import page
from councilkit.wording import N_, Sentence

NEW = "learning"
EXPIRED = N_("This form was open for too long, so it was not sent. What you typed is kept below: send it again.")
FILE_AGAIN = N_("Choose your file again. It could not be kept.")
AS_LAST_TIME = N_("As last time. Change it if this was something else.")
_NOT_PART = ("evidence", "version")


def is_form(name: str) -> bool:
    """Whether drafts are kept under this name: `learning`, or `learning-` and the id of a record."""
    id = name.removeprefix(f"{NEW}-")
    return name == NEW or (id != name and len(id) == 32 and id.isalnum())


def typed(posted: Any, version: str | None = None) -> dict[str, list[str]]:
    """What was typed, under any framework, to keep as a draft; `version` is that of the record it began from."""
    found = forms.typed(any_form(), posted) | ({"version": [version[:10]]} if version else {})
    return {name: boxes for name, boxes in found.items() if any(boxes)}


@dataclass(frozen=True)
class Sent:
    """A form as it came: what the schema took, and its files: those kept before and the one that came now."""

    form: forms.Form
    files: tuple[File, ...]
    new_file: File | None

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.form.data.items() if name not in _NOT_PART}


def _sent(ctx: Context, schema: Schema, name: str) -> Sent:
    """Read the posted form and its file; a file that cannot be kept is a sentence at its field."""
    form = forms.read(schema, request.form, request.files, name=name, today=ctx.today())
    file = None
    try:
        file = None if "evidence" in form.errors else uploaded(ctx, request.files.get("evidence"))
    except Problem as refused:
        form = form.refuse({"evidence": [refused.message]})
    before = None if "drop_file" in request.form else kept_file(ctx, name)
    return Sent(form, tuple(each for each in (file or before,) if each), file)


def _keep(ctx: Context, name: str, sent: Sent, *, unchanged: bool = False) -> Draft | None:
    """Keep everything of a form that was not right: its text, unless that is the record's own, and its good file."""
    text = {} if unchanged else typed(request.form)
    save_draft(ctx, name, text, sent.new_file, drop_file="drop_file" in request.form)
    return read_draft(ctx, name)


# quick add


def show_new(ctx: Context, person_id: str) -> Response:
    """The empty form, or a draft, or an earlier record to add again."""
    start = reading.start(ctx, person_id, request.args.get("registration", ""), draft=NEW)
    again = start.again(request.args.get("again", ""))
    draft = None if again else start.draft
    values = again or start.remembered
    schema = form_schema(start.chosen.framework)
    form = forms.show(
        schema, values, name=NEW, today=ctx.today(), typed=draft.values if draft and draft.values else None
    )
    if not again and not (draft and draft.values):
        form = _as_last_time(form, start.remembered)
    return _new_page(start, form, draft=draft, fresh=ctx.now() if again else None)


def _as_last_time(form: forms.Form, remembered: Mapping[str, str]) -> forms.Form:
    """The form with a word beside what it remembers of the record before."""
    noted = {
        name: replace(form[name], note=AS_LAST_TIME)
        for name, value in remembered.items()
        if value and name in form.fields and _stands(form[name], value)
    }
    return replace(form, fields={**form.fields, **noted})


def _stands(view: forms.FieldView, value: str) -> bool:
    return view.value == value or any(code == view.chosen == value for code, *_ in view.choices)


def save_new(ctx: Context, person_id: str) -> AnyResponse:
    """Log what was sent: to the list when it is saved, else the same page with a sentence."""
    target = reading.target(ctx, person_id, request.args.get("registration", ""))
    sent = _sent(ctx, form_schema(target.framework), NEW)
    asked = None
    if sent.form.valid:
        try:
            return _logged(ctx, target, sent)
        except Asked as met:
            asked = met
        except Problem as refused:
            if refused.status != 422:
                raise
            sent = replace(sent, form=sent.form.refuse(refused))
    return _not_saved(ctx, person_id, sent, 422, asked=asked, draft=_keep(ctx, NEW, sent))


def _not_saved(ctx: Context, person_id: str, sent: Sent, status: int, **values: Any) -> Response:
    """The page again with what was typed; `draft` is what is kept of it."""
    start = reading.start(ctx, person_id, request.args.get("registration", ""))
    return _new_page(start, sent.form, status=status, once=request.form.get("once", "")[:64], **values)


def _logged(ctx: Context, target: reading.Registration, sent: Sent) -> AnyResponse:
    once, anyway = request.form.get("once", "")[:64], "anyway" in request.form
    saved = services.log_record(ctx, target.row, sent.given, once=once, anyway=anyway, files=sent.files, draft=NEW)
    forms.sent(NEW)
    tell_files([file.name for file in sent.files])
    return redirect(url_for("cpd.learning", saved=saved.record["id"]), 303)


def tell_files(added: Sequence[str], held: Sequence[str] = ()) -> None:
    """Name on the next page the files that went in, and those that were there already."""
    if added:
        flash(Sentence(N_("Saved with this record: %(files)s."), files=", ".join(added)), "done")
    if held:
        flash(Sentence(N_("This record holds the same file already: %(files)s."), files=", ".join(held)), "note")


def _new_page(start: reading.Start, form: forms.Form, *, status: int = 200, **values: Any) -> Response:
    values["once"] = values.get("once") or secrets.token_urlsafe(16)
    return page("cpd/log.html", status, start=start, form=form, **values)


def show_expired(ctx: Context, person_id: str, record_id: str | None) -> AnyResponse:
    """The same page with what was typed, after a form that was open too long.

    Nothing is kept of it: without its token, nobody knows that the person typed it. Sent again from here, it is.
    """
    if record_id:
        row, files = reading.record_with_files(ctx, record_id, "cpd.log")
        sent = _again(_sent(ctx, _schema_of(ctx, row), _name_of(record_id)))
        form = _at(sent.form, request.form.get("version", ""))
        values = {"record": row, "files": files, "draft": read_draft(ctx, _name_of(record_id)), "conflict": False}
        return page("cpd/change.html", 400, form=form, **values)
    target = reading.target(ctx, person_id, request.args.get("registration", ""))
    sent = _again(_sent(ctx, form_schema(target.framework), NEW))
    return _not_saved(ctx, person_id, sent, 400, draft=read_draft(ctx, NEW))


def _again(sent: Sent) -> Sent:
    """A form that is to be sent again; a file that came with it has to be chosen again."""
    file = {"evidence": [Sentence(FILE_AGAIN)]} if request.files.get("evidence") else {}
    return replace(sent, form=replace(sent.form, errors={}).refuse({"": [Sentence(EXPIRED)], **file}))


# change


def _name_of(record_id: str) -> str:
    return f"{NEW}-{record_id}"


def _schema_of(ctx: Context, row: Mapping[str, Any]) -> Schema:
    return form_schema(services.framework_of(ctx, row["part"]), row["unit"])


def show_change(ctx: Context, record_id: str, refused: Problem | None = None) -> Response:
    """The form of a record with its values, or with a draft of a change and what the record says now if it moved on."""
    row, files = reading.record_with_files(ctx, record_id, "cpd.log")
    name = _name_of(record_id)
    draft = read_draft(ctx, name)
    shown = draft.values if draft and draft.values else None
    form = forms.show(_schema_of(ctx, row), dict(row), name=name, today=ctx.today(), typed=shown)
    if refused:
        form = form.refuse(refused)
    moved_on = shown is not None and shown.get("version") != [str(row["version"])]
    values = {"record": row, "files": files, "draft": draft, "conflict": moved_on}
    return page("cpd/change.html", 422 if refused else 200, form=_at(form, row["version"]), **values)


def _at(form: forms.Form, version: Any) -> forms.Form:
    """The form with the version of the record that its sender has seen."""
    return replace(form, fields={**form.fields, "version": replace(form["version"], value=str(version))})


def save_change(ctx: Context, record_id: str) -> AnyResponse:
    """Save a change: to the list when it is saved, else the same page with a sentence."""
    row = readable(ctx, record_id, "cpd.log")
    sent = _sent(ctx, _schema_of(ctx, row), _name_of(record_id))
    refused: Problem | None = None
    if sent.form.valid:
        try:
            return _saved_change(ctx, row, sent)
        except Problem as met:
            if met.status not in (409, 422):
                raise
            refused = met
    return _change_page(ctx, record_id, sent, refused)


def _saved_change(ctx: Context, before: Mapping[str, Any], sent: Sent) -> AnyResponse:
    """Save it: to the list with a way back, or to the record where nothing but its files is new."""
    id, name, version = before["id"], _name_of(before["id"]), sent.form.data["version"]
    held = held_already(ctx, id, sent.files)
    saved = services.change_record(
        ctx,
        id,
        sent.given,
        -1 if version is None else version,
        anyway="anyway" in request.form,
        files=sent.files,
        draft=name,
    )
    forms.sent(name)
    tell_files([file.name for file in sent.files if file not in held], [file.name for file in held])
    if saved["version"] != version:
        return redirect(url_for("cpd.learning", saved=id, changed=saved["version"]), 303)
    if sent.files:
        return redirect(url_for("cpd.change", record_id=id, _anchor="files"), 303)
    flash(N_("Nothing was different, so nothing was changed."), "note")
    return redirect(url_for("cpd.learning"), 303)


def _change_page(ctx: Context, record_id: str, sent: Sent, refused: Problem | None) -> Response:
    """The form again with what was typed; after a conflict also with what the record says now, and its new version."""
    row, files = reading.record_with_files(ctx, record_id, "cpd.log")
    name = _name_of(record_id)
    asked = refused if isinstance(refused, Asked) else None
    form = sent.form.refuse(refused) if refused and not asked else sent.form
    conflict = isinstance(refused, Conflict)
    unchanged = form.data is not None and services.is_unchanged(ctx, row, sent.given)
    version = row["version"] if conflict else request.form.get("version", "")
    values = {
        "record": row,
        "files": files,
        "draft": _keep(ctx, name, sent, unchanged=unchanged),
        "conflict": conflict,
        "asked": asked,
    }
    return page("cpd/change.html", refused.status if refused else 422, form=_at(form, version), **values)
