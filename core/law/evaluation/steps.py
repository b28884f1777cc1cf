"""The next thing to do for a requirement that is not met, in one sentence."""

from datetime import date
from decimal import Decimal

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.spans import span
from councilkit.law.requirements import (
    Amount,
    AtLeastOne,
    Count,
    Covers,
    Declared,
    Fulfilled,
    Holds,
    Kinds,
    NoOrder,
    Paid,
    Practised,
    Ratio,
    Requirement,
)
from councilkit.wording import N_, Sentence

_ONE_MORE = {
    "hour": N_("Log 1 more hour"),
    "credit": N_("Log 1 more credit"),
    "piece": N_("Log 1 more piece"),
    "day": N_("Log 1 more day"),
}
_MORE = {
    "hour": N_("Log %(left)s more hours"),
    "credit": N_("Log %(left)s more credits"),
    "piece": N_("Log %(left)s more pieces"),
    "day": N_("Log %(left)s more days"),
}


def unit_of(node: Requirement, env: Environment) -> str:
    """The unit that figures of a requirement are in."""
    if isinstance(node, Amount | Ratio):
        return node.unit
    if isinstance(node, Paid):
        return env.law.get(node.basis).unit if node.basis in env.law else ""
    return "day" if isinstance(node, Practised) else ""


def next_step(
    node: Requirement,
    found: Decimal | None,
    needed: Decimal | None,
    unit: str,
    registrants: pl.DataFrame,
    env: Environment,
) -> Sentence:
    """What to do next, with the day it must be done by where there is one."""
    left = max(Decimal(0), (needed or Decimal(0)) - (found or Decimal(0)))
    told = _told(node, left, unit)
    by = _by(node, registrants, env)
    return Sentence(N_("%(what)s by %(day)s."), what=told, day=by) if by else Sentence(N_("%(what)s."), what=told)


def _by(node: Requirement, registrants: pl.DataFrame, env: Environment) -> date | None:
    """The last day of the span, where it is still to come."""
    window = getattr(node, "window", None)
    if window is None or registrants.is_empty():
        return None
    last: date | None = registrants.select(span(window, env)[1]).item(0, 0)
    return last if last is not None and last > env.as_of else None


def _log(left: Decimal, unit: str) -> Sentence:
    if left == 1:
        return Sentence(_ONE_MORE.get(unit, _ONE_MORE["hour"]))
    return Sentence(_MORE.get(unit, _MORE["hour"]), left=left)


def _told(node: Requirement, left: Decimal, unit: str) -> Sentence:
    match node:
        case Amount() | Ratio():
            return _log(left, unit)
        case Count():
            return Sentence(N_("Log %(left)s more records"), left=left)
        case AtLeastOne():
            return Sentence(N_("Log one record of this kind: %(title)s"), title=Sentence(node.title))
        case Kinds():
            return Sentence(N_("Log learning in %(left)s more categories"), left=left)
        case Covers():
            return Sentence(N_("Link learning to %(left)s more standards"), left=left)
        case Practised():
            return Sentence(N_("%(left)s more days of practice are needed"), left=left)
        case Holds():
            return Sentence(N_("Gain one of the qualifications"))
        case NoOrder():
            return Sentence(N_("Wait until the order has ended, or ask for a review"))
        case Fulfilled():
            return Sentence(N_("Have the condition confirmed"))
        case Paid():
            return Sentence(N_("Pay %(unit)s %(left)s"), unit=unit, left=left)
        case Declared():
            return Sentence(N_("Sign the declaration"))
    return Sentence(node.title)
