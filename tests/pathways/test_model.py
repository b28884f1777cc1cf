"""Where somebody stands, what is open and what opens what: pure, and never in a circle."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.cpd.model import LearningFramework, Opening, Role, Step
from councilkit.pathways.model import (
    DONE,
    Facts,
    State,
    causes,
    circle,
    faults,
    pathways,
    placed,
    reachable,
)
from councilkit_ni_qbr.learning import FRAMEWORKS

SHIPPED = tuple(step for each in FRAMEWORKS for step in each.steps)
WORKER, MANAGER, SOCIAL = "ni.social_care_worker", "ni.social_care_manager", "ni.social_worker"


def step(code: str, *ways: tuple[str, ...], kind: str = "award", **more: object) -> Step:
    return Step(code, code.title(), kind, tuple(Opening(way, "a source") for way in ways), **more)  # type: ignore[arg-type]


def states(facts: Facts) -> dict[str, State]:
    return {each.step.code: each.state for path in pathways(FRAMEWORKS, facts) for each in path.steps}


def test_a_care_worker_stands_at_the_first_level() -> None:
    (path,) = pathways(FRAMEWORKS, Facts(frozenset({WORKER})))
    assert path.career == "Social care"
    assert path.sentence == "You are here: Social care practitioner."
    assert [each.step.code for each in path.of("next")] == ["ni.l2_certificate_sep"]
    assert [each.code for each in path.of("next")[0].opens] == ["ni.l2_diploma"]
    assert path.steps[0].step.code == "ni.level.practitioner"
    found = states(Facts(frozenset({WORKER})))
    assert found["ni.l2_diploma"] == "later"
    assert found["ni.level.enhanced_practitioner"] == "unknown"
    assert found["ni.l5_diploma_leadership"] == "unknown"
    assert found["ni.level.manager"] == "later"


def test_an_award_opens_what_it_opens_however_it_is_known() -> None:
    for known in ("register", "endorsed", "told"):
        facts = Facts(frozenset({WORKER}), awards={"ni.l2_certificate_sep": known, "ni.nursing_or_ahp": known})
        found = states(facts)
        assert (found["ni.l2_certificate_sep"], found["ni.l2_diploma"]) == ("held", "next")
        assert found["ni.level.manager"] == "next"


def test_a_role_says_where_somebody_stands() -> None:
    facts = Facts(frozenset({WORKER}), roles=("Cook", "registered  MANAGER"))
    (path,) = pathways(FRAMEWORKS, facts)
    manager = next(each for each in path.steps if each.step.code == "ni.level.manager")
    assert (manager.state, str(manager.why)) == ("here", "From your role: registered  MANAGER.")


def test_the_only_way_to_where_somebody_is_lies_behind_them() -> None:
    levels = [
        step("x.a", kind="level"),
        step("x.b", ("x.a",), kind="level"),
        step("x.c", ("x.b",), kind="level", part="x"),
    ]
    assert [each.state for each in placed(levels, levels, Facts(frozenset({"x"})))] == ["passed", "passed", "here"]


def test_nobody_is_said_to_have_an_award_that_the_register_does_not_show() -> None:
    found = states(Facts(frozenset({SOCIAL})))
    assert (found["ni.social_work_degree"], found["ni.level.student"]) == ("unshown", "entry")
    care = next(
        path for path in pathways(FRAMEWORKS, Facts(frozenset({SOCIAL, WORKER}))) if path.career == "Social care"
    )
    manager = next(each for each in care.steps if each.step.code == "ni.level.manager")
    assert [each.title for way in manager.ways if not way.missing for each in way.steps] == ["Social worker"]
    assert states(Facts(frozenset({MANAGER})))["ni.l5_diploma_leadership"] == "unknown"  # one of three ways


def test_another_award_of_the_register_entry_is_named() -> None:
    def why(*entry: str) -> str:
        (path,) = (
            p for p in pathways(FRAMEWORKS, Facts(frozenset({SOCIAL}), entry=entry)) if p.career == "Social work"
        )
        return str(next(each.why for each in path.steps if each.step.code == "ni.social_work_degree"))

    assert why("Diploma in Social Work") == (
        "You are here; your register entry shows another award: Diploma in Social Work."
    )
    assert why() == "You are here; your register entry shows no award."


@pytest.mark.parametrize(("fulfilled", "state"), [(None, "none"), (False, "doing"), (True, "held")])
def test_a_condition_is_as_the_register_has_it(fulfilled: bool | None, state: State) -> None:
    steps = (step("c", kind="condition", condition="aye"), step("l", ("c",), kind="level", part=SOCIAL))
    facts = Facts(frozenset({SOCIAL}), conditions={} if fulfilled is None else {"aye": fulfilled})
    assert placed(steps, steps, facts)[0].state == state
    conditions = {} if fulfilled is None else {"aye": fulfilled}
    assert states(Facts(frozenset({SOCIAL}), conditions=conditions))["ni.step.aye"] == state


def test_who_is_on_no_part_with_a_pathway_has_none() -> None:
    assert pathways(FRAMEWORKS, Facts(frozenset({"ro.social_worker"}))) == ()
    assert pathways(FRAMEWORKS, Facts()) == ()


def test_what_is_shipped_has_no_fault_and_is_reachable_or_said_to_be_unknown() -> None:
    assert faults(SHIPPED) == []
    unknown = {step.code for step in SHIPPED if not step.openings}
    assert unknown == {"ni.level.enhanced_practitioner", "ni.l5_diploma_leadership", "ni.nursing_or_ahp"}
    assert reachable(SHIPPED) | unknown == {step.code for step in SHIPPED}


def test_every_row_that_is_shipped_names_its_source() -> None:
    rows = [
        *SHIPPED,
        *(opening for step in SHIPPED for opening in step.openings),
        *(role for step in SHIPPED for role in step.roles),
    ]
    assert all(row.source.startswith("http") and row.certainty in ("verified", "secondary") for row in rows)


def test_what_is_wrong_is_named() -> None:
    assert faults([step("a"), step("a")]) == ["The step 'a' is declared twice."]
    assert faults([step("a", ("lost",))]) == ["The step 'a' is opened by 'lost', which is no step."]
    round_trip = [step("a", ("c",)), step("b", ("a",)), step("c", ("b",))]
    assert faults(round_trip) == ["The steps open each other in a circle: a > c > b > a."]
    assert circle([step("a", ("a",))]) == ("a", "a")


@st.composite
def ladders(draw: st.DrawFn) -> list[Step]:
    """Steps that are opened by earlier ones only."""
    found: list[Step] = []
    for number in range(draw(st.integers(1, 9))):
        before = st.sets(st.sampled_from(range(number)), max_size=3) if number else st.just(set())
        ways = draw(st.lists(before, max_size=3))
        made = [tuple(f"s{each}" for each in sorted(way)) for way in ways]
        part = draw(st.sampled_from(["", "x.worker"]))
        found.append(step(f"s{number}", *made, kind="level" if part else "award", part=part))
    return found


@given(ladders(), st.sets(st.sampled_from([f"s{n}" for n in range(9)])), st.booleans())
def test_a_ladder_has_no_circle_and_what_is_open_needs_nothing_more(
    steps: list[Step], held: set[str], registered: bool
) -> None:
    assert circle(steps) == ()
    facts = Facts(frozenset({"x.worker"} if registered else ()), awards=dict.fromkeys(held, "told"))
    for each in placed(steps, steps, facts):
        if each.state == "next":
            assert any(way.steps and not way.missing for way in each.ways)
        if each.state == "later":
            assert each.ways
            assert all(way.missing for way in each.ways)
        assert (each.state == "unknown") == (not each.ways and each.state not in (*DONE, "none", "doing", "unshown"))
        assert {other.code for other in each.opens} == {s.code for s in steps if each.step.code in causes(s)}


@given(ladders(), st.data())
def test_turning_one_opening_back_makes_a_circle_that_is_found(steps: list[Step], data: st.DataObject) -> None:
    opened = [(number, each) for number, each in enumerate(steps) if causes(each)]
    if not opened:
        return
    number, chosen = data.draw(st.sampled_from(opened))
    cause = data.draw(st.sampled_from(causes(chosen)))
    at = next(n for n, each in enumerate(steps) if each.code == cause)
    back = replace(steps[at], openings=(*steps[at].openings, Opening((chosen.code,), "a source")))
    found = circle([*steps[:at], back, *steps[at + 1 :]])
    assert found
    assert found[0] == found[-1]
    assert number > at


@given(ladders())
def test_what_is_reachable_grows_with_what_is_known(steps: list[Step]) -> None:
    got = reachable(steps)
    for each in steps:
        ways = [set(way.by) for way in each.openings]
        assert (each.code in got) == any(way <= got for way in ways)


def test_frameworks_of_one_career_share_a_pathway() -> None:
    role = Role("Cook", "a source")
    one = LearningFramework("x.a", "A", ("x.a",), "hour", career="Kitchen", levels=(step("cook", roles=(role,)),))
    two = LearningFramework("x.b", "B", ("x.b",), "hour", career="Kitchen", levels=(step("chef", ("cook",)),))
    (path,) = pathways((one, two), Facts(frozenset({"x.b"})))
    assert [each.step.code for each in path.steps] == ["chef", "cook"]
    assert path.sentence == "The register does not say where you stand on this pathway."
