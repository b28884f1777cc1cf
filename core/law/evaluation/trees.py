"""From outcomes to states: whom a requirement binds, exemptions, more time, and the trees of all and any."""

from collections.abc import Sequence

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import Fault, Measure, Reading
from councilkit.law.evaluation.positions import plain, plainly
from councilkit.law.evaluation.records import in_force
from councilkit.law.evaluation.spans import months_between, plus_months
from councilkit.law.requirements import AnyOf, Requirement
from councilkit.law.selection import Applies, Deferral
from councilkit.wording import N_

# the state of a requirement for a registrant, as a small number while it is worked out
NOT_BOUND, EXEMPT, MET, DEFERRED, UNKNOWN, UNMET = range(6)
STATES = ("does not apply", "exempt", "met", "deferred", "unknown", "unmet")
YES = pl.lit(1, pl.Int64())


def state(code: str) -> pl.Expr:
    """The column with the state of a requirement."""
    return pl.col(f"{code}=")


def binding(requirement: Requirement, env: Environment) -> list[Reading]:
    """What is read to know whether a requirement binds: conditions once fulfilled, and decisions about the person."""
    found = []
    for place, applies in enumerate((requirement.applies, *(each.applies for each in requirement.deferrals))):
        if applies.condition:
            found.append(_fulfilled(f"{requirement.code}/bound{place}", applies, env))
    return found


def decided(requirement: Requirement, env: Environment) -> list[Reading]:
    """Exemptions, extensions and undertakings that were decided for this requirement."""
    faults = [(N_("it is about another requirement"), pl.col("requirement") != requirement.code), *in_force(env)]
    exempt = pl.when(pl.col("kind") == "exemption").then(YES).otherwise(0)
    more = pl.when(pl.col("kind").is_in(["extension", "undertaking"])).then(YES).otherwise(0)
    name = f"{requirement.code}/"
    return [Reading("decisions", "", None, faults, [Measure(name + "exempt", exempt), Measure(name + "more", more)])]


def _fulfilled(name: str, applies: Applies, env: Environment) -> Reading:
    faults: list[Fault] = [
        (N_("it is another condition"), pl.col("kind") != applies.condition),
        (N_("it is not fulfilled"), (pl.col("fulfilled_on") > env.as_of).fill_null(True)),
    ]
    since = env.one_day(applies.condition_from) if applies.condition_from else None
    if since is not None:
        faults.append((N_("it was fulfilled before the rule"), pl.col("fulfilled_on") < since))
    return Reading("conditions", "", None, faults, [Measure(name, YES)])


def binds(applies: Applies, env: Environment, name: str) -> pl.Expr:
    """Whether a registrant is bound; null where a figure of the law, or what it is compared with, is unknown."""
    tests: list[pl.Expr] = []
    role = plain(pl.col("role")), plainly(applies.roles)
    for column, codes in ((pl.col("part"), applies.parts), role, (pl.col("step"), applies.steps)):
        if codes:
            tests.append(column.is_in(codes).fill_null(False))
    if applies.rule:
        tests.append(env.rule(applies.rule))
    if applies.tenure_from:
        months = env.months(applies.tenure_from)
        tests.append(pl.lit(None, pl.Boolean()) if months is None else pl.col("registered_on") <= env.ago(months))
    if applies.age_below:
        months = env.months(applies.age_below)
        tests.append(
            pl.lit(None, pl.Boolean()) if months is None else months_between(pl.col("born_on"), env.as_of) < months
        )
    if applies.joined_from:
        tests.append(pl.col("registered_on") >= env.day(applies.joined_from))
    if applies.joined_before:
        tests.append(pl.col("registered_on") < env.day(applies.joined_before))
    if applies.in_post_before:
        tests.append(_in_post(env.day(applies.in_post_before)))
    if applies.after_first_term:
        tests.append(pl.col("term_start") > pl.col("registered_on"))
    if applies.condition:
        unread = bool(applies.condition_from) and env.one_day(applies.condition_from) is None
        tests.append(pl.when(pl.col(name) > 0).then(None if unread else True).otherwise(False))
    return pl.all_horizontal(tests) if tests else pl.lit(True)


def _in_post(day: pl.Expr) -> pl.Expr:
    """Whether the present job began before a day; whoever has none is in no post, a beginning may be unknown."""
    since = pl.col("role_since")
    without = since.is_null() & pl.col("role").is_null() & pl.col("employer").is_null()
    return pl.when(without).then(False).otherwise(since < day)


def leaf_state(requirement: Requirement, env: Environment, met: pl.Expr, decisions: bool) -> pl.Expr:
    """The state of a requirement from whether it is met."""
    ended = bool(requirement.basis) and requirement.basis in env.law and env.over(requirement.basis)
    bound = pl.lit(False) if ended else binds(requirement.applies, env, f"{requirement.code}/bound0")
    more = pl.any_horizontal(
        has_time(each, env, f"{requirement.code}/bound{place}") for place, each in enumerate(requirement.deferrals, 1)
    ) if requirement.deferrals else pl.lit(False)  # fmt: skip
    exempt = pl.lit(False)
    if decisions:
        exempt, more = pl.col(f"{requirement.code}/exempt") > 0, more | (pl.col(f"{requirement.code}/more") > 0)
    return (
        pl.when(~bound).then(NOT_BOUND)
        .when(exempt).then(EXEMPT)
        .when(met).then(MET)
        .when(more).then(DEFERRED)
        .when(met.is_null() | bound.is_null()).then(UNKNOWN)
        .otherwise(UNMET)
        .cast(pl.Int8)
    )  # fmt: skip


SINCE = {"role": "role_since", "registration": "registered_on"}


def has_time(deferral: Deferral, env: Environment, name: str) -> pl.Expr:
    """Whether a deferral gives a registrant time on the day; null where that is not known."""
    return _in_time(deferral, env) & binds(deferral.applies, env, name)


def _in_time(deferral: Deferral, env: Environment) -> pl.Expr:
    """Whether the day lies within the time that a deferral gives; null where that is not known."""
    return pl.lit(env.as_of) <= last_day(deferral, env)


def last_day(deferral: Deferral, env: Environment) -> pl.Expr:
    """The last day of the time that a deferral gives; null where that is not known."""
    if not deferral.within:
        return env.day(deferral.until)
    months = env.months(deferral.within)
    if months is None:
        return pl.lit(None, pl.Date())
    return plus_months(pl.col(SINCE[deferral.since]), pl.lit(months)).dt.offset_by("-1d")


def joined(requirement: Requirement, children: Sequence[Requirement]) -> pl.Expr:
    """Whether a tree is met: null where that hangs on something unknown; a tree of nothing that binds is met."""
    states = [state(child.code) for child in children]
    unmet, unknown = (pl.any_horizontal(each == value for each in states) for value in (UNMET, UNKNOWN))
    if not isinstance(requirement, AnyOf):
        return pl.when(unmet).then(False).when(unknown).then(None).otherwise(True)
    met = pl.any_horizontal(each.is_in([EXEMPT, MET, DEFERRED]) for each in states)
    free = pl.all_horizontal(each == NOT_BOUND for each in states)
    return pl.when(met | free).then(True).when(unknown).then(None).otherwise(False)
