"""Renewal by the office: what the law finds is looked at, a reason is kept, and no term is longer than a period."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, NotPermitted, Problem
from councilkit.ledger.store import read as read_ledger
from councilkit.register.services import orders, registrations
from councilkit.register.services.files import read_file
from councilkit.register.terms import term
from councilkit.standing.renewal_store import SIGNATURE
from councilkit.standing.tables import declarations
from tests.conftest import both_databases

REASON = "The form was signed on paper; the committee agreed."


@pytest.fixture
def due(add_person: Callable[..., str], register: Callable[..., str]) -> str:
    """A registration that ends on 31 December 2026."""
    return register(add_person("Mary Smyth", email="mary@example.org"), date(2024, 1, 1))


@both_databases
def test_the_office_says_why_it_renews_somebody_who_lacks_something(ana: Context, due: str) -> None:
    checks = registrations.renewal_checks(ana, registrations.find_registration(ana, due))
    found = {check.found for check in checks if check.result == "not_met"}
    assert {"0 of 90 hours", "GBP 0 of 65"} <= found
    for silent in ("", "  "):
        with pytest.raises(Problem, match="Say why it is renewed although not everything is met"):
            registrations.renew(ana, due, 1, reason=silent)
    assert registrations.renew(ana, due, 1, reason=f" {REASON} ") == date(2029, 12, 31)
    file = read_file(ana, registrations.find_registration(ana, due)["person_id"])
    assert [event["reason"] for event in file.events] == [REASON]


def test_a_signature_that_is_missing_is_found(ana: Context, due: str) -> None:
    row = registrations.find_registration(ana, due)
    before = [check.rule for check in registrations.renewal_checks(ana, row) if check.result != "met"]
    signed = {"registration_id": due, "kind": SIGNATURE, "signed_on": ana.today(), "wording": ""}
    with ana.change("standing.sign", row["person_id"]) as change:
        change.insert(declarations, signed)
    after = [check.rule for check in registrations.renewal_checks(ana, row) if check.result != "met"]
    assert len(before) == len(after) + 1


def test_a_renewal_is_for_one_period_at_most(ana: Context, due: str) -> None:
    with pytest.raises(Problem, match="31 December 2029 at the latest"):
        registrations.renew(ana, due, 1, date(2099, 1, 1), REASON)
    assert registrations.renew(ana, due, 1, date(2029, 12, 31), REASON) == date(2029, 12, 31)


def test_where_no_period_is_known_it_is_ten_years_at_most(
    ana: Context, due: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registrations, "months_of", lambda *_: None)
    with pytest.raises(Problem, match="31 December 2036 at the latest"):
        registrations.renew(ana, due, 1, date(2037, 1, 1), REASON)
    assert registrations.renew(ana, due, 1, date(2036, 12, 31), REASON) == date(2036, 12, 31)


def agreed(ana: Context, tom: Context, registration_id: str, **order: Any) -> None:
    """Two officers remove somebody on 1 December 2026, as an end of the entry or by an order."""
    given = {"on": date(2026, 12, 1), "reason": "By agreement.", "article": "Rule 14"}
    made = order and orders.propose_order(ana, registration_id, order)
    proposal = made or orders.propose_removal(ana, registration_id, given)
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})


def removing(kind_of: Callable[[str], str]) -> dict[str, Any]:
    words = {"decided_by": "Committee", "public_wording": "Removed.", "private_note": ""}
    return {"id": new_id(), "kind": kind_of("removed"), "starts_on": date(2026, 12, 1), **words}


@both_databases
@pytest.mark.parametrize("how", ["removal", "order", "left"])
def test_who_is_to_leave_the_register_is_neither_renewed_nor_extended(
    ana: Context, tom: Context, due: str, kind_of: Callable[[str], str], how: str
) -> None:
    if how == "left":
        registrations.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
    else:
        agreed(ana, tom, due, **(removing(kind_of) if how == "order" else {}))
    version = registrations.find_registration(ana, due)["version"]
    words = "ends on 2026-12-01: it cannot be renewed|ends on 1 December 2026: it cannot be renewed"
    with pytest.raises(Problem, match=words):
        registrations.renew(ana, due, version, reason=REASON)
    with pytest.raises(Problem, match=words):
        registrations.extend(ana, due, {"until": "2027-03-01", "reason": "Decree"}, version)
    assert str(registrations.renewable_until(ana, due)[1]).startswith("It is recorded already")


def test_an_order_that_was_lifted_before_its_day_ends_nothing(
    ana: Context, tom: Context, due: str, kind_of: Callable[[str], str]
) -> None:
    agreed(ana, tom, due, **removing(kind_of))
    row = registrations.find_registration(ana, due)
    order = read_file(ana, row["person_id"]).orders[0]["id"]
    lifted = orders.propose_lift(ana, order, {"lifted_on": date(2026, 12, 1), "reason": "Appeal"})
    orders.decide_proposal(tom, lifted, {"decision": "agree", "version": 1})
    version = registrations.find_registration(ana, due)["version"]
    assert registrations.renew(ana, due, version, reason=REASON) == date(2029, 12, 31)


@both_databases
@pytest.mark.parametrize("how", ["left", "removal"])
def test_who_dies_before_an_end_to_come_has_died_and_does_not_leave_later(
    ana: Context, tom: Context, due: str, how: str
) -> None:
    if how == "left":
        registrations.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
    else:
        agreed(ana, tom, due)
    row = registrations.find_registration(ana, due)
    with pytest.raises(Problem, match="recorded already"):
        registrations.leave(ana, due, {"on": date(2026, 11, 25)}, row["version"])
    registrations.record_death(ana, due, {"on": date(2026, 11, 20)}, row["version"])
    events = read_file(ana, row["person_id"]).events
    for day in (date(2026, 11, 22), date(2027, 1, 1)):
        found = term(row, events, day)
        assert found is not None
        assert (found.ended_by, found.ended_on) == ("died", date(2026, 11, 20))
    with pytest.raises(Problem, match="had ended on"):
        registrations.record_death(ana, due, {"on": date(2026, 11, 21)}, row["version"] + 1)


@both_databases
def test_a_leaving_that_lies_ahead_is_taken_back_and_the_ledger_keeps_both(
    ana: Context, tom: Context, ctx: Context, due: str
) -> None:
    registrations.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
    with pytest.raises(Conflict):
        registrations.take_back_leaving(ana, due, 1)
    registrations.take_back_leaving(ana, due, 2)
    person = registrations.find_registration(ana, due)["person_id"]
    assert read_file(ana, person).events == ()
    with ctx.reading() as connection:
        actions = [entry.action for entry in read_ledger(connection, subject=person)]
    assert actions[-2:] == ["register.left", "register.stay"]
    assert registrations.renew(ana, due, 3, reason=REASON) == date(2029, 12, 31)


def test_a_removal_and_what_is_past_are_not_taken_back_as_a_leaving(
    ana: Context, tom: Context, acting: Callable[..., Context], due: str
) -> None:
    agreed(ana, tom, due)
    with pytest.raises(Problem, match="No leaving is recorded"):
        registrations.take_back_leaving(ana, due, registrations.find_registration(ana, due)["version"])
    with pytest.raises(NotPermitted):
        registrations.take_back_leaving(acting("assessor"), due, 1)
