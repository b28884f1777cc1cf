"""Until when somebody has time: it agrees with the state, on random registers and to the day."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings

from councilkit.law import Facts, Law, Parameter, Source, evaluate
from councilkit.law.evaluation.extending import time_given
from councilkit.law.model import DatedValue
from councilkit.law.requirements import Holds
from councilkit.law.selection import Applies, Deferral

from .test_evaluation import facts_of, questions

TEXT = Source("T", "Invented")


def parameter(id: str, value: Any, unit: str = "") -> Parameter:
    return Parameter(id, id, unit, (DatedValue(value, date(2020, 1, 1), TEXT),))


LAW = Law(
    {
        each.id: each
        for each in (
            parameter("starts", date(2026, 1, 1), "date"),
            parameter("until", date(2030, 12, 31), "date"),
            parameter("within", 24, "months"),
        )
    }
)
ROUTES = (
    Deferral(until="until", applies=Applies(joined_before="starts")),
    Deferral(within="within", since="registration"),
)
AWARD = Holds(code="award", title="Award", qualifications=("a",), deferrals=ROUTES)


def asked(registered_on: date, as_of: date, *decisions: dict[str, Any]) -> tuple[str, date | None]:
    """The state, and the last day of the time that is given."""
    people = pl.DataFrame([{"registrant": "me", "registered_on": registered_on}])
    rows = [{"registrant": "me", "kind": "undertaking", "requirement": "award", **each} for each in decisions]
    frames = {"decisions": pl.DataFrame(rows)} if rows else {}
    facts = Facts.of(registrants=people, **frames)
    state = evaluate(AWARD, facts, law=LAW, as_of=as_of).states["state"].item()
    return state, time_given(AWARD, facts, law=LAW, as_of=as_of)["until"].item()


def test_each_route_gives_its_own_day() -> None:
    assert asked(date(2025, 12, 31), date(2026, 11, 22)) == ("deferred", date(2030, 12, 31))
    assert asked(date(2026, 1, 1), date(2026, 11, 22)) == ("deferred", date(2027, 12, 31))
    assert asked(date(2026, 1, 1), date(2027, 12, 31)) == ("deferred", date(2027, 12, 31))
    assert asked(date(2026, 1, 1), date(2028, 1, 1)) == ("unmet", None)


def test_an_undertaking_gives_more() -> None:
    later = {"starts_on": date(2027, 12, 1), "ends_on": date(2028, 6, 30)}
    assert asked(date(2026, 1, 1), date(2028, 1, 1), later) == ("deferred", date(2028, 6, 30))
    assert asked(date(2026, 1, 1), date(2027, 11, 30), later) == ("deferred", date(2027, 12, 31))
    assert asked(date(2026, 1, 1), date(2028, 7, 1), later) == ("unmet", None)
    endless = {"starts_on": date(2027, 12, 1)}
    assert asked(date(2026, 1, 1), date(2028, 7, 1), endless) == ("deferred", None)


@given(questions())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nobody_without_time_is_told_a_day_to_come(question: Any) -> None:
    law, requirement, rows, as_of = question
    facts = facts_of(rows)
    for node in requirement.walk():
        states = evaluate(node, facts, law=law, as_of=as_of).states
        for state, until in states.join(time_given(node, facts, law=law, as_of=as_of), on="registrant")[
            ["state", "until"]
        ].rows():
            assert until is None or (until >= as_of and state not in ("unmet", "unknown"))
