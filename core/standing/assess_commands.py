"""``councilkit assess``: what the law asks of one registrant or of all, what is met, and what is missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council
from councilkit.errors import Problem
from councilkit.options import AS_OF, OutputFile
from councilkit.wording import count_of

if TYPE_CHECKING:
    from councilkit.context import Context, Council
    from councilkit.law import Reason
    from councilkit.law.evaluation.counted import Counted
    from councilkit.standing.assessing import Assessment


@click.command()
@click.argument("number", metavar="NUMBER", required=False)
@click.option("--all", "everybody", is_flag=True, help="Everybody who is on the register on that day.")
@click.option("--event", type=click.Choice(["entry", "renewal", "restoration", "practice"]), default="renewal")
@AS_OF
@click.option("--output", "-o", type=OutputFile(), help="With --all: .parquet or .csv.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_council
def assess(
    council: Council,
    number: str | None,
    everybody: bool,
    event: str,
    as_of: date | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show what the law asks of a registrant and what is met. Exit 1 when something is not met or must be judged.

    Whoever is not registered yet on that day is left out, and counted on stderr.

    Example: councilkit assess 104223 --event renewal --as-of 2026-03-31
    """
    from councilkit.context import SYSTEM

    if bool(number) == everybody:
        raise click.UsageError("Name one registration number, or --all.")
    if output is not None and (not everybody or output.suffix not in (".parquet", ".csv")):
        raise click.UsageError("--output goes with --all and names a .parquet or a .csv file.")
    ctx = council.acting(SYSTEM)
    day = as_of or ctx.today()
    if everybody:
        _all(ctx, event, day, output, as_json)
    else:
        _one(ctx, str(number), event, day, as_json)


def _one(ctx: Context, number: str, event: str, day: Any, as_json: bool) -> None:
    from councilkit.standing import assessing, services

    rows = services.registrations_numbered(ctx, number)
    known = assessing.sets_for(ctx, event)
    asked = [row for row in rows if row["part"] in known]
    if not asked:
        raise Problem(f"No law about “{event}” is known for the part of {number}.")
    begun = [row for row in asked if row["registered_on"] <= day]
    _tell_left_out(len(asked) - len(begun), day)
    if not begun:
        raise SystemExit(1)
    found = [assessing.assess(ctx, row["id"], event, day) for row in begun]
    if as_json:
        click.echo(json.dumps([_record(number, each) for each in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_in_words(number, each) for each in found))
    if not all(each.verdict.met for each in found):
        raise SystemExit(1)


def _tell_left_out(count: int, day: date) -> None:
    from councilkit.wording import english_date

    if count:
        left, begins = (
            count_of(count, "registration is", "registrations are"),
            "it begins" if count == 1 else "they begin",
        )
        click.echo(f"{left} left out: {begins} after {english_date(day)}.", err=True)


def _in_words(number: str, each: Assessment) -> str:
    from councilkit.standing.renewal import figures

    verdict = each.verdict
    lines = [f"{number} ({each.part}), {each.set.event}, on {verdict.as_of}: {_state(verdict.reason)}"]
    for depth, reason in _nested(verdict.reason, 1):
        found = figures(reason)
        told = f"{_state(reason)} ({found})" if found else _state(reason)
        lines.append(f"{'  ' * depth}{reason.requirement.title}: {told}")
        if reason.unknown:
            lines.append(f"{'  ' * depth}  {reason.unknown}")
        elif reason.article:
            sure = "" if reason.checked else " (not yet verified against the source)"
            lines.append(f"{'  ' * depth}  {reason.article}{sure}")
    lines += [f"Next: {reason.step}" for reason in verdict.steps if reason.step]
    return "\n".join(lines)


def _nested(reason: Reason, depth: int) -> Any:
    yield depth, reason
    for each in reason.reasons:
        yield from _nested(each, depth + 1)


def _state(reason: Reason) -> str:
    return "unknown: a person must judge" if reason.state == "unknown" else reason.state


def _record(number: str, each: Assessment) -> dict[str, Any]:
    verdict = each.verdict
    return {
        "number": number,
        "part": each.part,
        "set": each.set.code,
        "as_of": verdict.as_of.isoformat(),
        "met": verdict.met,
        "reason": _reason(verdict.reason),
        "next": [str(reason.step) for reason in verdict.steps if reason.step],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    figures = {name: _number(getattr(reason, name)) for name in ("found", "needed", "missing")}
    return {
        "requirement": reason.requirement.code,
        "title": reason.requirement.title,
        "state": reason.state,
        **figures,
        "unit": reason.unit,
        "article": reason.article,
        "checked": reason.checked,
        "unknown": reason.unknown,
        "rows": [_row(row) for row in reason.rows],
        "reasons": [_reason(each) for each in reason.reasons],
    }


def _row(row: Counted) -> dict[str, Any]:
    worked_out = {"worked_out": str(row.told)} if row.told else {}
    return {"frame": row.frame, "id": row.id, "why_not": row.why} | worked_out


def _number(amount: Any) -> float | None:
    return None if amount is None else float(amount)


def _all(ctx: Context, event: str, day: Any, output: Path | None, as_json: bool) -> None:
    from councilkit.standing import assessing

    found = assessing.assess_all(ctx, event, day)
    _tell_left_out(assessing.left_out(ctx, event, day), day)
    if found.is_empty():
        raise Problem(f"Nobody on the register is of a part that a law about “{event}” is known for.")
    if output is not None:
        found.write_parquet(output) if output.suffix == ".parquet" else found.write_csv(output)
    counts = found.group_by("part", "requirement", "state").len("people").sort("part", "requirement", "state")
    if as_json:
        click.echo(json.dumps(counts.to_dicts(), ensure_ascii=False, indent=2))
    else:
        for row in counts.iter_rows(named=True):
            click.echo(f"{row['part']}  {row['requirement']}  {row['state']}  {row['people']}")
    if output is not None and not as_json:
        click.echo(f"{count_of(found.height, 'row is', 'rows are')} in {output}.")
    if not found["met"].fill_null(False).all():
        raise SystemExit(1)
