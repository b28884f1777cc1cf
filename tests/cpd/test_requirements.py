"""What the law asks, and what is said where it does not say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from councilkit.cpd.requirements import requirement, unit_of
from councilkit.law.model import Law, Parameter, Unknown
from tests.cpd.conftest import CREDITS, HOURS, LAW

TODAY = date(2026, 11, 22)


def test_amount_period_and_source() -> None:
    found = requirement(LAW, HOURS, TODAY)
    assert (found.unit, found.target, found.months) == ("hour", Decimal(90), 36)
    assert (found.source, found.verified) == ("Rules of a test, s. 1", True)


def test_years_are_months_and_an_unchecked_value_is_told() -> None:
    found = requirement(LAW, CREDITS, TODAY)
    assert (found.months, found.verified) == (12, False)
    assert (found.least, found.most) == ({"course": Decimal(12)}, {"group": Decimal(8)})


@pytest.mark.parametrize(
    "law", [None, Law(), Law({"xx.hours": Parameter("xx.hours", "x", unknown=Unknown("not found"))})]
)
def test_without_a_value_there_is_no_target(law: Law | None) -> None:
    assert requirement(law, HOURS, TODAY).target is None


def test_before_the_first_value_there_is_no_target() -> None:
    assert requirement(LAW, HOURS, date(2009, 12, 31)).target is None


def test_without_a_framework_hours_are_counted() -> None:
    assert requirement(LAW, None, TODAY).unit == "hour"
    assert unit_of(replace(HOURS, unit="days")) == "day"
    assert unit_of(replace(HOURS, unit="parsec")) == "hour"
