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
from councilkit.wording import N_, Plural, Sentence

_MORE = {
    "hour": Plural("Log %(left)s more hour", "Log %(left)s more hours", "left"),
    "credit": Plural("Log %(left)s more credit", "Log %(left)s more credits", "left"),
    "piece": Plural("Log %(left)s more piece", "Log %(left)s more pieces", "left"),
    "day": Plural("Log %(left)s more day", "Log %(left)s more days", "left"),
    "category": Plural("Log learning in %(left)s more category", "Log learning in %(left)s more categories", "left"),
    "standard": Plural("Link learning to %(left)s more standard", "Link learning to %(left)s more standards", "left"),
    "practice": Plural("%(left)s more day of practice is needed", "%(left)s more days of practice are needed", "left"),
}
_OF_KIND = Plural(
    "Log %(left)s more record of this kind: %(title)s", "Log %(left)s more records of this kind: %(title)s", "left"
)


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


def _log(left: Decimal, what: str) -> Sentence:
    return Sentence(_MORE.get(what, _MORE["hour"]), left=left)


def _told(node: Requirement, left: Decimal, unit: str) -> Sentence:
    match node:
        case Amount() | Ratio():
            return _log(left, unit)
        case Count():
            return Sentence(_OF_KIND, left=left, title=Sentence(node.title))
        case AtLeastOne():
            return Sentence(N_("Log one record of this kind: %(title)s"), title=Sentence(node.title))
        case Kinds():
            return _log(left, "category")
        case Covers():
            return _log(left, "standard")
        case Practised():
            return _log(left, "practice")
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
