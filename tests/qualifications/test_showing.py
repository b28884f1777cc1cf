"""What is told of the catalogue and of groups: sources, what is unknown, and small counts hidden outside."""

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.context import Council
from councilkit.qualifications import showing
from councilkit.qualifications.model import QualificationPlan
from councilkit.qualifications.places import Assumptions, forecast
from councilkit.qualifications.showing import WHOLE, protected, whole_counts

DAY = date(2026, 11, 22)
small = st.dictionaries(
    st.sampled_from(["meets", "equivalent", "transition", "judge", "lacks"]), st.integers(0, 30), max_size=5
)


def test_what_is_proposed_says_so_and_what_is_unknown_too(council: Council) -> None:
    entries = {one.qualification.code: one for one in showing.entries(council.catalogue, council.law, DAY)}
    (kept,) = entries["ni.l2_certificate_sep"].goods
    assert kept.proposed
    assert not kept.law.known
    assert "No list was found" in kept.law.note
    assert entries["ni.l2_certificate_sep"].offered is not None
    assert str(entries["ni.l2_certificate_sep"].offered.since) == "From 12 December 2024."
    assert str(entries["ni.pip_advanced_scholarship"].offered.since) == "From 2019."  # type: ignore[union-attr]
    role, proposed = entries["ni.nursing"].goods
    assert (role.proposed, role.instead_of) == (False, "Level 5 Diploma in Leadership")
    assert role.law.source is not None
    assert proposed.proposed
    assert entries["ni.l3_diploma"].goods == ()


def test_a_part_shows_what_it_knows_alone(council: Council) -> None:
    codes = {
        each.qualification.code
        for each in showing.entries(council.catalogue, council.law, DAY, "ni.social_care_worker")
    }
    assert codes == {"ni.l2_certificate_sep", "ni.l2_diploma"}


def test_the_draft_is_told_by_titles(council: Council) -> None:
    plan = council.catalogue.get(QualificationPlan, "ni.qbr")
    told = {parameter.id: value for parameter, value, _ in showing.drafted(plan, council.catalogue)}
    assert told["ni.qbr.accepted.social_care_worker"] == (
        "Level 2 Certificate in Safe and Effective Practice, "
        "Level 2 Diploma in Health and Social Care (Northern Ireland)"
    )
    assert told["ni.qbr.starts"] == date(2026, 1, 1)
    assert all(
        "trial" in note or "As the law in force" in note for _, _, note in showing.drafted(plan, council.catalogue)
    )


@given(st.dictionaries(st.text("abc", max_size=2), small, min_size=1, max_size=4))
@settings(deadline=None)
def test_nothing_small_is_shown_outside(groups: dict[str, dict[str, int]]) -> None:
    shown, whole = protected(groups), whole_counts(groups)
    for group, row in shown.items():
        for state, count in row.items():
            assert count is None or count == whole[group][state]
            assert count is None or count == 0 or count >= 5
    hidden = [(group, state) for group, row in shown.items() for state, count in row.items() if count is None]
    for group in {group for group, _ in hidden}:
        assert len([each for each in hidden if each[0] == group]) > 1, "one hidden count alone could be worked out"


people = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from(["meets", "transition", "judge"])),
    max_size=40,
)


@given(people)
@settings(deadline=None)
def test_tables_by_different_groups_show_the_same_sums(lines: list[tuple[str, str, str]]) -> None:
    parts: dict[str, Counter[str]] = {}
    areas: dict[str, Counter[str]] = {}
    for part, area, state in lines:
        parts.setdefault(part, Counter())[state] += 1
        areas.setdefault(area, Counter())[state] += 1
    assert protected(parts)[WHOLE] == protected(areas)[WHOLE]


def test_small_groups_are_shown_together_outside() -> None:
    groups = {f"g{number:02}": {"meets": 100 - number} for number in range(showing.MOST_SHARED + 2)}
    shown = protected(groups)
    assert list(shown)[-3:] == [f"g{showing.MOST_SHARED - 1}", showing.SMALLER, WHOLE]
    assert shown[showing.SMALLER]["meets"] == (100 - showing.MOST_SHARED) + (99 - showing.MOST_SHARED)
    assert shown[WHOLE] == whole_counts(groups)[WHOLE]
    assert showing.table_rows(shown, None, "employer", {})[-2][0] == "smaller groups together"


def test_a_file_has_the_whole_and_the_places_of_each_year() -> None:
    groups = {"a": {"meets": 3, "transition": 7}, "": {"transition": 1}}
    made = forecast({(group, ""): counts for group, counts in groups.items()}, Assumptions(2))
    rows = showing.table_rows(whole_counts(groups), made, "employer", {"": "not known"})
    assert rows[0] == [
        "employer",
        "all",
        "meets",
        "equivalent",
        "transition",
        "judge",
        "lacks",
        "places_year_1",
        "places_year_2",
    ]
    assert rows[1:] == [
        ["a", 10, 3, 0, 7, 0, 0, 4, 4],
        ["not known", 1, 0, 0, 1, 0, 0, 1, 1],
        ["all", 11, 3, 0, 8, 0, 0, 4, 4],
    ]
    outside = showing.table_rows(protected(groups), None, "employer", {})
    assert WHOLE not in str(outside)
    assert [row[0] for row in outside[1:]] == ["a", "", "all"]
