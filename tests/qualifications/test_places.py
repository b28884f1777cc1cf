"""The forecast as a pure sum: groups add up, more places never leave more people unqualified, figures by hand."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.qualifications.model import STATES, added
from councilkit.qualifications.places import Assumptions, forecast, rounded_up, still_open

numbers = st.integers(0, 400)
counts = st.dictionaries(st.sampled_from(list(STATES)), numbers, max_size=7)
groups = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["", "X", "Y"])), counts, min_size=1, max_size=5
)
People = dict[tuple[str, str], dict[str, int]]
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
    each=st.none() | st.integers(0, 20).map(Fraction),
)
words = st.sampled_from(["does not apply", "exempt", "met", "deferred", "unknown", "unmet"])


@given(groups, suppositions)
@settings(deadline=None)
def test_groups_add_up_to_the_whole(people: People, assumed: Assumptions) -> None:
    made = forecast(people, assumed, exact=True)
    assert set(made.groups) == {group for group, _ in people}
    for number, year in enumerate(made.whole):
        for name in ("open", "leave", "qualify", "places", "join", "left"):
            assert sum(getattr(years[number], name) for years in made.groups.values()) == getattr(year, name)


@given(groups, suppositions, st.integers(0, 200), st.integers(0, 200))
@settings(deadline=None)
def test_more_places_never_leave_more_people_unqualified(
    people: People, assumed: Assumptions, places: int, more: int
) -> None:
    few = forecast(people, replace(assumed, places=Fraction(places)), exact=True)
    many = forecast(people, replace(assumed, places=Fraction(places + more)), exact=True)
    enough = forecast(people, replace(assumed, places=None, each=None), exact=True)
    for one, two, three in zip(few.whole, many.whole, enough.whole, strict=True):
        assert one.left >= two.left >= three.left >= 0
    assert enough.overdue == 0
    assert few.overdue >= many.overdue >= 0


@given(groups, suppositions)
@settings(deadline=None)
def test_nobody_appears_or_vanishes(people: People, assumed: Assumptions) -> None:
    made = forecast(people, assumed, exact=True)
    assert made.whole[0].open == still_open(added(people.values()), assumed)
    for year in made.whole:
        assert year.left == year.open - year.leave - year.qualify + year.join
        assert year.qualify == year.places * assumed.passing
        assert assumed.places is None or year.places <= assumed.places
        assert min(year.open, year.leave, year.qualify, year.join) >= 0


def test_figures_worked_out_by_hand() -> None:
    people: People = {("a", ""): {"meets": 60, "transition": 20, "lacks": 10, "judge": 10}}
    made = forecast(people, Assumptions(2, joiners=Fraction(10), leavers=Fraction(10), passing=Fraction(1, 2)))
    first, second = made.whole
    assert (first.open, first.leave, first.qualify, first.places, first.join) == (40, 4, 18, 36, 10)
    assert (second.open, second.leave, second.qualify) == (28, Fraction(28, 10), Fraction(252, 10))
    assert rounded_up(second.places) == 51
    assert second.left == 10
    assert made.places == 36 + 51


@given(groups, suppositions)
@settings(deadline=None)
def test_the_whole_is_the_same_however_people_are_grouped(people: People, assumed: Assumptions) -> None:
    turned = {("all", employer): Counter[str]() for _, employer in people}
    for (_, employer), counts in people.items():
        turned["all", employer].update(counts)
    assert forecast(people, assumed, exact=True).whole == forecast(turned, assumed, exact=True).whole


@given(groups, suppositions, st.integers(0, 50), st.integers(0, 50))
@settings(deadline=None)
def test_an_employer_that_can_use_more_places_never_leaves_more_people_unqualified(
    people: People, assumed: Assumptions, each: int, more: int
) -> None:
    few = forecast(people, replace(assumed, places=None, each=Fraction(each)), exact=True)
    many = forecast(people, replace(assumed, places=None, each=Fraction(each + more)), exact=True)
    assert all(one.left >= two.left for one, two in zip(few.whole, many.whole, strict=True))


def test_no_employer_gets_more_places_than_it_can_use() -> None:
    people: People = {
        ("a", "X"): {"lacks": 30},
        ("b", "X"): {"lacks": 10},
        ("a", "Y"): {"lacks": 1},
        ("b", ""): {"lacks": 9},
    }
    (year,) = forecast(people, Assumptions(1, each=Fraction(4))).whole
    assert (year.places, year.left) == (4 + 1 + 9, 36)
    made = forecast(people, Assumptions(1, each=Fraction(4)))
    assert {group: years[0].places for group, years in made.groups.items()} == {"a": 4, "b": 10}


@given(groups, suppositions)
@settings(deadline=None)
def test_floats_come_to_the_same(people: People, assumed: Assumptions) -> None:
    exact, quick = (forecast(people, assumed, exact=each) for each in (True, False))
    for one, two in zip(exact.whole, quick.whole, strict=True):
        for name in ("open", "leave", "qualify", "places", "join", "left"):
            assert abs(getattr(one, name) - getattr(two, name)) < 1e-6


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
        {"years": 3, "each": Fraction(-1)},
    ],
)
def test_what_cannot_be_supposed_is_refused(wrong: dict[str, int | Fraction]) -> None:
    with pytest.raises(ValueError, match=r"needs 1 to 20|between 0 and 1|not below 0"):
        Assumptions(**wrong)  # type: ignore[arg-type]
