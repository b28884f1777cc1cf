"""Which records of one registrant counted for a requirement, and why the others did not."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from councilkit.law.evaluation import learning, records
from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import Reading, rows_of
from councilkit.law.facts import Facts
from councilkit.law.requirements import Requirement

_DAYS = ("on", "paid_on", "signed_on", "awarded_on", "imposed_on", "starts_on")


@dataclass(frozen=True)
class Counted:
    """One record: the frame it is of, its id and day, and why it does not count (empty where it does)."""

    frame: str
    id: str
    on: date | None
    why: str

    @property
    def counts(self) -> bool:
        return not self.why


def counted_rows(node: Requirement, facts: Facts, env: Environment) -> tuple[Counted, ...]:
    """Every record that a requirement looks at, oldest first; carried-over ones stand as before the period."""
    readings = [*learning.readings(node, env)[:1], *records.readings(node, env)[:1]]
    return tuple(row for reading in readings for row in _rows(reading, facts, env))


def _rows(reading: Reading, facts: Facts, env: Environment) -> list[Counted]:
    if facts[reading.frame].is_empty():
        return []
    day = next(name for name in _DAYS if name in facts[reading.frame].columns)
    rows = rows_of(facts["registrants"].lazy(), facts, reading.frame, [reading])
    told = rows.select("id", day=pl.col(day), why=reading.why).sort("day", "id", nulls_last=True).collect()
    return [Counted(reading.frame, id or "", on, why) for id, on, why in told.iter_rows()]
