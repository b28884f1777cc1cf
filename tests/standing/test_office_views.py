"""The office's pages of standing: find people, and look at one on any day as known at any time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import people
from councilkit.register.tables import orders
from councilkit.standing import recording


def test_an_officer_looks_at_any_day_as_known_at_any_time(
    sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    file = enter()
    office = sign_in("registrar", name="Ana Officer")
    address = f"/office/people/{file.person['id']}"
    assert "Record made" in office.get(address).text
    past = office.get(f"{address}?as_of-day=1&as_of-month=1&as_of-year=2020")
    assert "As it was on 1 January 2020." in past.text
    assert "Not registered yet" in past.text
    before = office.get(f"{address}?known_at=2026-01-01")
    assert "Nothing was registered." in before.text
    bad = office.get(f"{address}?as_of-day=31&as_of-month=2&as_of-year=2020")
    assert bad.status_code == 422
    assert "31 February does not exist" in bad.text
    assert "<title>Error:" in bad.text


ACTIONS = ("Propose an order", "Change the record", "Add a name", "Ended?", ">End<", ">Extend<", ">Renew<")


@pytest.mark.parametrize(
    "asked",
    ["as_of=2016-05-03&known_at=2016-05-03", "as_of=2016-05-03", "known_at=2025-01-01", "as_of=2027-01-01"],
)
def test_on_another_day_there_is_nothing_to_do_but_to_look(
    sign_in: Callable[..., Any], ana: Context, enter: Callable[..., Any], asked: str
) -> None:
    file = enter(on=date(2024, 1, 1))
    people.add_employment(ana, file.person["id"], {"organisation": "Northside Trust", "starts_on": "2024-04-01"})
    office, address = sign_in("registrar"), f"/office/people/{file.person['id']}"
    today = office.get(address).text
    assert all(words in today for words in ACTIONS)
    assert "The record as it is today" not in today
    assert "Back to today" not in today
    past = office.get(f"{address}?{asked}").text
    assert not [words for words in ACTIONS if words in past]
    assert f'<a href="{address}">Back to today</a>' in past
    assert past.index("The record as it is today") < past.index("Northside Trust")
    same = office.get(f"{address}?as_of=2026-11-22&known_at=2026-11-22").text
    assert all(words in same for words in ACTIONS)


def test_a_term_that_is_held_open_says_which(
    sign_in: Callable[..., Any], ana: Context, enter: Callable[..., Any]
) -> None:
    file = enter(on=date(2024, 1, 1))
    recording.record_payment(
        ana, file.registrations[0]["id"], {"fee": "renewal", "amount": "65", "paid_on": ana.today()}
    )
    shown = sign_in("registrar").get(f"/office/people/{file.person['id']}").text
    assert "31 December 2026, held open" in shown
    assert "No end is known" not in shown


def test_orders_and_history_are_shown_as_they_were_known(
    sign_in: Callable[..., Any], ctx: Context, enter: Callable[..., Any]
) -> None:
    file = enter()
    row = {"registration_id": file.registrations[0]["id"], "kind": "ni.suspension", "effect": "suspended"}
    with ctx.change("register.order_agreed", file.person["id"]) as change:
        change.insert(orders, row | {"starts_on": date(2026, 1, 1), "lifted_on": date(2026, 3, 1)})
    office, address = sign_in("registrar"), f"/office/people/{file.person['id']}"
    assert "lifted on 1 March 2026" in office.get(address).text
    between = office.get(f"{address}?as_of=2026-02-01").text
    assert "from 1 January 2026" in between
    assert "lifted on" not in between
    assert "from 1 January 2026" not in office.get(f"{address}?as_of=2025-02-01").text
    unknown = office.get(f"{address}?known_at=2026-11-21").text
    assert "from 1 January 2026" not in unknown
    assert "Order made" not in unknown


def test_finding_people_in_the_office(sign_in: Callable[..., Any], enter: Callable[..., Any]) -> None:
    file = enter("Mary Smyth")
    enter("Mary Jones")
    office = sign_in("registrar")
    found = office.get("/office/people?q=mary")
    assert "Mary Smyth" in found.text
    assert "Mary Jones" in found.text
    assert office.get("/office/people?q=smyth").location == f"/office/people/{file.person['id']}"
    assert "No one matches" in office.get("/office/people?q=nobody").text
