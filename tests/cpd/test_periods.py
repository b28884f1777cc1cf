"""Periods of learning: months from the first day of each term, no splinters, no overlaps."""

import itertools
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.cpd.periods import Period, periods, terms
from councilkit.law.months import add_months, whole_months

DAY = timedelta(days=1)
TODAY = date(2026, 4, 20)
days = st.dates(date(1950, 1, 1), date(2080, 12, 31))


def period_at(found_terms: Any, months: int | None, day: date) -> Period | None:
    """The period that holds a day."""
    return next((each for each in periods(found_terms, months, day) if day in each), None)


def registration(start: date, end: date | None = None) -> dict[str, Any]:
    return {"registered_on": start, "expires_on": end}


def event(kind: str, on: date, until: date | None = None) -> dict[str, Any]:
    return {"kind": kind, "effective_on": on, "until": until, "position": 0}


def test_a_month_after_the_31st_ends_with_the_month() -> None:
    one = Period(date(2027, 1, 31), None)
    found = periods([one], 1, date(2027, 4, 30))
    assert [p.start for p in found] == [date(2027, 1, 31), date(2027, 3, 1), date(2027, 3, 31)]
    assert [p.end for p in found[:3]] == [date(2027, 2, 28), date(2027, 3, 30), date(2027, 4, 30)]


def test_a_leap_day_returns_in_leap_years_only() -> None:
    found = periods([Period(date(2024, 2, 29), None)], 12, date(2028, 12, 31))
    assert [p.start for p in found] == [
        date(2024, 2, 29),
        date(2025, 3, 1),
        date(2026, 3, 1),
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]
    assert found[0].end == date(2025, 2, 28)


def test_a_term_of_three_years_is_one_period_of_36_months() -> None:
    term = Period(date(2023, 4, 10), date(2026, 4, 9))
    assert periods([term], 36, date(2030, 1, 1)) == (term,)


def test_a_term_a_little_longer_or_shorter_has_no_splinter() -> None:
    longer, shorter = Period(date(2023, 4, 10), date(2026, 4, 30)), Period(date(2023, 4, 10), date(2026, 3, 31))
    assert periods([longer], 36, date(2030, 1, 1)) == (longer,)
    assert periods([shorter], 36, date(2030, 1, 1)) == (shorter,)


def test_years_in_a_term_of_three() -> None:
    found = periods([Period(date(2023, 4, 10), date(2026, 6, 30))], 12, date(2030, 1, 1))
    assert [p.start for p in found] == [date(2023, 4, 10), date(2024, 4, 10), date(2025, 4, 10)]
    assert found[-1].end == date(2026, 6, 30)


def test_without_a_law_the_term_is_the_period() -> None:
    term = Period(date(2023, 4, 10), date(2026, 4, 9))
    assert period_at([term], None, date(2025, 1, 1)) == term
    assert period_at([term], None, date(2026, 4, 10)) is None
    assert period_at([Period(date(2023, 4, 10), None)], None, date(2050, 1, 1)) == Period(date(2023, 4, 10), None)


def test_an_early_renewal_begins_after_the_term() -> None:
    found = terms(
        registration(date(2023, 4, 1), date(2026, 3, 31)),
        [event("renewed", date(2026, 3, 3), date(2029, 3, 31))],
        TODAY,
    )
    assert found == (Period(date(2023, 4, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2029, 3, 31)))


def test_a_late_renewal_leaves_a_gap_that_no_period_holds() -> None:
    found = terms(
        registration(date(2023, 4, 1), date(2026, 3, 31)),
        [event("renewed", date(2026, 5, 1), date(2029, 4, 30))],
        TODAY,
    )
    assert period_at(found, 36, date(2026, 4, 15)) is None
    assert period_at(found, 36, date(2026, 5, 1)) == Period(date(2026, 5, 1), date(2029, 4, 30))


def test_an_extension_moves_the_end_of_the_period() -> None:
    found = terms(
        registration(date(2023, 4, 1), date(2026, 3, 31)),
        [event("extended", date(2026, 3, 1), date(2026, 6, 30))],
        TODAY,
    )
    assert period_at(found, 36, date(2026, 6, 30)) == Period(date(2023, 4, 1), date(2026, 6, 30))


