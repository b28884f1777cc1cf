"""The public catalogue of qualifications, and the office's forecast of what a register by qualifications would take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import login_required

from councilkit import forms
from councilkit.context import Context
from councilkit.errors import NotFound, Problem
from councilkit.law.provisions import told
from councilkit.qualifications import services, showing
from councilkit.qualifications.model import STATES, Counts, QualificationPlan, counted, due, span
from councilkit.qualifications.places import Assumptions, Forecast, Number, cells, forecast, rounded_up, still_open
from councilkit.qualifications.schemas import ForecastSchema, supposed
from councilkit.qualifications.services import Register
from councilkit.register.areas import area_name
from councilkit.register.model import Qualification, RegisterPart, full_name
from councilkit.register.pages.common import part_in_country, part_title
from councilkit.web import asked_page, context, page, spreadsheet
from councilkit.wording import N_, Sentence

blueprint = Blueprint("qualifications", __name__)
blueprint.app_context_processor(lambda: {"plan_url": _plan_url})
MOST_GROUPS = 40  # on the page; the file has all of them
MOST_FIGURES = 240  # of groups and years, so that the page stays light
MOST_AWARDS = 10
NO_PART = N_("There is no such part of the register here. Choose one from the list.")
NO_GROUPS = N_("There are no such groups here. Show the forecast by part, by employer or by area.")
NOT_KNOWN = N_("Not known")
SMALLER = N_("Smaller groups, together")
TITLES = {"part": N_("Part of the register"), "employer": N_("Employer"), "area": N_("Area")}


def _plan_url() -> str:
    """Where the forecast is; empty where no plugin has a plan, and for whoever may not see it."""
    ctx = context()
    there = services.may_look(ctx) and ctx.catalogue.all(QualificationPlan)
    return url_for("qualifications.plan") if there else ""


@blueprint.get("/qualifications")
def catalogue() -> Response:
    """Which qualification is good for what, since when, and how far that is law."""
    ctx = context()
    parts = _parts(ctx)
    part = request.args.get("part", "")
    if part and part not in parts:
        raise NotFound(NO_PART)
    found = showing.entries(ctx.catalogue, ctx.law, ctx.today(), part)
    return page("qualifications/catalogue.html", entries=found, parts=parts, part=part, wide=True)


def _parts(ctx: Context) -> dict[str, str]:
    """The parts that some qualification is known to."""
    known = {part for each in ctx.catalogue.all(Qualification) for part in (*each.parts, *(o.part for o in each.opens))}
    return {each.code: part_in_country(each) for each in ctx.catalogue.all(RegisterPart) if each.code in known}


@dataclass(frozen=True)
class Asked:
    """A forecast as the address asks for it; `forecast` is None where something typed cannot be used."""

    ctx: Context
    register: Register
    form: forms.Form
    by: str
    groups: Mapping[str, Counts]
    assumed: Assumptions
    forecast: Forecast | None

    @property
    def names(self) -> dict[str, str]:
        """The groups by what a reader calls them."""
        return {group: _name(self.ctx, self.by, group) for group in self.groups}


def _asked() -> Asked:
    ctx = context()
    read = forms.read(ForecastSchema(), request.args, name="forecast", today=ctx.today())
    data: Mapping[str, Any] = (read.data or {}) if read.valid else {}
    register = _register(ctx, data.get("as_of"))
    by = data.get("by") or "part"
    groups, assumed = counted(register.lines, by), register.assumed(**supposed(data))
    made = forecast(cells(register.lines, by, assumed), assumed) if read.valid else None
    form = forms.show(ForecastSchema(), _filled(register, assumed, data, by), name="forecast") if read.valid else read
    return Asked(ctx, register, form, by, groups, assumed, made)


def _register(ctx: Context, day: date | None) -> Register:
    plan_ = services.plan_of(ctx, request.args.get("plan", ""))
    return services.kept(ctx, plan_, day or ctx.today(), _memory())


def _filled(register: Register, assumed: Assumptions, data: Mapping[str, Any], by: str) -> dict[str, Any]:
    """What the form shows: what was typed, and what is supposed otherwise."""
    passed, started = register.passed
    usual = {
        "by": by,
        "years": assumed.years,
        "joiners": decimal(assumed.joiners),
        "leavers": decimal(assumed.leavers),
        "arriving": decimal(assumed.arriving * 100),
        "judged": decimal(assumed.judged * 100),
        "passed": passed,
        "started": started,
    }
    return {**usual, **{name: value for name, value in data.items() if value is not None}}


def decimal(number: Number, places: int = 2) -> Decimal:
    """A number as a page writes it."""
    return round(Decimal(float(number)), places)


def _name(ctx: Context, by: str, group: str) -> str:
    if group in ("", showing.SMALLER):
        return SMALLER if group else NOT_KNOWN
    if by == "part" and ctx.catalogue.has(RegisterPart, group):
        return part_in_country(ctx.catalogue.get(RegisterPart, group))
    return area_name(group) if by == "area" else group


@blueprint.get("/office/qualifications")
@login_required
def plan() -> Response:
    """Where everybody stands under the draft, and the training places that it would take; counts alone outside."""
    if not services.in_office(context()):
        return _outside()
    asked = _asked()
    register, plan_ = asked.register, asked.register.plan
    to_come = register.as_of > asked.ctx.today()
    return page(
        "qualifications/plan.html",
        422 if asked.form.errors else 200,
        **_stands(asked.ctx, register, asked.by, showing.whole_counts(asked.groups)),
        asked=asked,
        form=asked.form,
        office=True,
        to_come=to_come,
        remarks=[showing.TO_COME] if to_come else [],
        kinds=KINDS,
        most=MOST_GROUPS,
        most_told=min(MOST_GROUPS, MOST_FIGURES // asked.assumed.years),
        due=due(register.lines),
        awards=[(award, len(registrants)) for award, registrants in register.unmatched[:MOST_AWARDS]],
        open_now=still_open(showing.added(asked.groups.values()), asked.assumed),
        passing=showing.told(register.law, plan_.passing, register.as_of) if plan_.passing else None,
        each=showing.told(register.law, plan_.each, register.as_of) if plan_.each else None,
        twice=services.judged_twice(register),
        span=lambda number: span(register.as_of, number),
        whole_of=rounded_up,
        decimal=decimal,
    )


def _outside() -> Response:
    """Where everybody stands, for readers outside the office."""
    ctx, by = context(), _by()
    register, shown = _read_outside(ctx, by)
    remarks = [showing.MONTHLY, Sentence(showing.PROTECTED, minimum=showing.MINIMUM)]
    about = _stands(ctx, register, by, shown)
    return page("qualifications/outside.html", **about, office=False, remarks=remarks, most=len(shown))


def _stands(ctx: Context, register: Register, by: str, shown: showing.Shown) -> dict[str, Any]:
    """What both pages tell of the draft, and of the groups under it."""
    plan_ = register.plan
    return {
        "register": register,
        "plan": plan_,
        "by": by,
        "shown": shown,
        "names": {group: _name(ctx, by, group) for group in shown},
        "WHOLE": showing.WHOLE,
        "states": STATES,
        "title": TITLES[by],
        "laws": [
            showing.told(register.law, id, register.as_of) for id in (plan_.status, plan_.power, *plan_.unknown) if id
        ],
        "drafted": list(showing.drafted(plan_, ctx.catalogue)),
        "transition": [told(one, services.titles(ctx)) for one in register.transition],
        "link": _link,
        "wide": True,
    }


def _by() -> str:
    """The groups that the address asks for; NotFound for others."""
    by = request.args.get("by") or "part"
    if by not in TITLES:
        raise NotFound(NO_GROUPS)
    return by


def _read_outside(ctx: Context, by: str) -> tuple[Register, showing.Shown]:
    return services.read_outside(ctx, services.plan_of(ctx, request.args.get("plan", "")), by, _memory())


def _memory() -> dict[Any, Register]:
    memory: dict[Any, Register] = current_app.extensions.setdefault("councilkit.qualifications", {})
    return memory


KINDS = {"meets": "done", "equivalent": "done", "exempt": "ended", "transition": "open", "judge": "waiting"}


def _link(endpoint: str = "qualifications.plan", **changed: Any) -> str:
    """The address with what was typed, but for what is changed."""
    typed: dict[str, Any] = {**request.args.to_dict(), **changed}
    return url_for(endpoint, **{name: value for name, value in typed.items() if value and name != "lang"})


@blueprint.get("/office/qualifications/judge")
@login_required
def judge() -> Response:
    """The people who hold an award in words that the catalogue does not have."""
    ctx, award = context(), request.args.get("award", "")
    register, number = _register(ctx, None), asked_page()
    people, total = services.people_to_judge(ctx, register, award, number)
    pages = max(1, -(-total // services.A_PAGE))
    return page(
        "qualifications/judge.html",
        award=award,
        people=people,
        total=total,
        number=number,
        pages=pages,
        part_title=part_title,
        full_name=full_name,
        page_url=lambda to: url_for("qualifications.judge", award=award, page=to),
    )


@blueprint.get("/office/qualifications.csv")
@login_required
def plan_file() -> Response:
    """All groups with their counts and places, for the office."""
    return _file("qualifications", showing.whole_counts, whole=True)


@blueprint.get("/office/qualifications-to-share.csv")
@login_required
def shared_file() -> Response:
    """All groups with their counts, small ones hidden, for readers outside the office."""
    ctx, by = context(), _by()
    if services.in_office(ctx):
        return _file("qualifications-to-share", showing.protected, whole=False)
    register, shown = _read_outside(ctx, by)
    rows = showing.table_rows(shown, None, by, {group: _name(ctx, by, group) for group in shown})
    return spreadsheet(f"qualifications-to-share-{register.as_of}.csv", rows)


def _file(name: str, shown: Callable[[Mapping[str, Counts]], showing.Shown], *, whole: bool) -> Response:
    _by()
    asked = _asked()
    wrong = next((sentence for several in asked.form.errors.values() for sentence in several), None)
    if wrong is not None:
        raise Problem(wrong)
    made = asked.forecast if whole else None
    rows = showing.table_rows(shown(asked.groups), made, asked.by, asked.names)
    return spreadsheet(f"{name}-{asked.register.as_of}.csv", rows)
