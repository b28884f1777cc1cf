"""One part of the register judged three times on the same facts: by the law, a draft, and the draft's transition."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from councilkit.impact.model import JUDGE, MET, UNMET
from councilkit.law import evaluate
from councilkit.law.evaluation import trees
from councilkit.law.evaluation.environment import Environment
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import AllOf, Requirement
from councilkit.law.transition import NOW_CODE, Provision, deferral, kept, with_figures, with_kept


@dataclass(frozen=True)
class Question:
    """A requirement, the law now and as proposed, what the draft changes by id, and its transition."""

    requirement: Requirement
    now: Law
    proposed: Law
    ids: frozenset[str]
    transition: tuple[Provision, ...] = ()


def judged(asked: Question, facts: Facts, day: date) -> pl.DataFrame:
    """How every registrant is judged.

    Columns: registrant; `before`, `after` and with a transition `then` (met, unmet, judge); `state_before`,
    `state_after` (trees.STATES); `reason`, the codes of what `after` lacks and `before` did not, with + between.
    """
    node, top = asked.requirement, asked.requirement.code
    whole = _states(node, asked.now, facts, day, "before")
    whole = whole.join(_states(node, asked.proposed, facts, day, "after"), on="registrant", maintain_order="left")
    told = whole.select(
        "registrant",
        *[_verdict(pl.col(f"{top}={name}")).alias(name) for name in ("before", "after")],
        *[_state(pl.col(f"{top}={name}")).alias(f"state_{name}") for name in ("before", "after")],
        reason=_reason(node),
    )
    if not asked.transition:
        return told
    spared = _spared(asked, facts, day)
    told = told.join(spared, on="registrant", how="left", maintain_order="left")
    return told.with_columns(pl.coalesce("then", "after").alias("then"))


def _states(node: Requirement, law: Law, facts: Facts, day: date, name: str) -> pl.DataFrame:
    table = evaluate(node, facts, law=law, as_of=day).table
    return table.select("registrant", pl.col("^.*=$").name.suffix(name))


def _spared(asked: Question, facts: Facts, day: date) -> pl.DataFrame:
    """The verdicts (`then`) on those to whom the transition gives time, by what it gives them time for."""
    env = Environment(with_figures(asked.proposed, asked.transition), day)
    places = [str(place) for place in range(len(asked.transition))]
    given = [
        trees.has_time(deferral(place, one), env, "").fill_null(False).alias(str(place))
        for place, one in enumerate(asked.transition)
    ]
    in_time = facts["registrants"].select("registrant", *given)
    law, facts = with_kept(asked.proposed, asked.now, asked.ids), _decided_now(facts)
    found = [pl.DataFrame(schema={"registrant": pl.String(), "then": pl.String()})]
    for flags, people in in_time.partition_by(places, as_dict=True).items():
        provisions = [one for flag, one in zip(flags, asked.transition, strict=True) if flag]
        if provisions:
            node = kept(asked.requirement, provisions, asked.ids)
            states = _states(node, law, facts.only(people["registrant"]), day, "then")
            found.append(states.select("registrant", then=_verdict(pl.col(f"{node.code}=then"))))
    return pl.concat(found)


def _decided_now(facts: Facts) -> Facts:
    """The facts with what was decided for a requirement decided for the same by the law now."""
    decided = facts["decisions"]
    again = decided.with_columns(pl.col("requirement") + NOW_CODE)
    return Facts({**facts.frames, "decisions": pl.concat([decided, again])})


def _verdict(state: pl.Expr) -> pl.Expr:
    known = pl.when(state == trees.UNMET).then(pl.lit(UNMET)).otherwise(pl.lit(MET))
    return pl.when(state == trees.UNKNOWN).then(pl.lit(JUDGE)).otherwise(known)


def _state(state: pl.Expr) -> pl.Expr:
    return state.cast(pl.Int64).replace_strict(dict(enumerate(trees.STATES)), return_dtype=pl.String)


def _reason(whole: Requirement) -> pl.Expr:
    return pl.concat_str([_lacking(*each) for each in _blamed(whole, pl.lit(True))], separator="+", ignore_nulls=True)


def _lacking(code: str, fails: pl.Expr) -> pl.Expr:
    changed = pl.col(f"{code}=after") != pl.col(f"{code}=before")
    return pl.when(fails & changed).then(pl.lit(code))


def _blamed(node: Requirement, above: pl.Expr) -> Iterator[tuple[str, pl.Expr]]:
    """What can be lacking, and when it is: the leaves under all-of, and any-of as one."""
    fails = above & (pl.col(f"{node.code}=after") >= trees.UNKNOWN)
    if not isinstance(node, AllOf):
        yield node.code, fails
        return
    for each in node.parts:
        yield from _blamed(each, fails)
