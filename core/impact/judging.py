"""One part of the register judged three times on the same facts: by the law, a draft, and the draft's transition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from councilkit.impact.model import JUDGE, MET, UNMET
from councilkit.law import evaluate
from councilkit.law.evaluation import trees
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import AllOf, Requirement


@dataclass(frozen=True)
class Reading:
    """A requirement and the law by which it is read."""

    requirement: Requirement
    law: Law


def judged(readings: Sequence[Reading], facts: Facts, day: date) -> pl.DataFrame:
    """How every registrant is judged by two readings or three, now first.

    Columns: registrant; `before`, `after` and with three readings `then` (met, unmet, judge); `state_before`,
    `state_after` (trees.STATES); `reason`, the codes of what `after` lacks and `before` did not, with + between.
    """
    tables = [evaluate(each.requirement, facts, law=each.law, as_of=day).table for each in readings]
    names = ("before", "after", "then")[: len(readings)]
    whole = tables[0].select("registrant")
    for name, table in zip(names, tables, strict=True):
        states = table.select("registrant", pl.col("^.*=$").name.suffix(name))
        whole = whole.join(states, on="registrant", maintain_order="left")
    top = readings[0].requirement.code
    verdicts = [_verdict(pl.col(f"{top}={name}")).alias(name) for name in names]
    states = [_state(pl.col(f"{top}={name}")).alias(f"state_{name}") for name in names[:2]]
    return whole.select("registrant", *verdicts, *states, reason=_reason(readings[1].requirement))


def _verdict(state: pl.Expr) -> pl.Expr:
    known = pl.when(state == trees.UNMET).then(pl.lit(UNMET)).otherwise(pl.lit(MET))
    return pl.when(state == trees.UNKNOWN).then(pl.lit(JUDGE)).otherwise(known)


def _state(state: pl.Expr) -> pl.Expr:
    return state.cast(pl.Int64).replace_strict(dict(enumerate(trees.STATES)), return_dtype=pl.String)


def _reason(whole: Requirement) -> pl.Expr:
    return pl.concat_str([_lacking(*each) for each in _blamed(whole, pl.lit(True))], separator="+", ignore_nulls=True)


def _lacking(code: str, fails: pl.Expr) -> pl.Expr:
    worse = pl.col(f"{code}=after") > pl.col(f"{code}=before")
    return pl.when(fails & worse).then(pl.lit(code))


def _blamed(node: Requirement, above: pl.Expr) -> Iterator[tuple[str, pl.Expr]]:
    """What can be lacking, and when it is: the leaves under all-of, and any-of as one."""
    fails = above & (pl.col(f"{node.code}=after") >= trees.UNKNOWN)
    if not isinstance(node, AllOf):
        yield node.code, fails
        return
    for each in node.parts:
        yield from _blamed(each, fails)
