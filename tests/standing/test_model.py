"""Standing is a question: any date can be asked, orders cover it and give it back when they are lifted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.database import new_id
from councilkit.register.terms import in_force
from councilkit.standing.model import MEANING, WORDS, standing

START, END = date(2024, 4, 1), date(2027, 3, 31)
ENTRY = {"registered_on": START, "expires_on": END}
DAY = timedelta(days=1)
days = st.dates(date(2023, 1, 1), date(2032, 1, 1))


def order(effect: str, starts_on: date, ends_on: date | None = None, lifted_on: date | None = None) -> dict[str, Any]:
    found = {"effect": effect, "starts_on": starts_on, "ends_on": ends_on, "lifted_on": lifted_on}
    return {"id": new_id(), **found}


def event(kind: str, on: date, until: date | None = None, position: int = 0) -> dict[str, Any]:
    return {"kind": kind, "effective_on": on, "until": until, "reason": "", "position": position}


orders = st.lists(
    st.builds(
        order, st.sampled_from(["none", "conditions", "suspended", "removed"]), days, days | st.none(), days | st.none()
    ),
    max_size=5,
)
events = st.lists(
    st.builds(
        event,
        st.sampled_from(["renewed", "restored", "extended", "left", "removed", "died"]),
        days,
        days | st.none(),
        st.integers(0, 9),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(START - DAY, "not_yet"), (START, "registered"), (END, "registered"), (END + DAY, "lapsed")],
)
def test_first_and_last_day_belong_to_the_registration(as_of: date, status: str) -> None:
    assert standing(ENTRY, [], [], as_of).status == status


def test_a_lapse_is_dated_the_day_after_the_last_day() -> None:
    assert standing(ENTRY, [], [], date(2030, 1, 1)).ended_on == END + DAY


def test_without_a_known_end_a_registration_does_not_lapse() -> None:
    found = standing({"registered_on": START, "expires_on": None}, [], [], date(2190, 1, 1))
    assert (found.status, found.until) == ("registered", None)


@pytest.mark.parametrize(
    ("effects", "status", "may"),
    [
        (["none"], "registered", True),
        (["conditions"], "conditions", True),
        (["conditions", "suspended"], "suspended", False),
        (["suspended", "removed", "conditions"], "removed", False),
    ],
)
def test_the_strongest_effect_decides(effects: list[str], status: str, may: bool) -> None:
    found = standing(ENTRY, [], [order(effect, START) for effect in effects], START)
    assert (found.status, found.may_practise) == (status, may)


def test_an_order_holds_on_its_first_and_last_day_and_not_on_the_day_it_is_lifted() -> None:
    timed = order("suspended", date(2025, 1, 1), date(2025, 6, 30))
    assert [
        in_force(timed, day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    ] == [False, True, True, False]
    lifted = order("suspended", date(2025, 1, 1), date(2025, 6, 30), date(2025, 3, 1))
    assert [in_force(lifted, day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [True, False]


def test_a_suspension_says_until_when_only_if_all_of_them_end() -> None:
    both = [order("suspended", START, date(2025, 1, 1)), order("suspended", START, date(2025, 6, 1))]
    assert standing(ENTRY, [], both, START).suspended_until == date(2025, 6, 1)
    assert standing(ENTRY, [], [*both, order("suspended", START)], START).suspended_until is None


@given(orders, days)
def test_the_orders_in_force_stand_in_one_sequence_however_they_were_read(orders: list[Any], day: date) -> None:
    assert standing(ENTRY, [], orders, day) == standing(ENTRY, [], orders[::-1], day)


def test_an_order_does_not_bring_back_what_has_ended() -> None:
    left = [event("left", date(2025, 1, 1))]
    assert standing(ENTRY, left, [order("conditions", START)], date(2025, 2, 1)).status == "left"


@given(events, orders, days)
def test_lifting_the_last_order_gives_the_standing_back(events: list[Any], orders: list[Any], day: date) -> None:
    lifted = [{**each, "lifted_on": min(day, each["lifted_on"] or day)} for each in orders]
    then = replace(standing(ENTRY, events, lifted, day), stood=())
    assert then == standing(ENTRY, events, [], day)


def test_an_end_beyond_the_term_is_told_beside_it_and_ends_the_next_term() -> None:
    removed, day = [order("removed", date(2027, 6, 1))], date(2027, 2, 1)
    found = standing(ENTRY, [], removed, day)
    assert (found.until, found.closing) == (END, False)
    assert str(found.ending) == "Renewed or not, it ends on 1 June 2027 by decision of the council."
    renewed = standing(ENTRY, [event("renewed", day, date(2030, 3, 31))], removed, day)
    assert (renewed.until, renewed.closing) == (date(2027, 5, 31), True)
    assert str(renewed.ending) == "Ends on 1 June 2027 by decision of the council."


def test_nobody_comes_back_by_the_last_day_of_a_removal() -> None:
    removed = order("removed", date(2025, 1, 1), date(2025, 6, 30))
    found = standing(ENTRY, [], [removed], date(2026, 1, 1))
    assert (found.status, found.ended_on, found.barred_until) == ("removed", date(2025, 1, 1), date(2025, 6, 30))
    lifted = removed | {"lifted_on": date(2026, 1, 1)}
    assert standing(ENTRY, [], [lifted], date(2026, 1, 1)).status == "registered"


@given(events, orders, days, st.integers(0, 2000))
def test_nothing_comes_after_a_death(events: list[Any], orders: list[Any], day: date, later: int) -> None:
    if day < START:
        return
    died = [*events, event("died", day, None, 99)]
    found = standing(ENTRY, died, orders, day + later * DAY)
    assert found.status == "died"
    assert found.ended_on is not None
    assert found.ended_on <= day
    before = [each for each in died if each["effective_on"] <= day]
    made = [each for each in orders if each["starts_on"] <= day]
    assert found == standing(ENTRY, before, made, day + later * DAY)


@given(events, orders, days)
def test_an_order_without_effect_never_changes_the_status(events: list[Any], orders: list[Any], day: date) -> None:
    more = [*orders, order("none", START)]
    assert standing(ENTRY, events, more, day).status == standing(ENTRY, events, orders, day).status


@given(events, orders, days)
def test_an_order_never_gives_a_right_that_was_not_there(events: list[Any], orders: list[Any], day: date) -> None:
    found = standing(ENTRY, events, orders, day)
    assert not found.may_practise or standing(ENTRY, events, [], day).may_practise


@given(events, orders, days, days)
def test_what_is_written_for_later_does_not_change_an_earlier_day(
    events: list[Any], orders: list[Any], day: date, later: date
) -> None:
    after = max(day, later) + DAY
    known = standing(ENTRY, events, orders, day)
    more = standing(ENTRY, [*events, event("removed", after, None, 99)], [*orders, order("removed", after)], day)
    assert (more.status, more.registered_since, more.ended_on) == (known.status, known.registered_since, known.ended_on)


@given(events, orders, days)
def test_every_status_has_words_and_an_end_exactly_when_it_ended(
    events: list[Any], orders: list[Any], day: date
) -> None:
    found = standing(ENTRY, events, orders, day)
    assert found.words == WORDS[found.status]
    assert found.meaning == MEANING[found.status]
    assert (found.ended_on is not None) == (found.status in ("removed", "left", "died", "lapsed"))
    assert found.ended_on is None or found.ended_on <= day
