"""Renewal by the office: what the law finds is looked at, a reason is kept, and no term is longer than a period."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.register.services import applications, endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.standing.renewal_store import SIGNATURE
from councilkit.standing.services import standing_of
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
        endings.leave(ana, due, {"on": date(2026, 12, 1)}, 1)
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
def test_a_removal_beyond_the_end_of_the_term_is_the_end_of_the_next_term(
    ana: Context, tom: Context, due: str, kind_of: Callable[[str], str]
) -> None:
    agreed(ana, tom, due, **removing(kind_of) | {"starts_on": date(2027, 3, 1)})
    found = standing_of(ana, due)
    assert (found.until, found.closing) == (date(2026, 12, 31), False)
    assert str(found.ending) == "Renewed or not, it ends on 1 March 2027 by decision of the council."
    assert registrations.renewable_until(ana, due) == (date(2026, 12, 31), None)
    version = registrations.find_registration(ana, due)["version"]
    assert registrations.renew(ana, due, version, reason=REASON) == date(2027, 2, 28)
    days = (date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1))
    assert [standing_of(ana, due, day).status for day in days] == ["registered", "registered", "removed"]
    row = registrations.find_registration(ana, due)
    order = read_file(ana, row["person_id"]).orders[0]["id"]
    lifted = orders.propose_lift(ana, order, {"lifted_on": date(2027, 3, 1), "reason": "Appeal"})
    orders.decide_proposal(tom, lifted, {"decision": "agree", "version": 1})
    assert standing_of(ana, due).until == date(2029, 12, 31)


def test_who_was_removed_until_a_day_comes_back_by_an_application_alone(
    ana: Context, tom: Context, due: str, kind_of: Callable[[str], str]
) -> None:
    agreed(ana, tom, due, **removing(kind_of) | {"ends_on": date(2026, 12, 10)})
    object.__setattr__(ana.council, "clock", lambda: datetime(2026, 12, 20, 12, tzinfo=UTC))
    assert standing_of(ana, due).status == "removed"
    sent = applications.apply_back(ana, due, {"declaration": "yes", "reason": "The time is over."})
    (wait,) = [c for c in applications.read_checks(ana, applications.read(ana, sent))[0] if c.rule.startswith("Wait")]
    assert (wait.result, str(wait.found)) == (
        "met",
        "Removed on 1 December 2026; from 11 December 2026 this can be asked for.",
    )
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Heard.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    found = standing_of(ana, due)
    assert (found.status, found.registered_since, found.until) == (
        "registered",
        date(2026, 12, 20),
        date(2029, 12, 19),
    )


def extend(ana: Context, id: str, until: date) -> date | None:
    given = {"until": until, "reason": "Decree", "article": "1"}
    registrations.extend(ana, id, given, registrations.find_registration(ana, id)["version"])
    return registrations.renewable_until(ana, id)[0]


def test_an_extension_is_for_one_period_at_most_and_a_wrong_day_is_mended(
    ana: Context, due: str, council: Council
) -> None:
    with pytest.raises(Problem, match="the new last day is 31 December 2029 at the latest"):
        extend(ana, due, date(2062, 3, 31))
    with pytest.raises(Problem, match="is the last day of this registration already"):
        extend(ana, due, date(2026, 12, 31))
    assert extend(ana, due, date(2029, 12, 31)) == date(2029, 12, 31)
    assert extend(ana, due, date(2027, 3, 31)) == date(2027, 3, 31)
    with pytest.raises(Problem, match="Choose 31 December 2026 or a later day"):
        extend(ana, due, date(2026, 12, 30))
    assert extend(ana, due, date(2026, 12, 31)) == date(2026, 12, 31)
    assert extend(ana, due, date(2027, 6, 30)) == date(2027, 6, 30)
    object.__setattr__(council, "clock", lambda: datetime(2027, 2, 1, 12, tzinfo=UTC))
    with pytest.raises(Problem, match="Choose 1 February 2027 or a later day"):
        extend(ana, due, date(2027, 1, 31))
    assert extend(ana, due, date(2027, 2, 1)) == date(2027, 2, 1)


def test_a_mended_extension_is_what_the_next_term_follows(ana: Context, due: str) -> None:
    extend(ana, due, date(2029, 3, 31))
    extend(ana, due, date(2027, 2, 1))
    version = registrations.find_registration(ana, due)["version"]
    assert registrations.renew(ana, due, version, reason=REASON) == date(2030, 2, 1)
    with pytest.raises(Problem, match="Choose 1 February 2030 or a later day"):
        extend(ana, due, date(2027, 2, 1))


def test_an_end_that_officers_gave_back_is_not_shortened_by_one_of_them(ana: Context, due: str) -> None:
    with ana.change("test", registrations.find_registration(ana, due)["person_id"]) as change:
        registrations.insert_event(change, due, "extended", date(2026, 11, 1), until=None, reason="Held")
        registrations.insert_event(change, due, "extended", date(2026, 11, 2), until=date(2027, 3, 1), reason="Lapse")
    with pytest.raises(Problem, match="Choose 1 March 2027 or a later day"):
        extend(ana, due, date(2027, 1, 15))
