"""Pure parts of continuing learning (CPD): frameworks, records, and totals of a period."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Category:
    """A category that learning is logged under; `kind` is formal, informal or empty where both fit."""

    code: str
    title: str
    kind: str = ""


@dataclass(frozen=True)
class Standard:
    """A standard of conduct or practice that learning can be linked to; `checked` None = not verified at the source."""

    code: str
    title: str
    checked: date | None = None


@dataclass(frozen=True)
class LearningFramework:
    """What continuing learning is asked of which parts.

    `amount` and `period` are ids of law parameters (period in months), None where the source does not say.
    """

    code: str
    title: str
    parts: tuple[str, ...]
    unit: str
    amount: str | None = None
    period: str | None = None
    categories: tuple[Category, ...] = ()
    standards: tuple[Standard, ...] = ()
    source: str = ""
    checked: date | None = None
