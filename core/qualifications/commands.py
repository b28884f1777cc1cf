"""``councilkit qualifications``: the catalogue, and what a register by qualifications would take."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council
from councilkit.options import AS_OF, OutputFile, declared

if TYPE_CHECKING:
    from councilkit.context import Council
    from councilkit.qualifications.places import Forecast, Number
    from councilkit.qualifications.services import Register
    from councilkit.qualifications.showing import Entry, Shown

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
PERCENT = click.FloatRange(0, 100)
PEOPLE = click.FloatRange(0, 1_000_000)


class Share(click.ParamType):
    """How many pass of how many start, like 17/19, or a percentage, like 89."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        passed, _, started = str(value).partition("/")
        try:
            found = Fraction(passed.strip()) / Fraction(started.strip() or "100")
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not 0 < found <= 1:
            self.fail(f"Write how many pass of how many start, like 17/19, or per cent, like 89; not “{value}”.")
        return found


@click.group()
def qualifications() -> None:
    """Show which qualification is good for what, and try a register by qualifications."""


@qualifications.command("list")
@click.option("--part", default="", help="Only those that this part of a register knows.")
@AS_JSON
@pass_council
def list_(council: Council, part: str, as_json: bool) -> None:
    """List the catalogue: each qualification, what it is good for, since when, and how far that is law.

    Example: councilkit qualifications list --part ni.social_care_worker
    """
    from councilkit.context import VISITOR
    from councilkit.qualifications.showing import entries
    from councilkit.register.model import RegisterPart

    declared(council, RegisterPart, part, "--part")
    ctx = council.acting(VISITOR)
    found = entries(council.catalogue, council.law, ctx.today(), part)
    if as_json:
        click.echo(json.dumps([_entry(each) for each in found], ensure_ascii=False, indent=2))
    for each in () if as_json else found:
        click.echo(f"{each.qualification.code}  {each.qualification.title}")
        for good in each.goods:
            status = "proposed, not law" if good.proposed else "in force" if good.law.known else "not known"
            instead = f" in place of {good.instead_of}" if good.instead_of else ""
            click.echo(f"  {good.part}: {good.how}{instead} ({status}). {good.law.since} {good.law.note}".rstrip())
    if not found:
        raise SystemExit(1)


def _entry(entry: Entry) -> dict[str, Any]:
    one = entry.qualification
    return {
        "code": one.code,
        "title": one.title,
        "country": one.country,
        "level": one.level,
        "awarded_by": one.institution,
        "numbers": dict(one.numbers),
        "aliases": list(one.aliases),
        "offered": str(entry.offered.since) if entry.offered else None,
        "source": one.source,
        "certainty": one.certainty,
        "note": one.note,
        "good_for": [
            {
                "part": good.part,
                "how": str(good.how),
                "instead_of": good.instead_of or None,
                "proposed": good.proposed,
                "since": str(good.law.since),
                "source": good.law.source.title if good.law.source else None,
                "article": good.law.article,
                "note": good.law.note,
            }
            for good in entry.goods
        ],
    }


