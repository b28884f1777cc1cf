"""What an hour of learning is worth in another unit, by what its record tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from councilkit.law.model import Law, LawLookupError, Value

WITH_REFLECTION, WITH_IMPACT = "with_reflection", "with_impact"
NAMES = f"“{WITH_REFLECTION}” and “{WITH_IMPACT}”"
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Worth:
    """How much an hour with reflection is worth, and one with reflection and impact; an hour without is worth nothing.

    In a law file: ``{with_reflection: 2, with_impact: 3}``.
    """

    reflection: Decimal
    impact: Decimal

    def of(self, hours: Decimal, *, reflection: bool, impact: bool) -> Decimal:
        """What a record of so many hours is worth, rounded down to a hundredth."""
        an_hour = (self.impact if impact else self.reflection) if reflection else Decimal(0)
        return (hours * an_hour).quantize(HUNDREDTH, ROUND_DOWN)


def worth_of(value: Value) -> Worth | None:
    """The worth that a value of the law states; None where it states none."""
    if not isinstance(value, Mapping) or set(value) != {WITH_REFLECTION, WITH_IMPACT}:
        return None
    reflection, impact = (_figure(value[name]) for name in (WITH_REFLECTION, WITH_IMPACT))
    return None if reflection is None or impact is None else Worth(reflection, impact)


def _figure(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    figure = Decimal(str(value))
    return figure if figure == figure.quantize(HUNDREDTH) else None


def find_worth(law: Law, id: str, as_of: date) -> Worth | None:
    """The worth in force on a day; None where the law does not say."""
    try:
        return worth_of(law.find(id, as_of).value)
    except LawLookupError:
        return None
