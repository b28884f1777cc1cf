"""Hours that are worth so many credits: what counts, what does not, and how each is told."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.law import Facts, evaluate
from councilkit.law.evaluation import Reason
from councilkit.law.model import Law
from councilkit.law.requirements import Amount
from councilkit.law.selection import Cap
from councilkit.law.windows import Ever
from councilkit.law.worth import Worth, find_worth, worth_of

from .random_register import parameter

TODAY = date(2026, 11, 22)
FORMULA = {"with_reflection": 2, "with_impact": 3}
LAW = Law({each.id: each for each in (parameter("credits", 100), parameter("worth", FORMULA), parameter("few", 5))})
CREDITS = Amount(code="credits", title="Credits", basis="credits", window=Ever(), unit="credit", worth="worth")


def reason_of(*records: dict[str, Any], requirement: Amount = CREDITS, law: Law = LAW) -> Reason:
    me = {"registrant": "R", "part": "x.sw", "registered_on": date(2020, 1, 1)}
    rows = [
        {"registrant": "R", "id": str(number), "on": date(2026, 5, number), **each}
        for number, each in enumerate(records, 1)
    ]
    facts = Facts.of(registrants=pl.DataFrame([me]), learning=pl.DataFrame(rows))
    return evaluate(requirement, facts, law=law, as_of=TODAY).of("R").reason


def hours(amount: int, **told: Any) -> dict[str, Any]:
    return {"amount": amount, "unit": "hour", "reflection": False, "impact": False, **told}


def test_each_record_says_what_it_counts_and_how_that_was_worked_out() -> None:
    reason = reason_of(
        hours(200, reflection=True),
        hours(100, reflection=True, impact=True),
        hours(500),
        hours(500, impact=True),
        hours(150, unit="credit"),
        hours(100, unit="piece", reflection=True),
    )
    assert (reason.found, reason.unit) == (Decimal("8.5"), "credit")
    assert [(row.why, str(row.told or "")) for row in reason.rows] == [
        ("", "2 hours with reflection: 4 credits"),
        ("", "1 hour with reflection and impact: 3 credits"),
        ("it has no reflection", ""),
        ("it has no reflection", ""),
        ("", ""),
        ("it is counted in another unit", ""),
    ]
    assert str(reason.step) == "Log 91.5 more credits."


def test_a_cap_bounds_credits_not_hours() -> None:
    capped = Amount(**{**vars(CREDITS), "caps": (Cap(("a",), "few"),)})
    reason = reason_of(hours(200, reflection=True, impact=True, category="a"), requirement=capped)
    assert reason.found == 5


def test_nobody_is_judged_where_the_law_does_not_say_what_an_hour_is_worth() -> None:
    late = Law({"credits": parameter("credits", 1), "worth": parameter("worth", FORMULA, start=date(2027, 1, 1))})
    reason = reason_of(hours(200, reflection=True), law=late)
    assert (reason.state, reason.needed) == ("unknown", None)
    assert [row.why for row in reason.rows] == ["the law does not say what an hour is worth"]
    assert find_worth(late, "worth", TODAY) is None


figures = st.integers(0, 1200).map(lambda figure: Decimal(figure) / 100)


@given(st.integers(1, 5000), figures, figures, st.booleans(), st.booleans())
def test_the_evaluator_counts_what_the_plain_formula_says(
    amount: int, with_reflection: Decimal, with_impact: Decimal, reflection: bool, impact: bool
) -> None:
    stated = {"with_reflection": float(with_reflection), "with_impact": float(with_impact)}
    law = Law({**LAW.parameters, "worth": parameter("worth", stated)})
    reason = reason_of(hours(amount, reflection=reflection, impact=impact), law=law)
    worth = Worth(with_reflection, with_impact)
    assert reason.found == worth.of(Decimal(amount) / 100, reflection=reflection, impact=impact)


@pytest.mark.parametrize("value", [2, {"with_reflection": 2}, {**FORMULA, "with_impact": -1}, {**FORMULA, "x": 1},
                                   {**FORMULA, "with_impact": True}, {**FORMULA, "with_impact": 1.125}])  # fmt: skip
def test_what_states_no_worth_is_none(value: Any) -> None:
    assert worth_of(value) is None
