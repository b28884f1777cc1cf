"""Which records of one registrant counted for a requirement, and why the others did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from councilkit.law.evaluation import learning, records
from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import Reading, collected, rows_of
from councilkit.law.evaluation.worth import HOUR, counted_amount, in_words
from councilkit.law.facts import Facts
from councilkit.law.requirements import Amount, Requirement
from councilkit.wording import Sentence

_DAYS = ("on", "paid_on", "signed_on", "awarded_on", "imposed_on", "starts_on")


@dataclass(frozen=True)
class Counted:
    """One record: the frame it is of, its id and day, and why it does not count (empty where it does).

    `told` says how what it counts was worked out, where that is not its own amount.
    """

    frame: str
    id: str
    on: date | None
    why: str
    told: Sentence | None = None

    @property
    def counts(self) -> bool:
        return not self.why


def counted_rows(node: Requirement, facts: Facts, env: Environment) -> tuple[Counted, ...]:
    """Every record that a requirement looks at, oldest first; carried-over ones stand as before the period."""
    readings = [*learning.readings(node, env)[:1], *records.readings(node, env)[:1]]
    return tuple(row for reading in readings for row in _rows(node, reading, facts, env))


def _rows(node: Requirement, reading: Reading, facts: Facts, env: Environment) -> list[Counted]:
    if facts[reading.frame].is_empty():
        return []
    day = next(name for name in _DAYS if name in facts[reading.frame].columns)
    rows = rows_of(facts, reading.frame, [reading])
    more = _worked_out(node, env)
    told = rows.select("id", *more, day=pl.col(day), why=reading.why).sort("day", "id", nulls_last=True)
    found = collected(told, facts)
    return [
        Counted(reading.frame, row["id"] or "", row["day"], row["why"], _told(node, row) if more else None)
        for row in found.iter_rows(named=True)
    ]


def _worked_out(node: Requirement, env: Environment) -> list[pl.Expr]:
    """What tells how the hours of a record were counted in another unit."""
    if not isinstance(node, Amount) or not node.worth:
        return []
    return [pl.col("unit", "amount", "impact"), counted_amount(node, env).alias("worth")]


def _told(node: Requirement, row: Mapping[str, Any]) -> Sentence | None:
    if row["why"] or row["unit"] != HOUR or not isinstance(node, Amount):
        return None
    hours, worth = (Decimal(row[name]) / 100 for name in ("amount", "worth"))
    return in_words(node.unit, hours, row["impact"], worth)
