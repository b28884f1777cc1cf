"""What is measured of the frames of facts: the plan of it grows with the frames, not with itself."""

from datetime import date

import polars as pl
import pytest

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import with_measures
from councilkit.law.evaluation.records import readings
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import Declared, Fulfilled, NoOrder, Requirement
from councilkit.law.windows import Ever

LOOKS: list[Requirement] = [
    Fulfilled(code="a", title="A", condition="x"),
    Declared(code="b", title="B", declaration="x", window=Ever()),
    NoOrder(code="c", title="C", effects=("suspended",)),
]
ROWS = {"registrant": ["1"], "id": ["1"]}


@pytest.mark.parametrize("many", [1, 2, 3])
def test_each_frame_is_read_once_beside_its_registrants(many: int) -> None:
    facts = Facts.of(
        registrants=pl.DataFrame({"registrant": ["1"]}), **{each.frame: pl.DataFrame(ROWS) for each in LOOKS}
    )
    env = Environment(Law({}), date(2026, 1, 1))
    asked = [reading for each in LOOKS[:many] for reading in readings(each, env)]
    plan = with_measures(facts["registrants"].lazy(), facts, asked).explain(optimized=False)
    assert plan.count("DF [") == 1 + 2 * many
