"""Requirements of other records than learning: orders, conditions, qualifications, fees, declarations."""

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.learning import dated, key_of
from councilkit.law.evaluation.measures import Fault, Measure, Reading
from councilkit.law.evaluation.outcome import Outcome, at_least, at_most
from councilkit.law.evaluation.spans import span
from councilkit.law.requirements import Declared, Fulfilled, Holds, NoOrder, Paid, Requirement
from councilkit.wording import N_

ONE = pl.lit(100, pl.Int64())
NOTHING = pl.lit(0, pl.Int64())


def in_force(env: Environment) -> list[Fault]:
    """The faults of a row that does not hold on the day, from `starts_on` and `ends_on`."""
    return [
        (N_("it begins after the day asked about"), pl.col("starts_on") > env.as_of),
        (N_("it ended before the day asked about"), (pl.col("ends_on") < env.as_of).fill_null(False)),
    ]


def _against(env: Environment) -> list[Fault]:
    """The same for what stands against somebody: an unknown beginning frees nobody."""
    return [(word, fault.fill_null(False)) for word, fault in in_force(env)]


def readings(requirement: Requirement, env: Environment) -> list[Reading]:
    """What of these records a requirement looks at."""
    name = f"{requirement.code}/"
    match requirement:
        case NoOrder():
            other = [(N_("its effect is another"), ~pl.col("effect").is_in(requirement.effects))]
            return [_reading(requirement, [*other, *_against(env)], [Measure(name + "orders", ONE)])]
        case Holds():
            return _held(requirement, env)
        case Fulfilled():
            return [_conditions(requirement, env)]
        case Paid() | Declared():
            return [_signed(requirement, env)]
    return []


def _held(requirement: Holds, env: Environment) -> list[Reading]:
    """The qualifications that fulfil a requirement, and those that nobody has matched: they might."""
    named = pl.col("code").fill_null("") != ""
    later: Fault = (
        N_("it was awarded after the day asked about"),
        (pl.col("awarded_on") > env.as_of).fill_null(False),
    )
    other: list[Fault] = [
        (N_("a person must judge which qualification it is"), ~named),
        (N_("it is another qualification"), ~pl.col("code").is_in(qualifications(requirement, env))),
        later,
    ]
    return [
        _reading(requirement, other, [Measure(f"{requirement.code}/held", ONE)]),
        _reading(requirement, [(N_("it is matched"), named), later], [Measure(f"{requirement.code}/unread", ONE)]),
    ]


def _reading(requirement: Requirement, faults: list[Fault], measures: list[Measure]) -> Reading:
    return Reading(requirement.frame, "", None, faults, measures)


def qualifications(requirement: Holds, env: Environment) -> list[str]:
    """The qualifications that fulfil a requirement; none where the law's list is unknown."""
    return (env.codes(requirement.codes) or []) if requirement.codes else list(requirement.qualifications)


def _conditions(requirement: Fulfilled, env: Environment) -> Reading:
    faults: list[Fault] = [
        (N_("it is another condition"), pl.col("kind") != requirement.condition),
        (N_("it was imposed after the day asked about"), (pl.col("imposed_on") > env.as_of).fill_null(False)),
        (N_("it is due only after the period"), _due_later(env)),
    ]
    done = (pl.col("fulfilled_on") <= env.as_of).fill_null(False)
    if requirement.confirmers:
        done = done & pl.col("confirmed_by").is_in(requirement.confirmers).fill_null(False)
    name = f"{requirement.code}/"
    measures = [Measure(name + "imposed", ONE), Measure(name + "done", pl.when(done).then(ONE).otherwise(0))]
    return _reading(requirement, faults, measures)


def _due_later(env: Environment) -> pl.Expr:
    """Whether a condition has time until after the term; one whose day has come is due, whatever the term."""
    due = pl.col("due_on")
    return ((due > pl.col("term_end?")) & (due > env.as_of)).fill_null(False)


def _signed(requirement: Paid | Declared, env: Environment) -> Reading:
    window = requirement.window
    key, of = key_of(window), span(window, env)
    if isinstance(requirement, Paid):
        faults = [(N_("it is another fee"), pl.col("fee") != requirement.fee), *dated("paid_on", window, env)]
        return Reading(requirement.frame, key, of, faults, [Measure(f"{requirement.code}/paid", pl.col("amount"))])
    faults = [
        (N_("it is another declaration"), pl.col("kind") != requirement.declaration),
        *dated("signed_on", window, env),
    ]
    return Reading(requirement.frame, key, of, faults, [Measure(f"{requirement.code}/signed", ONE)])


def outcome(requirement: Requirement, env: Environment) -> Outcome | None:
    """What such a requirement comes to, from its measures; None for other requirements."""

    def measured(name: str) -> pl.Expr:
        return pl.col(f"{requirement.code}/{name}")

    match requirement:
        case NoOrder():
            return at_most(measured("orders"), NOTHING)
        case Holds():
            unknown = bool(requirement.codes) and env.codes(requirement.codes) is None
            found = at_least(measured("held"), pl.lit(None, pl.Int64()) if unknown else ONE)
            doubtful = (measured("held") == 0) & (measured("unread") > 0)
            return Outcome(found.found, found.needed, pl.when(~doubtful).then(found.met))
        case Fulfilled():
            return at_least(measured("done"), measured("imposed"))
        case Paid():
            return at_least(measured("paid"), env.hundredths(requirement.basis))
        case Declared():
            return at_least(measured("signed"), ONE)
    return None
