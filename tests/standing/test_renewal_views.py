"""The office's page of one renewal: what the law asks and finds, and what the office records for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.database import new_id
from councilkit.register.services import applications, registrations
from councilkit.standing.services import standing_of
from tests.register.test_letters import letters_of

DAY = {"paid_on-day": "20", "paid_on-month": "11", "paid_on-year": "2026"}


def dated(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


@pytest.fixture
def entry(enter: Callable[..., Any]) -> str:
    return str(enter("Mary Smyth", on=date(2024, 1, 1)).registrations[0]["id"])


@pytest.fixture
def office(sign_in: Callable[..., Any]) -> Any:
    return sign_in("registrar")


def test_the_page_says_what_the_registrant_reads_and_why(office: Any, entry: str) -> None:
    page = office.get(f"/office/registrations/{entry}/renewal").text
    assert "Not yet. Renew by 31 December 2026. 4 things left." in page
    assert "0 of 90 hours" in page
    assert "GBP 0 of 65" in page
    assert "Log 90 more hours by 31 December 2026." in page
    assert "Not met" in page


def test_what_is_met_early_is_not_read_as_the_next_renewal(office: Any, entry: str, ana: Context) -> None:
    runs = "Until then, what is found here is of the period that runs now."
    assert runs not in office.get(f"/office/registrations/{entry}/renewal").text
    registrations.renew(ana, entry, 1, reason="Shown on paper.")
    page = office.get(f"/office/registrations/{entry}/renewal").text
    assert "31 December 2029" in page
    assert runs in page


def test_the_form_of_a_payment_names_the_money_of_the_law(office: Any, entry: str, ana: Context) -> None:
    address = f"/office/registrations/{entry}/renewal/payment"
    assert "Amount in GBP" in office.get(address).text
    assert "Amount in GBP" in office.post(address, data={"amount": "sixty"}).text
    with ana.change("test.move", "x") as change:
        from councilkit.register.tables import registrations as rows

        change.update(rows, entry, {"part": "ro.social_worker"})
    assert "Amount in" not in office.get(address).text


def test_a_payment_is_recorded_and_taken_back(office: Any, entry: str, ana: Context) -> None:
    base = f"/office/registrations/{entry}/renewal"
    form = {"id": new_id(), "fee": "renewal", "amount": "65", "payer": "Northside Trust", **DAY}
    refused = office.post(f"{base}/payment", data=form | {"amount": "sixty"})
    assert refused.status_code == 422
    assert "Northside Trust" in refused.text
    first, second = (office.post(f"{base}/payment", data=form) for _ in range(2))
    assert first.location == second.location == base
    page = office.get(base).text
    assert page.count("Northside Trust") == 1
    assert "GBP 65 of 65" in page
    assert "3 things left" in page
    assert standing_of(ana, entry).until is None
    assert office.post(f"{base}/payments/{form['id']}/take-back", data={"version": "1"}).location == base
    assert "GBP 0 of 65" in office.get(base).text
    assert office.post(f"{base}/persons/{form['id']}/take-back", data={"version": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("fee", "day", "told"),
    [
        ("renewal", date(2026, 10, 31), "as if the registration had not ended on 1 November 2026."),
        ("renewal", date(2026, 11, 2), "The registration ended on 1 November 2026 and stays ended"),
        ("restoration", date(2026, 11, 2), "Recorded."),
    ],
)
def test_the_office_reads_what_a_payment_did_to_a_registration_that_had_ended(
    office: Any, enter: Callable[..., Any], fee: str, day: date, told: str
) -> None:
    ended = enter("Mary Smyth", on=date(2023, 11, 1)).registrations[0]["id"]
    base = f"/office/registrations/{ended}/renewal"
    paid = dated("paid_on", str(day.day), str(day.month), str(day.year))
    page = office.post(f"{base}/payment", data={"fee": fee, "amount": "65", **paid}, follow_redirects=True).text
    assert told in page
    assert ("stays ended" in page) == (fee == "renewal" and day.month == 11)


def test_the_office_reads_that_an_application_to_return_is_open_once_a_late_payment_revives_the_term(
    office: Any, enter: Callable[..., Any], ana: Context
) -> None:
    ended = enter("Mary Smyth", on=date(2023, 11, 1)).registrations[0]["id"]
    sent = applications.apply_back(ana, ended, {"declaration": "yes", "reason": "I forgot."})
    paid = {"fee": "renewal", "amount": "65", **dated("paid_on", "31", "10", "2026")}
    page = office.post(f"/office/registrations/{ended}/renewal/payment", data=paid, follow_redirects=True).text
    assert "as if the registration had not ended on 1 November 2026." in page
    assert f"An application to return is open: {applications.read(ana, sent)['reference']}." in page


def test_a_fee_that_was_paid_already_is_asked_about_and_never_blocked(office: Any, entry: str) -> None:
    base = f"/office/registrations/{entry}/renewal"
    form = {"fee": "renewal", "amount": "65", "payer": "Northside Trust", **DAY}
    assert 'name="anyway"' not in office.get(f"{base}/payment").text
    assert office.post(f"{base}/payment", data=form | {"id": new_id()}).status_code == 302
    for amount in ("65", "10"):
        asked = office.post(f"{base}/payment", data=form | {"id": new_id(), "amount": amount})
        assert asked.status_code == 422
        assert "65 GBP was paid already, on 20 November 2026. Record it anyway?" in asked.text
        assert 'name="anyway"' in asked.text
    assert office.get(base).text.count("Northside Trust") == 1
    assert office.post(f"{base}/payment", data=form | {"id": new_id(), "anyway": "yes"}).status_code == 302
    assert office.post(f"{base}/payment", data=form | {"id": new_id(), "fee": "entry"}).status_code == 302
    assert office.get(base).text.count("Northside Trust") == 3


def test_more_than_the_fee_is_asked_about(office: Any, entry: str) -> None:
    base = f"/office/registrations/{entry}/renewal"
    form = {"id": new_id(), "fee": "renewal", "amount": "6500", **DAY}
    asked = office.post(f"{base}/payment", data=form)
    assert asked.status_code == 422
    assert "The fee is 65, and with this 6,500 is paid." in asked.text
    assert office.post(f"{base}/payment", data=form | {"anyway": "yes"}).status_code == 302


def test_a_fee_paid_in_parts_is_no_question(office: Any, entry: str) -> None:
    base = f"/office/registrations/{entry}/renewal"
    for amount in ("30", "35"):
        form = {"id": new_id(), "fee": "renewal", "amount": amount, **DAY}
        assert office.post(f"{base}/payment", data=form).status_code == 302


def test_of_a_fee_paid_in_part_the_registrant_reads_what_arrived(
    office: Any, sign_in: Callable[..., Any], entry: str, ana: Context
) -> None:
    form = {"id": new_id(), "fee": "renewal", "amount": "60", **DAY}
    office.post(f"/office/registrations/{entry}/renewal/payment", data=form)
    person = registrations.find_registration(ana, entry)["person_id"]
    mary = sign_in("registrant", person_id=person)
    assert "Fee: GBP 60 of 65" in mary.get("/my").text
    assert "Pay GBP 5 by 31 December 2026." in mary.get(f"/my/renew/{entry}").text


def test_a_condition_that_nobody_imposed_is_not_shown_as_confirmed(office: Any, entry: str) -> None:
    page = office.get(f"/office/registrations/{entry}/renewal").text
    year = page[page.index("Assessed Year in Employment") :]
    assert "no such condition is on record" in year[: year.index("</p>")]


def test_conditions_leave_and_decisions(office: Any, entry: str) -> None:
    base = f"/office/registrations/{entry}/renewal"
    condition = {"id": new_id(), "kind": "registration", "wording": "Supervised practice"}
    condition |= dated("imposed_on", "1", "2", "2025")
    assert office.post(f"{base}/condition", data=condition).location == base
    leave = {
        "id": new_id(),
        "kind": "maternity",
        **dated("starts_on", "1", "3", "2025"),
        **dated("ends_on", "1", "2", "2025"),
    }
    refused = office.post(f"{base}/leave", data=leave)
    assert refused.status_code == 422
    assert "The last day must not be before the first." in refused.text
    leave |= dated("ends_on", "1", "9", "2025")
    assert office.post(f"{base}/leave", data=leave).location == base
    decision = {"id": new_id(), "kind": "extension", "requirement": "learning", "reason": "Illness", "article": "s.5"}
    decision |= dated("starts_on", "1", "11", "2026")
    assert "nothing can be put off for ever" in office.post(f"{base}/decision", data=decision).text
    decision |= dated("ends_on", "1", "6", "2027")
    assert office.post(f"{base}/decision", data=decision).location == base
    page = office.get(base).text
    for words in ("Supervised practice", "maternity", "Illness", "Put off until 1 June 2027"):
        assert words in page
    confirm = f"{base}/conditions/{condition['id']}/confirm"
    assert "Confirm that a condition is fulfilled" in office.get(confirm).text
    done = {"version": "1", **dated("fulfilled_on", "3", "3", "2026")}
    assert office.post(confirm, data=done).location == base
    assert "Fulfilled on 3 March 2026" in office.get(base).text
    assert office.post(confirm, data=done).status_code in (409, 422)


DECISION = {"requirement": "learning", "reason": "A long illness.", "article": "Guidance, section 5"}
FROM = dated("starts_on", "1", "11", "2026")


@pytest.mark.parametrize(
    ("kind", "days", "words"),
    [
        ("exemption", FROM, ("You need not meet it.", "This holds from 1 November 2026.")),
        ("extension", FROM | dated("ends_on", "1", "6", "2027"), ("You have more time for it.", "until 1 June 2027.")),
        ("undertaking", FROM | dated("ends_on", "1", "6", "2027"), ("You promise to meet it.", "until 1 June 2027.")),
    ],
)
def test_a_decision_about_one_requirement_is_told_to_the_registrant_once(
    office: Any, council: Council, enter: Callable[..., Any], kind: str, days: dict[str, str], words: tuple[str, ...]
) -> None:
    entry = enter("Mary Smyth", on=date(2024, 1, 1), email="mary@example.org").registrations[0]
    base = f"/office/registrations/{entry['id']}/renewal"
    decision = {"id": new_id(), "kind": kind, **DECISION, **days}
    assert (
        "The letter to the registrant is sent."
        in office.post(f"{base}/decision", data=decision, follow_redirects=True).text
    )
    office.post(f"{base}/decision", data=decision)
    (letter,) = letters_of(council)
    about = f"one requirement for your registration {entry['number']} (Social worker): Continuing learning"
    for each in ("Mary Smyth", "22 November 2026", about, DECISION["reason"], DECISION["article"], *words):
        assert each in letter
    back = office.post(f"{base}/dispensations/{decision['id']}/take-back", data={"version": "1"}, follow_redirects=True)
    assert "Taken back. The history keeps it, and the letter to the registrant is sent." in back.text
    assert "We took back our decision about one requirement" in letters_of(council)[-1]


def test_who_has_no_address_is_told_of_a_decision_by_the_office(office: Any, council: Council, entry: str) -> None:
    base = f"/office/registrations/{entry}/renewal"
    decision = {"id": new_id(), "kind": "exemption", **DECISION, **FROM}
    told = office.post(f"{base}/decision", data=decision, follow_redirects=True).text
    assert "No letter could be sent: tell the registrant." in told
    assert letters_of(council) == []


def test_a_part_without_a_law_says_so(office: Any, enter: Callable[..., Any], ana: Context, entry: str) -> None:
    with ana.change("test.move", "x") as change:
        from councilkit.register.tables import registrations as rows

        change.update(rows, entry, {"part": "ro.social_worker"})
    page = office.get(f"/office/registrations/{entry}/renewal")
    assert "No law of renewal is known" in page.text


def test_nobody_else_sees_or_records(sign_in: Callable[..., Any], entry: str, client: Any, ana: Context) -> None:
    base = f"/office/registrations/{entry}/renewal"
    person = registrations.find_registration(ana, entry)["person_id"]
    mary, assessor = sign_in("registrant", person_id=person), sign_in("assessor")
    assert client.get(base).status_code == 302
    assert mary.get(base).status_code == 403
    assert mary.post(f"{base}/payment", data={"fee": "renewal", "amount": "65", **DAY}).status_code == 403
    assert assessor.get(base).status_code == 200
    assert "Take back" not in assessor.get(base).text
    assert assessor.get(f"{base}/payment").status_code == 403
    assert sign_in("registrar").get(f"/office/registrations/{new_id()}/renewal").status_code == 404
