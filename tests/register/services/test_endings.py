"""Ends of a registration: taken back until their day comes, and a lapse only by decision of two officers."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd.periods import Period, terms
from councilkit.errors import Conflict, Invalid, NotPermitted, Problem
from councilkit.ledger.store import read as read_ledger
from councilkit.register.services import applications, endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.register.tables import registration_events
from councilkit.register.terms import term
from councilkit.standing import recording
from councilkit.standing.services import standing_of
from tests.conftest import both_databases
from tests.register.services.test_registrations import REASON, agreed, due, removing

__all__ = ["due"]
WHY = {"reason": "They withdrew it in writing."}
AGREE = {"decision": "agree", "version": 1}
LAPSE = {"on": date(2027, 3, 1), "reason": "No answer to four letters.", "article": "Rule 8"}


@both_databases
@pytest.mark.parametrize("how", ["left", "removal"])
def test_who_dies_before_an_end_to_come_has_died_and_does_not_leave_later(
    ana: Context, tom: Context, due: str, how: str
) -> None:
    if how == "left":
        endings.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
    else:
        agreed(ana, tom, due)
    row = registrations.find_registration(ana, due)
    with pytest.raises(Problem, match="recorded already"):
        endings.leave(ana, due, {"on": date(2026, 11, 25)}, row["version"])
    endings.record_death(ana, due, {"on": date(2026, 11, 20)}, row["version"])
    events = read_file(ana, row["person_id"]).events
    for day in (date(2026, 11, 22), date(2027, 1, 1)):
        found = term(row, events, day)
        assert found is not None
        assert (found.ended_by, found.ended_on) == ("died", date(2026, 11, 20))
    with pytest.raises(Problem, match="had ended on"):
        endings.record_death(ana, due, {"on": date(2026, 11, 21)}, row["version"] + 1)


@both_databases
def test_that_somebody_leaves_on_a_day_to_come_is_taken_back_with_a_reason_and_the_ledger_keeps_both(
    ana: Context, tom: Context, ctx: Context, due: str
) -> None:
    endings.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
    row = registrations.find_registration(ana, due)
    with pytest.raises(Conflict):
        endings.take_back_ending(ana, due, WHY | {"version": row["version"] - 1})
    with pytest.raises(Invalid):
        endings.take_back_ending(ana, due, {"reason": " ", "version": row["version"]})
    with pytest.raises(Problem, match="taken back by one officer"):
        orders.propose_stay(ana, due, WHY | {"version": row["version"]})
    assert endings.take_back_ending(tom, due, WHY | {"version": row["version"]})["effective_on"] == date(2026, 12, 1)
    assert _last_told(ctx, row) == [("register.left", ""), ("register.stay", WHY["reason"])]
    assert registrations.renew(ana, due, row["version"] + 1, reason=REASON) == date(2029, 12, 31)


def _last_told(ctx: Context, row: Any) -> list[tuple[str, str]]:
    """The last two actions about a person whose end was taken back, with the reason that the history tells."""
    assert read_file(ctx, row["person_id"]).events == ()
    with ctx.reading() as connection:
        told = list(read_ledger(connection, subject=row["person_id"]))[-2:]
    return [(each.action, "".join(note["text"] for note in each.rows.get("note", ()))) for each in told]


@both_databases
def test_a_removal_that_lies_ahead_is_taken_back_by_two_officers_with_a_reason(
    ana: Context, tom: Context, ctx: Context, due: str
) -> None:
    agreed(ana, tom, due)
    row = registrations.find_registration(ana, due)
    why = WHY | {"version": row["version"]}
    with pytest.raises(Problem, match="Two officers take this end back"):
        endings.take_back_ending(ana, due, why)
    with pytest.raises(Invalid):
        orders.propose_stay(ana, due, why | {"reason": " "})
    with pytest.raises(Conflict, match="changed"):
        orders.propose_stay(ana, due, why | {"version": row["version"] - 1})
    proposal = orders.propose_stay(ana, due, why)
    with pytest.raises(Conflict, match="Another proposal to take this end back waits"):
        orders.propose_stay(tom, due, why)
    with pytest.raises(NotPermitted, match="Another officer must decide"):
        orders.decide_proposal(ana, proposal, AGREE)
    assert [event["kind"] for event in _events(ana, due)] == ["removed"]
    orders.decide_proposal(tom, proposal, AGREE)
    assert _last_told(ctx, row) == [("register.propose_stay", ""), ("register.stay_agreed", WHY["reason"])]
    assert registrations.renew(ana, due, row["version"] + 1, reason=REASON) == date(2029, 12, 31)


def test_what_was_sent_back_or_withdrawn_can_be_proposed_again(ana: Context, tom: Context, due: str) -> None:
    agreed(ana, tom, due)
    why = WHY | {"version": registrations.find_registration(ana, due)["version"]}
    sent_back = orders.propose_stay(ana, due, why)
    orders.decide_proposal(tom, sent_back, {"decision": "send_back", "note": "Who asked for it?", "version": 1})
    orders.withdraw_proposal(ana, orders.propose_stay(ana, due, why), 1)
    orders.propose_stay(ana, due, why)
    assert [event["kind"] for event in _events(ana, due)] == ["removed"]


@pytest.mark.parametrize("what", ["the day has come", "the person has died"])
def test_nobody_agrees_to_take_back_what_lies_ahead_no_more(ana: Context, tom: Context, due: str, what: str) -> None:
    agreed(ana, tom, due)
    version = registrations.find_registration(ana, due)["version"]
    proposal = orders.propose_stay(ana, due, WHY | {"version": version})
    if what == "the day has come":
        at(ana, date(2026, 12, 1))
    else:
        endings.record_death(ana, due, {"on": date(2026, 11, 20)}, version)
        with pytest.raises(Problem, match="Two officers take this end back"):
            endings.take_back_ending(ana, due, WHY | {"version": version + 1})
    with pytest.raises(Problem, match="The end on 1 December 2026 cannot be taken back like this any more") as refused:
        orders.decide_proposal(tom, proposal, AGREE)
    assert list(refused.value.fields) == ["decision"]
    assert "removed" in [event["kind"] for event in _events(ana, due)]
    sent_back = {"decision": "send_back", "note": "Too late.", "version": 1}
    assert orders.decide_proposal(tom, proposal, sent_back) == "sent_back"


def test_who_is_removed_again_is_not_kept_by_a_proposal_about_the_removal_before(
    ana: Context, tom: Context, due: str
) -> None:
    agreed(ana, tom, due)
    first = WHY | {"version": registrations.find_registration(ana, due)["version"]}
    stale = orders.propose_stay(ana, due, first)
    (event,) = _events(ana, due)
    with ana.change("register.test", event["registration_id"]) as change:
        change.delete(registration_events, event["id"])
    agreed(ana, tom, due)
    with pytest.raises(Problem, match="cannot be taken back like this any more"):
        orders.decide_proposal(tom, stale, AGREE)


def test_what_an_order_ends_is_not_taken_back(
    ana: Context, tom: Context, acting: Callable[..., Context], due: str, kind_of: Callable[[str], str]
) -> None:
    agreed(ana, tom, due, **removing(kind_of))
    version = registrations.find_registration(ana, due)["version"]
    with pytest.raises(Problem, match="An order of removal is lifted"):
        endings.take_back_ending(ana, due, WHY | {"version": version})
    with pytest.raises(NotPermitted):
        endings.take_back_ending(acting("assessor"), due, WHY | {"version": version})
    with pytest.raises(NotPermitted):
        orders.propose_stay(acting("registrant"), due, WHY | {"version": version})


@both_databases
@pytest.mark.parametrize("record", [endings.record_death, endings.leave])
def test_an_end_that_was_recorded_by_mistake_is_taken_back_by_two_officers(
    ana: Context, tom: Context, ctx: Context, due: str, record: Callable[..., None]
) -> None:
    row = registrations.find_registration(ana, due)
    record(ana, due, {"on": ana.today()}, row["version"])
    why = WHY | {"version": row["version"] + 1}
    with pytest.raises(Problem, match="Two officers take this end back"):
        endings.take_back_ending(ana, due, why)
    proposal = orders.propose_stay(ana, due, why)
    assert _events(ana, due) != []
    orders.decide_proposal(tom, proposal, AGREE)
    assert _last_told(ctx, row)[-1] == ("register.stay_agreed", WHY["reason"])
    assert registrations.renew(ana, due, row["version"] + 2, reason=REASON) == date(2029, 12, 31)


def test_who_could_not_renew_since_an_end_was_recorded_by_mistake_has_not_lapsed(
    ana: Context, tom: Context, due: str
) -> None:
    version = registrations.find_registration(ana, due)["version"]
    endings.record_death(ana, due, {"on": ana.today()}, version)
    for each in (ana, tom):
        at(each, date(2027, 2, 1))
    orders.decide_proposal(tom, orders.propose_stay(ana, due, WHY | {"version": version + 1}), AGREE)
    (held,) = _events(ana, due)
    assert (held["kind"], held["effective_on"], held["until"]) == ("extended", date(2026, 12, 31), None)
    assert registrations.renew(ana, due, version + 2, reason=REASON) == date(2029, 12, 31)


def test_what_happens_after_something_was_taken_back_stands_after_all_that_is_left(ana: Context, due: str) -> None:
    day = date(2026, 11, 30)
    with ana.change("register.test", due) as change:
        first = registrations.insert_event(change, due, "left", day)
        registrations.insert_event(change, due, "extended", day, until=None, reason="Held.")
        change.delete(registration_events, first)
        registrations.insert_event(change, due, "extended", day, until=date(2026, 12, 31), reason="Given back.")
    assert [each["position"] for each in _events(ana, due)] == [2, 3]


@pytest.fixture
def held(ana: Context, due: str) -> str:
    """The same registration on 1 February 2027, held open since its fee was paid in time."""
    recording.record_payment(ana, due, {"fee": "renewal", "amount": "65", "paid_on": ana.today()})
    at(ana, date(2027, 2, 1))
    return due


def at(ctx: Context, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    object.__setattr__(ctx.council, "clock", lambda: moment)


@both_databases
def test_a_renewal_held_open_past_its_end_lapses_by_a_reasoned_decision_of_two_officers(
    ana: Context, tom: Context, held: str
) -> None:
    for lacking in ({"reason": ""}, {"article": ""}):
        with pytest.raises(Invalid):
            orders.propose_lapse(ana, held, LAPSE | lacking)
    with pytest.raises(Problem, match="2 February 2027 or a later day"):
        orders.propose_lapse(ana, held, LAPSE | {"on": date(2027, 2, 1)})
    proposal = orders.propose_lapse(ana, held, LAPSE)
    with pytest.raises(NotPermitted):
        orders.decide_proposal(ana, proposal, {"decision": "agree", "version": 1})
    assert standing_of(ana, held).until is None
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    assert standing_of(ana, held).until == date(2027, 2, 28)
    assert (standing_of(ana, held, date(2027, 2, 28)).status, standing_of(ana, held, date(2027, 3, 1)).status) == (
        "registered",
        "lapsed",
    )
    (event,) = [each for each in _events(ana, held) if each["until"]]
    assert (event["reason"], event["article"]) == (LAPSE["reason"], LAPSE["article"])


def _events(ana: Context, registration_id: str) -> list[Any]:
    person = registrations.find_registration(ana, registration_id)["person_id"]
    return [each for each in read_file(ana, person).events if each["registration_id"] == registration_id]


def test_who_renews_before_the_lapse_has_renewed_from_where_the_term_should_have_ended(
    ana: Context, tom: Context, held: str
) -> None:
    orders.decide_proposal(tom, orders.propose_lapse(ana, held, LAPSE), {"decision": "agree", "version": 1})
    at(ana, date(2027, 2, 20))
    version = registrations.find_registration(ana, held)["version"]
    assert registrations.renew(ana, held, version, reason=REASON) == date(2029, 12, 31)
    row = registrations.find_registration(ana, held)
    assert terms(row, _events(ana, held), date(2027, 2, 20))[-1] == Period(date(2027, 1, 1), date(2029, 12, 31))


def test_nothing_lapses_that_was_renewed_sent_or_not_held_when_it_is_agreed_to(
    ana: Context, tom: Context, held: str
) -> None:
    proposal = orders.propose_lapse(ana, held, LAPSE)
    sent = applications.send_renewal(ana, held, {"declaration": True, "note": "Late."}, checked=False)
    for refusal in ("open already", "not held open past its end"):
        with pytest.raises(Problem, match=refusal):
            orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
        if refusal == "open already":
            applications.withdraw(ana, sent, 1)
            registrations.renew(ana, held, registrations.find_registration(ana, held)["version"], reason=REASON)
    assert standing_of(ana, held).until == date(2029, 12, 31)


def test_a_term_that_is_not_past_its_end_or_not_held_is_not_let_lapse(ana: Context, due: str) -> None:
    for paid in (False, True):
        if paid:
            recording.record_payment(ana, due, {"fee": "renewal", "amount": "65", "paid_on": ana.today()})
        with pytest.raises(Problem, match="not held open past its end"):
            orders.propose_lapse(ana, due, LAPSE)
        assert "lapse" not in endings.offered_endings(ana, due)[0]


@both_databases
def test_a_death_before_a_return_says_what_it_undoes_and_holds_for_all_later_days(ana: Context, due: str) -> None:
    at(ana, date(2027, 2, 1))
    with ana.change("register.test", registrations.find_registration(ana, due)["person_id"]) as change:
        registrations.insert_restoration(ana, change, registrations.find_registration(ana, due), ana.today())
    at(ana, date(2027, 3, 1))
    for on in (date(2026, 12, 1), date(2027, 1, 15)):
        assert [str(each) for each in endings.undone_by_death(ana, due, on)] == ["The return of 1 February 2027"]
    endings.record_death(ana, due, {"on": date(2027, 1, 15)}, registrations.find_registration(ana, due)["version"])
    for day in (date(2027, 1, 15), date(2027, 2, 1), date(2030, 1, 1)):
        found = standing_of(ana, due, day)
        assert (found.status, found.ended_on) == ("died", date(2027, 1, 1))
    with pytest.raises(Problem, match="had ended on"):
        endings.record_death(ana, due, {"on": date(2027, 1, 16)}, registrations.find_registration(ana, due)["version"])


def test_who_has_died_does_not_come_back(ana: Context, due: str) -> None:
    endings.record_death(ana, due, {"on": date(2026, 11, 20)}, 1)
    with pytest.raises(Problem, match="has died"):
        applications.apply_back(ana, due, {"declaration": "yes", "reason": "By mistake."})


def test_a_renewal_that_was_sent_is_not_accepted_after_a_death(ana: Context, tom: Context, due: str) -> None:
    sent = applications.send_renewal(ana, due, {"declaration": True, "note": "Late."}, checked=False)
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Good reasons.", "version": 1})
    version = registrations.find_registration(ana, due)["version"]
    endings.record_death(ana, due, {"on": date(2026, 11, 20)}, version)
    with pytest.raises(Problem, match="This registration has ended"):
        applications.decide(tom, sent, {"decision": "agree", "version": 2})


def test_a_death_of_which_a_later_return_knew_nothing_is_taken_back_by_two_officers(
    ana: Context, tom: Context, due: str
) -> None:
    at(ana, date(2027, 2, 1))
    row = registrations.find_registration(ana, due)
    with ana.change("register.test", row["person_id"]) as change:
        registrations.insert_restoration(ana, change, row, ana.today())
    endings.record_death(ana, due, {"on": date(2027, 1, 15)}, registrations.find_registration(ana, due)["version"])
    version = registrations.find_registration(ana, due)["version"]
    proposal = orders.propose_stay(ana, due, {"reason": "Another Mary.", "version": version})
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    assert standing_of(ana, due).status == "registered"
