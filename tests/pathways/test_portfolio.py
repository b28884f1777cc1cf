"""A portfolio against its standards: pure, and what was sent comes back as it was."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.cpd.model import Standard
from councilkit.pathways.portfolio import Portfolio, packed, unpacked

STANDARDS = (Standard("SC1", "Conduct 1"), Standard("SC6", "Conduct 6", date(2026, 11, 22)))
_CODES = st.lists(st.sampled_from(["SC1", "SC6", "old"]), unique=True, max_size=3)
_DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_RECORDS = st.fixed_dictionaries(
    {
        "id": st.uuids().map(lambda id: id.hex),
        "on": _DAYS,
        "title": _TEXT,
        "category": _TEXT,
        "kind": st.sampled_from(["formal", "informal", ""]),
        "amount": st.integers(1, 9999).map(lambda n: Decimal(n) / 100),
        "unit": st.sampled_from(["hour", "credit"]),
        "standards": _CODES,
        "provider": _TEXT,
        "reflection": _TEXT,
        "impact_on": _TEXT,
        "impact": _TEXT,
    }
)
_EXAMPLES = st.fixed_dictionaries(
    {"id": st.uuids().map(lambda id: id.hex), "on": _DAYS, "title": _TEXT, "standards": _CODES, "situation": _TEXT,
     "record": st.none() | _TEXT}
)  # fmt: skip


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    return Portfolio(
        "Mary Smyth",
        "7",
        "ni.social_care_worker",
        draw(_DAYS),
        draw(st.none() | _DAYS),
        STANDARDS,
        tuple(draw(st.lists(_RECORDS, max_size=5))),
        tuple(draw(st.lists(_EXAMPLES, max_size=3))),
        ({"code": "a", "title": "Award", "awarded_on": draw(st.none() | _DAYS), "endorsed_on": None},),
        {"a": ["certificate.pdf"]},
    )


@given(portfolios())
def test_what_was_sent_comes_back_as_it_was(portfolio: Portfolio) -> None:
    assert unpacked(packed(portfolio)) == portfolio


def test_what_was_sent_before_impacts_were_asked_tells_none() -> None:
    row = {"id": "a", "on": "2026-05-05", "title": "Talk", "amount": "1.00", "unit": "hour", "standards": []}
    kept = packed(Portfolio("Mary Smyth", "7", "ni.social_worker", date(2026, 1, 1), None, files={}))
    [record] = unpacked(kept | {"records": [row]}).records
    assert (record["impact_on"], record["impact"]) == ("", "")


@given(portfolios())
def test_everything_stands_under_its_standards_or_apart(portfolio: Portfolio) -> None:
    ids = {row["id"] for row in (*portfolio.records, *portfolio.examples)}
    under = {row["id"] for each in portfolio.covered for row in (*each.records, *each.examples)}
    assert under | {row["id"] for row in portfolio.unlinked} == ids
    assert not under & {row["id"] for row in portfolio.unlinked}
    assert len(portfolio.gaps) == sum(each.gap for each in portfolio.covered)


def record(**more: Any) -> dict[str, Any]:
    plain = {"id": "1", "kind": "formal", "amount": Decimal("1.5"), "unit": "hour", "standards": ["SC6"]}
    return plain | more


def test_formal_and_informal_are_told_apart_in_the_unit_of_the_part() -> None:
    rows = (record(), record(kind="informal", amount=Decimal(2)), record(unit="credit"), record(kind=""))
    portfolio = Portfolio("Mary", "7", "ni.x", date(2026, 1, 1), None, STANDARDS, rows)
    assert (portfolio.amount("formal"), portfolio.amount("informal")) == (Decimal("1.5"), Decimal(2))
    assert portfolio.sentence == "1 of 2 standards have evidence."
    assert [each.code for each in portfolio.gaps] == ["SC1"]


def test_without_known_standards_that_is_said() -> None:
    empty = Portfolio("Mary", "7", "ni.x", date(2026, 1, 1), None)
    assert empty.sentence == "No standards are known for your part of the register."
