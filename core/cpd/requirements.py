"""What the law asks of a registration's learning on a date, from its framework."""

from datetime import date
from decimal import Decimal

from councilkit.cpd.model import UNITS, LearningFramework
from councilkit.cpd.totals import Requirement
from councilkit.law.model import DatedValue, Law, LawLookupError


def requirement(law: Law | None, framework: LearningFramework | None, as_of: date) -> Requirement:
    """The requirement in force on a date; without a target where no framework is known or the law gives no number."""
    if framework is None:
        return Requirement()
    unit = unit_of(framework)
    if law is None:
        return Requirement(unit)
    amount = _number(law, framework.amount, as_of)
    months = _months(law, framework.period, as_of)
    if amount is None:
        return Requirement(unit, months=months)
    source = ", ".join(filter(None, (amount.source.title, amount.article)))
    return Requirement(unit, Decimal(str(amount.value)), months, source, amount.checked is not None)


def unit_of(framework: LearningFramework | None) -> str:
    """The unit that learning is counted in: hour unless the framework has another."""
    unit = framework.unit.removesuffix("s") if framework else "hour"
    return unit if unit in UNITS else "hour"


def _number(law: Law, id: str | None, as_of: date) -> DatedValue | None:
    if id is None:
        return None
    try:
        law.number(id, as_of)
        return law.find(id, as_of)
    except LawLookupError:
        return None


def _months(law: Law, id: str | None, as_of: date) -> int | None:
    if id is None:
        return None
    try:
        return law.months(id, as_of)
    except LawLookupError:
        return None
