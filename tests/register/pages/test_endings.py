"""The pages on which an officer ends a registration: what will follow is shown first, and can be taken back in time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register.services import applications, endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.standing import recording
from tests.conftest import both_databases
from tests.register.pages.test_appeals import typed
from tests.register.pages.test_pages import hidden
from tests.register.test_letters import letters_of

GIVEN = {"on": date(2026, 12, 1), "reason": "Asked for.", "article": "Rule 14"}


@pytest.fixture
def mary(add_person: Callable[..., str], register: Callable[..., str]) -> tuple[str, str]:
    """A person and her registration, which ends on 31 December 2026."""
    person = add_person("Mary Smyth", email="mary@example.org")
    return person, register(person, date(2024, 1, 1))


def ending(page: Any, how: str, on: date, **more: str) -> dict[str, str]:
    keys = {name: hidden(page, name) for name in ("id", "version")}
    return {"how": how, "reason": "<Moved>", "article": "Rule 14", **keys, **typed(on, "on"), **more}


@both_databases
def test_before_somebody_leaves_it_is_shown_what_follows_and_nothing_typed_is_lost(
    council: Council, sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    person, entry = mary
    office, address = sign_in("registrar"), f"/office/registrations/{entry}/end"
    form = ending(office.get(address), "left", date(2026, 12, 1))
    shown = office.post(address, data=form)
    number = registrations.find_registration(ana, entry)["number"]
    for words in (
        "Check the end – not recorded yet",
        "Mary Smyth",
        number,
        "The person leaves the register",
        "1 December 2026",
        "30 November 2026",
        "&lt;Moved&gt;",
        "This letter goes out now",
        "This letter goes to Mary Smyth, mary@example.org.",
        "ends at your own wish: it holds no longer from 1 December 2026.",
    ):
        assert words in shown.text, words
    assert (shown.status_code, read_file(ana, person).events, letters_of(council)) == (200, (), [])
    back = office.post(address, data={**form, "back": "yes"})
    assert "&lt;Moved&gt;" in back.text
    assert 'value="2026"' in back.text
    assert office.post(address, data={**form, "sure": "yes"}).location == f"/office/people/{person}"
    assert [event["kind"] for event in read_file(ana, person).events] == ["left"]
    (letter,) = letters_of(council)
    assert "ends at your own wish: it holds no longer from 1 December 2026." in letter
    assert "tell the council before that day" in letter


def test_a_death_and_a_removal_say_who_is_told_and_what_holds(
    council: Council, sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    person, entry = mary
    office, address = sign_in("registrar"), f"/office/registrations/{entry}/end"
    page = office.get(address)
    died = office.post(address, data=ending(page, "died", date(2026, 11, 20))).text
    assert "no letter goes out" in died
    assert "This letter goes" not in died
    late = office.post(address, data=ending(page, "died", date(2026, 12, 1)))
    assert (late.status_code, "in the future" in late.text) == (422, True)
    removal = ending(page, "removal", date(2026, 12, 1))
    assert office.post(address, data={**removal, "article": ""}).status_code == 422
    shown = office.post(address, data=removal).text
    assert "This letter goes out once another officer agrees" in shown
    assert "Nothing holds until another officer agrees." in shown
    assert "Time to appeal to the Care Tribunal" in shown
    assert (read_file(ana, person).events, letters_of(council)) == ((), [])
    assert "/office/proposals/" in office.post(address, data={**removal, "sure": "yes"}).location


@both_databases
def test_while_an_end_lies_ahead_a_death_alone_is_offered_and_the_end_can_be_taken_back(
    council: Council, sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    (person, entry), office = mary, sign_in("registrar")
    address, stay = (f"/office/registrations/{entry}/{each}" for each in ("end", "stay"))
    record = f"/office/people/{person}"
    assert office.get(stay).status_code == 422
    assert stay not in office.get(record).text
    endings.leave(ana, entry, GIVEN, 1)
    assert "Record a death" in office.get(record).text
    told = office.get(address).text
    assert "It is recorded already that 30 November 2026 is the last day." in told
    assert "The person leaves the register" not in told
    assert stay in office.get(record).text
    form = {"version": hidden(office.get(stay), "version"), "reason": ""}
    assert office.post(stay, data=form).status_code == 422
    stale = office.post(stay, data={"version": "9", "reason": "A slip of the pen."})
    assert (stale.status_code, hidden(stale, "version")) == (409, form["version"])
    shown = office.post(stay, data={**form, "reason": "A slip of the pen."}, follow_redirects=True).text
    for words in ("Taken back. The registration goes on", "End of the registration taken back", "A slip of the pen."):
        assert words in shown
    assert "does not end on 1 December 2026: the council took that back. It goes on." in letters_of(council)[-1]
    assert "The person leaves the register" in office.get(address).text


def test_a_removal_that_lies_ahead_is_taken_back_by_two_officers_and_its_person_is_told_once_they_agree(
    council: Council, sign_in: Callable[..., Any], ana: Context, tom: Context, mary: tuple[str, str]
) -> None:
    (person, entry), first, second = mary, sign_in("registrar"), sign_in("registrar")
    orders.decide_proposal(tom, orders.propose_removal(ana, entry, GIVEN), {"decision": "agree", "version": 1})
    record, stay = f"/office/people/{person}", f"/office/registrations/{entry}/stay"
    assert "Propose to take the end back" in first.get(record).text
    page = first.get(stay)
    for words in ("Propose to take back", "Nothing changes before another officer agrees", "1 December 2026"):
        assert words in page.text, words
    form = {"version": hidden(page, "version"), "reason": ""}
    assert first.post(stay, data=form).status_code == 422
    stale = first.post(stay, data={"version": "9", "reason": "A slip of the pen."})
    assert (stale.status_code, hidden(stale, "version")) == (409, form["version"])
    proposal = first.post(stay, data={**form, "reason": "A slip of the pen."}).location
    again = first.post(stay, data={**form, "reason": "A slip of the pen."})
    assert (again.status_code, "Another proposal to take this end back waits" in again.text) == (409, True)
    assert "Taking back of an end" in second.get("/office?tab=second").text
    shown = second.get(proposal).text
    for words in (
        "Taking back of an end: Mary Smyth",
        "1 December 2026",
        "Asked for.",
        "Rule 14",
        "A slip of the pen.",
    ):
        assert words in shown, words
    assert "Once a second officer agrees, the registration goes on as before" in shown
    assert letters_of(council) == []
    agreed = second.post(proposal, data={"decision": "agree", "version": "1"}, follow_redirects=True).text
    assert "Agreed. The letter to the registrant is sent." in agreed
    (letter,) = letters_of(council)
    assert "does not end on 1 December 2026: the council took that back. It goes on." in letter
    history = second.get(record).text
    for words in ("Taking back of an end proposed", "taken back by two officers", "A slip of the pen."):
        assert words in history, words
    assert stay not in history


def test_the_form_of_ends_says_for_which_of_them_reason_and_rule_are_needed(
    sign_in: Callable[..., Any], mary: tuple[str, str]
) -> None:
    page = sign_in("registrar").get(f"/office/registrations/{mary[1]}/end").text
    assert "(optional)" not in page
    assert page.count("Needed where the council removes the entry or a renewal is held open no longer.") == 2


def test_a_renewal_held_open_past_its_end_is_let_lapse_by_two_officers_and_its_person_is_told(
    council: Council, sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    person, entry = mary
    first, second, address = sign_in("registrar"), sign_in("registrar"), f"/office/registrations/{entry}/end"
    recording.record_payment(ana, entry, {"fee": "renewal", "amount": "65", "paid_on": ana.today()})
    assert "The renewal is held open no longer" not in first.get(address).text
    object.__setattr__(council, "clock", lambda: datetime(2027, 2, 1, 12, tzinfo=UTC))
    page = first.get(address)
    assert "The renewal is held open no longer" in page.text
    assert "names no notice before a registration lapses" in page.text
    form = ending(page, "lapse", date(2027, 3, 1))
    shown = first.post(address, data=form).text
    for words in ("Check the end – not proposed yet", "names no notice", "Until that day the person can still renew."):
        assert words in shown
    proposal = first.post(address, data={**form, "sure": "yes"}).location
    assert "End of a renewal that is held open: Mary Smyth" in second.get(proposal).text
    assert letters_of(council) == []
    assert second.post(proposal, data={"decision": "agree", "version": "1"}).status_code == 302
    (letter,) = letters_of(council)
    for words in ("is held open until 28 February 2027 and no longer", "<Moved>", "Rule 14", "Care Tribunal: 28 days"):
        assert words in letter
    mine = sign_in("registrant", person_id=person).get("/my").text
    assert "Not yet. Renew by 28 February 2027." in mine
    assert "You are registered until 28 February 2027." in mine


def test_a_death_says_what_it_undoes_before_it_is_recorded(
    sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    person, entry = mary
    registrations.renew(ana, entry, 1, reason="By paper.")
    office, address = sign_in("registrar"), f"/office/registrations/{entry}/end"
    form = ending(office.get(address), "died", date(2026, 11, 20))
    shown = office.post(address, data=form).text
    assert "This is recorded for later days, and has no effect any more:" in shown
    assert "The renewal of 22 November 2026" in shown
    assert office.post(address, data={**form, "sure": "yes"}).location == f"/office/people/{person}"


def test_a_death_that_was_recorded_of_the_wrong_person_is_taken_back_by_two_officers(
    council: Council, sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    (person, entry), first, second = mary, sign_in("registrar"), sign_in("registrar")
    endings.record_death(ana, entry, {"on": ana.today()}, 1)
    record, stay = f"/office/people/{person}", f"/office/registrations/{entry}/stay"
    assert "Propose to take the end back" in first.get(record).text
    page = first.get(stay)
    assert "Take that back only where it was a mistake" in page.text
    proposal = first.post(stay, data={"version": hidden(page, "version"), "reason": "Another Mary."}).location
    shown = second.get(proposal).text
    for words in ("Taking back of an end: Mary Smyth", "Death recorded", "Another Mary.", "Agree only where it was"):
        assert words in shown, words
    decided = {"decision": "agree", "version": hidden(second.get(proposal), "version")}
    assert "The letter to the registrant is sent" in second.post(proposal, data=decided, follow_redirects=True).text
    assert "It was recorded by mistake that your registration" in letters_of(council)[-1]
    assert "Propose to take the end back" not in first.get(record).text


def test_what_was_typed_about_an_end_that_somebody_else_took_back_is_kept(
    sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    (_, entry), office = mary, sign_in("registrar")
    stay = f"/office/registrations/{entry}/stay"
    endings.leave(ana, entry, GIVEN, 1)
    form = {"version": hidden(office.get(stay), "version"), "reason": "A slip of the pen."}
    endings.take_back_ending(ana, entry, form)
    late = office.post(stay, data=form)
    assert late.status_code == 422
    assert "No end is recorded here" in late.text
    assert "A slip of the pen." in late.text


def test_who_takes_an_end_back_and_who_agrees_read_that_an_application_to_return_is_open(
    sign_in: Callable[..., Any], ana: Context, mary: tuple[str, str]
) -> None:
    _, entry = mary
    first, second, stay = sign_in("registrar"), sign_in("registrar"), f"/office/registrations/{entry}/stay"
    endings.leave(ana, entry, {"on": ana.today()}, 1)
    assert "An application to return is open" not in first.get(stay).text
    sent = applications.apply_back(ana, entry, {"declaration": "yes", "reason": "A mistake."})
    told = f"An application to return is open: {applications.read(ana, sent)['reference']}."
    page = first.get(stay)
    assert told in page.text
    proposal = first.post(stay, data={"version": hidden(page, "version"), "reason": "Another Mary."}).location
    shown = second.get(proposal)
    assert told in shown.text
    second.post(proposal, data={"decision": "agree", "version": hidden(shown, "version")})
    assert told not in second.get(proposal).text
    page = second.get(f"/office/applications/{sent}")
    assert "This registration has not ended, so there is nothing to come back to" in page.text
