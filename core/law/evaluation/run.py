"""Evaluates a requirement over facts: one plan, one pass over each frame."""

from datetime import date

import polars as pl

from councilkit.law.evaluation import learning, records, trees
from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.intervals import share_days
from councilkit.law.evaluation.measures import Reading, collected, with_measures
from councilkit.law.evaluation.outcome import Outcome, at_least
from councilkit.law.evaluation.spans import span
from councilkit.law.evaluation.verdicts import Verdicts
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import Amount, Practised, Requirement


def evaluate(requirement: Requirement, facts: Facts, *, law: Law, as_of: date) -> Verdicts:
    """The verdict on every registrant of the facts on a day, by the law of that day."""
    facts = learning.with_helpers(requirement, facts)
    return Verdicts(table(requirement, facts, Environment(law, as_of)), requirement, facts, law, as_of)


def table(requirement: Requirement, facts: Facts, env: Environment) -> pl.DataFrame:
    """For each registrant and requirement of the tree its state, and what is found and needed in hundredths.

    Columns: registrant, then for each code `code=` (a number, see trees.STATES), `code#` found and `code!` needed.
    """
    nodes = list(requirement.walk())
    base = with_measures(facts["registrants"].lazy(), facts, _readings(nodes, env, facts))
    for node in nodes:
        base = _with_days(node, base, facts, env)
    for node in nodes:
        base = base.with_columns(_columns(node, env))
        base = base.with_columns(_state(node, env, not facts["decisions"].is_empty()))
    wanted = [f"{node.code}{sign}" for node in nodes for sign in "=#!"]
    return collected(base.select("registrant", *wanted), facts)


def _readings(nodes: list[Requirement], env: Environment, facts: Facts) -> list[Reading]:
    found: list[Reading] = []
    for node in nodes:
        found += [*learning.readings(node, env), *records.readings(node, env), *trees.binding(node, env)]
        if not facts["decisions"].is_empty():
            found += trees.decided(node, env)
    return found


def _with_days(node: Requirement, base: pl.LazyFrame, facts: Facts, env: Environment) -> pl.LazyFrame:
    """Add the days of work or of leave that a requirement looks at."""
    if isinstance(node, Practised):
        months = env.months(node.last)
        rows = facts["employment"].lazy()
        rows = rows.filter(pl.col("attested")) if node.attested else rows
        start = env.ago(months or 0)
        days = share_days(rows, pl.lit(start).dt.offset_by("1d"), pl.lit(env.as_of))
        return _joined(base, days, f"{node.code}/days")
    if isinstance(node, Amount) and "leave" in node.prorated:
        first, last = span(node.window, env)
        of = facts["registrants"].lazy().select("registrant", from_=first, to=last)
        rows = facts["leave"].lazy().with_columns(share=pl.lit(100, pl.Int64())).join(of, on="registrant")
        days = share_days(rows, pl.col("from_"), pl.col("to"))
        return _joined(base, days.with_columns(pl.col("days") // 100), f"{node.code}/leave")
    return base


def _joined(base: pl.LazyFrame, days: pl.LazyFrame, name: str) -> pl.LazyFrame:
    return base.join(days.rename({"days": name}), on="registrant", how="left").with_columns(pl.col(name).fill_null(0))


def _columns(node: Requirement, env: Environment) -> list[pl.Expr]:
    outcome = _outcome(node, env)
    columns = (("#", outcome.found.cast(pl.Int64)), ("!", outcome.needed.cast(pl.Int64)), ("?", outcome.met))
    return [value.alias(f"{node.code}{sign}") for sign, value in columns]


def _state(node: Requirement, env: Environment, decisions: bool) -> pl.Expr:
    return trees.leaf_state(node, env, pl.col(f"{node.code}?"), decisions).alias(f"{node.code}=")


def _outcome(node: Requirement, env: Environment) -> Outcome:
    nothing = pl.lit(None, pl.Int64())
    if node.children:
        return Outcome(nothing, nothing, trees.joined(node, node.children))
    if isinstance(node, Practised):
        return _practised(node, env)
    found = learning.outcome(node, env) or records.outcome(node, env)
    if found is None:
        raise TypeError(f"{type(node).__name__} is no shape of a requirement that can be evaluated.")
    window = getattr(node, "window", None)
    return found if window is None else _where_known(found, span(window, env)[0])


def _where_known(outcome: Outcome, start: pl.Expr) -> Outcome:
    """Nobody is judged over a span that is not known."""
    known = start.is_not_null()
    return Outcome(outcome.found, pl.when(known).then(outcome.needed), pl.when(known).then(outcome.met))


def _practised(node: Practised, env: Environment) -> Outcome:
    """Days of full-time work against the days of so many years up to the day."""
    months, last = env.months(node.basis), env.months(node.last)
    if months is None or last is None:
        return at_least(pl.col(f"{node.code}/days"), pl.lit(None, pl.Int64()))
    needed = (env.as_of - env.ago(months)).days * 100
    return at_least(pl.col(f"{node.code}/days"), pl.lit(needed, pl.Int64()))
