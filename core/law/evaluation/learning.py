"""Requirements of learning: which records count, and what is made of their sums."""

from collections.abc import Sequence

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import Fault, Measure, Reading, edges
from councilkit.law.evaluation.outcome import Outcome, at_least
from councilkit.law.evaluation.spans import span
from councilkit.law.evaluation.worth import AMOUNT, amounting, counted_amount, measured
from councilkit.law.facts import Facts
from councilkit.law.requirements import Amount, AtLeastOne, Count, Covers, Kinds, Ratio, Requirement
from councilkit.law.selection import Where
from councilkit.law.windows import Window
from councilkit.wording import N_

ONE = 100  # a whole one, in hundredths
YES = pl.lit(1, pl.Int64())


def key_of(window: Window, back: int = 0) -> str:
    """What tells a span apart among the rows."""
    return f"{window}{back}"


def dated(day: str, window: Window, env: Environment, back: int = 0) -> list[Fault]:
    """The faults of a row whose day lies in no span, after the day asked about, or before its registrant was born."""
    start, end = edges(key_of(window, back))
    on = pl.col(day)
    return [
        (N_("it lies after the day asked about"), on > env.as_of),
        (N_("it is dated before the person was born"), (on <= pl.col("born_on?")).fill_null(False)),
        (N_("it lies before the period"), on < start),
        (N_("it lies after the period"), (on > end).fill_null(False)),
    ]


def _chosen(of: Where) -> list[Fault]:
    """The faults of a record that is not of the kind asked for."""
    found: list[Fault] = []
    if of.categories:
        found.append((N_("it is of another category"), ~pl.col("category").is_in(of.categories)))
    if of.kind:
        found.append((N_("it is of another kind"), pl.col("kind") != of.kind))
    if of.standards:
        hits = pl.any_horizontal(pl.col("standards").list.contains(code) for code in of.standards)
        found.append((N_("it is linked to none of the standards asked for"), ~hits))
    for name, word in (
        ("peer_reflection", N_("it was not talked over with a peer")),
        ("reflection", N_("it has no reflection")),
        ("impact", N_("it tells no impact")),
    ):
        if getattr(of, name):
            found.append((word, ~pl.col(name)))
    if of.helper_status:
        found.append(
            (N_("the colleague did not hold the status asked for on that day"), ~pl.col(helped(of.helper_status)))
        )
    return found


def helped(status: str) -> str:
    """The column that says whether the colleague of a record held a status on its day."""
    return f"helped by {status}"


def _reading(
    window: Window, env: Environment, counted: Sequence[Fault], of: Where, measures: Sequence[Measure], back: int = 0
) -> Reading:
    faults = [
        (N_("the person has logged the same already"), pl.col("again")),
        *dated("on", window, env, back),
        *counted,
        *_chosen(of),
    ]
    return Reading("learning", key_of(window, back), span(window, env, back), faults, measures)


def readings(requirement: Requirement, env: Environment) -> list[Reading]:
    """What of the learning records a requirement looks at."""
    match requirement:
        case Amount():
            return [_amounts(requirement, env, back) for back in range(_spans(requirement, env) + 1)]
        case Count() | AtLeastOne():
            measure = Measure(f"{requirement.code}/count", YES * ONE)
            return [_reading(requirement.window, env, [], requirement.of, [measure])]
        case Ratio():
            parts = [("some", requirement.of), ("all", Where())]
            counted = measured(requirement.unit)
            return [
                _reading(requirement.window, env, counted, of, [Measure(f"{requirement.code}/{name}", AMOUNT)])
                for name, of in parts
            ]
        case Kinds():
            kinds = [(code, pl.col("category") == code) for code in requirement.categories]
            return [_reading(requirement.window, env, [], Where(), _any(requirement, kinds))]
        case Covers():
            covered = [(code, pl.col("standards").list.contains(code)) for code in requirement.standards]
            return [_reading(requirement.window, env, [], Where(), _any(requirement, covered))]
    return []


def _any(requirement: Requirement, tests: Sequence[tuple[str, pl.Expr]]) -> list[Measure]:
    return [
        Measure(f"{requirement.code}/{code}", test.fill_null(False).cast(pl.Int64) * ONE, largest=True)
        for code, test in tests
    ]


def _spans(requirement: Amount, env: Environment) -> int:
    """For how many earlier spans something may be carried over."""
    if requirement.carry is None:
        return 0
    found = env.found(requirement.carry.spans)
    return found.value if found is not None and isinstance(found.value, int) else 0


