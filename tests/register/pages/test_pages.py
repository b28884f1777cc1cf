"""The office's pages and the applicant's, walked as their users walk them."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import applications, people, registrations
from councilkit.register.services.files import read_file
from tests.conftest import both_databases

FORM = {
    "part": "ni.social_worker",
    "given_names": "Ștefania",
    "family_name": "Pop",
    "date_of_birth-day": "1",
    "date_of_birth-month": "May",
    "date_of_birth-year": "1990",
    "email": "stefania@example.org",
    "award": "Bachelor of Social Work",
    "institution": "University of Example",
    "awarded_year": "2012",
    "declaration": "yes",
}


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, name
    return found[1]


def test_a_visitor_is_told_how_to_apply(client: Any) -> None:
    page = client.get("/apply")
    assert page.status_code == 200
    assert "Sign in" in page.text


@both_databases
def test_the_whole_path_of_an_application(sign_in: Callable[..., Any], ctx: Context) -> None:
    applicant, first, second = (
        sign_in("applicant", name="Ștefania Pop"),
        sign_in("registrar", name="Ana"),
        sign_in("registrar", name="Tom"),
    )
    form = {**FORM, "id": hidden(applicant.get("/apply"), "id")}
    sent = [applicant.post("/apply", data=form) for _ in range(2)]
    assert sent[0].location == sent[1].location
    own = sent[0].location
    assert "Sent. Not decided yet." in applicant.get(own).text
    id = own.rpartition("/")[2]
    office = f"/office/applications/{id}"
    desk = first.get("/office")
    assert office in desk.text
    page = first.get(office)
    for words in ("Evidence", "What the rules find", "A person must judge", "Nobody of this name", "Application sent"):
        assert words in page.text, words
    asked = {
        "proposal": "ask",
        "asked": "diploma",
        "asked_until-day": "14",
        "asked_until-month": "12",
        "asked_until-year": "2026",
        "version": "1",
    }
    check = first.post(f"{office}/propose", data=asked)
    assert "Ask for more: not sent yet" in check.text
    assert "We need something from you by 14 December 2026" in check.text
    assert applications.read(ctx, id)["state"] == "open"
    assert first.post(f"{office}/propose", data={**asked, "sure": "yes"}).location == office
    letters = [path.read_text() for path in Path(ctx.config.home / "mail").glob("*.eml")]
    assert len(letters) == 1
    assert "We need something from you" in applicant.get(own).text
    answer = {"answer": "Sent by post.", "version": hidden(applicant.get(own), "version")}
    assert applicant.post(own, data=answer).location == own
    assert "Sent by post." in first.get(office).text
    proposed = {"proposal": "admit", "version": hidden(first.get(office), "version")}
    bare = first.post(f"{office}/propose", data=proposed)
    assert bare.status_code == 422
    assert "Not every rule is met. Say why it can be accepted, or ask for more." in bare.text
    proposed |= {"grounds": "The <degree> was seen.", "sure": "yes"}
    first.post(f"{office}/propose", data=proposed)
    assert "You proposed this. Another officer must decide." in first.get(office).text
    assert "The &lt;degree&gt; was seen." in second.get(office).text
    decision = {"decision": "agree", "version": hidden(second.get(office), "version")}
    assert first.post(f"{office}/decide", data=decision).status_code == 403
    for _ in range(2):
        assert second.post(f"{office}/decide", data=decision).location == office
    assert "Accepted" in second.get(office).text
    mine = applicant.get("/my")
    assert "Yes. You are registered until 21 November 2029." in mine.text
    person = applications.read(ctx, id)["person_id"]
    assert len(read_file(ctx, person).registrations) == 1


def test_a_bad_application_keeps_what_was_typed(sign_in: Callable[..., Any]) -> None:
    applicant = sign_in("applicant")
    page = applicant.post(
        "/apply",
        data={
            **FORM,
            "date_of_birth-day": "31",
            "date_of_birth-month": "2",
            "given_names": "Ște\u200bfania",
            "declaration": "",
        },
    )
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert "31 February does not exist" in page.text
    assert "Tick the declaration" in page.text
    assert 'value="Bachelor of Social Work"' in page.text
    assert 'value="31"' in page.text


def test_a_refusal_without_reasons_and_one_with(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    first, second = sign_in("registrar"), sign_in("registrar")
    office = f"/office/applications/{id}"
    bad = first.post(f"{office}/propose", data={"proposal": "refuse", "reasons": "", "version": "1"})
    assert bad.status_code == 422
    assert "Give the reasons for the refusal." in bad.text
    first.post(f"{office}/propose", data={"proposal": "refuse", "reasons": "No degree.", "version": "1", "sure": "yes"})
    page = second.get(office)
    assert "No degree." in page.text
    bad = second.post(
        f"{office}/decide", data={"decision": "send_back", "note": "", "version": hidden(page, "version")}
    )
    assert bad.status_code == 422
    assert "Say why you send it back." in bad.text
    second.post(
        f"{office}/decide", data={"decision": "send_back", "note": "Ask first.", "version": hidden(page, "version")}
    )
    again = first.get(office)
    assert "Ask first." in again.text
    assert "To be looked at" in again.text


def test_what_was_typed_under_another_choice_does_not_stand_in_the_way(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    sent = applications.apply(ana, application)
    form = {"proposal": "refuse", "reasons": "No diploma.", "version": "1", "asked_until-year": "2020"}
    form |= {"asked_until-day": "1", "asked_until-month": "1"}
    office = sign_in("registrar")
    assert office.post(f"/office/applications/{sent}/propose", data=form).status_code == 200
    asked = office.post(f"/office/applications/{sent}/propose", data=form | {"proposal": "ask"})
    assert (asked.status_code, "The date is in the past" in asked.text) == (422, True)


def test_an_application_that_somebody_else_changed(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    first, second = sign_in("registrar"), sign_in("registrar")
    office = f"/office/applications/{id}"
    second.post(f"{office}/take")
    stale = first.post(
        f"{office}/propose", data={"proposal": "refuse", "reasons": "My long reasons.", "version": "1", "sure": "yes"}
    )
    assert stale.status_code == 409
    assert "My long reasons." in stale.text
    assert "Nothing was overwritten" in stale.text
    again = {"proposal": "refuse", "reasons": "My long reasons.", "version": hidden(stale, "version"), "sure": "yes"}
    assert first.post(f"{office}/propose", data=again).location == office


def test_the_queue_in_tabs_and_as_a_file(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    dangerous = application | {"given_names": "=cmd", "family_name": "x"}
    id = applications.apply(ana, dangerous)
    office = sign_in("registrar", name="Tom")
    assert "Unassigned&nbsp;(1)" in office.get("/office").text
    confirm = office.post("/office/give", data={"item": id, "owner": office.account_id})
    assert "Give 1 row to Tom?" in confirm.text
    office.post("/office/give", data={"item": id, "owner": office.account_id, "sure": "yes"})
    assert "Mine&nbsp;(1)" in office.get("/office").text
    lines = list(csv.reader(io.StringIO(office.get("/office/work.csv?tab=mine").text.removeprefix("\ufeff"))))
    assert lines[1][2] == "'=cmd x"
    assert office.post("/office/give", data={"owner": office.account_id}).status_code == 422
    assert office.get("/office?tab=nonsense&kind=nonsense").status_code == 200
    assert "Nothing here." in office.get("/office?tab=all&kind=order").text


def test_two_people_editing_one_record(
    sign_in: Callable[..., Any], add_person: Callable[..., str], ctx: Context
) -> None:
    id = add_person("Mary Smyth", phone="0721000000")
    first, second = sign_in("registrar"), sign_in("registrar")
    address = f"/office/people/{id}/change"
    version = hidden(first.get(address), "version")
    mine = {"given_names": "Mary", "family_name": "Smyth", "phone": "0722222222", "version": version}
    assert second.post(address, data=mine).location == f"/office/people/{id}"
    assert second.post(address, data=mine).location == f"/office/people/{id}"
    conflict = first.post(address, data={**mine, "phone": "0733333333"})
    assert conflict.status_code == 409
    for words in ("Somebody else changed this record", "0733333333", "0722222222", "What the record says now"):
        assert words in conflict.text, words
    saved = first.post(address, data={**mine, "phone": "0733333333", "version": hidden(conflict, "version")})
    assert saved.status_code == 302
    assert read_file(ctx, id).person["phone"] == "0733333333"


def test_the_page_after_a_conflict_changes_only_what_was_typed(
    sign_in: Callable[..., Any], add_person: Callable[..., str], ctx: Context
) -> None:
    id = add_person("Mary Smyth", phone="0721000000", email="old@example.org", date_of_birth="1980-05-01")
    one, two = sign_in("registrar"), sign_in("registrar")
    address = f"/office/people/{id}/change"
    born = {"date_of_birth-day": "1", "date_of_birth-month": "5", "date_of_birth-year": "1980"}
    form = {"given_names": "Mary", "family_name": "Smyth", "phone": "0721000000", "email": "old@example.org", **born}
    theirs = form | {"email": "new@example.org", "date_of_birth-year": "1981", "version": "1"}
    assert one.post(address, data=theirs).status_code == 302
    conflict = two.post(address, data=form | {"phone": "0733333333", "version": "1"})
    assert conflict.status_code == 409
    posted = {name: hidden(conflict, name) for name in (*form, "version")}
    assert two.post(address, data=posted).status_code == 302
    person = read_file(ctx, id).person
    assert (person["phone"], person["email"]) == ("0733333333", "new@example.org")
    assert person["date_of_birth"] == date(1981, 5, 1)


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("names", {"kind": "previous", "family_name": "Jones"}),
        ("qualifications", {"award": "Bachelor of Social Work", "awarded_year": "2010"}),
        ("work", {"organisation": "Northside Trust"}),
    ],
)
def test_adding_to_a_record_once_however_often_it_is_sent(
    sign_in: Callable[..., Any], ctx: Context, add_person: Callable[..., str], page: str, form: dict[str, str]
) -> None:
    id = add_person("Mary Smyth")
    office = sign_in("registrar")
    address = f"/office/people/{id}/{page}"
    sent = {**form, "id": hidden(office.get(address), "id")}
    for _ in range(2):
        assert office.post(address, data=sent).location == f"/office/people/{id}"
    file = read_file(ctx, id)
    assert len(file.names) + len(file.qualifications) + len(file.work) == 1
    assert office.get(f"/office/people/{id}").status_code == 200
    assert office.post(address, data={"id": new_id()}).status_code == 422


def test_the_positions_that_the_law_tells_apart_are_suggested_and_not_forced(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str]
) -> None:
    id, office = add_person("Mary Smyth"), sign_in("registrar")
    shown = office.get(f"/office/people/{id}/work").text
    known = re.search(r'name="role"[^>]* list="([\w-]+)"', shown)
    assert known is not None
    assert re.search(rf'<datalist id="{known[1]}"><option value="First-line manager">', shown)
    data = {"id": new_id(), "organisation": "Northside Trust", "role": "Night worker"}
    assert office.post(f"/office/people/{id}/work", data=data).status_code == 302
    assert read_file(ana, id).work[0]["role"] == "Night worker"


def test_ending_an_employment_and_an_account_link(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str]
) -> None:
    id = add_person("Mary Smyth")
    people.add_employment(ana, id, {"organisation": "Northside Trust", "starts_on": "2020-01-01"})
    office = sign_in("registrar")
    address = f"/office/people/{id}/work/{read_file(ana, id).work[0]['id']}"
    form = {
        "ends_on-day": "1",
        "ends_on-month": "2",
        "ends_on-year": "2026",
        "version": hidden(office.get(address), "version"),
    }
    assert office.post(address, data=form).status_code == 302
    assert read_file(ana, id).work[0]["ends_on"] == date(2026, 2, 1)
    assert office.get(f"/office/people/{id}/work/{new_id()}").status_code == 404
    link = office.post(f"/office/people/{id}/account")
    assert re.search(r"http://127.0.0.1:8000/welcome/[\w-]{20,}", link.text)


OFFICE = ["/office", "/office/people/add", "/office/duplicates", "/office/work.csv", "/office/people"]


@pytest.mark.parametrize("address", OFFICE)
def test_the_office_is_for_the_office(client: Any, sign_in: Callable[..., Any], address: str) -> None:
    assert client.get(address).status_code == 302
    assert sign_in("registrant").get(address).status_code == 403
    assert sign_in("interviewer").get(address).status_code == 403
    assert sign_in("registrar").get(address).status_code == 200


def test_what_is_not_there_is_not_found(sign_in: Callable[..., Any]) -> None:
    office = sign_in("registrar")
    for address in (
        f"/office/people/{new_id()}",
        f"/office/people/{new_id()}/change",
        f"/office/applications/{new_id()}",
        f"/office/proposals/{new_id()}",
        f"/office/orders/{new_id()}",
        f"/office/registrations/{new_id()}/renew",
        f"/office/duplicates/{new_id()}",
        f"/my/applications/{new_id()}",
    ):
        assert office.get(address).status_code == 404, address


def test_an_assessor_reads_and_proposes_only(
    sign_in: Callable[..., Any],
    ana: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    application: dict[str, Any],
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person)
    assessor = sign_in("assessor")
    id = applications.apply(ana, application)
    assert assessor.get(f"/office/people/{person}").status_code == 200
    assert assessor.get(f"/office/applications/{id}").status_code == 200
    assert assessor.get(f"/office/people/{person}/change").status_code == 403
    assert assessor.get(f"/office/registrations/{entry}/end").status_code == 403
    assert assessor.get(f"/office/registrations/{entry}/orders/new").status_code == 200
    assert registrations.find_registration(ana, entry)["version"] == 1


def test_adding_somebody_who_may_be_known_asks_first_and_notes_the_pair(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str]
) -> None:
    known = add_person("Mary Smyth", date_of_birth="1980-05-01")
    born = {"date_of_birth-day": "1", "date_of_birth-month": "5", "date_of_birth-year": "1980"}
    form = {"id": new_id(), "given_names": "MARY", "family_name": "Smyth", **born}
    office = sign_in("registrar")
    asked = office.post("/office/people/add", data=form)
    assert (asked.status_code, f"/office/people/{known}" in asked.text) == (200, True)
    assert len(people.find_people(ana, "smyth")) == 1
    assert 'value="MARY"' in office.post("/office/people/add", data=form | {"back": "yes"}).text
    assert office.post("/office/people/add", data=form | {"sure": "yes"}).status_code == 302
    assert office.post("/office/people/add", data=form | {"sure": "yes"}).status_code == 302
    assert len(people.find_people(ana, "smyth")) == 2
    assert f"/office/people/{known}" not in office.post("/office/people/add", data=form | {"given_names": "Tom"}).text
    assert "Alike when the second was added" in office.get("/office/duplicates").text


def test_whoever_has_an_account_gets_no_second_link(
    sign_in: Callable[..., Any], add_person: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    sign_in("registrant", person_id=person)
    office = sign_in("registrar")
    shown = office.get(f"/office/people/{person}/account")
    assert "This person has an account already." in shown.text
    assert "Make the link" not in shown.text
    assert 'href="/password"' in shown.text
    assert office.post(f"/office/people/{person}/account").status_code == 409
