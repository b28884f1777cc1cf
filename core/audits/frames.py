"""Who can be drawn: everybody of a part on a day, without those whom the law or a decision exempts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from sqlalchemy import Connection

from councilkit.audits.model import AuditRule
from councilkit.audits.sampling import Frame, one_line, size
from councilkit.context import Context
from councilkit.law import evaluate
from councilkit.law.facts import Facts
from councilkit.law.model import DatedValue, LawLookupError
from councilkit.standing.facts import read_facts, read_numbers
from councilkit.wording import N_, Sentence

BY_DECISION = N_("Exempt by a decision of the council")
ENDED = N_("Not on the register any more")
AUDIT = "audit"  # the requirement that a decision about audits names


@dataclass(frozen=True)
class Exempted:
    """How many were left out of the draw, and why; `unknown` of them could not be judged and stay in."""

    code: str
    title: str
    count: int
    unknown: int = 0


@dataclass(frozen=True)
class Eligible:
    """Who can be drawn, by stratum, and who was left out."""

    frame: Frame
    exempt: tuple[Exempted, ...]

    @property
    def count(self) -> int:
        return sum(map(len, self.frame.values()))

    def strata(self, fraction: Decimal) -> list[dict[str, object]]:
        """Each stratum with how many can be and how many will be drawn."""
        return [
            {"stratum": stratum, "eligible": len(numbers), "size": size(len(numbers), fraction)}
            for stratum, numbers in sorted(self.frame.items())
        ]


@dataclass(frozen=True)
class Share:
    """The fraction that the law gives for a part, or why it gives none."""

    value: Decimal | None
    parameter: str = ""
    found: DatedValue | None = None
    why: str = ""


def rule_for(ctx: Context, part: str) -> AuditRule | None:
    """What the law says of the audits of a part, the first by code; None where nothing is known."""
    return next((rule for rule in ctx.catalogue.all(AuditRule) if rule.part == part), None)


def share(ctx: Context, part: str, as_of: date) -> Share:
    """The fraction of the law on a day."""
    rule = rule_for(ctx, part)
    if rule is None or not rule.fraction:
        return Share(None, why=Sentence("No law about the audits of this part is known here."))
    try:
        number, found = ctx.law.number(rule.fraction, as_of), ctx.law.find(rule.fraction, as_of)
    except LawLookupError as error:
        return Share(None, rule.fraction, why=str(error))
    return Share(Decimal(str(number)) / 100, rule.fraction, found)


def eligible(ctx: Context, connection: Connection, part: str, as_of: date, by: str) -> Eligible:
    """Who can be drawn from a part, in strata of one column (`by` empty: all in one)."""
    facts = read_facts(connection, ctx.catalogue, ctx.law, as_of).of_part(part)
    left, exempt = facts["registrants"], []
    for code, title, out, unknown in _exemptions(ctx, connection, facts, part, as_of):
        here = left.filter(pl.col("registrant").is_in(out.implode()))
        left = left.filter(~pl.col("registrant").is_in(out.implode()))
        exempt.append(Exempted(code, title, here.height, left["registrant"].is_in(unknown.implode()).sum()))
    named = left.join(read_numbers(connection), on="registrant", maintain_order="left")
    strata: dict[str, list[str]] = {}
    for number, stratum in named.select("number", (pl.col(by) if by else pl.lit("")).fill_null("")).iter_rows():
        strata.setdefault(one_line(stratum), []).append(number)
    return Eligible({stratum: sorted(numbers) for stratum, numbers in strata.items()}, tuple(exempt))


def _exemptions(
    ctx: Context, connection: Connection, facts: Facts, part: str, as_of: date
) -> Iterator[tuple[str, str, pl.Series, pl.Series]]:
    """Each exemption with the registrants that it frees, and those of whom it is not known."""
    nobody = pl.Series(dtype=pl.String)
    yield "decision", BY_DECISION, _decided(facts, as_of), nobody
    rule = rule_for(ctx, part)
    for each in rule.exemptions if rule else ():
        met = evaluate(each.when, facts, law=ctx.law, as_of=as_of).met
        if each.unless is not None:
            other = evaluate(each.unless, facts, law=ctx.law, as_of=as_of).met.rename({"met": "other"})
            met = met.join(other, on="registrant").with_columns(met=pl.col("met") & ~pl.col("other"))
        unknown = met.filter(pl.col("met").is_null())["registrant"]
        yield each.code, each.title, met.filter("met")["registrant"], unknown
    if as_of < ctx.today():
        now = read_facts(connection, ctx.catalogue, ctx.law, ctx.today(), frames=()).of_part(part)["registrants"]
        gone = facts["registrants"].join(now, on="registrant", how="anti")["registrant"]
        yield "ended", ENDED, gone, nobody


def _decided(facts: Facts, as_of: date) -> pl.Series:
    """Whom a decision exempts from audits on a day."""
    lasting = (pl.col("starts_on") <= as_of) & (pl.col("ends_on").is_null() | (pl.col("ends_on") >= as_of))
    about = (pl.col("kind") == "exemption") & (pl.col("requirement") == AUDIT)
    return facts["decisions"].filter(about & lasting)["registrant"].unique()
