"""Pages of practice examples: write one, change it, take it out; what was typed is never lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.cpd.drafts import clear_draft, read_draft, save_draft
from councilkit.cpd.reading import Registration, target
from councilkit.database import new_id
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.pathways import writing
from councilkit.pathways.my_views import own
from councilkit.pathways.schemas import ExampleSchema
from councilkit.pathways.tables import examples
from councilkit.register.pages.common import with_version
from councilkit.web import page
from councilkit.wording import N_

BOTH = ["GET", "POST"]
NEW = "example"


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages."""
    blueprint.add_url_rule("/my/portfolio/examples/new", "new_example", new, methods=BOTH)
    blueprint.add_url_rule("/my/portfolio/examples/<example_id>", "example", change, methods=BOTH)
    blueprint.add_url_rule("/my/portfolio/examples/<example_id>/out", "example_out", take_out, methods=["POST"])
    blueprint.add_url_rule("/my/portfolio/examples/<example_id>/back", "example_back", put_back, methods=["POST"])
    blueprint.add_url_rule("/my/portfolio/draft", "draft", draft, methods=["POST"])


@login_required
def new() -> AnyResponse:
    """Write a practice example, for one's learning or alone."""
    ctx, person_id = own()
    chosen = writing.writes_for(ctx, person_id, request.args.get("registration", ""))
    record = request.args.get("record", "")

    def save(data: Mapping[str, Any]) -> str:
        writing.write_example(ctx, chosen, data, draft=NEW)
        return chosen.id

    return _form(ctx, chosen, NEW, lambda: {"id": new_id(), "record": record}, save)


@login_required
def change(example_id: str) -> AnyResponse:
    """Change a practice example."""
    ctx, _ = own()
    row = writing.of_person(ctx, examples, example_id)
    chosen = target(ctx, row["person_id"], row["registration_id"])
    name = f"{NEW}-{example_id}"

    def save(data: Mapping[str, Any]) -> str:
        writing.change_example(ctx, example_id, data, draft=name)
        return chosen.id

    def values() -> dict[str, Any]:
        now = writing.of_person(ctx, examples, example_id)
        return {**now, "record": now["cpd_record"]}

    return _form(ctx, chosen, name, values, save, example=row)


def _form(
    ctx: Context,
    chosen: Registration,
    name: str,
    values: Callable[[], Mapping[str, Any]],
    save: Callable[[Mapping[str, Any]], str],
    example: Mapping[str, Any] | None = None,
) -> AnyResponse:
    """Show the form, its values or its draft; or save it, with every refusal on the same page."""
    options = writing.choices(ctx, chosen)
    if request.method == "GET":
        kept = read_draft(ctx, name)
        shown = kept.values if kept and kept.values else None
        form = forms.show(ExampleSchema(), values(), name=name, today=ctx.today(), choices=options, typed=shown)
        return _page(_hidden_kept(form, values(), shown), chosen, kept, example)
    form, status = forms.read(ExampleSchema(), request.form, name=name, today=ctx.today(), choices=options), 422
    try:
        if form.valid:
            address = url_for("pathways.portfolio", registration=save(form.data), _anchor="examples")
            forms.sent(name)
            flash(N_("Saved."), "done")
            return redirect(address, 303)
    except (NotPermitted, NotFound):
        raise
    except Conflict as conflict:
        form, status = with_version(form, values()["version"]).refuse(conflict), 409
    except Problem as refused:
        form = form.refuse(refused)
    save_draft(ctx, name, forms.typed(ExampleSchema(), request.form))
    return _page(form, chosen, read_draft(ctx, name), example, status)


def _hidden_kept(form: forms.Form, now: Mapping[str, Any], typed: Mapping[str, Any] | None) -> forms.Form:
    """A draft that a script kept has no hidden boxes: they come from the record as it is now."""
    if not typed:
        return form
    shown = {name: typed.get(name) or [str(now.get(name) or "")] for name in ("id", "version")}
    filled = {name: replace(form[name], value=boxes[0]) for name, boxes in shown.items()}
    return replace(form, fields={**form.fields, **filled})


def _page(form: forms.Form, chosen: Registration, kept: Any, example: Any, status: int = 200) -> Response:
    values = {"form": form, "chosen": chosen, "draft": kept, "example": example}
    return page("pathways/example.html", status, **values)


@login_required
def take_out(example_id: str) -> AnyResponse:
    """Take an example out of my portfolio."""
    return _set(example_id, True, N_("Taken out of your portfolio. You can put it back below."))


@login_required
def put_back(example_id: str) -> AnyResponse:
    """Put it back."""
    return _set(example_id, False, N_("Put back into your portfolio."))


def _set(example_id: str, withdrawn: bool, done: str) -> AnyResponse:
    row = writing.set_withdrawn(own()[0], example_id, withdrawn)
    flash(done, "done")
    return redirect(url_for("pathways.portfolio", registration=row["registration_id"], _anchor="examples"), 303)


@login_required
def draft() -> AnyResponse:
    """Keep what is typed; answers 204. With `forget`, throw it away."""
    ctx, _ = own()
    name = request.args.get("form", NEW)
    id = name.removeprefix(f"{NEW}-")
    if name != NEW and (id == name or len(id) != 32 or not id.isalnum()):
        abort(404)
    if "forget" in request.args:
        clear_draft(ctx, name)
        forms.sent(name)
        return redirect(url_for("pathways.portfolio"), 303)
    typed = forms.typed(ExampleSchema(), request.form)
    save_draft(ctx, name, {key: boxes for key, boxes in typed.items() if any(boxes)})
    return Response(status=204)
