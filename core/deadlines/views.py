"""Office pages of deadlines: who will lapse and what each still lacks, and how the reminders stand."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields, forms
from councilkit.accounts.model import permitted
from councilkit.context import Context
from councilkit.deadlines import forecast as forecasting
from councilkit.deadlines import watching
from councilkit.deadlines.forecast import Forecast
from councilkit.deadlines.model import BEFORE_DAYS, GROUPS, HELD_DAYS, STEPS
from councilkit.look import say
from councilkit.register.areas import area_name
from councilkit.register.model import RegisterPart
from councilkit.register.pages.common import part_in_country
from councilkit.web import context, page, spreadsheet
from councilkit.wording import N_

blueprint = Blueprint("deadlines", __name__)
blueprint.app_context_processor(lambda: {"reminder_warnings": _warnings})

A_PAGE = 50
KINDS = {  # of the groups: how their tags look
    "held": "stopped",
    "paid": "stopped",
    "signed": "stopped",
    "met": "waiting",
    "begun": "open",
    "nothing": "open",
    "judge": "waiting",
    "ready": "done",
}


class FilterSchema(Schema):
    """Which lines of the forecast are shown."""

    by = fields.IsoDate(earliest=date(1900, 1, 1), metadata={"label": N_("Renew by this day or earlier")})


def _warnings() -> list[Any]:
    return list(watching.warnings(context()))


@blueprint.get("/office/renewals")
@login_required
def renewals() -> Response:
    """The forecast: how many stand where, and who they are."""
    ctx = context()
    found, form, asked = _forecast(ctx), _form(ctx), _asked(ctx)
    lines = found.of(**asked)
    counts = forecasting.counts(found.of(by=asked["by"]))
    number, pages = _number(), max(1, -(-len(lines) // A_PAGE))
    shown = min(number, pages)
    return page(
        "deadlines/renewals.html",
        422 if form.errors else 200,
        lines=lines[(shown - 1) * A_PAGE : shown * A_PAGE],
        total=len(lines),
        counts=counts,
        totals={group: sum(people for (of, _), people in counts.items() if of == group) for group in GROUPS},
        parts=_parts(ctx, found),
        groups=GROUPS,
        kinds=KINDS,
        form=form,
        asked=asked,
        page_number=shown,
        pages=pages,
        link=_link,
        page_url=lambda number: _link(page=number),
        next_run=watching.next_run(ctx),
        lapsing=sum(line.lapses for line in lines),
        today=ctx.today(),
        area_name=area_name,
        wide=True,
    )


@blueprint.get("/office/renewals.csv")
@login_required
def renewals_file() -> Response:
    """The lines of the forecast that the page shows, on all its pages, as a file."""
    ctx = context()
    lines = _forecast(ctx).of(**_asked(ctx))
    return spreadsheet(f"renewals-{ctx.today()}.csv", forecasting.as_rows(lines, say))


def _forecast(ctx: Context) -> Forecast:
    return forecasting.kept(ctx, current_app.extensions.setdefault("councilkit.forecast", {}))


def _form(ctx: Context) -> forms.Form:
    read = forms.read(FilterSchema(), request.args, name="filter", today=ctx.today())
    return forms.show(FilterSchema(), read.data, name="filter", today=ctx.today()) if read.valid else read


def _asked(ctx: Context) -> dict[str, Any]:
    """What the address asks for; what it cannot mean is left out."""
    group, part, form = request.args.get("group", ""), request.args.get("part", ""), _form(ctx)
    known = ctx.catalogue.has(RegisterPart, part)
    return {
        "group": group if group in GROUPS else "",
        "part": part if known else "",
        "by": form.values.get("by") if not form.errors else None,
    }


def _link(endpoint: str = "deadlines.renewals", **changed: Any) -> str:
    """The address with the same filters but for what is changed."""
    asked = _asked(context())
    kept = {**asked, "by": asked["by"].isoformat() if asked["by"] else None, **changed}
    return url_for(endpoint, **{name: value for name, value in kept.items() if value})


def _parts(ctx: Context, found: Forecast) -> list[tuple[str, str]]:
    """The parts of the register that somebody in the forecast is in."""
    there = {line.part for line in found.lines}
    named = ((code, _titled(ctx, code)) for code in there)
    return sorted(named, key=lambda each: each[1])


def _titled(ctx: Context, code: str) -> str:
    known = ctx.catalogue.has(RegisterPart, code)
    return part_in_country(ctx.catalogue.get(RegisterPart, code)) if known else code


def _number() -> int:
    typed = request.args.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


@blueprint.post("/office/renewals/reminders/start")
@login_required
def start_reminders() -> AnyResponse:
    """Let the first letters go."""
    watching.start(context())
    flash(N_("Started. The letters go out within the hour."), "done")
    return redirect(url_for("deadlines.reminders"))


@blueprint.get("/office/renewals/reminders")
@login_required
def reminders() -> Response:
    """The last runs, the reminders that did not go out, and people without an address."""
    ctx = context()
    found = watching.overview(ctx)
    return page(
        "deadlines/reminders.html",
        found=found,
        waits=watching.waits(ctx) and permitted(ctx.actor, "register.person"),
        next_run=watching.next_run(ctx),
        warnings=watching.warnings(ctx),
        steps=STEPS,
        before=BEFORE_DAYS,
        held=HELD_DAYS,
        daily=ctx.config.reminders_daily,
        wide=True,
    )
