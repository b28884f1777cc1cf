"""What makes a record the same as another."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.cpd.model import (
    fingerprint,
    framework_for,
    hours_of_day,
    one_time_id,
    plain_amount,
    same_thing,
    settled_kind,
)
from tests.cpd.conftest import CREDITS, HOURS

ROW: dict[str, Any] = {"on": date(2026, 5, 5), "title": "Team talk", "amount": Decimal("1.5"), "unit": "hour"}
letters = st.text("aăâșțéöß ก็ ", min_size=1, max_size=30).filter(str.strip)


@given(letters)
def test_case_blanks_and_encoding_make_no_difference(title: str) -> None:
    written = fingerprint("r", ROW | {"title": unicodedata.normalize("NFC", title)})
    other = "  " + unicodedata.normalize("NFD", title).replace(" ", "\t ") + " "
    assert fingerprint("r", ROW | {"title": other}) == written
    assert fingerprint("r", ROW | {"amount": Decimal("1.50"), "title": title}) == written


def test_each_part_makes_a_difference() -> None:
    changes = ({"on": date(2026, 5, 6)}, {"title": "Talk"}, {"amount": Decimal(1)}, {"unit": "day"}, {"provider": "X"})
    marks = {fingerprint("r", ROW | change) for change in (*changes, {"category": "a"}, {})} | {fingerprint("s", ROW)}
    assert len(marks) == 8


def test_one_submission_makes_one_id() -> None:
    assert one_time_id("a", "f") == one_time_id("a", "f")
    assert len({one_time_id("a", "f"), one_time_id("b", "f"), one_time_id("a", "g")}) == 3
    assert len(one_time_id("a", "f")) == 32


def test_the_same_thing_is_found_unless_it_was_removed() -> None:
    other = ROW | {"title": "TEAM TALK", "withdrawn": False}
    assert same_thing(ROW, [other | {"on": date(2026, 5, 4)}, other]) == other
    assert same_thing(ROW, [other | {"withdrawn": True}]) is None


def test_the_category_settles_the_kind() -> None:
    assert settled_kind(CREDITS, "course", "informal") == "formal"
    assert settled_kind(CREDITS, "group", "informal") == "informal"
    assert settled_kind(None, "", "formal") == "formal"


def test_a_part_has_its_framework_or_none() -> None:
    assert framework_for([CREDITS, HOURS], "xx.social_worker") == HOURS
    assert framework_for([CREDITS, HOURS], "xx.free") is None


@given(st.decimals(Decimal(0), Decimal(10_000), places=2))
def test_amounts_are_written_plainly_and_exactly(amount: Decimal) -> None:
    assert Decimal(plain_amount(amount)) == amount
    assert "E" not in plain_amount(amount)


amounts = st.decimals("0.01", "30", places=2)
others = st.lists(
    st.builds(
        lambda number, amount, unit, withdrawn: {
            "id": f"{number}",
            "amount": amount,
            "unit": unit,
            "withdrawn": withdrawn,
        },
        st.integers(0, 3),
        amounts,
        st.sampled_from(["hour", "credit"]),
        st.booleans(),
    ),
    max_size=5,
)


@given(amounts, others)
def test_a_day_has_24_hours(amount: Decimal, there: list[dict[str, Any]]) -> None:
    """The record itself, what was withdrawn and other units count for nothing beside it."""
    beside = [row for row in there if row["unit"] == "hour" and not row["withdrawn"] and row["id"] != "0"]
    total = amount + sum(row["amount"] for row in beside)
    found = hours_of_day({"id": "0", "amount": amount, "unit": "hour"}, there)
    assert found == (total if total > 24 else None)
    assert hours_of_day({"id": "0", "amount": Decimal(500), "unit": "credit"}, there) is None
