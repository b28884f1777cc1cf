"""Whoever has paid or signed does not lapse by the calendar, however it came to be recorded or what came between."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from councilkit.context import SYSTEM, Context, Council
from councilkit.cpd.periods import Period
from councilkit.errors import Problem
from councilkit.register.services import applications, endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.register.terms import held_for
from councilkit.standing import recording, renewing
from councilkit.standing.following import settle_all
from councilkit.standing.own import read_own
from councilkit.standing.services import standing_of
from councilkit.standing.tables import payments
from tests.conftest import both_databases
from tests.standing.test_renewing import AFTER, DEADLINE, NEXT, confirm, later, learn, mary, pay, said, sign

__all__ = ["later", "mary"]
Later = Callable[[datetime], None]
Mary = tuple[Context, str]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def pay_on(ana: Context, id: str, day: date) -> str:
    given = {"fee": "renewal", "amount": "65", "paid_on": day, "anyway": True}
    return recording.record_payment(ana, id, given)


def fee_done(her: Context, id: str) -> bool:
    return any(task.code == "fee" and task.done for task in read_own(her).entry(id).tasks)


def reasons(ana: Context, id: str) -> list[str]:
    """Why the term is held open."""
    person = registrations.find_registration(ana, id)["person_id"]
    return list(held_for(read_file(ana, person).events, ana.today()))


def leave(ana: Context, id: str, on: date) -> None:
    endings.leave(ana, id, {"on": on}, registrations.find_registration(ana, id)["version"])


def extend(ana: Context, id: str, until: date) -> None:
    given = {"until": until, "reason": "A decree.", "article": "1"}
    registrations.extend(ana, id, given, registrations.find_registration(ana, id)["version"])


def stay(ana: Context, id: str) -> None:
    version = registrations.find_registration(ana, id)["version"]
    endings.take_back_ending(ana, id, {"reason": "They stay.", "version": version})


def order(ana: Context, tom: Context, id: str, kind: str, on: date) -> str:
    given = {"kind": kind, "decided_by": "Committee", "starts_on": on, "public_wording": "x"}
    agree(tom, orders.propose_order(ana, id, given))
    person = registrations.find_registration(ana, id)["person_id"]
    return str(read_file(ana, person).orders[0]["id"])


def lift(ana: Context, tom: Context, order_id: str, on: date) -> None:
    agree(tom, orders.propose_lift(ana, order_id, {"lifted_on": on, "reason": "Appeal."}))


def agree(tom: Context, proposal: str) -> None:
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})


def refuse(ana: Context, tom: Context, sent: str) -> None:
    applications.propose(ana, sent, {"proposal": "refuse", "reasons": "40 hours short.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})


def let_lapse(ana: Context, tom: Context, id: str, on: date) -> None:
    agree(tom, orders.propose_lapse(ana, id, {"on": on, "reason": "No answer.", "article": "8"}))


@both_databases
def test_a_payment_that_arrived_in_time_and_is_recorded_late_holds_from_the_end_on(
    mary: Mary, ana: Context, later: Later
) -> None:
    her, id = mary
    learn(her, id)
    later(at(date(2027, 1, 12)))
    assert standing_of(ana, id).status == "lapsed"
    pay_on(ana, id, DEADLINE)
    for day in (date(2027, 1, 1), date(2027, 1, 12)):
        assert standing_of(ana, id, day).status == "registered"
    assert said(her, id)[0] == "held"
    assert fee_done(her, id)
    assert sign(her, id)["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT


@pytest.mark.parametrize(
    ("paid", "recorded"),
    [
        (date(2027, 1, 1), date(2027, 1, 12)),  # too late
        (date(2023, 12, 20), date(2027, 1, 12)),  # before the term
        (DEADLINE, date(2028, 1, 1)),  # recorded more than a year after the end
    ],
)
def test_what_arrived_late_or_is_of_another_term_brings_nothing_back(
    mary: Mary, ana: Context, later: Later, paid: date, recorded: date
) -> None:
    _, id = mary
    later(at(recorded))
    pay_on(ana, id, paid)
    assert standing_of(ana, id).status == "lapsed"


def test_a_payment_recorded_late_does_not_touch_a_term_begun_since(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    her, id = mary
    later(AFTER)
    sent = applications.apply_back(her, id, {"declaration": "yes", "reason": "I forgot."})
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Fine.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    before = standing_of(ana, id)
    pay_on(ana, id, DEADLINE)
    assert standing_of(ana, id) == before
    later(at(date(2030, 6, 1)))
    assert standing_of(ana, id).status == "lapsed"


def test_a_payment_before_the_renewal_opens_protects_from_the_day_on_which_it_opens(
    mary: Mary, ana: Context, later: Later
) -> None:
    her, id = mary
    later(at(date(2026, 9, 20)))
    made = pay_on(ana, id, date(2026, 9, 20))
    found = standing_of(ana, id)
    assert (found.until, found.kept) == (DEADLINE, None)
    later(at(date(2026, 11, 22)))
    assert fee_done(her, id)
    assert standing_of(ana, id).kept == DEADLINE
    later(AFTER)
    assert standing_of(ana, id).status == "registered"
    recording.take_back(ana, payments, made, 1)
    assert standing_of(ana, id).until == AFTER.date()


def test_a_payment_before_the_renewal_opens_that_is_taken_back_holds_nothing(
    mary: Mary, ana: Context, later: Later
) -> None:
    _, id = mary
    later(at(date(2026, 9, 20)))
    recording.take_back(ana, payments, pay_on(ana, id, date(2026, 9, 20)), 1)
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"


def test_a_part_of_the_fee_holds_the_term_open_and_is_called_a_part(mary: Mary, ana: Context) -> None:
    her, id = mary
    first = pay(ana, id, amount="1")
    assert (reasons(ana, id), fee_done(her, id)) == (["Part of the fee of the renewal was paid in time."], False)
    rest = pay(ana, id, amount="64")
    assert (reasons(ana, id)[-1], fee_done(her, id)) == ("The fee of the renewal was paid in time.", True)
    recording.take_back(ana, payments, rest, 1)
    assert reasons(ana, id) == ["Part of the fee of the renewal was paid in time."]
    recording.take_back(ana, payments, first, 1)
    assert standing_of(ana, id).until == DEADLINE


def test_a_part_of_the_fee_that_is_left_when_the_rest_is_taken_back_holds_the_term_open(
    mary: Mary, ana: Context
) -> None:
    _, id = mary
    paid, _ = pay(ana, id), pay(ana, id, amount="1")
    recording.take_back(ana, payments, paid, 1)
    assert reasons(ana, id) == ["Part of the fee of the renewal was paid in time."]


def test_a_payment_of_an_earlier_term_holds_nothing(mary: Mary, ana: Context, later: Later) -> None:
    her, id = mary
    pay_on(ana, id, date(2023, 12, 28))
    assert not fee_done(her, id)
    assert standing_of(ana, id).until == DEADLINE
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"


def test_what_renewed_one_term_does_not_hold_the_next(mary: Mary, ana: Context, later: Later) -> None:
    her, id = mary
    learn(her, id)
    pay(ana, id)
    sign(her, id)
    later(at(date(2026, 12, 5)))
    leave(ana, id, date(2027, 3, 1))
    stay(ana, id)
    assert standing_of(ana, id).until == NEXT
    later(at(date(2030, 1, 2)))
    assert standing_of(ana, id).status == "lapsed"


@both_databases
@pytest.mark.parametrize("recorded_before", [True, False])
def test_who_paid_and_does_not_leave_after_all_does_not_lapse(
    mary: Mary, ana: Context, later: Later, recorded_before: bool
) -> None:
    _, id = mary
    if recorded_before:
        pay(ana, id)
    leave(ana, id, date(2026, 12, 10))
    if not recorded_before:
        pay(ana, id)
    later(at(date(2026, 12, 1)))
    assert standing_of(ana, id).until == date(2026, 12, 9)
    stay(ana, id)
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


def test_a_fee_that_came_after_an_end_recorded_by_mistake_holds_once_that_is_taken_back(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    _, id = mary
    leave(ana, id, ana.today())
    pay(ana, id)
    assert standing_of(ana, id).status == "left"
    version = registrations.find_registration(ana, id)["version"]
    agree(tom, orders.propose_stay(ana, id, {"reason": "Another person.", "version": version}))
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


def test_who_paid_and_is_not_removed_after_all_does_not_lapse(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    _, id = mary
    made = order(ana, tom, id, "ni.removal", date(2026, 12, 10))
    pay(ana, id)
    later(at(date(2026, 12, 20)))
    assert standing_of(ana, id).status == "removed"
    lift(ana, tom, made, date(2026, 12, 10))
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


def test_a_later_end_by_a_rule_leaves_what_was_paid_before_it_standing(mary: Mary, ana: Context, later: Later) -> None:
    _, id = mary
    later(at(date(2026, 9, 20)))
    pay_on(ana, id, date(2026, 9, 20))
    extend(ana, id, date(2027, 3, 31))
    assert standing_of(ana, id).until == date(2027, 3, 31)
    later(at(date(2027, 5, 1)))
    assert (standing_of(ana, id).status, standing_of(ana, id).kept) == ("registered", date(2027, 3, 31))


def test_after_a_refusal_what_was_paid_before_holds_nothing_whatever_follows(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    her, id = mary
    pay(ana, id)
    sent = sign(her, id, "I have no time.")
    refuse(ana, tom, sent["id"])
    leave(ana, id, date(2026, 12, 10))
    stay(ana, id)
    assert standing_of(ana, id).until == DEADLINE
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"


@both_databases
def test_the_daily_run_holds_open_what_was_paid_by_another_way(
    mary: Mary, ana: Context, council: Council, later: Later
) -> None:
    her, id = mary
    row = {"registration_id": id, "fee": "renewal", "amount": "65", "paid_on": date(2026, 11, 20)}
    with ana.change("imports.payment", str(her.actor.person_id)) as change:
        change.insert(payments, row)
    settle_all(council.acting(SYSTEM))
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


def test_one_registration_that_cannot_be_written_stops_the_daily_run_for_nobody_else(
    mary: Mary, ana: Context, council: Council, later: Later, enter: Callable[..., Any]
) -> None:
    (_, broken), other = mary, enter("Ann Other", on=date(2024, 1, 1)).registrations[0]
    for id in (broken, other["id"]):
        row = {"registration_id": id, "fee": "renewal", "amount": "65", "paid_on": date(2026, 11, 20)}
        with ana.change("imports.payment", other["person_id"]) as change:
            change.insert(payments, row)
    faulty = f"WHEN NEW.registration_id = '{broken}' BEGIN SELECT RAISE(ABORT, 'The disk has a fault'); END"
    with ana.database.writing() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER faulty BEFORE INSERT ON registration_events {faulty}")
    settle_all(council.acting(SYSTEM))
    later(AFTER)
    assert [standing_of(ana, id).status for id in (broken, other["id"])] == ["lapsed", "registered"]


@pytest.mark.parametrize("day", [date(2028, 5, 31), date(2028, 8, 1), date(2029, 12, 1)])
def test_a_term_that_is_held_open_for_long_is_renewed_by_what_was_done_in_it(
    mary: Mary, ana: Context, later: Later, day: date
) -> None:
    her, id = mary
    learn(her, id)
    pay(ana, id)
    later(at(day))
    found = read_own(her)
    assert {task.code for task in found.entry(id).tasks if not task.done} == {"sign"}
    assert found.learning is not None
    assert (found.learning.period, found.learning.totals.left) == (Period(date(2024, 1, 1), day), 0)
    assert sign(her, id)["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT


def test_a_renewal_after_the_term_that_it_opens_leaves_the_next_one_to_be_done(
    mary: Mary, ana: Context, later: Later
) -> None:
    her, id = mary
    learn(her, id)
    pay(ana, id)
    later(at(date(2030, 2, 1)))
    sign(her, id)
    found = standing_of(ana, id)
    assert (found.status, found.kept) == ("registered", NEXT)
    assert said(her, id)[0] == "held"
    assert {task.code for task in read_own(her).entry(id).tasks if not task.done} == {
        "learning",
        "fee",
        "details",
        "sign",
    }


@pytest.mark.parametrize("seed", range(12))
def test_whose_fee_is_done_lapses_by_a_decision_only(
    mary: Mary, ana: Context, tom: Context, later: Later, seed: int
) -> None:
    """Payments, signatures, ends and orders in any order: while the page says that the fee is done, nobody lapses."""
    her, id = mary
    rng, today, made = random.Random(seed), date(2026, 9, 1), []
    for _ in range(10):
        today += timedelta(days=rng.randrange(1, 25))
        later(at(today))
        if standing_of(ana, id).on_register and not rng.randrange(3):
            confirm(her)
        _act(rng, (her, ana, tom), id, today, made)
        if fee_done(her, id):
            for day in (today, today + timedelta(days=400)):
                assert standing_of(ana, id, day).status != "lapsed", (seed, today, day)


def _act(rng: random.Random, who: tuple[Context, Context, Context], id: str, today: date, made: list[str]) -> None:
    """One thing that may happen; what the register refuses does not happen."""
    her, ana, tom = who
    soon = today + timedelta(days=rng.randrange(1, 30))
    steps: list[Callable[[], Any]] = [
        lambda: pay_on(ana, id, today - timedelta(days=rng.randrange(60))),
        lambda: pay_on(ana, id, today),
        lambda: renewing.sign(her, id, {"declaration": True, "note": "Short."}),
        lambda: extend(ana, id, DEADLINE + timedelta(days=rng.randrange(60))),
        lambda: leave(ana, id, soon),
        lambda: stay(ana, id),
        lambda: made.append(order(ana, tom, id, "ni.removal", soon)),
        lambda: lift(ana, tom, made.pop(), soon),
    ]
    with suppress(Problem, IndexError):
        rng.choices(steps, (2, 3, 1, 2, 1, 3, 1, 3))[0]()
