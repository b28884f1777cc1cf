"""Terms on every date: renewal, lapse, leaving and restoration, with their exact boundaries."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.law.months import add_months, whole_months
from councilkit.register.decisions import next_end
from councilkit.register.terms import Ahead, last_day, renewal_opens, term, with_removals

STARTED = {"registered_on": date(2020, 4, 1), "expires_on": date(2023, 3, 31)}


def event(kind: str, on: date, until: date | None = None, position: int = 0) -> dict[str, Any]:
    return {"kind": kind, "effective_on": on, "until": until, "reason": "", "position": position}


def test_there_is_no_term_before_the_first_day() -> None:
    assert term(STARTED, [], date(2020, 3, 31)) is None
    found = term(STARTED, [], date(2020, 4, 1))
    assert found is not None
    assert found.running


def test_the_last_day_still_counts_and_the_lapse_is_dated_the_day_after() -> None:
    last, after = term(STARTED, [], date(2023, 3, 31)), term(STARTED, [], date(2023, 4, 1))
    assert last is not None
    assert last.running
    assert after is not None
    assert (after.ended_on, after.ended_by) == (date(2023, 4, 1), "lapsed")


def test_a_renewal_moves_the_end_from_its_own_day_on() -> None:
    renewed = [event("renewed", date(2023, 2, 10), date(2026, 3, 31))]
    before, on = term(STARTED, renewed, date(2023, 2, 9)), term(STARTED, renewed, date(2023, 2, 10))
    assert before is not None
    assert on is not None
    assert (before.until, on.until) == (date(2023, 3, 31), date(2026, 3, 31))
    assert on.since == date(2020, 4, 1)


def test_only_a_restoration_brings_back_who_left() -> None:
    left = event("left", date(2021, 5, 1))
    renewed = term(STARTED, [left, event("renewed", date(2021, 6, 1), date(2030, 1, 1))], date(2022, 1, 1))
    restored = term(STARTED, [left, event("restored", date(2021, 6, 1), date(2024, 5, 31))], date(2022, 1, 1))
    assert renewed is not None
    assert (renewed.ended_by, renewed.ended_on) == ("left", date(2021, 5, 1))
    assert restored is not None
    assert (restored.since, restored.until, restored.running) == (date(2021, 6, 1), date(2024, 5, 31), True)


def test_events_of_one_day_count_in_their_order() -> None:
    day = date(2021, 5, 1)
    left_then_back = [event("left", day, position=1), event("restored", day, date(2024, 4, 30), position=2)]
    back_then_left = [event("restored", day, date(2024, 4, 30), position=1), event("left", day, position=2)]
    first, second = term(STARTED, left_then_back, day), term(STARTED, back_then_left, day)
    assert first is not None
    assert first.running
    assert second is not None
    assert not second.running


def test_of_two_ends_to_come_on_one_day_the_first_that_was_written_is_told() -> None:
    day = date(2021, 5, 1)
    ends = [event("left", day, position=1), event("removed", day, position=2)]
    for rows in (ends, ends[::-1]):
        found = term(STARTED, rows, date(2021, 4, 1))
        assert found is not None
        assert found.ahead == Ahead(day, "left")


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(["renewed", "restored", "extended", "left", "removed", "died"]),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.dates(date(2020, 1, 1), date(2040, 1, 1)) | st.none(),
    ),
    max_size=6,
).map(lambda found: [{**each, "position": number} for number, each in enumerate(found)])


@given(EVENTS, st.dates(date(2019, 1, 1), date(2035, 1, 1)), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(events: list[dict[str, Any]], day: date, random: Any) -> None:
    shuffled = random.sample(events, len(events))
    assert term(STARTED, shuffled, day) == term(STARTED, events, day)


@given(EVENTS, st.dates(date(2019, 1, 1), date(2035, 1, 1)))
def test_what_takes_effect_later_changes_nothing_today(events: list[dict[str, Any]], day: date) -> None:
    now, then = term(STARTED, events, day), term(STARTED, [e for e in events if e["effective_on"] <= day], day)
    if now is None or then is None:
        assert now == then
        return
    assert (now.since, now.ended_on, now.ended_by) == (then.since, then.ended_on, then.ended_by)
    if not now.closing:
        assert now.until == then.until


def test_an_end_that_is_known_already_is_told_before_its_day() -> None:
    event = {"kind": "left", "effective_on": date(2024, 3, 2), "until": None, "reason": "", "position": 0}
    found = term({**STARTED, "expires_on": None}, [event], date(2024, 3, 1))
    assert found is not None
    assert (found.running, found.until, found.closing) == (True, date(2024, 3, 1), True)


BEGINNINGS = st.dates(date(1900, 1, 1), date(2300, 1, 1))


def test_three_years_from_a_leap_day_end_with_february_of_the_last() -> None:
    assert last_day(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert last_day(date(2024, 2, 28), 36) == date(2027, 2, 27)
    assert last_day(date(2024, 2, 29), 48) == date(2028, 2, 28)
    assert last_day(date(2024, 1, 31), 1) == date(2024, 2, 29)


@given(BEGINNINGS, st.integers(1, 120))
def test_a_term_of_whole_months_ends_before_the_same_day_or_with_the_month_that_has_none(
    start: date, months: int
) -> None:
    end = last_day(start, months)
    assert end is not None
    following = end + timedelta(days=1)
    assert following == add_months(start, months) or (following.day == 1 and add_months(start, months) == end)
    assert renewal_opens(end) < end


@given(BEGINNINGS, st.integers(1, 60), st.integers(1, 60))
def test_terms_of_months_follow_each_other_without_gap_or_overlap(start: date, months: int, then: int) -> None:
    end = last_day(start, months)
    assert end is not None
    following, begin = next_end(end, then), end + timedelta(days=1)
    assert following is not None
    assert (whole_months(start, begin), whole_months(begin, following + timedelta(days=1))) == (months, then)


@given(BEGINNINGS, st.integers(1, 120))
def test_a_term_begun_later_ends_later_where_the_month_has_the_day(start: date, months: int) -> None:
    one, later = last_day(start, months), last_day(start + timedelta(days=1), months)
    assert one is not None
    assert later is not None
    assert one <= later
    short = add_months(start, months).day < start.day
    assert one < later or short


def test_a_term_of_unknown_length_has_no_last_day() -> None:
    assert last_day(date(2024, 2, 29), None) is None
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("removed_on", "lifted_on", "ahead", "until"),
    [
        (date(2021, 5, 1), None, Ahead(date(2021, 5, 1), "removed"), date(2021, 4, 30)),
        (date(2021, 5, 1), date(2021, 5, 1), Ahead(date(2021, 7, 1), "left"), date(2021, 6, 30)),
        (date(2021, 8, 1), None, Ahead(date(2021, 7, 1), "left"), date(2021, 6, 30)),
    ],
)
def test_the_first_end_to_come_is_known_before_its_day(
    removed_on: date, lifted_on: date | None, ahead: Ahead, until: date
) -> None:
    order = {"effect": "removed", "starts_on": removed_on, "ends_on": None, "lifted_on": lifted_on}
    day, left = date(2021, 2, 1), event("left", date(2021, 7, 1), None)
    found = with_removals(term(STARTED, [left], day), [order], day)
    assert found is not None
    assert (found.ahead, found.until, found.closing) == (ahead, until, True)


def test_a_removal_that_comes_while_a_term_is_held_open_does_not_move_the_day_by_which_to_renew() -> None:
    held = event("extended", date(2023, 2, 1))
    order = {"effect": "removed", "starts_on": date(2023, 6, 1), "ends_on": None, "lifted_on": None}
    found = with_removals(term(STARTED, [held], date(2023, 5, 1)), [order], date(2023, 5, 1))
    assert found is not None
    assert (found.running, found.until, found.due, found.closing) == (True, None, date(2023, 3, 31), False)
    assert found.ahead == Ahead(date(2023, 6, 1), "removed")
