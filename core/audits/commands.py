"""``councilkit sample``: promise a seed, draw an audit sample, reveal, and let anybody check it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from councilkit.audits import proof
from councilkit.audits.proof import as_record
from councilkit.audits.showing import chosen, in_words, plan_in_words, plan_record
from councilkit.cli import pass_council
from councilkit.errors import Problem
from councilkit.options import Day, OutputFile, declared

if TYPE_CHECKING:
    from councilkit.context import Context, Council
    from councilkit.register.store import Row

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
OUTPUT = click.option("--output", "-o", type=OutputFile(), help="Write the proof there.")
KEEP = "Publish the commitment now, outside this system too: it proves that the seed was chosen before the draw."
AT_ONCE = (
    "Commitment and draw came at once, so nobody outside could keep the commitment in between. "
    "Where that matters, use `sample commit` and `sample draw` on different days."
)


class Fraction(click.ParamType):
    """A fraction like 0.025 or 2.5%."""

    name = "fraction"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        from councilkit.audits.sampling import read_fraction

        try:
            return read_fraction(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def of_draw(function: Any) -> Any:
    """The options that say what is drawn."""
    options = (
        click.option("--part", help="The part of the register; `councilkit plugins` lists them."),
        click.option("--fraction", type=Fraction(), help="Like 0.025 or 2.5%; needed where the law gives none."),
        click.option("--by", type=click.Choice(["area", "step", "role"]), help="Draw from each of these apart."),
        click.option("--as-of", type=Day(), help="Who is on the register on this day; today when left out."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.group(invoke_without_command=True)
@of_draw
@click.option("--seed-commitment", is_flag=True, help="Commit to a seed and draw at once; then `sample reveal`.")
@OUTPUT
@AS_JSON
@click.pass_context
def sample(
    click_context: click.Context,
    part: str | None,
    fraction: Decimal | None,
    by: str | None,
    as_of: date | None,
    seed_commitment: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Draw an audit sample that anybody can recompute: commit, draw, reveal, verify.

    With --part alone it shows what would be drawn and changes nothing.

    Example: councilkit sample --part ni.social_worker --fraction 0.025 --seed-commitment
    """
    if click_context.invoked_subcommand is None:
        if part is None:
            raise click.UsageError("Name the part with --part, or a step: commit, draw, reveal, verify, list.")
        _at_once(part, fraction, by, as_of, seed_commitment, output, as_json)


@pass_council
def _at_once(
    council: Council,
    part: str,
    fraction: Decimal | None,
    by: str | None,
    as_of: date | None,
    draw_too: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    from councilkit.audits.services import drawing
    from councilkit.register.model import RegisterPart

    declared(council, RegisterPart, part, "--part")
    ctx = _acting(council)
    plan = drawing.plan(ctx, part, fraction, as_of, by or "")
    if not draw_too:
        _say(as_json, plan_record(plan), plan_in_words(plan))
        return
    audit = drawing.commit(ctx, plan)
    _draw(ctx, audit, "", None, "", output, as_json, AT_ONCE)


def _acting(council: Council) -> Context:
    from councilkit.context import SYSTEM

    return council.acting(SYSTEM)


def _say(as_json: bool, record: Any, words: str) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2) if as_json else words)


@sample.command()
@of_draw
@click.option("--beacon", default="", help="Announce a public value that nobody knows yet, to be mixed in.")
@AS_JSON
@pass_council
def commit(
    council: Council,
    part: str | None,
    fraction: Decimal | None,
    by: str | None,
    as_of: date | None,
    beacon: str,
    as_json: bool,
) -> None:
    """Fix who can be drawn and promise a secret seed by its SHA-256.

    Example: councilkit sample commit --part ni.social_worker --fraction 0.025 --beacon "Lottery of 28 November"
    """
    from councilkit.audits.services import drawing
    from councilkit.register.model import RegisterPart

    if part is None:
        raise click.UsageError("Name the part with --part.")
    declared(council, RegisterPart, part, "--part")
    ctx = _acting(council)
    plan = drawing.plan(ctx, part, fraction, as_of, by or "")
    audit = drawing.commit(ctx, plan, beacon=beacon)
    _say(as_json, as_record(audit), "\n".join([*in_words(audit), KEEP]))


