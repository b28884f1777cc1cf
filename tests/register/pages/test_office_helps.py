"""What officers are offered: only what can be done, in words for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.register.services import applications, endings, people, registrations
from tests.register.pages.test_pages import hidden


def test_renewing_is_offered_only_when_it_can_be_done(
    sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    office, early, due = sign_in("registrar"), add_person("Mary Smyth"), add_person("Tom Jones")
    too_early, can = register(early, date(2026, 4, 1)), register(due, date(2024, 1, 1))
    assert f'/office/registrations/{too_early}/renew"' not in office.get(f"/office/people/{early}").text
    answer = office.get(f"/office/registrations/{too_early}/renew", follow_redirects=True)
    assert "It can be renewed from" in answer.text
    assert f'/office/registrations/{can}/renew"' in office.get(f"/office/people/{due}").text
    assert "31 December 2026" in office.get(f"/office/registrations/{can}/renew").text


def test_the_office_decides_the_renewal_that_was_sent_and_renews_none_beside_it(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth", email="mary@example.org")
    entry, office = register(person, date(2024, 1, 1)), sign_in("registrar")
    address = f"/office/registrations/{entry}/renew"
    opened = hidden(office.get(address), "version")
    sent = applications.send_renewal(ana, entry, {"declaration": True, "note": "I was ill."}, checked=False)
    assert f'{address}"' not in office.get(f"/office/people/{person}").text
    assert office.get(address).location == f"/office/applications/{sent}"
    told = "An application to renew this registration is open already: A2026-00001. Decide about that one"
    assert told in office.get(f"/office/applications/{sent}").text
    late = office.post(address, data={"version": opened, "reason": "On paper."})
    assert late.status_code == 422
    assert told in late.text
    applications.withdraw(ana, sent, 1)
    assert f'{address}"' in office.get(f"/office/people/{person}").text


def test_an_officer_who_enters_a_return_is_spoken_to_as_one(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person)
    version = registrations.find_registration(ana, entry)["version"]
    endings.leave(ana, entry, {"on": "2026-11-01"}, version)
    office = sign_in("registrar").get(f"/my/come-back/{entry}").text
    mine = sign_in("registrant", person_id=person).get(f"/my/come-back/{entry}").text
    assert ("What have they done" in office, "What have you done" in office) == (True, False)
    assert "What have you done" in mine


def test_who_proposed_about_an_application_takes_it_back(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    sent = applications.apply(ana, application)
    office, other = sign_in("registrar"), sign_in("registrar")
    form = {"proposal": "refuse", "reasons": "No diploma.", "version": "1", "sure": "yes"}
    assert office.post(f"/office/applications/{sent}/propose", data=form).status_code == 302
    assert "Take it back" in office.get(f"/office/applications/{sent}").text
    assert "Take it back" not in other.get(f"/office/applications/{sent}").text
    assert other.post(f"/office/applications/{sent}/back", data={"version": "2"}).status_code == 403
    assert office.post(f"/office/applications/{sent}/back", data={"version": "2"}).status_code == 302
    assert applications.read(ana, sent)["state"] == "open"
    assert people.find_people(ana, "pop") == []
