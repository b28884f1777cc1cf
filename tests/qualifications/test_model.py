"""The forecast as a pure sum: groups add up, more places never leave more people unqualified, figures by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.qualifications.model import (
    STATES,
    Assumptions,
    Line,
    added,
    counted,
    due,
    forecast,
    history,
    rounded_up,
    state_of,
    still_open,
    whole_years,
)

numbers = st.integers(0, 400)
counts = st.dictionaries(st.sampled_from(list(STATES)), numbers, max_size=7)
groups = st.dictionaries(st.sampled_from("abcdef"), counts, min_size=1, max_size=5)
shares = st.fractions(0, 1, max_denominator=20)
suppositions = st.builds(
    Assumptions,
    years=st.integers(1, 8),
    joiners=st.integers(0, 50).map(Fraction),
    leavers=st.integers(0, 50).map(Fraction),
    passing=st.fractions(Fraction(1, 20), 1, max_denominator=20),
    arriving=shares,
    judged=shares,
    places=st.none() | st.integers(0, 200).map(Fraction),
)
words = st.sampled_from(["does not apply", "exempt", "met", "deferred", "unknown", "unmet"])


@given(groups, suppositions)
@settings(deadline=None)
def test_groups_add_up_to_the_whole(people: dict[str, dict[str, int]], assumed: Assumptions) -> None:
    made = forecast(people, assumed)
    for number, year in enumerate(made.whole):
        for name in ("open", "leave", "qualify", "places", "join", "left"):
            assert sum(getattr(years[number], name) for years in made.groups.values()) == getattr(year, name)


@given(groups, suppositions, st.integers(0, 200), st.integers(0, 200))
@settings(deadline=None)
def test_more_places_never_leave_more_people_unqualified(
    people: dict[str, dict[str, int]], assumed: Assumptions, places: int, more: int
) -> None:
    few = forecast(people, replace(assumed, places=Fraction(places)))
    many = forecast(people, replace(assumed, places=Fraction(places + more)))
    enough = forecast(people, replace(assumed, places=None))
    for one, two, three in zip(few.whole, many.whole, enough.whole, strict=True):
        assert one.left >= two.left >= three.left >= 0
    assert enough.overdue == 0
    assert few.overdue >= many.overdue >= 0


@given(groups, suppositions)
@settings(deadline=None)
def test_nobody_appears_or_vanishes(people: dict[str, dict[str, int]], assumed: Assumptions) -> None:
    made = forecast(people, assumed)
    assert made.whole[0].open == still_open(added(people.values()), assumed)
    for year in made.whole:
        assert year.left == year.open - year.leave - year.qualify + year.join
        assert year.qualify == year.places * assumed.passing
        assert assumed.places is None or year.places <= assumed.places
        assert min(year.open, year.leave, year.qualify, year.join) >= 0


def test_figures_worked_out_by_hand() -> None:
    people = {"a": {"meets": 60, "transition": 20, "lacks": 10, "judge": 10}}
    made = forecast(people, Assumptions(2, joiners=Fraction(10), leavers=Fraction(10), passing=Fraction(1, 2)))
    first, second = made.whole
    assert (first.open, first.leave, first.qualify, first.places, first.join) == (40, 4, 18, 36, 10)
    assert (second.open, second.leave, second.qualify) == (28, Fraction(28, 10), Fraction(252, 10))
    assert rounded_up(second.places) == 51
    assert second.left == 10
    assert made.places == 36 + Fraction(504, 10)


def test_an_empty_register_needs_nothing() -> None:
    made = forecast({}, Assumptions(3, joiners=Fraction(5)))
    assert {year.places for year in made.whole} == {0}
    assert made.overdue == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"years": 0},
        {"years": 21},
        {"years": 3, "passing": Fraction(0)},
        {"years": 3, "passing": Fraction(2)},
        {"years": 3, "arriving": Fraction(-1)},
        {"years": 3, "judged": Fraction(2)},
        {"years": 3, "joiners": Fraction(-1)},
        {"years": 3, "places": Fraction(-1)},
    ],
)
def test_what_cannot_be_supposed_is_refused(wrong: dict[str, int | Fraction]) -> None:
    with pytest.raises(ValueError, match=r"needs 1 to 20|between 0 and 1|not below 0"):
        Assumptions(**wrong)  # type: ignore[arg-type]


@given(words, words, words)
def test_whoever_holds_an_award_of_the_list_never_lacks(whole: str, award: str, other: str) -> None:
    state = state_of(whole, award, [other])
    assert state in STATES
    if "met" in (award, other):
        assert state in ("meets", "equivalent", "free")
    if state == "lacks":
        assert "unknown" not in (award, other)


@pytest.mark.parametrize(
    ("whole", "award", "other", "state"),
    [
        ("met", "met", "unmet", "meets"),
        ("met", "unmet", "met", "equivalent"),
        ("exempt", "unmet", "unmet", "exempt"),
        ("deferred", "unmet", "unmet", "transition"),
        ("deferred", "unknown", "unknown", "judge"),
        ("unknown", "unknown", "unknown", "judge"),
        ("unmet", "unmet", "unmet", "lacks"),
        ("does not apply", "unmet", "unmet", "free"),
    ],
)
def test_each_state_from_the_verdicts(whole: str, award: str, other: str, state: str) -> None:
    assert state_of(whole, award, [other]) == state


def test_lines_are_counted_by_group_and_by_the_year_their_time_ends() -> None:
    lines = [
        Line("a", "X", "1", "transition", date(2030, 12, 31)),
        Line("a", "Y", "1", "transition", date(2028, 5, 31)),
        Line("b", "Y", "2", "meets", date(2030, 12, 31)),
    ]
    assert counted(lines, "part") == {"a": {"transition": 2}, "b": {"meets": 1}}
    assert list(counted(lines, "employer")) == ["Y", "X"]
    assert counted(lines, "area")["2"] == {"meets": 1}
    assert due(lines) == {2028: 1, 2030: 1}


def test_history_counts_who_was_there_at_one_end_of_a_year_alone() -> None:
    now, then, before = frozenset("abcd"), frozenset("abx"), frozenset("ax")
    assert history([now, then, before]) == type(history([]))((2, 1), (1, 0))
    assert history([now, then, before]).joiners == Fraction(3, 2)
    assert history([now, frozenset()]).joiners == 0
    assert history([]).leavers == 0


@pytest.mark.parametrize(
    ("deadline", "years"),
    [(None, 5), (date(2030, 12, 31), 4), (date(2027, 1, 1), 1), (date(2026, 1, 1), 1), (date(2099, 1, 1), 20)],
)
def test_years_end_before_the_deadline(deadline: date | None, years: int) -> None:
    assert whole_years(date(2026, 11, 22), deadline) == years
