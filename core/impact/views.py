"""Pages on which a draft law is tried: what it says, who would be judged otherwise, and who they are."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import login_required

from councilkit import forms
from councilkit.context import Context
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.impact import model, schemas, showing, trying
from councilkit.impact.trials import Trial, find_draft, in_office, offered
from councilkit.impact.trying import Impact
from councilkit.law.provisions import told
from councilkit.law.transition import Provision
from councilkit.look import say
from councilkit.web import asked_page, context, page, spreadsheet
from councilkit.wording import N_, Sentence

blueprint = Blueprint("impact", __name__)

A_PAGE = 50
FIRST_LINES = 12  # of each table where all are on one page
USUAL = {"event": "renewal", "look": "changed"}
DAYS = ("holds_from", "as_of", "in_post_before", "qualify_by")
NO_TABLE = N_("There is no such table here. Go back to the draft.")


@blueprint.get("/office/law/impact")
@login_required
def impact() -> Response:
    """Choose a draft; once chosen, what it says and whom it would judge otherwise."""
    ctx = context()
    office, form = in_office(ctx), _form(ctx)
    run: Impact | None = None
    if "draft" in request.args and form.valid:
        try:
            run = _run(ctx, form)
        except (NotFound, NotPermitted):
            raise
        except Problem as refused:
            form = form.refuse(Problem(refused.message))
    status = 422 if form.errors and "draft" in request.args else 200
    more = bool(form.errors) or any(form.values.get(name) for name in (*DAYS, "everybody", "without"))
    return page("impact/impact.html", status, **_about(ctx, form, run), office=office, more=more, wide=True)


def _form(ctx: Context) -> forms.Form:
    """What was chosen, or an empty form."""
    schema = schemas.TrialSchema() if in_office(ctx) else schemas.OutsideSchema()
    choices = {"draft": [(code, showing.draft_title(ctx, code)) for code in offered(ctx)]}
    if "draft" not in request.args:
        first = {"draft": choices["draft"][0][0]} if choices["draft"] else {}
        return forms.show(schema, {**first, **USUAL}, name="trial", today=ctx.today(), choices=choices)
    read = forms.read(schema, request.args, name="trial", today=ctx.today(), choices=choices)
    if not read.valid:
        return read
    drawn = forms.show(type(schema)(), read.data, name="trial", today=ctx.today(), choices=choices)
    return forms.Form(drawn.name, drawn.fields, data=read.data, values=read.values)


def _run(ctx: Context, form: forms.Form) -> Impact:
    memory: dict[Any, Impact] = current_app.extensions.setdefault("councilkit.impact", {})
    return trying.kept(ctx, _trial(ctx, form.data), memory)


def _trial(ctx: Context, data: dict[str, Any]) -> Trial:
    draft = find_draft(ctx, data["draft"])
    until = data.get("qualify_by")
    own = () if data.get("without") else draft.transition
    who = {"in_post_before": data.get("in_post_before"), "everybody": bool(data.get("everybody"))}
    typed = (Provision(**who, qualify_by=until),) if until else ()
    look = data.get("look", "changed")
    return Trial(
        draft,
        data.get("as_of") or ctx.today(),
        data["event"],
        data.get("holds_from"),
        "" if look == "changed" else look,
        typed or own,
    )


def _about(ctx: Context, form: forms.Form, run: Impact | None) -> dict[str, Any]:
    """All that the page shows of a run."""
    if run is None:
        return {"form": form, "run": None, "drafts": bool(offered(ctx))}
    tables = trying.tables(ctx, run)
    by = request.args.get("by", "")
    if by and by not in tables.tables:
        raise NotFound(NO_TABLE)
    shown = [by] if by else [name for name in (*model.BY, "reason") if name in tables.tables]
    return {
        "form": form,
        "run": run,
        "drafts": True,
        "tables": tables,
        "views": showing.views(run, tables),
        "sentences": showing.sentences(run, tables),
        "changes": showing.changes(ctx, run),
        "provisions": [told(one, run.prepared.titles) for one in run.prepared.transition],
        "listings": [_listing(form, run, tables, name, whole=len(shown) == 1) for name in shown],
        "warnings": showing.warnings(ctx, run, tables),
        "label": model.label,
        "code": model.code,
        "link": partial(_link, form),
        "today": ctx.today(),
        "few": model.FEW,
        "heads": showing.HEADS,
        "verdicts": model.VERDICTS,
    }


def _listing(form: forms.Form, run: Impact, tables: model.Tables, by: str, *, whole: bool) -> dict[str, Any]:
    """The lines of one table: the first, or a page of them where it stands alone."""
    lines = showing.lines(run, tables.tables[by], protected=tables.protected)
    size = A_PAGE if whole else FIRST_LINES
    pages = max(1, -(-len(lines) // size))
    number = min(asked_page(), pages) if whole else 1
    return {
        "by": by,
        "title": showing.TITLES[by],
        "table": tables.tables[by],
        "lines": lines[(number - 1) * size : number * size],
        "total": len(lines),
        "page": number,
        "pages": pages if whole else 1,
        "page_url": lambda other: _link(form, by=by, page=other),
    }


def _link(form: forms.Form, endpoint: str = "impact.impact", **more: Any) -> str:
    """The address of the same trial, on this page or another."""
    kept = {name: _as_text(value) for name, value in form.data.items() if value}
    return url_for(endpoint, **kept, **{name: value for name, value in more.items() if value not in (None, "")})


def _as_text(value: Any) -> str:
    return "yes" if value is True else str(value)


@blueprint.get("/office/law/impact/people")
@login_required
def people() -> Response:
    """The people of a cell, by number."""
    ctx = context()
    form, run = _cell_form(ctx)
    found, cell = _cell(ctx, run)
    number, pages = asked_page(), max(1, -(-found.height // A_PAGE))
    shown = min(number, pages)
    return page(
        "impact/people.html",
        run=run,
        people=trying.named(ctx, found.slice((shown - 1) * A_PAGE, A_PAGE)),
        total=found.height,
        page_number=shown,
        pages=pages,
        page_url=lambda other: _link(form, "impact.people", **cell, page=other),
        file_url=_link(form, "impact.people_file", **cell),
        back_url=_link(form),
        chosen=_chosen(run, cell),
        verdicts=model.VERDICTS,
        showing=showing,
        wide=True,
    )


@blueprint.get("/office/law/impact/people.csv")
@login_required
def people_file() -> Response:
    """The people of a cell as a file."""
    ctx = context()
    _, run = _cell_form(ctx)
    found, _ = _cell(ctx, run)
    rows = showing.as_rows(run, trying.named(ctx, found), say)
    return spreadsheet(f"impact-{run.trial.as_of}.csv", rows)


@blueprint.get("/office/law/impact/table.csv")
@login_required
def table_file() -> Response:
    """A table as a file: protected outside the office."""
    ctx = context()
    _, run = _asked_run(ctx)
    tables, by = trying.tables(ctx, run), request.args.get("by", "")
    if by not in tables.tables:
        raise NotFound(NO_TABLE)
    rows = showing.table_rows(run, tables, by, say)
    return spreadsheet(f"impact-by-{by}-{run.trial.as_of}.csv", rows)


def _asked_run(ctx: Context) -> tuple[forms.Form, Impact]:
    """What was chosen, and its run; NotFound for an address that chooses nothing."""
    form = _form(ctx)
    if "draft" not in request.args or not form.valid:
        raise NotFound(NO_TABLE)
    return form, _run(ctx, form)


def _cell_form(ctx: Context) -> tuple[forms.Form, Impact]:
    """The same for who may see people."""
    if not in_office(ctx):
        raise NotPermitted(N_("Only the office sees who the people behind a count are."))
    return _asked_run(ctx)


def _cell(ctx: Context, run: Impact) -> tuple[Any, dict[str, str]]:
    """The people of the cell that the address names, and the cell."""
    cell = {name: request.args.get(name, "") for name in ("in", "group", "kind")}
    if cell["in"] not in ("", "reason", *model.BY):
        raise NotFound(NO_TABLE)
    return trying.in_cell(ctx, run, cell["in"], cell["group"], cell["kind"]), cell


def _chosen(run: Impact, cell: dict[str, str]) -> list[Any]:
    """In words which cell it is."""
    found: list[Any] = [showing.group_name(run, cell["in"], cell["group"])] if cell["in"] else []
    known = {model.code(each): each for each in run.kinds}
    named = [model.label(known[cell["kind"]])] if cell["kind"] in known else []
    return [*found, *named] or [Sentence(N_("Everybody who was judged"))]