@qualifications.command("forecast")
@click.option("--plan", default="", help="The plan; the first that a plugin declares when left out.")
@click.option("--draft", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another draft's folder.")
@click.option("--by", type=click.Choice(["part", "employer", "area"]), default="part", show_default=True)
@click.option(
    "--years", type=click.IntRange(1, 20), help="Over how many years; until the trial's deadline when left out."
)
@click.option("--joiners", type=PEOPLE, help="Joiners a year; the register's own average when left out.")
@click.option("--leavers", type=PEOPLE, help="Leavers a year; the register's own average when left out.")
@click.option("--pass", "passing", type=Share(), help="How many pass of those who start, like 17/19.")
@click.option("--arriving", type=PERCENT, help="Per cent of joiners who arrive with the qualification.")
@click.option("--judged", type=PERCENT, help="Per cent of those whom a person must judge that lack it.")
@click.option(
    "--places", type=PEOPLE, help="Training places that there are each year; as many as needed when left out."
)
@click.option(
    "--each", type=PEOPLE, help="Training places that one employer can use each year; no limit when left out."
)
@click.option("--shared", is_flag=True, help="For readers outside the office: hide counts under 5, show no places.")
@click.option("--output", "-o", type=OutputFile(), help="Write the groups to a .csv file.")
@AS_OF
@AS_JSON
@pass_council
def forecast_(
    council: Council,
    plan: str,
    draft: Path | None,
    by: str,
    shared: bool,
    output: Path | None,
    as_of: date | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Try a register by qualifications: where everybody stands, and the training places it would take each year.

    The plan is a draft, not law. Counts are whole, for the office, unless --shared is given.

    Example: councilkit qualifications forecast --by employer --years 4 -o places.csv
    """
    from councilkit.context import SYSTEM
    from councilkit.qualifications import services, showing
    from councilkit.qualifications.model import QualificationPlan, counted
    from councilkit.qualifications.places import cells, forecast

    declared(council, QualificationPlan, plan, "--plan")
    ctx = council.acting(SYSTEM)
    chosen = services.plan_of(ctx, plan)
    register = services.read_register(ctx, replace(chosen, draft=draft or chosen.draft), as_of)
    groups = counted(register.lines, by)
    assumed = register.assumed(**_exact(given))
    made = forecast(cells(register.lines, by, assumed), assumed)
    shown = showing.protected(groups) if shared else showing.whole_counts(groups)
    if output is not None:
        _write(output, showing.table_rows(shown, None if shared else made, by, {"": "not known"}))
    to_come = register.as_of > ctx.today()
    if as_json:
        told = _record(register, made, shown, shared) | {"to_come": to_come}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(showing.TO_COME if to_come else "", nl=to_come)
        _tell(register, made, shown, shared)
        click.echo(f"{len(groups)} groups are in {output}." if output else "", nl=output is not None)


def _exact(given: dict[str, Any]) -> dict[str, Any]:
    """Numbers as they were typed, exactly; percentages as shares."""
    exact = {name: Fraction(str(value)) for name, value in given.items() if value is not None and name != "years"}
    parts = {name: exact[name] / 100 for name in ("arriving", "judged") if name in exact}
    return {**exact, **parts, "years": given["years"]}


def _write(output: Path, rows: list[Any]) -> None:
    from councilkit.cells import harmless

    with output.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(harmless(row) for row in rows)


def _groups(shown: Shown) -> list[tuple[str, dict[str, Any]]]:
    from councilkit.qualifications.showing import NAMED

    rows = [({**NAMED, "": "not known"}.get(group, group), row) for group, row in shown.items()]
    return [(name, {state or "all": "hidden" if n is None else n for state, n in row.items()}) for name, row in rows]


def _record(register: Register, made: Forecast, shown: Shown, shared: bool) -> dict[str, Any]:
    from councilkit.qualifications.model import due

    assumed = made.assumptions
    told: dict[str, Any] = {
        "plan": register.plan.code,
        "status": str(register.value(register.plan.status) or "unknown"),
        "law": False,
        "as_of": register.as_of.isoformat(),
        "deadline": register.deadline.isoformat() if register.deadline else None,
        "groups": [{"group": name, **row} for name, row in _groups(shown)],
    }
    if shared:
        return told
    return told | {
        "supposed": {name: _number(getattr(assumed, name)) for name in assumed.__dataclass_fields__},
        "history": {"joined": list(register.history.joined), "left": list(register.history.left)},
        "due": due(register.lines),
        "to_judge": [{"award": award, "people": len(theirs)} for award, theirs in register.unmatched],
        "years": [_span(register.as_of, year.number) | _years(year) for year in made.whole],
        "places": {group or "not known": [_number(y.places) for y in years] for group, years in made.groups.items()},
    }


def _years(year: Any) -> dict[str, Any]:
    return {name: _number(getattr(year, name)) for name in year.__dataclass_fields__}


def _span(as_of: date, number: int) -> dict[str, str]:
    from councilkit.qualifications.model import span

    first, last = span(as_of, number)
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat()}


def _number(value: Number | None) -> float | int | None:
    """A number as it is printed: whole, or with two digits after the point."""
    rounded = None if value is None else round(float(value), 2)
    return rounded if rounded is None or rounded % 1 else int(rounded)


def _tell(register: Register, made: Forecast, shown: Shown, shared: bool) -> None:
    from councilkit.law.provisions import one_line
    from councilkit.qualifications.model import span
    from councilkit.qualifications.places import rounded_up

    status = register.value(register.plan.status) or "unknown"
    click.echo(f"{register.plan.title}, on {register.as_of}. A draft for trial, not law (status: {status}).")
    for one in register.transition:
        click.echo(f"  transition: {one_line(one)}")
    for name, row in _groups(shown):
        click.echo(f"{name}: " + ", ".join(f"{state} {count}" for state, count in row.items()))
    if shared:
        return
    assumed = made.assumptions
    click.echo(
        f"Supposed: {_number(assumed.joiners)} joiners and {_number(assumed.leavers)} leavers a year, "
        f"{_number(assumed.passing * 100)} per cent pass."
    )
    for year in made.whole:
        first, last = span(register.as_of, year.number)
        click.echo(
            f"Year {year.number}, {first} to {last}: {rounded_up(year.places)} training places, "
            f"{_number(year.open)} open at the start, {_number(year.left)} at the end."
        )
    if rounded_up(made.overdue):
        click.echo(f"Too few places: {_number(made.overdue)} people are still open who joined before the last year.")
