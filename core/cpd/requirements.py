"""What the law asks of a registration's learning on a date, from its framework."""

from collections.abc import Mapping
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
    least = {each.code: _number(law, each.least, as_of) for each in framework.categories}
    most = {each.code: _number(law, each.most, as_of) for each in framework.categories}
    verified = all(found.checked is not None for found in (amount, *least.values(), *most.values()) if found)
    return Requirement(unit, _amount(amount), months, source, verified, _amounts(least), _amounts(most))


def _amounts(found: Mapping[str, DatedValue | None]) -> dict[str, Decimal]:
    return {code: _amount(value) for code, value in found.items() if value is not None}


def _amount(value: DatedValue) -> Decimal:
    return Decimal(str(value.value))


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
