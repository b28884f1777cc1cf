"""Credits that learning earns besides what is asked of it, worked out from hours, reflections and impacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.cpd.model import LearningFramework
from councilkit.law.model import Law
from councilkit.law.worth import Worth, find_worth
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
CREDIT = "credit"
LINE = Plural(
    "%(credits)s credit (an hour with reflection %(reflection)s, with impact %(impact)s)",
    "%(credits)s credits (an hour with reflection %(reflection)s, with impact %(impact)s)",
    "credits",
)


@dataclass(frozen=True)
class Earned:
    """How many credits, what an hour is worth, and where that is said."""

    credits: Decimal
    an_hour: Worth
    source: str = ""
    verified: bool = True

    @property
    def sentence(self) -> Sentence:
        """The credits in words, with what an hour is worth."""
        return Sentence(LINE, credits=self.credits, reflection=self.an_hour.reflection, impact=self.an_hour.impact)

    @property
    def caveat(self) -> Sentence:
        """Where it is said, and that nobody checked it where nobody did."""
        words = N_("Source: %(source)s") if self.verified else N_("Not yet verified against the source. %(source)s")
        return Sentence(words, source=self.source)


def earned(law: Law | None, framework: LearningFramework | None, records: Iterable[Row], as_of: date) -> Earned | None:
    """The credits of records by the law of a day; None where no law counts any. Withdrawn records earn nothing."""
    if law is None or framework is None or framework.credit not in law:
        return None
    an_hour = find_worth(law, framework.credit, as_of)
    if an_hour is None:
        return None
    found = law.find(framework.credit, as_of)
    source = ", ".join(filter(None, (found.source.title, found.article)))
    total = sum((credits_of(row, an_hour) for row in records if not row["withdrawn"]), Decimal(0))
    return Earned(total, an_hour, source, found.checked is not None)


def credits_of(record: Row, an_hour: Worth) -> Decimal:
    """The credits of one record: as many as were logged, or what its hours are worth."""
    if record["unit"] == CREDIT:
        return Decimal(record["amount"])
    if record["unit"] != "hour":
        return Decimal(0)
    told = {name: bool(record[name]) for name in ("reflection", "impact")}
    return an_hour.of(Decimal(record["amount"]), **told)
