"""Appeals: recorded once, answered within the law's time, closed; nothing on the register changes by them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotPermitted, Problem
from councilkit.register.services import appeals, desk, orders
from councilkit.register.services.files import read_file
from councilkit.standing.services import standing_of
from tests.conftest import both_databases

TODAY = date(2026, 11, 22)


@pytest.fixture
def registration(add_person: Callable[..., str], register: Callable[..., str]) -> str:
    return register(add_person("Mary Smyth"))


def given(**more: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "against": "Suspension of 20 October 2026",
        "served_on": date(2026, 10, 20),
        "received_on": date(2026, 11, 2),
        "reference": "NISCC 6/2026",
    } | more


@both_databases
def test_an_appeal_waits_in_the_queue_until_it_is_answered(ana: Context, tom: Context, registration: str) -> None:
    id = appeals.record_appeal(ana, registration, given())
    (item,) = (each for group in desk.read_queue(ana, "mine").groups.values() for each in group)
    assert (item.kind, item.name, item.due, item.page) == ("appeal", "Mary Smyth", date(2026, 11, 30), "appeal")
    found = appeals.read_appeal(tom, id)
    assert (found.due, found.in_time) == (date(2026, 11, 30), True)
    assert "20 working days" in found.clock.sentence
    appeals.reply(tom, id, {"replied_on": TODAY, "version": 1})
    assert desk.read_queue(ana, "mine").counts["all"] == 0
    appeals.close(ana, id, {"outcome": "set_aside", "outcome_on": TODAY, "version": 2})
    assert standing_of(ana, registration).status == "registered"
    (kept,) = read_file(ana, found.person["id"]).appeals
    assert (kept["outcome"], kept["replied_on"]) == ("set_aside", TODAY)


@both_databases
def test_an_overturned_decision_waits_in_the_queue_until_something_is_proposed(
    ana: Context, tom: Context, registration: str
) -> None:
    suspension = {"kind": "ni.suspension", "decided_by": "Committee", "starts_on": date(2026, 10, 20)}
    suspension["ends_on"] = date(2027, 4, 19)
    made = orders.propose_order(ana, registration, suspension)
    orders.decide_proposal(tom, made, {"decision": "agree", "version": 1})
    id = appeals.record_appeal(ana, registration, given())
    appeals.close(ana, id, {"outcome": "confirmed", "outcome_on": TODAY, "version": 1})
    assert desk.read_queue(ana, "all").counts["all"] == 0
    id = appeals.record_appeal(ana, registration, given())
    object.__setattr__(ana.council, "clock", lambda: datetime(2026, 12, 1, 12, tzinfo=UTC))
    appeals.close(ana, id, {"outcome": "set_aside", "outcome_on": date(2026, 12, 1), "version": 1})
    (item,) = (each for group in desk.read_queue(ana, "mine").groups.values() for each in group)
    assert (item.id, item.received) == (id, date(2026, 12, 1))
    (order,) = read_file(ana, appeals.read_appeal(ana, id).person["id"]).orders
    lifting = orders.propose_lift(ana, order["id"], {"lifted_on": order["starts_on"], "reason": "Set aside."})
    assert [each.kind for group in desk.read_queue(ana, "all").groups.values() for each in group] == ["lift"]
    orders.decide_proposal(tom, lifting, {"decision": "agree", "version": 1})
    assert desk.read_queue(ana, "all").counts["all"] == 0


@both_databases
def test_sent_twice_it_is_one_and_changed_by_two_it_is_a_conflict(
    ana: Context, tom: Context, registration: str
) -> None:
    once = given()
    assert appeals.record_appeal(ana, registration, dict(once)) == appeals.record_appeal(ana, registration, dict(once))
    id = once["id"]
    appeals.reply(ana, id, {"replied_on": TODAY, "version": 1})
    with pytest.raises(Conflict):
        appeals.close(tom, id, {"outcome": "withdrawn", "outcome_on": TODAY, "version": 1})
    appeals.close(tom, id, {"outcome": "withdrawn", "outcome_on": TODAY, "version": 2})
    with pytest.raises(Problem, match="This appeal is over"):
        appeals.reply(ana, id, {"replied_on": TODAY, "version": 3})


@pytest.mark.parametrize(("served", "in_time"), [(date(2026, 10, 5), True), (date(2026, 10, 4), False), (None, None)])
def test_whether_it_came_in_time_is_told(
    ana: Context, registration: str, served: date | None, in_time: bool | None
) -> None:
    """28 days from service: Care Tribunal Regulations (NI) 2005, Schedule 6, paragraph 1(3)."""
    id = appeals.record_appeal(ana, registration, given(served_on=served))
    assert appeals.read_appeal(ana, id).in_time is in_time


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"received_on": date(2026, 10, 19)}, "received_on", "cannot come before its decision"),
        ({"received_on": date(2026, 11, 23)}, "received_on", "in the future"),
        ({"against": ""}, "against", ""),
    ],
)
def test_what_cannot_be_is_named(ana: Context, registration: str, wrong: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        appeals.record_appeal(ana, registration, given(**wrong))
    assert says in " ".join(refused.value.fields[field])


def test_a_reply_is_not_before_the_appeal(ana: Context, registration: str) -> None:
    id = appeals.record_appeal(ana, registration, given())
    with pytest.raises(Problem, match="before the appeal reached"):
        appeals.reply(ana, id, {"replied_on": date(2026, 11, 1), "version": 1})


def test_only_registrars_record_appeals(acting: Callable[..., Context], registration: str) -> None:
    for role in ("assessor", "registrant", "employer", "administrator"):
        with pytest.raises(NotPermitted):
            appeals.record_appeal(acting(role), registration, given())


def test_without_a_law_the_councils_own_promise_counts(
    ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    entry = register(add_person("Ana Pop"), part="ro.social_worker")
    found = appeals.read_appeal(ana, appeals.record_appeal(ana, entry, given()))
    assert (found.due, found.window, found.in_time) == (date(2026, 11, 30), None, None)
