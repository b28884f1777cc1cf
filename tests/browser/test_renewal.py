"""Whole renewals through the hands of registrant, employer and registrars, with an order, a lapse and the way back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 22)  # of the demonstration
BEGUN, DUE = date(2024, 1, 28), date(2027, 1, 28)
PEOPLE = "registration_number,part,given_names,family_name,employer,registered_on,expires_on"
LEARNING = "registration_number,on,title,category,amount"
PASSWORD = "correct horse battery"


def bring_in(served: Any, kind: str, *lines: str) -> None:
    file = served.home / f"{kind}.csv"
    file.write_text("\n".join(lines) + "\n")
    served.run("import", kind, str(file))


def day(somebody: Any, value: date, position: int = 0) -> None:
    """Type a date into its three fields; `position` is its place on the page."""
    for part, typed in (("Day", value.day), ("Month", value.month), ("Year", value.year)):
        somebody.page.locator("main").get_by_label(part, exact=True).nth(position).fill(str(typed))


def claim(tom: Any, somebody: Any, number: str) -> None:
    """The registrar makes the one-time link; whoever it is for chooses a password and is on their own page."""
    tom.go(f"/office/people?q={number}")
    tom.follow("Link for their account")
    tom.press("Make the link")
    somebody.go(tom.page.locator("main code").inner_text())
    somebody.page.get_by_label("Email address").fill(f"{number}@example.org")
    somebody.page.get_by_label("Choose a password").fill(PASSWORD)
    somebody.press("Save and sign in")


def says(somebody: Any, *words: str) -> None:
    """A person's own page says these words."""
    somebody.go("/my")
    assert [each for each in words if each not in somebody.text] == []


def agree(officer: Any, address: str) -> None:
    officer.go(address)
    officer.page.get_by_label("Agree").check()
    officer.press("Decide")
    assert officer.page.get_by_label("Agree").count() == 0


def open_renewal(tom: Any, number: str, *links: str) -> None:
    tom.go(f"/office/people?q={number}")
    for link in ("Renewal: what the law asks", *links):
        tom.follow(link)


def row_of(grace: Any, name: str, group: str) -> str:
    """What the employer reads about one of its people, who stands in this group."""
    grace.go(f"/employer?group={group}")
    row = grace.page.locator("main tr", has=grace.page.get_by_role("link", name=name, exact=True))
    return " ".join(row.last.inner_text().split())


@pytest.fixture
def employer(browser: Callable[..., Any]) -> tuple[Any, str]:
    """Somebody who acts for an employer, and the employer's name."""
    grace = browser("employer", width=390)
    return grace, str(grace.page.locator("h1").inner_text()).partition(":")[0]


def newcomer(served: Any, at: str, number: str) -> None:
    """A social worker in the first term with learning enough, by the council's files."""
    bring_in(served, "registrants", PEOPLE, f"{number},ni.social_worker,Aye,Novak,{at},{BEGUN},{DUE}")
    courses = [f"{number},{BEGUN + timedelta(days=90 * n)},Course {n},,11" for n in range(1, 9)]
    units = [f"{number},2026-05-0{n},Requirement {n},pip_requirement,1" for n in (1, 2)]
    bring_in(served, "cpd", LEARNING, *courses, *units)


def test_a_first_year_a_signature_and_a_fee_renew(
    browser: Callable[..., Any], served: Any, employer: tuple[Any, str]
) -> None:
    grace, at = employer
    newcomer(served, at, "SW900001")
    tom, aye = browser("registrar"), browser(width=390)
    claim(tom, aye, "SW900001")
    assert "Not yet. Renew by 28 January 2027. 3 things left." in aye.text
    open_renewal(tom, "SW900001", "Add Conditions of registration")
    tom.page.get_by_label("Assessed Year in Employment").check()
    day(tom, BEGUN)
    tom.press("Record this")
    says(aye, "4 things left", "Assessed Year in Employment")
    grace.go("/employer")
    grace.page.get_by_role("row").filter(has_text="SW900001").get_by_role("link", name="Confirm").first.click()
    grace.page.wait_for_load_state()
    day(grace, BEGUN + timedelta(days=366))
    grace.press("Confirm")
    sign(aye)
    says(aye, "Not yet. Renew by 28 January 2027. 1 thing left.", "Fee: GBP 65")
    assert "Not done: Fee Done:" in row_of(grace, "Aye Novak", "not_renewed")
    open_renewal(tom, "SW900001", "Add Payments")
    tom.page.get_by_label("Renewal", exact=True).check()
    tom.page.get_by_label("Amount").fill("65")
    day(tom, TODAY)
    tom.press("Record this")
    assert "Yes. You are registered until 28 January 2030." in tom.text
    says(aye, "Yes. You are registered until 28 January 2030.")
    assert "28 January 2030" in row_of(grace, "Aye Novak", "fine")


