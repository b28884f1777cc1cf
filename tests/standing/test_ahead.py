"""What a registrant's own page says of conditions, and of what the next renewal asks, long before it opens."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.standing import recording
from tests.employers.conftest import boss, employ

__all__ = ["boss", "employ"]

AYE = {"kind": "aye", "imposed_on": date(2026, 3, 23), "due_on": date(2027, 3, 22)}
DONE = {"fulfilled_on": date(2026, 11, 20), "anyway": True}


@pytest.fixture
def year(enter: Callable[..., Any], ana: Context) -> tuple[str, str]:
    """The person and the condition of somebody in the assessed year whose renewal opens years later."""
    file = enter("Mary Smyth", on=date(2026, 3, 23))
    return str(file.person["id"]), recording.impose_condition(ana, file.registrations[0]["id"], AYE)


def test_an_assessed_year_stands_on_the_page_of_whoever_is_in_it(
    sign_in: Callable[..., Any], year: tuple[str, str]
) -> None:
    page = sign_in("registrant", person_id=year[0]).get("/my").text
    assert "Yes. You are registered until" in page
    assert "Still to do for your registration" in page
    assert "Assessed Year in Employment, confirmed by the employer, from 23 March 2026, due by 22 March 2027" in page
    assert "to be confirmed by: employer" in page


def test_what_follows_the_assessed_year_is_told_before_the_renewal_opens(
    sign_in: Callable[..., Any], employ: Callable[..., Any], boss: Callable[..., Context], ana: Context
) -> None:
    file = employ("Mary Smyth", on=date(2026, 3, 23))
    condition = recording.impose_condition(ana, file.registrations[0]["id"], AYE)
    recording.confirm_condition(boss(), condition, DONE, 1)
    page = sign_in("registrant", person_id=file.person["id"]).get("/my").text
    assert "Assessed Year in Employment" not in page
    assert "Log 2 more records of this kind: Professional in Practice requirements after the assessed year." in page


def test_a_condition_that_the_open_renewal_asks_for_is_shown_once_with_its_day(
    sign_in: Callable[..., Any], enter: Callable[..., Any], ana: Context
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    recording.impose_condition(ana, file.registrations[0]["id"], {**AYE, "due_on": date(2026, 12, 20)})
    page = sign_in("registrant", person_id=file.person["id"]).get("/my").text
    assert "Not yet. Renew by 31 December 2026. 5 things left." in page
    assert page.count("Assessed Year in Employment") == 1
    assert "Still to do for your registration" not in page
    assert "from 23 March 2026, due by 20 December 2026, to be confirmed by: employer" in page


def test_a_condition_that_runs_on_beyond_the_renewal_stays_apart(
    sign_in: Callable[..., Any], enter: Callable[..., Any], ana: Context
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    recording.impose_condition(ana, file.registrations[0]["id"], AYE)
    page = sign_in("registrant", person_id=file.person["id"]).get("/my").text
    assert "Not yet. Renew by 31 December 2026. 4 things left." in page
    assert page.count("Assessed Year in Employment") == 1
    assert "Still to do for your registration" in page


def test_nothing_ahead_is_said_where_only_hours_the_fee_and_the_signature_are(
    sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth", on=date(2026, 3, 23))
    assert "Still to do for your registration" not in sign_in("registrant", person_id=file.person["id"]).get("/my").text
