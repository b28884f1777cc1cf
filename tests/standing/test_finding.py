"""What the office types finds people and applications, however it is spelled."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.model import phone_ending
from councilkit.register.services import applications, people
from tests.conftest import both_databases


@both_databases
@pytest.mark.parametrize("kept", ["+447700900123", "07700900123"])
def test_a_phone_number_in_any_usual_spelling(ana: Context, add_person: Callable[..., str], kept: str) -> None:
    person = add_person("Mary Smyth", phone=kept)
    add_person("Tom Smyth", phone="+447700900124")
    for typed in ("07700 900123", "+44 7700 900123", "0044 7700-900-123", "+44 (0)7700 900123", "7700900123"):
        assert [row["id"] for row in people.find_people(ana, typed)] == [person], typed


def test_what_is_no_phone_number_has_no_ending() -> None:
    assert [phone_ending(text) for text in ("12345", "Mary", "A2026-00001", "", "+")] == [""] * 5
    assert phone_ending("02 123 4567") == phone_ending("+66 2 123 4567") == "21234567"


def test_an_application_by_reference_and_by_name(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    sent = applications.apply(ana, application)
    reference = applications.read(ana, sent)["reference"]
    office = sign_in("registrar")
    for typed in (reference, reference.lower(), "stefania pop", "Ștef"):
        assert office.get("/office/people", query_string={"q": typed}).location == f"/office/applications/{sent}"
    add_person("Ștefan Pop")
    both = office.get("/office/people", query_string={"q": "pop"}).text
    assert reference in both
    assert "Ștefan Pop" in both


@both_databases
def test_the_office_finds_by_sound_after_spelling_and_page_by_page(
    ana: Context, add_person: Callable[..., str]
) -> None:
    smyth = add_person("Zoe Smyth")
    for number in range(people.FOUND_PAGE):
        add_person(f"Ana{chr(97 + number)} Smith")
    first, second = people.find_people(ana, "smyth"), people.find_people(ana, "smyth", 2)
    assert (first[0]["id"], first[0]["by_sound"], first[1]["by_sound"]) == (smyth, 0, 1)
    assert (len(first), len(second), second[0]["total"]) == (people.FOUND_PAGE, 1, people.FOUND_PAGE + 1)
    assert not {row["id"] for row in first} & {row["id"] for row in second}


def test_pages_of_the_office_search(sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str]) -> None:
    for number in range(people.FOUND_PAGE + 1):
        add_person(f"Ana{chr(97 + number % 26)} Smith")
    office = sign_in("registrar")
    page = office.get("/office/people?q=smith").text
    assert f"{people.FOUND_PAGE + 1} people match" in page
    assert "/office/people?q=smith&amp;page=2" in page
    assert office.get("/office/people?q=smith&page=2").status_code == 200
    assert office.get("/office/people?q=smith&page=9").location == "/office/people?q=smith"
    sounding = office.get("/office/people?q=smyth").text
    assert "Sounds like what you typed" in sounding


def test_one_who_only_sounds_so_is_shown_first(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str]
) -> None:
    add_person("Mary Smyth")
    office = sign_in("registrar")
    assert office.get("/office/people?q=smyth").status_code == 302
    assert "Sounds like what you typed" in office.get("/office/people?q=smith").text
