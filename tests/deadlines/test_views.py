"""The office's pages of the forecast and of reminders."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.deadlines import reminding, watching
from councilkit.register.services import people
from councilkit.register.services.registrations import find_registration
from tests.deadlines.conftest import Sink
from tests.deadlines.test_forecast import crowd, pay

__all__ = ["crowd"]
SignIn = Callable[..., Any]
Due = Callable[..., tuple[str, str]]


def test_the_page_counts_and_lists_who_stands_where(sign_in: SignIn, ana: Context, crowd: dict[str, str]) -> None:
    office = sign_in("registrar")
    text = office.get("/office/renewals").text
    assert "3 registrations lapse by the calendar unless something is done." in text
    person = find_registration(ana, crowd["Paula"])["person_id"]
    assert f'<a href="/office/people/{person}">Paula Smyth</a>' in text
    assert text.index("Paula Smyth") < text.index("Sigrid Smyth") < text.index("Nora Smyth")
    assert "Learning: 0 of 90 hours" in text
    assert '<a href="/office/renewals">' in office.get("/office").text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("group=paid", {"Paula"}),
        ("group=begun&part=ni.social_worker", {"Bella"}),
        ("by=2026-12-30", set()),
        ("by-day=31&by-month=12&by-year=2026&group=nothing", {"Nora"}),
        ("group=nonsense&part=nonsense", {"Nora", "Bella", "Paula", "Sigrid", "Meta", "Judy"}),
        ("page=99&group=paid", {"Paula"}),
    ],
)
def test_an_address_names_what_is_shown_and_downloaded(
    sign_in: SignIn, crowd: dict[str, str], asked: str, shown: set[str]
) -> None:
    office = sign_in("assessor")
    text = office.get(f"/office/renewals?{asked}").text
    assert {name for name in crowd if f"{name} Smyth" in text} == shown
    file = office.get(f"/office/renewals.csv?{asked}")
    rows = list(csv.DictReader(io.StringIO(file.text.removeprefix("\ufeff"))))
    assert {row["name"].split()[0] for row in rows} == shown


def test_a_day_that_there_is_not_is_told(sign_in: SignIn, crowd: dict[str, str]) -> None:
    answer = sign_in("registrar").get("/office/renewals?by-day=31&by-month=2&by-year=2026")
    assert answer.status_code == 422
    assert "31 February does not exist" in answer.text


def test_many_are_split_into_pages(
    sign_in: SignIn, due: Due, monkeypatch: pytest.MonkeyPatch, crowd: dict[str, str]
) -> None:
    monkeypatch.setattr("councilkit.deadlines.views.A_PAGE", 4)
    office = sign_in("registrar")
    assert office.get("/office/renewals").text.count("/office/people/") == 4
    second = office.get("/office/renewals?page=2&part=ni.social_worker").text
    assert second.count("/office/people/") == 2
    assert "/office/renewals?part=ni.social_worker&amp;page=1" in second


def test_names_are_escaped_and_files_run_nothing(sign_in: SignIn, due: Due, ana: Context) -> None:
    person, _ = due("<b>Mary =Other", email="mary@example.org")
    people.add_employment(ana, person, {"organisation": "=cmd", "starts_on": date(2024, 1, 1)})
    office = sign_in("registrar")
    text = office.get("/office/renewals").text
    assert "&lt;b&gt;Mary" in text
    assert "<b>Mary" not in text
    assert ",'=cmd," in office.get("/office/renewals.csv").text


@pytest.mark.parametrize("path", ["/office/renewals", "/office/renewals.csv", "/office/renewals/reminders"])
def test_the_pages_are_for_the_office(sign_in: SignIn, client: Any, path: str) -> None:
    assert client.get(path).status_code == 302
    for role in ("registrant", "employer", "analyst"):
        assert sign_in(role).get(path).status_code == 403


def test_failures_and_people_without_address_are_listed_with_phone_and_address(
    sign_in: SignIn, ctx: Context, due: Due, sink: Sink
) -> None:
    due("Mary Smyth", email="", phone="0123456", address="1 High Street")
    due("Nora Other", phone="0987654")
    sink.refuses.add("nora@example.org")
    office = sign_in("registrar")
    assert "have never gone out. The first run would send up to 1 letter: start them." in office.get("/office").text
    reminding.run(ctx)
    text = office.get("/office/renewals/reminders").text
    assert text.index("Mary Smyth") < text.index("0123456") < text.index("1 High Street") < text.index("Nora Other")
    assert "no such mailbox" in text
    assert "42 days before, 19 November 2026" in text
    banner = office.get("/office").text
    assert "have never gone out" not in banner
    assert "1 reminder about renewal could not be sent." in banner


def test_the_first_letters_wait_for_an_officer(sign_in: SignIn, ctx: Context, due: Due) -> None:
    due("Mary Smyth")
    start = "/office/renewals/reminders/start"
    office, looker = sign_in("registrar"), sign_in("assessor")
    assert "the next run sends up to 1" in office.get("/office/renewals").text
    page = office.get("/office/renewals/reminders").text
    assert "The next run would send up to 1 letter." in page
    assert start in page
    assert start not in looker.get("/office/renewals/reminders").text
    assert watching.waits(ctx)
    assert looker.post(start).status_code == 403
    assert watching.waits(ctx)
    assert "Started. The letters go out within the hour." in office.post(start, follow_redirects=True).text
    assert not watching.waits(ctx)
    assert start not in office.get("/office/renewals/reminders").text
    office.post(start)
    assert "have never gone out" in office.get("/office").text
    run = reminding.run(ctx, daily=True)
    assert run is not None
    assert run.count("sent") == 1


def test_nobody_waits_once_letters_went_out_or_were_tried(ctx: Context, due: Due, sink: Sink) -> None:
    reminding.run(ctx)
    due("Nora Other")
    assert watching.waits(ctx)
    sink.refuses.add("nora@example.org")
    reminding.run(ctx)
    assert not watching.waits(ctx)


def test_the_history_of_a_person_tells_of_the_reminder(sign_in: SignIn, ctx: Context, due: Due, sink: Sink) -> None:
    person, registration = due()
    pay(ctx, registration)
    reminding.run(ctx)
    assert "Reminder about renewal sent" in sign_in("registrar").get(f"/office/people/{person}").text
    own = sign_in("registrant", person_id=person).get("/my").text
    assert "Reminder about renewal sent" in own
    assert "made ready" not in own
