"""Appeals: recorded once, answered within the law's time, closed; nothing on the register changes by them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.register.services import appeals, applications, desk, orders
from councilkit.register.services.files import read_file
from councilkit.standing.services import standing_of
from tests.conftest import both_databases
from tests.register.services.test_applications import applicant, decide, propose

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
    (kept,) = read_file(ana, found.subject).appeals
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
    (order,) = read_file(ana, appeals.read_appeal(ana, id).subject).orders
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


def refused(ana: Context, tom: Context, applying: Context, application: dict[str, Any]) -> str:
    """An application that two officers refused today."""
    id = applications.apply(applying, application)
    propose(ana, id, "refuse", reasons="The award is not one that is taken.")
    assert decide(tom, id) == "refused"
    return id


def of_today(**more: Any) -> dict[str, Any]:
    return given(against="The refusal", served_on=TODAY, received_on=TODAY, reference=None) | more


def waiting(office: Context) -> list[Any]:
    return [each for group in desk.read_queue(office, "all").groups.values() for each in group]


@both_databases
def test_who_is_on_no_register_appeals_against_a_refusal_and_is_decided_again(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    """Health and Personal Social Services Act (Northern Ireland) 2001, section 15: also who was not registered."""
    own = applicant(ctx)
    sent = refused(ana, tom, own, application | {"employer": None})
    id = appeals.record_appeal_of_application(ana, sent, of_today())
    (item,) = waiting(ana)
    told = (item.id, item.kind, item.name, item.due, item.page)
    assert told == (id, "appeal", "Ștefania Pop", date(2026, 12, 18), "appeal")
    found = appeals.read_appeal(tom, id)
    assert (found.number, found.in_time, found.to_decide_again) == (
        applications.read(ana, sent)["reference"],
        True,
        False,
    )
    assert [each["id"] for each in appeals.running_of_own(own)] == [id]
    appeals.reply(tom, id, {"replied_on": TODAY, "version": 1})
    assert waiting(ana) == []
    with pytest.raises(Problem, match="was not overturned"):
        appeals.decide_again(ana, id)
    appeals.close(ana, id, {"outcome": "set_aside", "outcome_on": TODAY, "version": 2})
    assert [each.id for each in waiting(ana)] == [id]
    again = appeals.decide_again(ana, id)
    assert appeals.decide_again(tom, id) == again
    (item,) = waiting(ana)
    assert (item.id, item.page) == (again, "application")
    copy = applications.read(own, again)
    assert copy["details"] == applications.read(own, sent)["details"]
    assert "because of an appeal" in desk.history_of(ana, copy)[0].title
    assert [each.title for each in desk.history_of(ana, applications.read(ana, sent))][:2] == [
        "Outcome of an appeal recorded",
        "Appeal answered",
    ]
    propose(ana, again)
    assert decide(tom, again) == "admitted"
    assert waiting(ana) == []


def test_an_application_that_the_applicant_sent_meanwhile_is_decided_in_its_place(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    own = applicant(ctx)
    id = appeals.record_appeal_of_application(ana, refused(ana, tom, own, application), of_today())
    another = applications.apply(own, application | {"id": new_id()})
    appeals.close(ana, id, {"outcome": "substituted", "outcome_on": TODAY, "version": 1})
    assert appeals.decide_again(ana, id) == another
    assert [each.id for each in waiting(ana)] == [another]


def test_an_appeal_against_a_refusal_is_about_a_refusal_and_not_before_it(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    open_ = applications.apply(ana, application)
    with pytest.raises(Problem, match="was not refused"):
        appeals.record_appeal_of_application(ana, open_, of_today())
    sent = refused(ana, tom, applicant(ctx), application | {"id": new_id()})
    with pytest.raises(Problem, match="refused on a later day"):
        appeals.record_appeal_of_application(ana, sent, of_today(served_on=None, received_on=date(2026, 11, 21)))


def test_only_registrars_record_appeals_against_refusals(
    ctx: Context, ana: Context, tom: Context, acting: Callable[..., Context], application: dict[str, Any]
) -> None:
    own = applicant(ctx)
    sent = refused(ana, tom, own, application)
    id = appeals.record_appeal_of_application(ana, sent, of_today())
    appeals.close(ana, id, {"outcome": "set_aside", "outcome_on": TODAY, "version": 1})
    for other in (own, *map(acting, ("assessor", "registrant", "employer", "administrator"))):
        with pytest.raises(NotPermitted):
            appeals.record_appeal_of_application(other, sent, of_today())
        with pytest.raises(NotPermitted):
            appeals.decide_again(other, id)
    with pytest.raises(NotFound):
        appeals.appeals_of_application(applicant(ctx), sent)
