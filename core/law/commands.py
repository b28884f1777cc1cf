"""``councilkit law``: what the law says on a date, and where that can be read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from councilkit.cli import pass_council
from councilkit.errors import Problem
from councilkit.options import AS_OF

if TYPE_CHECKING:
    from councilkit.context import Council
    from councilkit.law.cases import Case
    from councilkit.law.model import DatedValue, Law, Parameter

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def law() -> None:
    """Show the values that rules are built from, each with its date and source."""


@law.command()
@click.argument("id", metavar="ID")
@AS_OF
@AS_JSON
@pass_council
def show(council: Council, id: str, as_of: date | None, as_json: bool) -> None:
    """Show one value with its source.

    Example: councilkit law show ni.prtl.hours --as-of 2024-01-31
    """
    from councilkit.law.model import LawLookupError

    day = as_of or _today(council)
    try:
        parameter = council.law.get(id)
        value = None if parameter.unknown else parameter.at(day)
    except LawLookupError as error:
        raise Problem(str(error)) from None
    from councilkit.law.wording import as_record, in_words

    click.echo(_json(as_record(parameter, value, day)) if as_json else in_words(parameter, value, day))
    _warn(parameter, value, _today(council))
    if value is None:
        raise SystemExit(1)


@law.command("list")
@click.argument("beginning", default="")
@AS_OF
@AS_JSON
@pass_council
def list_(council: Council, beginning: str, as_of: date | None, as_json: bool) -> None:
    """List the values whose id starts with BEGINNING.

    Example: councilkit law list ni.fee
    """
    from councilkit.law.wording import as_record, one_line

    day = as_of or _today(council)
    rows = [(p, _in_force(p, day)) for id, p in sorted(council.law.parameters.items()) if id.startswith(beginning)]
    if as_json:
        click.echo(_json([as_record(p, value, day) for p, value in rows]))
    else:
        click.echo("\n".join(one_line(p, value) for p, value in rows) or f"No id starts with “{beginning}”.")
    _warn_of(council.law, beginning, _today(council))
    if not rows:
        raise SystemExit(1)


@law.command()
@click.argument("beginning", default="")
@AS_JSON
@pass_council
def check(council: Council, beginning: str, as_json: bool) -> None:
    """Run every example of every plugin's law (cases/*.yaml). Exit 1 when one comes out otherwise than it says.

    BEGINNING picks the requirements whose code starts so.

    Example: councilkit law check ni.renewal
    """
    from councilkit.law.cases import load_cases
    from councilkit.law.judging import sets_of, wrong
    from councilkit.law.yamltree import LawError
    from councilkit.wording import count_of

    sets = sets_of(council.catalogue)
    hooks: Any = council.hooks
    folders = [folder for plugin in hooks.loaded for folder in plugin.folders("cases")]
    try:
        known = [each for folder in folders for each in load_cases(folder)]
    except LawError as error:
        raise Problem(str(error)) from None
    cases = [each for each in known if each.requirement.startswith(beginning)]
    if beginning and not cases:
        raise Problem(f"No case is about a requirement whose code starts with “{beginning}”. {_begin(known)}")
    found = [(each, list(wrong(each, council.law, sets))) for each in cases]
    failed = [(each, sentences) for each, sentences in found if sentences]
    if as_json:
        click.echo(_json({"cases": len(cases), "failed": [_failure(*each) for each in failed]}))
    else:
        for each, sentences in failed:
            click.echo(f"{each.place}: {each.name}\n  " + "\n  ".join(sentences))
        click.echo(f"{count_of(len(cases), 'case', 'cases')}, {len(failed)} otherwise than expected.")
    _warn_of(council.law, "", _today(council))
    if failed:
        raise SystemExit(1)


def _begin(cases: list[Case]) -> str:
    found = sorted({".".join(each.requirement.split(".")[:2]) for each in cases})
    return f"Codes begin with: {', '.join(found)}." if found else "No plugin brings a case."


def _failure(case: Case, sentences: list[str]) -> dict[str, Any]:
    return {"case": case.name, "place": case.place, "problems": sentences}


def _today(council: Council) -> date:
    from councilkit.context import VISITOR

    return council.acting(VISITOR).today()


def _in_force(parameter: Parameter, day: date) -> DatedValue | None:
    try:
        return parameter.at(day)
    except LookupError:
        return None


def _warn(parameter: Parameter, value: DatedValue | None, today: date) -> None:
    """Warn of a comparison with the source that is over a year old or dated in the future."""
    if value is not None and value.is_stale(today):
        click.echo(f"Warning: {parameter.id} was last checked on {value.checked}, over a year ago.", err=True)
    if value is not None and value.is_ahead(today):
        click.echo(
            f"Warning: {parameter.id} is “checked” on {value.checked}, a day to come. {_mend(parameter)}", err=True
        )


def _warn_of(law: Law, beginning: str, today: date) -> None:
    """The same of all whose id starts so: how many there are, and the first."""
    from councilkit.wording import count_of

    stale = [p for p, _ in law.stale(today) if p.id.startswith(beginning)]
    if stale:
        said = count_of(len(stale), "value was", "values were")
        click.echo(f"Warning: {said} last checked over a year ago, first {stale[0].id}.", err=True)
    ahead = [p for p, _ in law.ahead(today) if p.id.startswith(beginning)]
    if ahead:
        said = count_of(len(ahead), "value is", "values are")
        click.echo(f"Warning: {said} “checked” on a day to come, first {ahead[0].id}. {_mend(ahead[0])}", err=True)


def _mend(parameter: Parameter) -> str:
    from councilkit.law.model import place

    return f"Mend the day in {place(parameter)}."


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
