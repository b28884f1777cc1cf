"""`councilkit questionnaire` and `councilkit census`: check a form, hold a round."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilkit.cli import pass_council
from councilkit.options import OutputFile, declared

if TYPE_CHECKING:
    from councilkit.censuses.questionnaire import Problem
    from councilkit.context import Context, Council

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def questionnaire() -> None:
    """Check an XLSForm."""


@questionnaire.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS_JSON
def check(file: Path, as_json: bool) -> None:
    """Show every fault of the form in FILE (.xlsx, .xls, .csv, .md) with sheet, row, column and mend.

    Exit 1 if the form cannot run.

    Example: councilkit questionnaire check person.xlsx
    """
    from councilkit.censuses.questionnaire import QuestionnaireError, load

    asked = 0
    try:
        found = load(file)
        problems, runs, asked = found.problems, True, sum(question.asked for question in found.questions)
    except QuestionnaireError as error:
        problems, runs = error.problems, False
    if as_json:
        told = {"file": str(file), "runs": runs, "questions": asked, "problems": [each.as_dict() for each in problems]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(problems)
        click.echo(f"{file.name} can run: {asked} questions." if runs else f"{file.name} cannot run.", err=not runs)
    if not runs:
        sys.exit(1)


def _tell(problems: "tuple[Problem, ...]") -> None:
    for problem in problems:
        click.echo(f"{'Error' if problem.fatal else 'Warning'}, {problem}", err=problem.fatal)


@click.group()
def census() -> None:
    """Hold a round of a census: make it, invite, open and close it."""


@census.command()
@click.argument("code")
@click.option("--design", required=True, help="The census to hold, by its code; `councilkit plugins` lists them.")
@AS_JSON
@pass_council
def create(council: "Council", code: str, design: str, as_json: bool) -> None:
    """Make the round CODE of a census, with its own copy of the questionnaires.

    Example: councilkit census create ro-2027 --design ro_census
    """
    from councilkit.censuses import services
    from councilkit.censuses.model import CensusDesign
    from councilkit.context import SYSTEM

    declared(council, CensusDesign, design, "--design")
    row = services.create_round(council.acting(SYSTEM), code, design)
    told = {"round": code, "design": design, "forms": {form: each["digest"] for form, each in row["forms"].items()}}
    forms = ", ".join(row["forms"])
    click.echo(json.dumps(told) if as_json else f"Round {code} is made, with the forms {forms}. It is not open yet.")


@census.command("open")
@click.argument("code")
@pass_council
def open_(council: "Council", code: str) -> None:
    """Open the round CODE: respondents can answer from now on.

    Example: councilkit census open ro-2027
    """
    from councilkit.censuses import services
    from councilkit.context import SYSTEM

    services.open_round(council.acting(SYSTEM), code)
    click.echo(f"Round {code} is open.")


@census.command()
@click.argument("code")
@pass_council
def close(council: "Council", code: str) -> None:
    """Close the round CODE: no answers are taken any more; `open` opens it again.

    Example: councilkit census close ro-2027
    """
    from councilkit.censuses import services
    from councilkit.context import SYSTEM

    services.close_round(council.acting(SYSTEM), code)
    click.echo(f"Round {code} is closed.")


@census.command()
@click.argument("code")
@click.option("--form", required=True, help="The form to invite to.")
@click.option("--count", type=click.IntRange(1, 100_000), help="How many to invite; references are numbered.")
@click.option("--references", type=click.File(encoding="utf-8-sig"), help="A file with one reference a line instead.")
@click.option("--output", "-o", type=OutputFile(), help="Write the links there, as CSV.")
@pass_council
def invite(
    council: "Council", code: str, form: str, count: int | None, references: click.File | None, output: Path | None
) -> None:
    """Make a code and link for each of those invited to a form of the round CODE.

    They are shown once and stored nowhere: keep the file until the invitations are sent, then remove it.

    Example: councilkit census invite ro-2027 --form person --count 500 -o links.csv
    """
    from councilkit.censuses import services
    from councilkit.context import SYSTEM

    if (count is None) == (references is None):
        raise click.UsageError("Say either --count or --references.")
    if output is not None and output.exists():
        raise click.UsageError(f"{output} is there already: the links in it would be lost. Name another file.")
    ctx = council.acting(SYSTEM)
    _refuse_form(ctx, code, form)
    named = [line.strip() for line in references if line.strip()] if references else []  # type: ignore[attr-defined]
    made = services.invite(ctx, code, form, named or services.numbered(ctx, code, form, count or 0))
    address = council.config.server_public_url.rstrip("/")
    _write(output, [(reference, token, f"{address}/census/{token}") for reference, token in made])
    if output is not None:
        click.echo(f"{len(made)} links are in {output}.")


def _refuse_form(ctx: "Context", code: str, form: str) -> None:
    """Refuse a form that the round does not have, before any code is made."""
    from councilkit.censuses import forms, services
    from councilkit.errors import NotFound

    row = services.round_of(ctx, code)
    try:
        forms.form_of(ctx.config.home, row["forms"], form)
    except NotFound as unknown:
        raise click.BadParameter(unknown.message, param_hint="--form") from None


def _write(output: Path | None, rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("reference", "code", "link"))
    writer.writerows(rows)
    if output is None:
        click.echo(text.getvalue(), nl=False)
    else:
        output.touch(mode=0o600, exist_ok=False)
        output.write_text(text.getvalue(), encoding="utf-8")


@census.command("rounds")
@AS_JSON
@pass_council
def rounds_(council: "Council", as_json: bool) -> None:
    """Show every round: its state, and how many were invited, began and sent.

    Example: councilkit census rounds
    """
    from councilkit.censuses import services
    from councilkit.context import SYSTEM

    found = services.all_rounds(council.acting(SYSTEM))
    told = [
        {"round": each.row["code"], "design": each.design.code, "state": each.state, "form": row["form"]}
        | {name: row[name] for name in ("invited", "begun", "sent")}
        for each in found
        for row in each.progress or [{"form": None, "invited": 0, "begun": 0, "sent": 0}]
    ]
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for row in told:
        shown = f"{row['invited']} invited, {row['begun']} begun, {row['sent']} sent"
        click.echo(f"{row['round']:<20} {row['state']:<9} {row['form'] or '-':<10} {shown}")
    if not told:
        click.echo("There is no round yet. Make one with: councilkit census create CODE --design DESIGN")
