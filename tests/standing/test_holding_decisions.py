"""What officers and appeals decide, and what is paid or signed before and after."""

from datetime import date

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import appeals, applications
from councilkit.standing import recording
from councilkit.standing.services import standing_of
from councilkit.standing.tables import payments
from tests.conftest import both_databases
from tests.standing.test_holding import Later, Mary, at, leave, let_lapse, pay_on, refuse, stay
from tests.standing.test_renewing import AFTER, DEADLINE, NEXT, later, learn, mary, pay, sign

__all__ = ["later", "mary"]


@pytest.mark.parametrize("paid", [date(2027, 1, 20), date(2027, 2, 1), date(2027, 2, 5)])
def test_money_that_officers_could_not_know_of_renews_whoever_they_let_lapse(
    mary: Mary, ana: Context, tom: Context, later: Later, paid: date
) -> None:
    her, id = mary
    learn(her, id)
    sign(her, id)
    later(at(date(2027, 2, 1)))
    let_lapse(ana, tom, id, date(2027, 4, 1))
    assert standing_of(ana, id).until == date(2027, 3, 31)
    later(at(max(paid, date(2027, 2, 1))))
    pay_on(ana, id, paid)
    later(at(date(2027, 4, 5)))
    assert standing_of(ana, id).until == NEXT


@pytest.mark.parametrize("paid", [date(2027, 1, 30), date(2027, 2, 1)])
def test_what_is_recorded_after_a_decision_to_let_lapse_holds_by_its_own_day(
    mary: Mary, ana: Context, tom: Context, later: Later, paid: date
) -> None:
    _, id = mary
    pay_on(ana, id, date(2026, 11, 20))
    later(at(date(2027, 2, 1)))
    let_lapse(ana, tom, id, date(2027, 4, 1))
    pay_on(ana, id, paid)
    later(at(date(2027, 4, 5)))
    assert standing_of(ana, id).status == "registered"


def test_what_officers_saw_when_they_let_lapse_holds_nothing_whatever_follows(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    _, id = mary
    pay_on(ana, id, date(2026, 11, 20))
    later(at(date(2027, 2, 1)))
    pay_on(ana, id, date(2027, 2, 1))
    let_lapse(ana, tom, id, date(2027, 4, 1))
    leave(ana, id, date(2027, 3, 1))
    stay(ana, id)
    later(at(date(2027, 4, 5)))
    assert standing_of(ana, id).status == "lapsed"


@both_databases
def test_a_fee_paid_on_the_day_of_a_refusal_and_after_it_holds(
    mary: Mary, ana: Context, tom: Context, later: Later
) -> None:
    her, id = mary
    refuse(ana, tom, sign(her, id, "I have no time.")["id"])
    assert standing_of(ana, id).until == DEADLINE
    pay(ana, id)
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


@pytest.mark.parametrize("outcome", [AFTER.date(), date(2028, 2, 1), date(2029, 6, 1)])
@pytest.mark.parametrize("paid", [True, False])
def test_a_refusal_that_an_appeal_overturned_ends_nothing_however_late(
    mary: Mary, ana: Context, tom: Context, later: Later, paid: bool, outcome: date
) -> None:
    her, id = mary
    if paid:
        pay(ana, id)
    sent = sign(her, id, "I have no time.")["id"]
    refuse(ana, tom, sent)
    made = {"against": "The refusal", "received_on": ana.today(), "id": new_id()}
    appeal = appeals.record_appeal_of_application(ana, sent, made)
    later(at(outcome))
    assert standing_of(ana, id).status == "lapsed"
    appeals.close(ana, appeal, {"outcome": "set_aside", "outcome_on": outcome, "version": 1})
    assert standing_of(ana, id).status == ("registered" if paid else "lapsed")
    appeals.decide_again(ana, appeal)
    for day in (date(2027, 1, 1), outcome):
        assert standing_of(ana, id, day).status == "registered"


def test_a_form_that_is_taken_back_after_its_payment_was_ends_what_was_held(mary: Mary, ana: Context) -> None:
    her, id = mary
    made = pay(ana, id)
    sent = sign(her, id, "I was ill.")
    recording.take_back(ana, payments, made, 1)
    assert standing_of(ana, id).until is None
    applications.withdraw(her, sent["id"], applications.read(her, sent["id"])["version"])
    assert standing_of(ana, id).until == DEADLINE
