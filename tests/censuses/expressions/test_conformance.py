"""The published cases of two open implementations of ODK XForms (getodk/javarosa, getodk/web-forms; Apache-2.0)."""

import json
import math
from datetime import datetime
from pathlib import Path

import pytest

from councilkit.censuses.expressions import (
    ExpressionError,
    MappingScope,
    Value,
    compile_expression,
    to_boolean,
    to_number,
    to_string,
)

NOON = datetime(2026, 11, 22, 12)
TYPED = {"boolean": to_boolean, "number": to_number, "string": to_string}

# Where we differ, and why; docs/expressions.md says the same. The cases of web-forms assume Phoenix, seven hours from
# UTC: a date there is not a whole number of days.
DECIDED = {
    "date-time('nonsense')": "an error, as in JavaRosa",
    "date(-1)": "a date has no zone",
    '3 + date("2001-12-26") + 5': "whole days",
    '3 + date("2001-12-26") - 5': "whole days",
    '10 + date("2012-07-24")': "whole days",
    'decimal-time("06:00:00.000-01:00")': "an offset is taken to UTC",
}
DECIDED_FOR_JAVAROSA = {"number(date('1970-01-02'))", "number(date('2008-09-05'))"}


def _cases(folder: Path) -> list[dict]:
    text = (folder / "conformance" / "expressions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _decided(case: dict) -> bool:
    if case["expr"] in DECIDED_FOR_JAVAROSA:
        return "web-forms" in case["source"]
    return case["expr"] in DECIDED


def _agrees(case: dict) -> bool:
    try:
        value = _value(case)
    except ExpressionError:
        return case["type"] == "error"
    if case["type"] != "number":
        return case["type"] != "error" and value == case["expected"]
    expected = float(str(case["expected"]).replace("Infinity", "inf"))
    if "rounded_by" in case:
        value = round(value * case["rounded_by"]) / case["rounded_by"]
    return value == expected or (math.isnan(value) and math.isnan(expected)) or abs(value - expected) < 1e-12


def _value(case: dict) -> Value:
    answers = {"/simple/xpath/to/node": case.get("text_node")}
    value = compile_expression(case["expr"]).run(MappingScope(answers, NOON))
    return TYPED.get(case["type"], lambda each: each)(value)


def test_every_case_that_stands_alone_agrees_or_is_decided(shared_data: Path) -> None:
    alone = [case for case in _cases(shared_data) if not case["needs_context"]]
    assert len(alone) > 400
    wrong = [
        f"{case['source']}:{case['line']} {case['expr']}" for case in alone if not _agrees(case) and not _decided(case)
    ]
    assert wrong == []


def test_what_is_decided_otherwise_still_differs(shared_data: Path) -> None:
    """A decision that no longer matters must leave the list."""
    alone = [case for case in _cases(shared_data) if not case["needs_context"]]
    decided = [case for case in alone if _decided(case)]
    assert len(decided) == 8
    assert not any(_agrees(case) for case in decided)


def test_cases_with_a_document_of_their_own_end_in_a_value_or_a_refusal(shared_data: Path) -> None:
    refused = 0
    for case in _cases(shared_data):
        if case["needs_context"]:
            try:
                _value(case)
            except ExpressionError:
                refused += 1
    assert 0 < refused < 50


@pytest.mark.parametrize("name", sorted(DECIDED))
def test_every_decision_is_written_down(name: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")
    assert name in text
