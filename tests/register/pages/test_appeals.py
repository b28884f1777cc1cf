"""Pages of appeals, as a registrar uses them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import applications, orders, registrations
from councilkit.register.services.files import read_file
from tests.conftest import both_databases
from tests.register.pages.test_pages import FORM, hidden


def typed(day: date, name: str) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_an_appeal_from_its_coming_to_its_outcome(
    sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    registration = register(person)
    tom = sign_in("registrar")
    assert "Record an appeal" in tom.get(f"/office/people/{person}").text
    address = f"/office/registrations/{registration}/appeal"
    wrong = tom.post(address, data={"id": new_id(), "against": "Suspension <b>"})
    assert wrong.status_code == 422
    assert "Suspension &lt;b&gt;" in wrong.text
    form = {"id": new_id(), "against": "Suspension", "reference": "6/2026"}
    form |= typed(date(2026, 10, 20), "served_on") | typed(date(2026, 11, 2), "received_on")
    shown = tom.post(address, data=form, follow_redirects=True).text
    assert "It came in time." in shown
    assert "30 November 2026" in shown
    assert "Saturdays, Sundays and the public holidays of Northern Ireland are left out." in shown
    assert "Nobody has compared the list of holidays with an official one" in shown
    assert "Suspension" in tom.get(f"/office/people/{person}").text
    assert "Appeal" in tom.get("/office?tab=mine").text or "Appeal" in tom.get("/office?tab=all").text
    here = f"/office/appeals/{form['id']}"
    tom.post(f"{here}/reply", data={"version": "1", **typed(date(2026, 11, 20), "replied_on")})
    assert "Answered. The tribunal or court decides." in tom.get(here).text
    stale = {"version": "1", "outcome": "set_aside", **typed(date(2026, 11, 21), "outcome_on")}
    assert tom.post(f"{here}/outcome", data=stale).status_code == 409
    done = tom.post(f"{here}/outcome", data=stale | {"version": "2"}, follow_redirects=True).text
    assert "The decision is set aside" in done
    assert "Propose what follows from it" in done


@both_databases
def test_what_cannot_be_appealed_and_what_is_recorded_already_is_said_and_refused(
    sign_in: Callable[..., Any],
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    registration = register(add_person("Mary Smyth"))
    for kind in ("ni.advice", "ni.warning"):
        order = {"kind": kind, "decided_by": "Committee", "starts_on": date(2026, 11, 1), "ends_on": date(2027, 1, 1)}
        proposal = orders.propose_order(ana, registration, order)
        orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    person = registrations.find_registration(ana, registration)["person_id"]
    made = {order["kind"]: order["id"] for order in read_file(ana, person).orders}
    office, address = sign_in("registrar"), f"/office/registrations/{registration}/appeal"
    shown = office.get(address).text
    for words in ("Advice from 1 November 2026", "Warning from 1 November 2026", "Another decision"):
        assert words in shown
    assert shown.count("This kind of decision cannot be appealed (") == 1
    assert "Recorded already" not in shown
    form = {"against": "What the committee said", **typed(date(2026, 11, 20), "received_on")}
    refused = office.post(address, data={**form, "id": new_id(), "order_id": made["ni.advice"]})
    assert refused.status_code == 422
    assert refused.text.count("This kind of decision cannot be appealed (") > 1
    assert "What the committee said" in refused.text
    here = office.post(address, data={**form, "id": new_id(), "order_id": made["ni.warning"]}).location
    assert here in office.get(address).text
    for again in ({"order_id": made["ni.warning"], "against": "Its warning"}, {"order_id": "none"}):
        second = office.post(address, data={**form, "id": new_id(), **again})
        assert second.status_code == 422
        assert "recorded already: it reached the council on 20 November 2026 and is not over." in second.text
    other = {**form, "id": new_id(), "order_id": "none", "against": "The removal of 2019"}
    assert office.post(address, data=other).status_code == 302
    foreign = {**form, "id": new_id(), "order_id": "f" * 32}
    assert office.post(address, data=foreign).status_code == 422


def test_an_appeal_about_an_application_that_was_not_refused_is_answered_with_the_reason(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    sent, office = applications.apply(ana, application), sign_in("registrar")
    address = f"/office/applications/{sent}/appeal"
    for answer in (office.get(address), office.post(address, data={"id": new_id(), "against": "x"})):
        assert answer.status_code == 422
        assert "This application was not refused, so there is no refusal to appeal against." in answer.text


def test_others_do_not_record_appeals(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    registration = register(add_person("Mary Smyth"))
    for role in ("assessor", "employer", "analyst"):
        assert sign_in(role).get(f"/office/registrations/{registration}/appeal").status_code == 403
    assert sign_in("registrar").get(f"/office/appeals/{'f' * 32}").status_code == 404


@both_databases
def test_an_appeal_against_a_refusal_from_the_applications_page_to_a_new_decision(
    sign_in: Callable[..., Any], ana: Context, tom: Context
) -> None:
    applicant, office = sign_in("applicant", name="Ștefania Pop"), sign_in("registrar")
    own = applicant.post("/apply", data={**FORM, "id": hidden(applicant.get("/apply"), "id")}).location
    sent = own.rpartition("/")[2]
    assert "Record an appeal" not in office.get(f"/office/applications/{sent}").text
    applications.propose(ana, sent, {"proposal": "refuse", "reasons": "The award is not taken.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    assert "Record an appeal" in office.get(f"/office/applications/{sent}").text
    address = f"/office/applications/{sent}/appeal"
    form = {"id": hidden(office.get(address), "id"), "against": "Refusal <b>", "reference": "NISCC 7/2026"}
    assert "Refusal of the application A2026-" in office.get(address).text
    early = office.post(address, data=form | typed(date(2026, 11, 21), "received_on"))
    assert early.status_code == 422
    assert "refused on a later day" in early.text
    here = office.post(address, data=form | typed(date(2026, 11, 22), "received_on")).location
    assert here in office.get(f"/office/applications/{sent}").text
    again = office.post(address, data=form | typed(date(2026, 11, 22), "received_on") | {"id": new_id()})
    assert again.status_code == 422
    assert "recorded already: it reached the council on 22 November 2026" in again.text
    assert here in again.text
    assert "Ștefania Pop" in office.get(here).text
    for told in (applicant.get("/my").text, applicant.get(own).text):
        assert "Your appeal (Refusal &lt;b&gt;) reached the council on 22 November 2026." in told
    closing = {"version": "1", "outcome": "set_aside", **typed(date(2026, 11, 22), "outcome_on")}
    shown = office.post(f"{here}/outcome", data=closing, follow_redirects=True).text
    assert "The application must be decided again" in shown
    assert "Propose what follows from it on the record" not in shown
    assert "Your appeal" not in applicant.get("/my").text
    assert "The council decides your application again." in applicant.get(own).text
    again = office.post(f"{here}/again", follow_redirects=True)
    assert "The application waits in Work again." in again.text
    assert "Check and propose" in again.text
    assert "See the application that is decided in its place" in office.get(here).text
    theirs = f"/my/applications/{again.request.path.rpartition('/')[2]}"
    assert theirs in applicant.get(own).text
    assert "Sent. Not decided yet." in applicant.get(theirs).text
