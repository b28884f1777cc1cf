"""What the register's pages show to whom: only what the reader may do, and names instead of codes."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import applications, endings, people
from tests.register.pages.test_pages import FORM


def test_administrators_are_offered_only_what_they_may_do(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    applications.apply(ana, application)
    refused = ("Add a person", "Enter an application", "Give the ticked ones to", 'name="item"')
    administrator = sign_in("administrator")
    for address in ("/office?tab=all", "/office/people", "/office/people?q=nobody"):
        page = administrator.get(address)
        assert page.status_code == 200
        for words in refused:
            assert words not in page.text, (address, words)
    assert all(words in sign_in("registrar").get("/office?tab=all").text for words in refused)


@pytest.mark.parametrize("typed", ["XX", "Atlantis", "R0"])
def test_a_country_that_is_none_is_refused(sign_in: Callable[..., Any], ctx: Context, typed: str) -> None:
    office = sign_in("registrar")
    form = {"id": new_id(), "given_names": "Mary", "family_name": "Smyth", "country": typed}
    page = office.post("/office/people/add", data=form)
    assert page.status_code == 422
    assert f"{typed}&#34; is not a country. Write its name or its two letters" in page.text
    assert "is not a country" in office.post("/apply", data={"awarded_country": typed}).text
    assert people.find_people(ctx, "Smyth") == []


def test_a_country_by_its_name_is_on_the_record(sign_in: Callable[..., Any]) -> None:
    office = sign_in("registrar")
    form = {"id": new_id(), "given_names": "Mary", "family_name": "Smyth", "country": "philippines"}
    record = office.post("/office/people/add", data=form).location
    assert "Philippines" in office.get(record).text
    study = {"id": new_id(), "award": "BSc", "country": "United Kingdom", "awarded_year": "2004", "level": "RQF:6"}
    assert office.post(f"{record}/qualifications", data=study).location == record
    assert "United Kingdom, 2004 (RQF:6)" in office.get(record).text
    assert "Regatul Unit, 2004" in office.get(f"{record}?lang=ro").text


def test_an_application_shows_countries_by_name(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application | {"awarded_country": "PH"})
    page = sign_in("registrar").get(f"/office/applications/{id}")
    assert "<dt>Country</dt><dd>Philippines</dd>" in page.text


def test_a_match_is_settled_on_the_page_before_it_is_proposed_to_admit(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    known = add_person("Stefania Pop")
    id = applications.apply(ana, application)
    office, address = sign_in("registrar"), f"/office/applications/{id}"
    page = office.get(address).text
    assert "1 person with this name or email address" in page
    assert "This is the same person" in page
    refused = office.post(f"{address}/propose", data={"proposal": "admit", "version": "1"})
    assert refused.status_code == 422
    assert "This may be somebody whom the register knows: Stefania Pop." in refused.text
    assert office.post(f"{address}/apart", data={"person_id": known, "version": "1"}).location == address
    assert "An officer said that it is somebody else" in office.get(address).text
    check = office.post(f"{address}/propose", data={"proposal": "admit", "grounds": "Seen.", "version": "2"})
    assert "Propose to accept: not proposed yet" in check.text
    add_person("Ștefania Pop")
    add_person("Ștefania Pop")
    assert "2 people with this name or email address" in office.get(address).text


def test_who_was_on_the_register_before_is_offered_a_return_on_the_page(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str],
    application: dict[str, Any],
) -> None:  # fmt: skip
    known = add_person("Stefania Pop")
    entry = register(known)
    id = applications.apply(ana, application)
    office, address = sign_in("registrar"), f"/office/applications/{id}"
    page = office.get(address).text
    assert "Should this be the same person: The applicant is on this register already" in page
    assert "This is the same person" not in page
    endings.leave(ana, entry, {"on": "2026-11-01", "reason": "Moved", "article": ""}, 1)
    page = office.get(address).text
    assert "The applicant was on this register before" in page
    assert "Turn it into an application to return" in page
    turned = office.post(f"{address}/return", data={"person_id": known, "version": "1"}, follow_redirects=True).text
    assert "This is an application to return now." in turned
    assert "Application turned into one to return" in turned
    assert "Return to the register: Ștefania Pop" in turned
    assert "Turn it into" not in turned


APPLICANTS = ("Which register do you want to join?", "Your qualification", "Where do you work?", "What I have written")
OFFICERS = ("Which register do they want to join?", "Their qualification", "Where do they work?", "declared that this")


def test_the_form_speaks_to_whoever_fills_it_in(sign_in: Callable[..., Any], ctx: Context) -> None:
    officer, applicant = sign_in("registrar"), sign_in("applicant")
    entering, applying = officer.get("/apply").text, applicant.get("/apply").text
    assert all(words in entering for words in OFFICERS)
    assert not [words for words in APPLICANTS if words in entering]
    assert all(words in applying for words in APPLICANTS)
    assert not [words for words in OFFICERS if words in applying]
    assert "Enter this application" in entering
    refused = officer.post("/apply", data={**FORM, "declaration": ""})
    assert "Tick this once the applicant has made the declaration." in refused.text
    sent = officer.post("/apply", data={**FORM, "id": new_id()})
    assert "/office/applications/" in sent.location


def test_registers_are_listed_with_their_country_once(sign_in: Callable[..., Any]) -> None:
    for role in ("registrar", "applicant"):
        page = sign_in(role).get("/apply").text
        assert "Social worker (United Kingdom)" in page
        assert "Social worker (Romania)" in page
        assert "Social worker with practice certificate (Viet Nam)" in page
        assert "(Romania) (" not in page
        assert "Viet Nam) (" not in page
