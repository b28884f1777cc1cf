"""Faults of requirement sets are named before anybody is judged; faulty facts and cases too."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from councilkit.law import Facts, LawError
from councilkit.law.cases import load_cases
from councilkit.law.checking import Known, faults
from councilkit.law.facts import FactsError
from councilkit.law.judging import wrong
from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.law.requirements import AllOf, Amount, Holds, NoOrder, Practised, Requirement, RequirementSet
from councilkit.law.selection import Applies, Cap, Carry, Where
from councilkit.law.windows import Cycle, Rolling

CASE = "cases:\n  - {{name: A, requirement: set, as_of: 2026-01-01, registrant: {{part: x.sw}}, {}}}\n"


def parameter(id: str, value: object, unit: str = "") -> Parameter:
    return Parameter(id, id, unit, (DatedValue(value, date(2020, 1, 1), Source("X", "X")),), file="rules.yaml", line=3)


WORTH = parameter("worth", {"with_reflection": 2, "with_impact": 2.5})
SPANS = {"sw": {"start": date(2024, 1, 1), "end": date(2025, 12, 31)}}
LAW = Law(
    {
        each.id: each
        for each in (
            parameter("hours", 90, "hours"),
            parameter("words", "many", "text"),
            parameter("soon", "soon", "date"),
            parameter("days", {"sw": date(2020, 1, 1)}, "date"),
            parameter("half", 1.5, "years"),
            parameter("years", 2, "years"),
            parameter("few", -3, "months"),
            parameter("awards", ("x.degree",), "list"),
            parameter("lost", ("x.degree", "x.no"), "list"),
            parameter("spans", SPANS),
            parameter("turned", {"sw": {"start": date(2024, 1, 1), "end": date(2023, 12, 31)}}),
            WORTH,
        )
    }
)


KNOWN = Known({"x.sw"}, {"x.degree"}, {"course"})


def told(requirement: Requirement, part: str = "x.sw", event: str = "renewal") -> str:
    return " ".join(faults(RequirementSet("set", event, part, requirement), LAW, KNOWN))


def amount(**more: object) -> Amount:
    return Amount(**({"code": "learning", "title": "Learning", "basis": "hours"} | more))


def test_a_sound_set_has_no_fault() -> None:
    assert told(amount()) == ""
    assert told(amount(worth="worth", unit="credit")) == ""
    assert told(amount(window=Cycle("spans"), applies=Applies(joined_from="days"), of=Where(("course",)))) == ""
    assert told(Holds(code="h", title="H", codes="awards")) == ""
    assert told(Practised(code="p", title="P", basis="years", last="years")) == ""


@pytest.mark.parametrize(
    ("requirement", "sentence"),
    [
        (amount(basis="hour"), "“basis” names “hour”, which is no parameter of the law"),
        (amount(basis=""), "name the parameter in “basis”"),
        (amount(basis="words"), "“words” (rules.yaml:3) must be a number"),
        (amount(window=Rolling("hours")), "“hours” (rules.yaml:3) must be in months or years"),
        (amount(caps=(Cap(("course",), "most"),)), "“most” names “most”"),
        (amount(applies=Applies(joined_from="hours")), "“hours” (rules.yaml:3) must be a date"),
        (amount(applies=Applies(rule="hours")), "“hours” (rules.yaml:3) must be true or false"),
        (AllOf(code="all", title="All", parts=()), "it is made of nothing"),
        (AllOf(code="all", title="All", parts=(amount(), amount())), "two requirements called “learning”"),
        (Practised(code="p", title="P", basis="hours", last="hours"), "must be in months or years"),
        (Holds(code="h", title="H", codes="list"), "“codes” names “list”"),
        (amount(worth="worth", unit="hour"), "“unit” cannot be hour"),
        (amount(worth="hours", unit="credit"), "“hours” (rules.yaml:3) must be “with_reflection” and “with_impact”"),
        (amount(worth="no", unit="credit"), "“worth” names “no”"),
        (amount(applies=Applies(joined_from="soon")), "“soon” (rules.yaml:3) must be a date like 2026-03-31"),
        (amount(window=Rolling("half")), "“half” (rules.yaml:3) must be a whole number from 0"),
        (amount(window=Rolling("few")), "“few” (rules.yaml:3) must be a whole number from 0"),
        (amount(window=Cycle("hours")), "“hours” (rules.yaml:3) must be {start: …, end: …} for each part"),
        (amount(window=Cycle("turned")), "the start not after the end"),
        (amount(carry=Carry("words")), "“words” (rules.yaml:3) must be a number"),
        (Holds(code="h", title="H", codes="words"), "“words” (rules.yaml:3) must be a list of codes"),
        (Holds(code="h", title="H", codes="lost"), "names “x.no”, which is no qualification (rules.yaml:3) that any"),
        (Holds(code="h", title="H", qualifications=("x.no",)), "“x.no”, which is no qualification that anybody"),
        (amount(of=Where(("curse",))), "“curse”, which is no category of learning that anybody declares"),
        (amount(caps=(Cap(("curse",), "hours"),)), "“curse”, which is no category"),
        (amount(applies=Applies(parts=("x.no",))), "“x.no”, which is no part of a register"),
        (NoOrder(code="o", title="O", effects=("suspnded",)), "“suspnded”, which is no effect of an order"),
    ],
)
def test_a_fault_is_named_with_its_place(requirement: Requirement, sentence: str) -> None:
    assert sentence in told(requirement)


def test_an_unknown_part_or_event_is_named() -> None:
    assert "which no plugin declares" in told(amount(), part="x.other")
    assert "for the event “birthday”" in told(amount(), event="birthday")


def test_facts_that_are_not_known_are_named() -> None:
    with pytest.raises(FactsError, match="no facts called “weather”"):
        Facts.of(weather=pl.DataFrame())
    with pytest.raises(FactsError, match="no column “colour”"):
        Facts.of(learning=pl.DataFrame({"colour": ["red"]}))
    with pytest.raises(FactsError, match="stands there once"):
        Facts.of(registrants=pl.DataFrame({"registrant": ["a", "a"]}))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x: 1\n", "“x” is not known"),
        ("cases:\n  - {name: A, requirement: a}\n", "needs “as_of”"),
        ("cases:\n  - {name: A, requirement: a, as_of: 2026-01-01}\n", "needs “registrant” and “expect”"),
        (
            "cases:\n  - {name: A, requirement: a, as_of: 2026-01-01, registrant: {term: soon}, expect: {}}\n",
            "“soon” is no term",
        ),
        (CASE.format("expect: {}"), "expects nothing"),
        (CASE.format("expect: {found: true}"), "“found” must be a number"),
        (CASE.format("learning: [{day: 2024-05-01, amount: }], expect: {found: 1}"), "is no amount"),
        (CASE.format("learning: [{day: 2024-05-01, amount: 89.999}], expect: {found: 1}"), "at most two decimals"),
    ],
)
def test_a_broken_case_is_named_with_file_and_line(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=sentence) as caught:
        list(load_cases(tmp_path))
    assert "broken.yaml, line" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("expect: {state: met}", "state: expected “met”, found “unknown”"),
        (
            "decisions: [{kind: exemption, requirement: learnign, starts_on: 2026-01-01}], expect: {state: unknown}",
            "use le",
        ),
        ("learning: [{day: first of May, amount: 90}], expect: {state: met}", "The facts cannot be used"),
        ("learning: [{colour: red}], expect: {state: met}", "no “colour”"),
    ],
)
def test_what_a_case_finds_otherwise_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE.format(text), encoding="utf-8")
    (case,) = load_cases(tmp_path)
    sets = {"set": RequirementSet("set", "renewal", "x.sw", amount())}
    assert sentence in " ".join(wrong(case, LAW, sets))


def test_a_case_for_another_part_is_told(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE.format("expect: {state: unknown}"), encoding="utf-8")
    (case,) = load_cases(tmp_path)
    sets = {"set": RequirementSet("set", "renewal", "x.other", amount())}
    assert "this law is for x.other" in " ".join(wrong(case, LAW, sets))
