"""Letters: who, when, why, and what can be done now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register import letters
from councilkit.register.services import applications, people
from councilkit.register.services.files import read_file


def letters_of(council: Council) -> list[str]:
    folder = council.config.home / "mail"
    found = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in sorted(folder.glob("*"))]
    return [each.get_body().get_content() for each in found]


def decided(office: Any, ana: Context, application: dict[str, Any], **proposal: Any) -> str:
    sent = applications.apply(ana, application)
    applications.propose(ana, sent, {**proposal, "version": 1})
    answer = office.post(f"/office/applications/{sent}/decide", data={"decision": "agree", "version": "2"})
    assert answer.status_code == 302
    return str(office.get(f"/office/applications/{sent}").text)


@pytest.mark.parametrize(
    ("part", "words"), [("ni.social_worker", "Care Tribunal: 28 days"), ("ro.social_worker", "names no way to appeal")]
)
def test_a_refusal_has_name_date_reasons_and_the_way_to_appeal(
    council: Council, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any], part: str, words: str
) -> None:
    refusal = {"proposal": "refuse", "reasons": "The award is not one that is taken."}
    shown = decided(sign_in("registrar"), ana, application | {"part": part}, **refusal)
    (text,) = letters_of(council)
    for each in ("Ștefania Pop", "22 November 2026", "The award is not one that is taken.", words):
        assert each in text
        assert each in shown


def test_an_acceptance_has_the_number(
    council: Council, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    shown = decided(sign_in("registrar"), ana, application, proposal="admit", grounds="Looked at.")
    number = read_file(ana, people.find_people(ana, "pop")[0]["id"]).registrations[0]["number"]
    (text,) = letters_of(council)
    assert f"Your registration number is {number}." in text
    assert f"Your registration number is {number}." in shown


def test_the_preview_of_a_renewal_says_what_the_letter_will_say(ana: Context, application: dict[str, Any]) -> None:
    sent = applications.read(ana, applications.apply(ana, application))
    shown = letters.letter(ana, {**sent, "kind": "renewal"}, "admitted")
    assert "You have renewed. The letter will say until when you are registered." in shown
    assert "Your application" not in shown


def test_who_has_no_account_is_led_nowhere_and_their_answer_is_entered(
    council: Council, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    sent, office = applications.apply(ana, application), sign_in("registrar")
    asking = {"proposal": "ask", "asked": "diploma", "asked_until": "2026-12-15", "version": "1", "sure": "1"}
    assert office.post(f"/office/applications/{sent}/propose", data=asking).status_code == 302
    assert "Enter their answer" in office.get(f"/office/applications/{sent}").text
    answer = {"answer": "Diploma brought to the desk.", "version": "2"}
    assert office.post(f"/office/applications/{sent}/answer", data=answer).status_code == 302
    page = office.get(f"/office/applications/{sent}").text
    assert "Diploma brought to the desk." in page
    assert "Enter their answer" not in page
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Seen.", "version": 3})
    office.post(f"/office/applications/{sent}/decide", data={"decision": "agree", "version": "4"})
    asked, accepted = letters_of(council)
    assert "Answer by letter or in person, with the number A2026-00001." in asked
    assert "You have no account here yet: ask the council for a link to make one." in accepted
    assert "/my" not in asked + accepted


def test_who_has_an_account_is_led_to_their_application(
    council: Council, sign_in: Callable[..., Any], application: dict[str, Any]
) -> None:
    me, office = sign_in("registrant"), sign_in("registrar")
    born = {"date_of_birth-day": "1", "date_of_birth-month": "5", "date_of_birth-year": "1990"}
    typed = {name: value for name, value in application.items() if name != "date_of_birth"} | born
    sent = me.post("/apply", data=typed).location.rpartition("/")[2]
    asking = {"proposal": "ask", "asked": "diploma", "asked_until": "2026-12-15", "version": "1", "sure": "1"}
    office.post(f"/office/applications/{sent}/propose", data=asking)
    assert f"/my/applications/{sent}" in letters_of(council)[0]
    assert sign_in("assessor").post(f"/office/applications/{sent}/answer", data={}).status_code == 422
    assert sign_in("analyst").post(f"/office/applications/{sent}/answer", data={}).status_code == 403


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "ro",
            (
                "Cererea dumneavoastră",
                "nu a fost acceptată",
                "22 noiembrie 2026",
                "The award is not one that is taken.",
            ),
        ),
        ("th", ("ไม่ได้รับการอนุมัติ", "22 พฤศจิกายน 2026", "The award is not one that is taken.")),
        ("xx", ("was not accepted", "22 November 2026")),
    ],
)
def test_a_letter_is_in_the_language_that_its_reader_chose(
    council: Council,
    sign_in: Callable[..., Any],
    ana: Context,
    application: dict[str, Any],
    language: str,
    says: tuple[str, ...],
) -> None:
    reader = sign_in("registrant")
    reader.get("/", query_string={"lang": language})
    refusal = {"proposal": "refuse", "reasons": "The award is not one that is taken."}
    account = replace(ana.actor, id=reader.account_id, roles=frozenset({"registrant"}))
    sent = applications.apply(ana.acting(account), application)
    applications.propose(ana, sent, {**refusal, "version": 1})
    office = sign_in("registrar")
    office.post(f"/office/applications/{sent}/decide", data={"decision": "agree", "version": "2"})
    (text,) = letters_of(council)
    assert [each for each in says if each not in text] == []


@pytest.fixture
def sent(ana: Context, add_person: Callable[..., str], register: Callable[..., str]) -> dict[str, Any]:
    """A renewal of Mary Smyth in which everything is short, with her own reason."""
    entry = register(add_person("Mary Smyth", email="mary@example.org"), date(2024, 1, 1))
    declared = {"declaration": True, "note": "I was ill."}
    return applications.read(ana, applications.send_renewal(ana, entry, declared, checked=False))


def test_the_letter_about_a_refused_renewal_speaks_of_a_renewal(
    council: Council, sign_in: Callable[..., Any], ana: Context, sent: dict[str, Any]
) -> None:
    applications.propose(ana, sent["id"], {"proposal": "refuse", "reasons": "Forty hours short.", "version": 1})
    sign_in("registrar").post(f"/office/applications/{sent['id']}/decide", data={"decision": "agree", "version": "2"})
    (text,) = letters_of(council)
    assert f"Your renewal {sent['reference']} was not accepted." in text
    assert "application" not in text
    (mail,) = (council.config.home / "mail").glob("*")
    assert f"Your renewal was not accepted ({sent['reference']})" in str(
        message_from_bytes(mail.read_bytes(), policy=policy.default)["subject"]
    )


def test_a_renewal_accepted_although_it_was_short_says_so_and_keeps_the_grounds_of_the_council(
    council: Council, sign_in: Callable[..., Any], ana: Context, sent: dict[str, Any]
) -> None:
    hers, office = sign_in("registrant", person_id=sent["person_id"]), sign_in("registrar")
    form = {"proposal": "admit", "grounds": "A doctor told us.", "version": "1"}
    told = "Two officers of the council looked at it and accepted your renewal."
    assert told in sign_in("registrar").post(f"/office/applications/{sent['id']}/propose", data=form).text
    applications.propose(ana, sent["id"], form)
    office.post(f"/office/applications/{sent['id']}/decide", data={"decision": "agree", "version": "2"})
    (text,) = letters_of(council)
    receipt, own = hers.get(f"/renewals/{sent['reference']}").text, hers.get(f"/my/applications/{sent['id']}").text
    for each in (text, receipt, own, hers.get("/my").text):
        assert told in each
        assert "A doctor told us." not in each