def _amounts(requirement: Amount, env: Environment, back: int) -> Reading:
    """The sum of each group that a cap bounds, and of all the rest."""
    rest, amount = pl.lit(True), counted_amount(requirement, env)
    measures = []
    for place, cap in enumerate(requirement.caps):
        inside = pl.col("category").is_in(cap.categories) & rest
        rest = rest & ~pl.col("category").is_in(cap.categories)
        measures.append(Measure(_name(requirement, back, f"cap{place}"), pl.when(inside).then(amount).otherwise(0)))
    measures.append(Measure(_name(requirement, back, "rest"), pl.when(rest).then(amount).otherwise(0)))
    return _reading(requirement.window, env, amounting(requirement, env), requirement.of, measures, back)


def _name(requirement: Amount, back: int, part: str) -> str:
    return f"{requirement.code}/{part}/{back}"


def outcome(requirement: Requirement, env: Environment) -> Outcome | None:
    """What a requirement of learning comes to, from its measures; None for other requirements."""
    match requirement:
        case Amount():
            return _amount(requirement, env)
        case Count():
            return at_least(pl.col(f"{requirement.code}/count"), env.hundredths(requirement.basis))
        case AtLeastOne():
            return at_least(pl.col(f"{requirement.code}/count"), pl.lit(ONE, pl.Int64()))
        case Ratio():
            some, everything = (pl.col(f"{requirement.code}/{name}") for name in ("some", "all"))
            # rounded up, so that found >= needed says exactly some * 100 >= share * all
            needed = -((everything * env.hundredths(requirement.basis)) // -(100 * ONE))
            return at_least(some, needed)
        case Kinds():
            return at_least(_sum(requirement, requirement.categories), env.hundredths(requirement.basis))
        case Covers():
            return at_least(_sum(requirement, requirement.standards), env.hundredths(requirement.basis))
    return None


def _sum(requirement: Requirement, codes: Sequence[str]) -> pl.Expr:
    return pl.sum_horizontal(pl.col(f"{requirement.code}/{code}") for code in codes)


def _amount(requirement: Amount, env: Environment) -> Outcome:
    needed = _needed(requirement, env)
    carried = pl.lit(0, pl.Int64())
    for back in range(_spans(requirement, env), 0, -1):
        started = span(requirement.window, env, back)[0].is_not_null()
        over = (_counted(requirement, env, back) + carried - needed).clip(lower_bound=0)
        carried = pl.when(started).then(over.fill_null(0)).otherwise(0)
        if requirement.carry is not None and requirement.carry.most:
            carried = pl.min_horizontal(carried, env.hundredths(requirement.carry.most))
    return at_least(_counted(requirement, env, 0) + carried, needed)


def _counted(requirement: Amount, env: Environment, back: int) -> pl.Expr:
    """The sum of a span, no more of a capped group than its cap; null where a cap is unknown."""
    total = pl.col(_name(requirement, back, "rest"))
    for place, cap in enumerate(requirement.caps):
        group, most = pl.col(_name(requirement, back, f"cap{place}")), env.hundredths(cap.most)
        total = total + pl.when(most.is_not_null()).then(pl.min_horizontal(group, most))
    return total


def _needed(requirement: Amount, env: Environment) -> pl.Expr:
    """The figure of the law, lessened by phase, leave and a late entry; rounded up to a hundredth.

    Unknown where nobody knows what an hour is worth.
    """
    needed = env.hundredths(requirement.basis)
    if requirement.worth and env.worth(requirement.worth) is None:
        needed = pl.lit(None, pl.Int64())
    if requirement.percent:
        needed = _share(needed, env.hundredths(requirement.percent), pl.lit(100 * ONE, pl.Int64()))
    if requirement.prorated:
        start, end = span(requirement.window, env)
        days = (end - start).dt.total_days() + 1
        away = pl.lit(0, pl.Int64())
        if "leave" in requirement.prorated:
            away = away + pl.col(f"{requirement.code}/leave")
        if "entry" in requirement.prorated:
            late = (pl.col("registered_on") - start).dt.total_days().clip(lower_bound=0)
            away = away + late.fill_null(0)
        needed = _share(needed, (days - away).clip(lower_bound=0), days)
    return needed


def _share(amount: pl.Expr, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return -((amount * part) // -whole)


def with_helpers(requirement: Requirement, facts: Facts) -> Facts:
    """Say of each record whether its helper held, on its day, each status that is asked for."""
    asked = {of.helper_status for node in requirement.walk() if (of := getattr(node, "of", None)) and of.helper_status}
    frame = facts["learning"].with_row_index("place")
    for status in sorted(asked):
        held = facts["statuses"].filter(pl.col("status") == status).select("person", "starts_on", "ends_on")
        hits = frame.join(held, left_on="helper", right_on="person").filter(
            (pl.col("on") >= pl.col("starts_on")) & (pl.col("on") <= pl.col("ends_on")).fill_null(True)
        )
        frame = frame.with_columns(pl.col("place").is_in(hits["place"].implode()).alias(helped(status)))
    return Facts({**facts.frames, "learning": frame.drop("place")}) if asked else facts