@sample.command()
@click.argument("reference", required=False)
@click.option("--beacon", default="", help="The public value that was announced with the commitment.")
@click.option("--due", type=Day(), help="By when those who are drawn must answer; in four weeks when left out.")
@click.option("--ask", default="", help="What is asked of them, instead of the usual words.")
@OUTPUT
@AS_JSON
@pass_council
def draw(
    council: Council,
    reference: str | None,
    beacon: str,
    due: date | None,
    ask: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """Draw the sample of an audit, open a case for each and write to them. REFERENCE when several wait.

    Example: councilkit sample draw S2026-001 --beacon "3 14 15 92 65"
    """
    ctx = _acting(council)
    _draw(ctx, _one(ctx, reference, "committed"), beacon, due, ask, output, as_json)


def _draw(
    ctx: Context,
    audit: Row,
    beacon: str,
    due: date | None,
    ask: str,
    output: Path | None,
    as_json: bool,
    *more: str,
) -> None:
    from councilkit.audits.services import drawing, telling

    drawing.draw(ctx, audit["id"], beacon=beacon, due_on=due, asked=ask)
    sent, unsent = telling.tell_drawn(ctx, audit["id"])
    now = drawing.find(ctx, audit["reference"])
    drawn_now = json.loads(_proof(ctx, now, output))["sample"]
    lines = [*in_words(now), *(chosen(stratum, numbers) for stratum, numbers in drawn_now.items())]
    lines.append(f"{sent} letters are sent." + (f" {unsent} could not be sent: write to them." if unsent else ""))
    told = {**as_record(now), "seed": None, "sample": drawn_now, "letters": {"sent": sent, "not_sent": unsent}}
    _say(as_json, told, "\n".join([*lines, *more]))


def _proof(ctx: Context, audit: Row, output: Path | None) -> str:
    from councilkit.audits.services import drawing

    text = drawing.proof_of(ctx, audit["id"])
    if output is not None:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            again = f"Write it elsewhere with `sample proof {audit['reference']} -o FILE`."
            raise Problem(f"{output} cannot be written: {error.strerror}. {again}") from None
    return text


@sample.command()
@click.argument("reference", required=False)
@OUTPUT
@AS_JSON
@pass_council
def reveal(council: Council, reference: str | None, output: Path | None, as_json: bool) -> None:
    """Reveal the seed of a draw to those who check it. REFERENCE when several wait.

    Example: councilkit sample reveal S2026-001 -o proof.json
    """
    from councilkit.audits.services import drawing

    ctx = _acting(council)
    audit = _one(ctx, reference, "drawn")
    seed = drawing.reveal(ctx, audit["id"])
    now = drawing.find(ctx, audit["reference"])
    drawn_now = json.loads(_proof(ctx, now, output))["sample"]
    lines = [*in_words(now), f"Seed: {seed}", *(chosen(stratum, numbers) for stratum, numbers in drawn_now.items())]
    lines.append("Seed and proof tell who was drawn: give them to whoever checks the draw, not to the public.")
    _say(as_json, {**as_record(now), "seed": seed, "sample": drawn_now}, "\n".join(lines))


@sample.command("proof")
@click.argument("reference")
@OUTPUT
@pass_council
def proof_(council: Council, reference: str, output: Path | None) -> None:
    """Write the proof of a draw, or print it.

    Example: councilkit sample proof S2026-001 -o proof.json
    """
    ctx = _acting(council)
    text = _proof(ctx, _one(ctx, reference, ""), output)
    click.echo(f"Wrote {output}." if output else text, nl=output is not None)


@sample.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commitment", default="", help="The commitment that you kept from before the draw.")
@AS_JSON
def verify(file: Path, commitment: str, as_json: bool) -> None:
    """Recompute a draw from its proof FILE; no council is needed. Exit 1 when something does not hold.

    Example: councilkit sample verify proof.json --commitment 3f2a...
    """
    try:
        told = proof.read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Problem(f"{file} is no text in UTF-8, so it is no proof. Take the file as the council gave it.") from None
    except ValueError as error:
        raise Problem(f"{file}: {error}") from None
    found = list(proof.findings(told, commitment))
    count = sum(map(len, told.sample.values()))
    words = [f"{told.reference} is sound: commitment, list and seed fit, and they draw exactly these {count}."]
    if not commitment:
        words.append(f"Compare the commitment with what was published before the draw: {told.commitment}")
    _say(as_json, {"reference": told.reference, "sound": not found, "findings": found}, "\n".join(found or words))
    if found:
        raise SystemExit(1)


@sample.command("list")
@AS_JSON
@pass_council
def list_(council: Council, as_json: bool) -> None:
    """List the audits, the latest first.

    Example: councilkit sample list --json
    """
    from councilkit.audits.services import reading

    audits = reading.public_audits(_acting(council))
    words = "\n\n".join("\n".join(in_words(each)) for each in audits) or "No audit yet."
    _say(as_json, [as_record(each) for each in audits], words)


def _one(ctx: Context, reference: str | None, stage: str) -> Row:
    from councilkit.audits.services import drawing

    return drawing.find(ctx, reference) if reference else drawing.only(ctx, stage)
