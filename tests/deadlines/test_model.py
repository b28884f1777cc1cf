"""Which reminder is due, and to which group a renewal belongs: rows and days alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.context import Council
from councilkit.deadlines.model import (
    BEFORE,
    BEFORE_DAYS,
    ENDED_LATEST,
    Deadline,
    Progress,
    deadline,
    group_of,
    late,
    planned,
)
from councilkit.register.terms import RENEWAL_DAYS

DUE = date(2026, 12, 31)
ROW = {"id": "r", "registered_on": date(2024, 1, 1), "expires_on": DUE, "email": "", "account_email": None}
SENT = datetime(2026, 1, 1)


def on(day: date, *events: Any, orders: Sequence[Any] = ()) -> Deadline | None:
    return deadline(ROW, events, orders, day)


def removal(day: date) -> dict[str, Any]:
    return {"effect": "removed", "starts_on": day, "ends_on": None, "lifted_on": None}


def event(kind: str, day: date, until: date | None = None) -> dict[str, Any]:
    return {"kind": kind, "effective_on": day, "until": until, "reason": "", "position": 1}


def test_a_term_is_watched_from_the_day_on_which_renewal_opens_until_it_lapsed_a_while_ago() -> None:
    opens = DUE - timedelta(days=RENEWAL_DAYS)
    assert on(opens - timedelta(days=1)) is None
    found = on(opens)
    assert found is not None
    assert (found.due, found.until, found.opens, found.lapsed) == (DUE, DUE, opens, False)
    ended = on(DUE + timedelta(days=1))
    assert ended is not None
    assert ended.lapsed
    assert on(DUE + timedelta(days=ENDED_LATEST)) is not None
    assert on(DUE + timedelta(days=ENDED_LATEST + 1)) is None


def test_a_held_term_is_watched_for_as_long_as_it_is_held() -> None:
    found = on(date(2029, 1, 1), event("extended", date(2026, 12, 1)))
    assert found is not None
    assert (found.due, found.until, found.lapsed) == (DUE, None, False)


@pytest.mark.parametrize("kind", ["left", "died", "removed"])
def test_who_has_gone_or_says_so_is_left_alone(kind: str) -> None:
    assert on(date(2026, 12, 1), event(kind, date(2026, 11, 1))) is None
    assert on(date(2026, 12, 1), event(kind, date(2026, 12, 15))) is None
    for starts in (date(2026, 11, 1), date(2026, 12, 20), date(2027, 1, 1)):
        assert on(date(2026, 12, 1), orders=[removal(starts)]) is None


def test_a_removal_beyond_the_term_is_told_beside_the_day_by_which_to_renew() -> None:
    found = on(date(2026, 12, 1), orders=[removal(date(2027, 3, 1))])
    assert found is not None
    assert (found.due, str(found.ending)) == (
        DUE,
        "Renewed or not, it ends on 1 March 2027 by decision of the council.",
    )


def test_of_several_missed_reminders_the_latest_goes_out_and_says_so() -> None:
    found = on(date(2026, 12, 20))
    assert found is not None
    plan = planned(found, (), date(2026, 12, 20))
    assert plan is not None
    assert (plan.step.code, [step.code for step in plan.missed]) == ("before_14", ["before_90", "before_42"])
    rows = [{"step": "before_90", "sent_at": SENT}, {"step": "before_42", "sent_at": None}]
    plan = planned(found, rows, date(2026, 12, 20))
    assert plan is not None
    assert [step.code for step in plan.missed] == ["before_42"]
    assert planned(found, [{"step": "before_14", "sent_at": SENT}], date(2026, 12, 20)) is None


@pytest.mark.parametrize(
    ("day", "step"),
    [(date(2027, 1, 1), "held_1"), (date(2027, 1, 13), "held_1"), (date(2027, 1, 14), "held_14"), (DUE, "before_1")],
)
def test_a_held_term_has_reminders_of_its_own(day: date, step: str) -> None:
    found = on(day, event("extended", date(2026, 12, 1)))
    assert found is not None
    plan = planned(found, (), day)
    assert plan is not None
    assert plan.step.code == step


def test_who_lapsed_is_told_so_once_and_nothing_about_what_was_missed() -> None:
    found = on(date(2027, 1, 4))
    assert found is not None
    plan = planned(found, (), date(2027, 1, 4))
    assert plan is not None
    assert (plan.step.code, plan.missed) == ("ended", ())


@given(st.sets(st.integers(0, RENEWAL_DAYS), min_size=1))
def test_a_run_on_any_day_before_the_deadline_reminds(days: set[int]) -> None:
    """After any sequence of days with runs, each step that had come was sent, or a later one in its stead."""
    rows: list[dict[str, Any]] = []
    for back in sorted(days, reverse=True):
        day = DUE - timedelta(days=back)
        found = on(day)
        assert found is not None
        plan = planned(found, rows, day)
        if plan is not None:
            rows.append({"step": plan.step.code, "sent_at": SENT})
        come = [step for step in BEFORE if step.day(DUE) <= day]
        assert rows[-1]["step"] == come[-1].code
    assert len({row["step"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("held", "progress", "group"),
    [
        (True, Progress(1, paid=True), "held"),
        (False, Progress(1, waiting=True), "judge"),
        (False, Progress(0, judged=1, met=False), "judge"),
        (False, Progress(0), "ready"),
        (False, Progress(2, paid=True, begun=True), "paid"),
        (False, Progress(1, paid=True, met=True, begun=True), "paid"),
        (False, Progress(1, signed=True, unpaid=True, begun=True), "signed"),
        (False, Progress(1, met=True, begun=True), "met"),
        (False, Progress(3, begun=True), "begun"),
        (False, Progress(3), "nothing"),
    ],
)
def test_a_renewal_belongs_to_the_group_that_matters_most(held: bool, progress: Progress, group: str) -> None:
    assert group_of(held, progress) == group


def test_the_habit_is_no_later_than_a_law_says(council: Council) -> None:
    """Northern Ireland: at least six weeks before registration ends."""
    weeks = council.law.number("ni.renewal.reminder", date(2026, 11, 22))
    assert max(BEFORE_DAYS) >= weeks * 7
    assert weeks * 7 in BEFORE_DAYS


def test_reminders_are_late_after_a_day_without_a_run() -> None:
    assert late(None, DUE)
    assert late(DUE - timedelta(days=2), DUE)
    assert not late(DUE - timedelta(days=1), DUE)
    assert not late(DUE, DUE)
