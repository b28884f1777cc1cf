"""Sums are exact, whatever the order, and count only what the period and the unit allow."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.cpd.periods import Period
from councilkit.cpd.totals import Requirement, amount_in_words, totals

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def record(amount: str | Decimal, on: date = date(2026, 5, 5), **more: Any) -> dict[str, Any]:
    base = {
        "on": on,
        "amount": Decimal(amount),
        "unit": "hour",
        "category": "",
        "kind": "",
        "withdrawn": False,
        "peer_reflection": False,
    }
    return base | more


def test_in_words() -> None:
    found = totals([record("18.50")], YEAR, Requirement("hour", Decimal(90)))
    assert found.sentence == "18.5 of 90 hours"
    assert found.left == Decimal("71.5")


def test_more_than_asked_leaves_nothing() -> None:
    assert totals([record("100")], YEAR, Requirement("hour", Decimal(90))).left == 0


def test_without_a_requirement_no_target_is_shown() -> None:
    found = totals([record("2")], YEAR, Requirement())
    assert found.sentence == "2 hours"
    assert found.left is None


def test_one_hour_is_singular() -> None:
    assert amount_in_words(Decimal("1.00"), "hour") == "1 hour"
    assert amount_in_words(Decimal("0.50"), "hour") == "0.5 hours"
    assert amount_in_words(Decimal("100"), "credit") == "100 credits"


def test_another_unit_is_shown_but_not_counted() -> None:
    found = totals([record("3"), record("2", unit="credit")], YEAR, Requirement("hour", Decimal(90)))
    assert found.amount == 3
    assert found.other == {"credit": Decimal(2)}


def test_withdrawn_and_outside_do_not_count() -> None:
    rows = [
        record("1"),
        record("2", withdrawn=True),
        record("4", on=date(2025, 12, 31)),
        record("8", on=date(2027, 1, 1)),
    ]
    assert totals(rows, YEAR, Requirement()).amount == 1
    assert totals(rows, None, Requirement()).amount == 13


def test_by_category_kind_and_peer() -> None:
    rows = [
        record("1", category="a", kind="formal"),
        record("2", category="a", peer_reflection=True),
        record("4", category="b"),
    ]
    found = totals(rows, YEAR, Requirement())
    assert found.by_category == {"a": Decimal(3), "b": Decimal(4)}
    assert found.by_kind == {"formal": Decimal(1), "": Decimal(6)}
    assert found.with_peer == 1
    assert found.entries == 3


def test_a_category_must_reach_its_least_and_counts_no_more_than_its_most() -> None:
    asked = Requirement("credit", Decimal(20), least={"course": Decimal(12)}, most={"group": Decimal(8)})
    rows = [record("5", unit="credit", category="course"), record("10", unit="credit", category="group")]
    found = totals(rows, YEAR, asked)
    assert found.amount == 13
    assert found.categories == ["course", "group"]
    assert found.category_line("course") == "5 of 12 credits"
    assert found.category_line("group") == "10 credits; at most 8 count"


amounts = st.decimals(Decimal("0.01"), Decimal(1000), places=2)


@given(st.lists(st.tuples(amounts, st.sampled_from("abc"), st.booleans()), max_size=60), st.randoms())
def test_sums_are_exact_in_any_order(given_rows: list[tuple[Decimal, str, bool]], random: Any) -> None:
    rows = [record(amount, category=category, withdrawn=withdrawn) for amount, category, withdrawn in given_rows]
    shuffled = rows[:]
    random.shuffle(shuffled)
    found = totals(shuffled, YEAR, Requirement("hour", Decimal(90)))
    hundredths = sum(int(amount * 100) for amount, _, withdrawn in given_rows if not withdrawn)
    assert found.amount == Decimal(hundredths) / 100
    assert sum(found.by_category.values(), Decimal(0)) == found.amount
    assert found.left == max(Decimal(0), 90 - found.amount)