def test_restoration_after_an_order_begins_another_term_although_the_one_before_went_on() -> None:
    events = [event("restored", date(2026, 11, 22), date(2029, 11, 21))]
    found = terms(registration(date(2026, 4, 8), date(2029, 4, 7)), events, TODAY)
    assert found == (Period(date(2026, 4, 8), date(2026, 11, 21)), Period(date(2026, 11, 22), date(2029, 11, 21)))


def test_leaving_ends_the_term_and_restoration_begins_another() -> None:
    events = [
        event("left", date(2024, 1, 15)),
        event("renewed", date(2024, 2, 1), date(2030, 1, 1)),
        event("restored", date(2025, 9, 1), date(2028, 8, 31)),
    ]
    found = terms(registration(date(2023, 4, 1), date(2026, 3, 31)), events, TODAY)
    assert found == (Period(date(2023, 4, 1), date(2024, 1, 14)), Period(date(2025, 9, 1), date(2028, 8, 31)))


def test_a_term_held_open_goes_on_to_today_and_its_renewal_begins_where_it_should_have_ended() -> None:
    entered = registration(date(2023, 4, 1), date(2026, 3, 31))
    held = event("extended", date(2026, 3, 10), None)
    assert terms(entered, [held], date(2026, 3, 20)) == (Period(date(2023, 4, 1), date(2026, 3, 31)),)
    assert period_at(terms(entered, [held], date(2026, 5, 2)), 36, date(2026, 5, 2)) == Period(
        date(2023, 4, 1), date(2026, 5, 2)
    )
    renewed = terms(entered, [held, event("renewed", date(2026, 5, 2), date(2029, 3, 31))], TODAY)
    assert renewed == (Period(date(2023, 4, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2029, 3, 31)))


def test_no_period_before_the_registration() -> None:
    assert period_at(terms(registration(date(2023, 4, 1)), [], TODAY), 12, date(2023, 3, 31)) is None


@given(days, st.integers(1, 120), st.integers(0, 400))
def test_open_periods_follow_each_other_without_gap(start: date, months: int, on: int) -> None:
    day = start + timedelta(days=on)
    found = periods([Period(start, None)], months, day)
    assert found[0].start == start
    assert day in found[-1]
    for one, following in itertools.pairwise(found):
        assert one.end is not None
        assert one.end + DAY == following.start
        assert whole_months(one.start, following.start) in (months, months - 1)  # 31 January + 1 is 28 February


@given(days, st.integers(0, 4000), st.integers(1, 72))
def test_periods_fill_a_term_exactly(start: date, length: int, months: int) -> None:
    term = Period(start, start + timedelta(days=length))
    found = periods([term], months, date.max)
    assert found[0].start == term.start
    assert found[-1].end == term.end
    for one, following in itertools.pairwise(found):
        assert one.end is not None
        assert one.start <= one.end
        assert one.end + DAY == following.start
    if len(found) > 1:
        last = found[-1]
        assert last.end is not None
        assert last.start <= last.end
        assert whole_months(last.start, last.end + DAY) >= months // 2 - 1


kinds = st.sampled_from(["renewed", "restored", "extended", "left", "removed", "died"])
happenings = st.lists(st.tuples(kinds, days, st.none() | days), max_size=8)


@given(days, st.none() | days, happenings)
def test_terms_never_overlap_whatever_happened(
    start: date, end: date | None, happened: list[tuple[str, date, date | None]]
) -> None:
    found = terms(registration(start, end), [event(kind, on, until) for kind, on, until in happened], TODAY)
    for term in found:
        assert term.end is None or term.start <= term.end
    for one, following in itertools.pairwise(found):
        assert one.end is not None
        assert one.end < following.start


def test_no_term_begins_after_a_death() -> None:
    died, back = event("died", date(2024, 6, 1)), event("restored", date(2024, 9, 1), date(2027, 8, 31))
    found = terms(registration(date(2023, 4, 1), date(2026, 3, 31)), [died, back], TODAY)
    assert found == (Period(date(2023, 4, 1), date(2024, 5, 31)),)


@given(days, st.integers(0, 1200))
def test_whole_months_undoes_add_months(day: date, months: int) -> None:
    assert whole_months(day, add_months(day, months)) == months
