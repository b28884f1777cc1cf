"""What officers read about an application to renew or to come back: each requirement, with figures and source."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.register.services import applications, endings, orders, people
from councilkit.register.services.files import read_file
from councilkit.standing import renewing
from councilkit.standing.evidence import evidence_on
from tests.conftest import both_databases

TODAY = date(2026, 11, 22)


@pytest.fixture
def holder(council: Council) -> Callable[[Any], Context]:
    return lambda file: council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=file.person["id"]))


def signed_short(her: Context, id: str) -> str:
    """A renewal that is sent although learning is short."""
    person = read_file(her, str(her.actor.person_id)).person
    people.change_contact(her, person["id"], {name: person[name] for name in ("email", "phone", "address", "version")})
    renewing.sign(her, id, {"declaration": True, "note": "I was ill."})
    return str(applications.list_own(her)[0]["id"])


def found_in(ctx: Context, application_id: str) -> dict[str, Any]:
    return {each.rule: each for each in evidence_on(ctx, applications.read(ctx, application_id))}


@both_databases
def test_a_renewal_that_is_short_shows_by_how_much(
    ana: Context, enter: Callable[..., Any], holder: Callable[[Any], Context]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    her, id = holder(file), file.registrations[0]["id"]
    found = found_in(ana, signed_short(her, id))
    learning, fee = found["Continuing learning in the period"], found["Fee"]
    assert (learning.result, learning.found) == ("not_met", "0 of 90 hours")
    assert "PRTL" in learning.source or "Post Registration Training and Learning" in learning.source
    assert (fee.result, fee.found) == ("not_met", "GBP 0 of 65")


def back_after_removal(ana: Context, tom: Context, her: Context, id: str, on: date) -> str:
    given = {"on": on, "reason": "By agreement.", "article": "Rule 14"}
    proposal = orders.propose_removal(ana, id, given)
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    return str(applications.apply_back(her, id, {"reason": "I have learnt.", "declaration": True}))


@pytest.mark.parametrize("removed", [date(2026, 11, 1), date(2020, 6, 1)])
def test_an_unread_rule_about_waiting_is_for_a_person_to_judge(
    ana: Context, tom: Context, enter: Callable[..., Any], holder: Callable[[Any], Context], removed: date
) -> None:
    file = enter("Mary Smyth", on=removed - timedelta(days=300))
    id = file.registrations[0]["id"]
    sent = back_after_removal(ana, tom, holder(file), id, removed)
    wait = found_in(ana, sent)["Wait after removal before coming back"]
    assert wait.result == "judge"
    assert f"from {removed.day} {removed:%B} {removed.year + 5}; whether that holds here is not known" in wait.found
    assert wait.source.endswith("Not yet compared with the source.")


def test_the_wait_after_an_order_is_told_as_the_rule_has_it(
    ana: Context, tom: Context, enter: Callable[..., Any], holder: Callable[[Any], Context]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    id = file.registrations[0]["id"]
    removal = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": date(2026, 11, 1)}
    orders.decide_proposal(tom, orders.propose_order(ana, id, removal), {"decision": "agree", "version": 1})
    sent = applications.apply_back(holder(file), id, {"reason": "I have learnt.", "declaration": True})
    wait = found_in(ana, sent)["Wait after removal before coming back"]
    assert wait.found == "Removed on 1 November 2026; from 1 November 2031 this can be asked for."


def test_nothing_is_said_of_waiting_where_nobody_was_removed_or_no_rule_is_known(
    ana: Context, enter: Callable[..., Any], holder: Callable[[Any], Context]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    id = file.registrations[0]["id"]
    endings.leave(ana, id, {"on": TODAY}, version=1)
    sent = applications.apply_back(holder(file), id, {"reason": "I am back.", "declaration": True})
    (fee,) = found_in(ana, sent).values()
    assert (fee.rule, fee.result) == ("Fee for restoration", "judge")
    assert "its amount was not read" in fee.found


def test_the_officer_sees_it_on_the_page_of_the_application(
    sign_in: Callable[..., Any], enter: Callable[..., Any], holder: Callable[[Any], Context]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    her, id = holder(file), file.registrations[0]["id"]
    page = sign_in("registrar").get(f"/office/applications/{signed_short(her, id)}").text
    assert "What the rules find" in page
    assert "0 of 90 hours" in page


def test_a_record_leads_only_to_pages_that_its_reader_may_open(
    sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    person = enter("Mary Smyth").person["id"]
    for role, shown in (("registrar", True), ("administrator", False)):
        assert ("Learning records" in sign_in(role).get(f"/office/people/{person}").text) == shown
