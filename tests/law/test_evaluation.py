"""The evaluator against the slow, obvious reading of the same rules, on random registers and laws."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councilkit.law import Facts, evaluate
from councilkit.law.facts import SCHEMAS
from councilkit.law.model import Law
from councilkit.law.requirements import Requirement, frames_of

from . import random_register as register
from .reference import Reference


def facts_of(rows: dict[str, list[dict[str, Any]]]) -> Facts:
    """Facts from rows by frame."""
    frames = {}
    for name, several in rows.items():
        columns = {column: dtype for column, dtype in SCHEMAS[name].items() if any(column in row for row in several)}
        frames[name] = pl.DataFrame(several, schema=columns)
    return Facts.of(**frames)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Law, Requirement, dict[str, list[dict[str, Any]]], date]:
    requirement = draw(register.trees())
    return draw(register.laws()), requirement, draw(register.registers(requirement)), draw(register.days)


@given(questions())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_states_are_those_of_the_slow_reading(question: Any) -> None:
    """Given no more facts than a requirement says that it looks at."""
    law, requirement, rows, as_of = question
    asked = {name: rows[name] for name in ("registrants", *frames_of(requirement)) if name in rows}
    verdicts = evaluate(requirement, facts_of(asked), law=law, as_of=as_of)
    for me in rows["registrants"]:
        slow = Reference(law, as_of, me, rows)
        verdict = verdicts.of(me["registrant"])
        for reason in verdict.reasons:
            assert reason.state == slow.state(reason.requirement), (reason.requirement, me)