def sign(somebody: Any) -> None:
    """Check the details and sign; each step of the list is done by its own link."""
    somebody.follow("Renew")
    somebody.follow("Check your details")
    somebody.press("These are right: save")
    somebody.follow("Check and sign")
    somebody.press("Sign and renew")
    assert somebody.page.title().startswith("Error")
    somebody.page.get_by_label("What I have written is true").check()
    somebody.press("Sign and renew")
    assert "Signed. Your renewal holds from the moment that the fee is there." in somebody.text


def test_an_order_stops_practice_and_its_lifting_restores(
    browser: Callable[..., Any], served: Any, employer: tuple[Any, str]
) -> None:
    grace, at = employer
    bring_in(served, "registrants", PEOPLE, f"SW900002,ni.social_worker,Sue,Novak,{at},{BEGUN},{DUE}")
    tom, ileana, sue, visitor = browser("registrar"), browser("registrar2"), browser(width=390), browser(width=320)
    claim(tom, sue, "SW900002")
    tom.go("/office/people?q=SW900002")
    public = tom.page.get_by_role("link", name="Public entry").get_attribute("href")
    tom.follow("Propose an order")
    tom.page.get_by_label("Kind of order").select_option(label="Suspension")
    tom.page.get_by_label("Decided by").fill("Fitness to Practise Committee")
    day(tom, TODAY)
    day(tom, date(2027, 5, 21), 1)
    tom.page.get_by_label("What the public will read").fill("Suspended for six months.")
    tom.press("Check it")
    tom.press("Propose this order")
    says(sue, "Not yet. Renew by 28 January 2027.")
    agree(ileana, tom.page.url)
    says(sue, "Suspended until 21 May 2027.", "Fitness to Practise Committee")
    visitor.go(public)
    assert "May not work as a social worker." in visitor.text
    assert "Suspended" in row_of(grace, "Sue Novak", "suspended")
    tom.go("/office/people?q=SW900002")
    tom.follow("Look at it")
    tom.follow("Propose to lift it")
    day(tom, TODAY)
    tom.page.get_by_label("Why is it lifted?").fill("The committee found no impairment.")
    tom.press("Propose to lift it")
    agree(ileana, tom.page.url)
    says(sue, "Not yet. Renew by 28 January 2027.")
    visitor.go(public)
    assert "Registered. May work as a social worker." in visitor.text


def test_who_lapsed_comes_back_by_two_officers(
    browser: Callable[..., Any], served: Any, employer: tuple[Any, str]
) -> None:
    grace, at = employer
    ended = TODAY - timedelta(days=2)
    bring_in(served, "registrants", PEOPLE, f"SW900003,ni.social_worker,Lia,Novak,{at},2023-11-21,{ended}")
    tom, ileana, lia = browser("registrar"), browser("registrar2"), browser(width=390)
    claim(tom, lia, "SW900003")
    says(lia, "No. Your registration ended on 21 November 2026. You must not work as a social worker.")
    assert "Not registered: registration ended" in row_of(grace, "Lia Novak", "ended")
    lia.follow("Come back to the register")
    lia.page.get_by_label("What have you done since you left the register?").fill("I cared for my mother.")
    lia.page.get_by_label("What I have written is true").check()
    lia.press("Send")
    reference = lia.page.locator("main").inner_text().partition("Reference")[2].split()[0]
    tom.go(f"/office/people?q={reference}")
    assert "I cared for my mother." in tom.text
    assert "Fee for restoration" in tom.text  # its amount was not read, so a person says why
    tom.page.get_by_role("radio", name="Accept").check()
    tom.page.get_by_label("Why can it be accepted?").fill("The fee came in by transfer.")
    tom.press("Check and propose")
    assert "Your registration number is SW900003." in tom.text
    tom.press("Propose")
    agree(ileana, f"/office/people?q={reference}")
    says(lia, "Yes. You are registered until")
    assert "Registered" in row_of(grace, "Lia Novak", "fine")
