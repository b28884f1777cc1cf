"""An employer at work, on a phone and at a desk, and what the office then sees."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
def test_an_employer_sees_its_people_and_checks_numbers(browser: Callable[..., Any], width: int) -> None:
    grace = browser("employer", width=width)
    assert grace.page.url.endswith("/employer")
    assert "Not renewed" in grace.text
    assert "must not work" in grace.text
    grace.go("/employer?group=fine")
    number = grace.page.locator("td[data-label=Number]").first.inner_text()
    grace.page.get_by_label("Registration numbers").fill(f"{number}\n999999")
    grace.press("Check")
    assert "May work as" in grace.text
    assert "Not found" in grace.text
    for group in ("ended", "not_renewed", "fine"):
        grace.go(f"/employer?group={group}&lang=th")
        grace.go(f"/employer?group={group}&lang=en")


def test_an_employer_answers_what_it_is_asked(browser: Callable[..., Any]) -> None:
    grace = browser("employer", width=390)
    grace.page.get_by_role("link", name="Do you know this person?").first.click()
    grace.page.wait_for_load_state()
    grace.press("Send this answer")
    assert grace.page.title().startswith("Error")
    reference = grace.page.locator(".identity dd").filter(has_text="A2026-").inner_text()
    grace.page.get_by_label("Yes, this person works here").check()
    grace.page.get_by_label("What do they work as?").fill("Social worker")
    grace.page.get_by_label("Yes, as far as we know").check()
    grace.press("Send this answer")
    assert "Works here" in grace.text
    over = grace.page.get_by_role("row").filter(has_text="October 2026")  # a first year that has ended
    over.get_by_role("link", name="Confirm").click()
    grace.page.wait_for_load_state()
    grace.check()
    for part, typed in (("Day", "20"), ("Month", "Nov"), ("Year", "2026")):
        grace.page.get_by_label(part).fill(typed)
    grace.press("Confirm")
    assert "Confirmed." in grace.text
    office = browser("registrar")
    office.go(f"/office/people?q={reference}")
    assert "The employer endorses the applicant" in office.text
    assert "works here as Social worker" in office.text


def test_an_employer_reports_who_has_left(browser: Callable[..., Any]) -> None:
    grace = browser("employer", width=390)
    link = grace.page.get_by_role("link", name="Does not work here").first
    name = link.inner_text().rpartition(": ")[2]
    link.click()
    grace.page.wait_for_load_state()
    grace.check()
    grace.page.get_by_label("They worked here and have left").check()
    for part, typed in (("Day", "21"), ("Month", "Nov"), ("Year", "2026")):
        grace.page.get_by_label(part).fill(typed)
    grace.press("Tell the council")
    assert "Recorded." in grace.text
    assert name not in grace.text


def test_an_administrator_invites_an_employer(browser: Callable[..., Any]) -> None:
    ada = browser("administrator")
    ada.go("/office/accounts")
    ada.follow("Invite an employer")
    ada.page.get_by_label("Name of the organisation").fill("trust")
    ada.press("Search")
    ada.page.locator("main .list a").first.click()
    ada.page.wait_for_load_state()
    ada.page.get_by_label("Name", exact=True).fill("Eve Adams")
    ada.page.get_by_label("Email address").fill("eve@example.org")
    ada.press("Send the invitation")
    assert "/welcome/" in ada.text
