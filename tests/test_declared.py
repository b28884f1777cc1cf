"""What plugins declare and refers to nothing is refused at start-up, with the plugin, the place and the mend."""

from pathlib import Path
from typing import Any

import pytest

from councilkit.api import AuditRule, LearningFramework, OrderKind, QualificationPlan, RegisterPart
from councilkit.catalogue import build
from councilkit.declared import check
from councilkit.errors import SetupError
from councilkit.law.model import Law, Parameter, Unknown

LAW = Law({"xx.law": Parameter("xx.law", "A rule", unknown=Unknown("Not found."))})
PART = RegisterPart("xx.a", "Social workers", "Council", "XX")
PLAN = {"code": "xx.plan", "title": "Plan", "draft": Path(), "requirement": "r", "award": "a", "status": "xx.law"}


def part(**more: Any) -> RegisterPart:
    return RegisterPart("xx.b", "Others", "Council", "XX", **more)


def framework(**more: Any) -> LearningFramework:
    return LearningFramework(**({"code": "xx.f", "title": "Learning", "parts": ("xx.a",), "unit": "hour"} | more))


def plan(**more: Any) -> QualificationPlan:
    return QualificationPlan(**(PLAN | more))


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (part(period="xx.no"), "period"),
        (part(newcomers="xx.no"), "newcomers"),
        (part(decides={"entry": "xx.no"}), "decides"),
        (OrderKind("xx.order", "Order", "suspended", max_length="xx.no"), "max_length"),
        (OrderKind("xx.order", "Order", "suspended", total="xx.no"), "total"),
        (OrderKind("xx.order", "Order", "suspended", publication_window="xx.no"), "publication_window"),
        (OrderKind("xx.order", "Order", "suspended", exists="xx.no"), "exists"),
        (framework(amount="xx.no"), "amount"),
        (framework(period="xx.no"), "period"),
        (framework(credit="xx.no"), "credit"),
        (framework(unknown=("xx.law", "xx.no")), "unknown"),
        (AuditRule("xx.audit", "xx.a", "xx.no"), "fraction"),
        (plan(status="xx.no"), "status"),
        (plan(passing="xx.no"), "passing"),
    ],
)
def test_a_law_that_is_not_there_is_named(value: Any, field: str) -> None:
    sentence = (
        rf"plugin 'a' cannot be used: “{value.code}” names “xx.no” in “{field}”, which is no parameter of the law"
    )
    with pytest.raises(SetupError, match=sentence):
        check(build([("a", PART), ("a", value)]), LAW)


@pytest.mark.parametrize("value", [framework(parts=("xx.no",)), AuditRule("xx.audit", "xx.no", "xx.law")])
def test_a_part_that_is_not_there_is_named(value: Any) -> None:
    with pytest.raises(SetupError, match=rf"“{value.code}” names “xx.no” in “parts?”, a part that no plugin declares"):
        check(build([("a", PART), ("a", value)]), LAW)


def test_an_effect_that_no_order_has_is_named() -> None:
    with pytest.raises(
        SetupError, match=r"“xx.order” has the effect “stopped”; use none, conditions, suspended, remov"
    ):
        check(build([("a", PART), ("a", OrderKind("xx.order", "Order", "stopped"))]), LAW)


def test_what_refers_to_something_may_be_declared() -> None:
    values = [PART, part(period="xx.law", decides={"entry": "xx.law"}), framework(amount="xx.law"), plan()]
    check(build([("a", value) for value in values]), LAW)
