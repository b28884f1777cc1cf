"""What is taken back, refused or renewed late renews nothing by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from councilkit.context import Context
from councilkit.cpd import services as cpd
from councilkit.register.services import applications
from councilkit.standing import recording
from councilkit.standing.assessing import assess
from councilkit.standing.services import standing_of
from councilkit.standing.tables import payments
from tests.conftest import both_databases, learner
from tests.standing.test_renewing import AFTER, DEADLINE, NEXT, later, learn, mary, pay, said, sign

__all__ = ["later", "mary"]


def test_a_payment_that_is_taken_back_holds_nothing_any_more(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    _, id = mary
    first, second = pay(ana, id, amount="10"), pay(ana, id, amount="20")
    assert standing_of(ana, id).until is None
    recording.take_back(ana, payments, first, 1)
    assert standing_of(ana, id).until is None
    recording.take_back(ana, payments, second, 1)
    assert standing_of(ana, id).until == DEADLINE
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"


def test_a_signature_holds_what_a_payment_that_is_taken_back_held_too(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id)
    made = pay(ana, id, amount="10")
    sign(her, id)
    recording.take_back(ana, payments, made, 1)
    assert standing_of(ana, id).until is None


def test_who_signed_short_is_renewed_once_nothing_is_short(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id, 50)
    pay(ana, id)
    sent = sign(her, id, "I was ill.")
    assert sent["state"] == "open"
    for day in range(4):
        record = {"title": f"Late {day}", "on": date(2026, 10, 1) + timedelta(days=day), "amount": Decimal(10)}
        cpd.log_record(her, learner(her, id), record)
    assert applications.read(ana, sent["id"])["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT
    assert said(her, id)[0] == "registered"


def test_what_officers_have_proposed_about_stays_theirs(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id, 50)
    pay(ana, id)
    sent = sign(her, id, "I was ill.")
    applications.propose(ana, sent["id"], {"proposal": "refuse", "reasons": "Short.", "version": sent["version"]})
    for day in range(4):
        record = {"title": f"Late {day}", "on": date(2026, 10, 1) + timedelta(days=day), "amount": Decimal(10)}
        cpd.log_record(her, learner(her, id), record)
    assert applications.read(ana, sent["id"])["outcome"] is None


def catch_up(her: Context, id: str) -> None:
    for day in range(4):
        record = {"title": f"Late {day}", "on": date(2026, 10, 1) + timedelta(days=day), "amount": Decimal(10)}
        cpd.log_record(her, learner(her, id), record)


@both_databases
def test_what_officers_refused_is_renewed_by_a_person_alone(
    mary: tuple[Context, str], ana: Context, tom: Context
) -> None:
    her, id = mary
    learn(her, id, 50)
    pay(ana, id)
    sent = sign(her, id, "I was ill.")
    given = {"proposal": "refuse", "reasons": "Not of good character.", "version": sent["version"]}
    applications.propose(ana, sent["id"], given)
    version = applications.read(tom, sent["id"])["version"]
    applications.decide(tom, sent["id"], {"decision": "agree", "version": version})
    catch_up(her, id)
    pay(ana, id)
    assert standing_of(ana, id).until != NEXT
    again = sign(her, id)
    assert (again["state"], again["outcome"]) == ("open", None)
    assert standing_of(ana, id).until != NEXT


def test_a_signature_that_was_taken_back_renews_nothing(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id, 50)
    pay(ana, id)
    sent = sign(her, id, "I was ill.")
    applications.withdraw(her, sent["id"], sent["version"])
    catch_up(her, id)
    assert standing_of(ana, id).until != NEXT
    assert sign(her, id)["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT


@both_databases
@pytest.mark.parametrize("last", ["fee", "declaration"])
def test_what_renewed_late_does_not_renew_again(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None], last: str
) -> None:
    """The fee or the signature of a renewal may come after its term, inside the next: there it is spent already."""
    her, id = mary
    learn(her, id)
    steps = {"declaration": lambda: sign(her, id), "fee": lambda: pay(ana, id)}
    steps.pop("fee" if last == "declaration" else "declaration")()
    later(AFTER)
    assert standing_of(ana, id).status == "registered"
    steps[last]()
    assert standing_of(ana, id).until == NEXT
    later(datetime(2029, 11, 1, 12, tzinfo=UTC))
    asked = {reason.requirement.code: reason.state for reason in assess(ana, id).verdict.reason.walk()}
    assert (asked["fee"], asked["declaration"]) == ("unmet", "unmet")
    pay(ana, id)
    asked = {reason.requirement.code: reason.state for reason in assess(ana, id).verdict.reason.walk()}
    assert (asked["fee"], asked["declaration"]) == ("met", "unmet")
