"""Where somebody stands, from verdicts; lines by group and by year; who came and went."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.qualifications.model import STATES, Line, counted, due, history, span, state_of, whole_years

words = st.sampled_from(["does not apply", "exempt", "met", "deferred", "unknown", "unmet"])


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


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 20))
def test_each_year_begins_the_day_after_the_one_before_it(as_of: date, number: int) -> None:
    assert span(as_of, 1)[0] == as_of
    assert span(as_of, number)[1] + timedelta(days=1) == span(as_of, number + 1)[0]
