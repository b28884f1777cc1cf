"""What is asked of a registration and what was logged: exact sums, without a database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from councilkit.cpd.periods import Period
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
NOTHING = Decimal(0)

OF_TARGET = {
    "hour": Plural("%(done)s of %(target)s hour", "%(done)s of %(target)s hours", "target"),
    "credit": Plural("%(done)s of %(target)s credit", "%(done)s of %(target)s credits", "target"),
    "piece": Plural("%(done)s of %(target)s piece", "%(done)s of %(target)s pieces", "target"),
    "day": Plural("%(done)s of %(target)s day", "%(done)s of %(target)s days", "target"),
}
ALONE = {
    "hour": Plural("%(done)s hour", "%(done)s hours", "done"),
    "credit": Plural("%(done)s credit", "%(done)s credits", "done"),
    "piece": Plural("%(done)s piece", "%(done)s pieces", "done"),
    "day": Plural("%(done)s day", "%(done)s days", "done"),
}


@dataclass(frozen=True)
class Requirement:
    """How much learning the law asks in a period; `target` None where no requirement is known.

    `months` is the length of the period where the law gives one; `verified` is false for what was not yet compared with
    its source. `least` and `most` say by category how much of it there must be, and how much counts at most.
    """

    unit: str = "hour"
    target: Decimal | None = None
    months: int | None = None
    source: str = ""
    verified: bool = True
    least: Mapping[str, Decimal] = field(default_factory=dict)
    most: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """The sums of one period. `other` holds amounts in units that the requirement does not count.

    `by_category` holds what was logged; `amount` counts no more of a category than may count.
    """

    unit: str
    amount: Decimal
    target: Decimal | None
    entries: int = 0
    with_peer: int = 0
    by_category: Mapping[str, Decimal] = field(default_factory=dict)
    by_kind: Mapping[str, Decimal] = field(default_factory=dict)
    other: Mapping[str, Decimal] = field(default_factory=dict)
    least: Mapping[str, Decimal] = field(default_factory=dict)
    most: Mapping[str, Decimal] = field(default_factory=dict)

    def category_line(self, code: str) -> Sentence:
        """What was logged in a category, and how much of it is asked or counts."""
        logged = self.by_category.get(code, NOTHING)
        if code in self.least:
            return Sentence(OF_TARGET[self.unit], done=logged, target=self.least[code])
        words = amount_in_words(logged, self.unit)
        if code in self.most:
            return Sentence(N_("%(logged)s; at most %(most)s count"), logged=words, most=self.most[code])
        return words

    @property
    def categories(self) -> list[str]:
        """The categories to show: those that something is asked of, and those that something was logged in."""
        return list(dict.fromkeys((*self.least, *self.most, *(code for code in self.by_category if code))))

    @property
    def left(self) -> Decimal | None:
        """What is still to be logged, at least 0; None where no requirement is known."""
        return None if self.target is None else max(NOTHING, self.target - self.amount)

    @property
    def sentence(self) -> Sentence:
        """The sum in words: 18.5 of 90 hours."""
        if self.target is None:
            return amount_in_words(self.amount, self.unit)
        return Sentence(OF_TARGET[self.unit], done=self.amount, target=self.target)


def amount_in_words(amount: Decimal, unit: str) -> Sentence:
    """An amount with its unit: 1 hour, 2.5 hours."""
    return Sentence(ALONE[unit], done=amount)


def totals(records: Iterable[Row], period: Period | None, requirement: Requirement) -> Totals:
    """Sum the records of a period; None sums all. Withdrawn records count for nothing."""
    other = defaultdict[str, Decimal](Decimal)
    by_category, by_kind = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    entries = with_peer = 0
    for record in records:
        if record["withdrawn"] or (period is not None and record["on"] not in period):
            continue
        entries, with_peer = entries + 1, with_peer + bool(record["peer_reflection"])
        if record["unit"] != requirement.unit:
            other[record["unit"]] += record["amount"]
            continue
        by_category[record["category"]] += record["amount"]
        by_kind[record["kind"]] += record["amount"]
    return Totals(
        requirement.unit,
        sum((min(amount, requirement.most.get(code, amount)) for code, amount in by_category.items()), NOTHING),
        requirement.target,
        entries,
        with_peer,
        dict(by_category),
        dict(by_kind),
        dict(other),
        requirement.least,
        requirement.most,
    )
