"""The history says what was changed, from what to what, to the office and to the person."""

from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.register.services import people


def test_a_change_of_details_says_what_changed(acting: Callable[..., Context], sign_in: Callable[..., Any]) -> None:
    office = acting("registrar")
    given = {"given_names": "Mary", "family_name": "Smyth", "email": "old@example.org", "date_of_birth": "1980-05-01"}
    person = people.add_person(office, given)
    mine = sign_in("registrant", person_id=person)
    form = {"email": "new@example.org", "phone": "", "address": "1 High Street\nBelfast", "version": "1"}
    assert mine.post("/my/details", data=form).status_code == 302
    assert mine.post("/my/details", data=form | {"version": "2"}).status_code == 302
    change = {**given, "email": "new@example.org", "address": "1 High Street\nBelfast", "gender": "female"}
    people.change_person(office, person, change | {"date_of_birth": date(1981, 5, 1), "version": 2})
    for text in (mine.get("/my").text, sign_in("registrar").get(f"/office/people/{person}").text):
        assert "Email address: was old@example.org, is new@example.org." in text
        assert "Postal address: was –, is 1 High Street, Belfast." in text
        assert "Date of birth: was 1 May 1980, is 1 May 1981." in text
        assert "Gender: was –, is Woman." in text
        assert "Phone number: was" not in text
