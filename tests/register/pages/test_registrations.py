"""The page on which the office renews somebody: what the law finds, why it is renewed all the same, and the letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context, Council
from councilkit.register.services.files import read_file
from tests.register.pages.test_pages import hidden
from tests.register.test_letters import letters_of


def test_what_the_law_finds_is_shown_and_the_person_gets_a_letter(
    council: Council,
    sign_in: Callable[..., Any],
    ana: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    person = add_person("Mary Smyth", email="mary@example.org")
    entry = register(person, date(2024, 1, 1))
    office, address = sign_in("registrar"), f"/office/registrations/{entry}/renew"
    page = office.get(address)
    for words in ("What the rules find", "0 of 90 hours", "Why is it renewed although not everything is met?"):
        assert words in page.text
    form = {"version": hidden(page, "version")}
    refused = office.post(address, data=form)
    assert refused.status_code == 422
    assert "Say why it is renewed although not everything is met." in refused.text
    assert "0 of 90 hours" in refused.text
    far = {"until-day": "1", "until-month": "1", "until-year": "2099"}
    assert "31 December 2029 at the latest" in office.post(address, data={**form, **far, "reason": "Paper."}).text
    assert letters_of(council) == []
    assert office.post(address, data={**form, "reason": "Paper."}).status_code == 302
    assert "Renewed. The letter is sent." in office.get(f"/office/people/{person}").text
    (letter,) = letters_of(council)
    number = read_file(ana, person).registrations[0]["number"]
    for words in ("Mary Smyth", "You have renewed. Registered until 31 December 2029.", number, "no account here yet"):
        assert words in letter
    mine = sign_in("registrant", person_id=person).get("/my").text
    for each in (letter, mine):
        assert "renewed you all the same, on this ground: Paper." in each


def test_who_has_no_address_is_told_by_the_officer(
    council: Council, sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry, office = register(person, date(2024, 1, 1)), sign_in("registrar")
    address = f"/office/registrations/{entry}/renew"
    answer = office.post(address, data={"version": "1", "reason": "Paper."}, follow_redirects=True)
    assert "No letter could be sent: tell the person." in answer.text
    assert letters_of(council) == []


def test_an_extension_is_shown_before_it_is_recorded(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry, office = register(person, date(2024, 1, 1)), sign_in("registrar")
    address = f"/office/registrations/{entry}/extend"
    typed = {"reason": "A decree.", "version": "1", "until-day": "31", "until-month": "3"}
    assert "31 December 2029 at the latest" in office.post(address, data={**typed, "until-year": "2072"}).text
    asked = office.post(address, data={**typed, "until-year": "2027"}).text
    for words in ("Check the extension – not recorded yet", "31 December 2026", "31 March 2027"):
        assert words in asked
    assert read_file(ana, person).events == ()
    assert office.post(address, data={**typed, "until-year": "2027", "sure": "yes"}).status_code == 302
    mended = {**typed, "until-month": "1", "until-year": "2027", "version": hidden(office.get(address), "version")}
    assert "This takes days away from the extension" in office.post(address, data=mended).text
    assert office.post(address, data={**mended, "sure": "yes"}).status_code == 302
    assert [event["until"] for event in read_file(ana, person).events] == [date(2027, 3, 31), date(2027, 1, 31)]
