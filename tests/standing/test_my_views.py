"""What a registrant's own page says beside the answer: the way back after a removal, and appeals that run."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register.services import appeals, applications, endings, orders
from councilkit.standing import recording
from councilkit.standing.tables import conditions

REMOVAL = {"on": date(2026, 11, 1), "reason": "By agreement.", "article": "Rule 14"}
ORDER = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": date(2026, 11, 1)}


@pytest.mark.parametrize(
    ("part", "given", "says"),
    [
        ("ni.social_worker", ORDER, "You can ask to come back from 1 November 2031 on"),
        ("ni.social_worker", REMOVAL, "is not known"),
        ("ro.social_worker", REMOVAL, "is not known"),
    ],
)
def test_who_was_removed_reads_when_coming_back_opens(
    sign_in: Callable[..., Any],
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    part: str,
    given: dict[str, Any],
    says: str,
) -> None:
    person = add_person("Mary Smyth")
    propose = orders.propose_order if given is ORDER else orders.propose_removal
    proposal = propose(ana, register(person, date(2024, 1, 1), part=part), given)
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    assert says in sign_in("registrant", person_id=person).get("/my").text


def test_an_appeal_is_told_until_it_is_over(
    sign_in: Callable[..., Any], ana: Context, enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    hers = sign_in("registrant", person_id=file.person["id"])
    given = {"against": "A <warning>", "received_on": date(2026, 11, 2)}
    made = appeals.record_appeal(ana, file.registrations[0]["id"], given)
    shown = hers.get("/my").text
    assert "Your appeal (A &lt;warning&gt;) reached the council on 2 November 2026." in shown
    assert "The council has not answered yet." in shown
    appeals.reply(ana, made, {"replied_on": date(2026, 11, 20), "version": 1})
    shown = hers.get("/my").text
    assert "The council answered on 20 November 2026. The tribunal or court decides." in shown
    closing = {"outcome": "confirmed", "outcome_on": date(2026, 11, 21), "version": 2}
    appeals.close(ana, made, closing)
    assert "Your appeal" not in hers.get("/my").text


@pytest.mark.parametrize(
    ("how", "ending", "own"),
    [
        ("removed", "by decision of the council.", "by decision of the council."),
        ("left", "at the person&#39;s own wish.", "at your own wish."),
    ],
)
def test_an_end_on_a_later_day_stands_beside_the_state_everywhere(
    sign_in: Callable[..., Any], ana: Context, tom: Context, enter: Callable[..., Any], how: str, ending: str, own: str
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    person, entry = file.person["id"], file.registrations[0]
    given = {"on": date(2026, 12, 1), "reason": "By agreement.", "article": "Rule 14"}
    if how == "left":
        endings.leave(ana, entry["id"], given, 1)
    else:
        proposal = orders.propose_removal(ana, entry["id"], given)
        orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    hers, office = sign_in("registrant", person_id=person), sign_in("registrar")
    mine = hers.get("/my").text
    assert "Yes. You are registered until 30 November 2026." in mine
    shown = office.get(f"/office/people/{person}").text
    assert ">Renew<" not in shown
    assert ">Extend<" not in shown
    employer = sign_in("employer")
    checked = employer.post("/employer/check", data={"numbers": entry["number"]})
    for page in (shown, checked.text):
        assert f"Ends on 1 December 2026 {ending}" in page
    what_she_reads = office.get(f"/office/registrations/{entry['id']}/renewal").text
    for page in (mine, hers.get(f"/my/renew/{entry['id']}").text, what_she_reads):
        assert f"Ends on 1 December 2026 {own}" in page
    assert (
        "It is recorded already that"
        in office.get(f"/office/registrations/{entry['id']}/renew", follow_redirects=True).text
    )
    assert "Ends on" not in office.get(f"/office/people/{person}?as_of=2026-11-01").text


def test_who_is_to_be_removed_by_an_order_reads_one_day(
    sign_in: Callable[..., Any], ana: Context, tom: Context, enter: Callable[..., Any], kind_of: Callable[[str], str]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    order = {"id": "e" * 32, "kind": kind_of("removed"), "starts_on": date(2026, 12, 1), "public_wording": "Removed."}
    proposal = orders.propose_order(ana, file.registrations[0]["id"], {**order, "decided_by": "Committee"})
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    mine = sign_in("registrant", person_id=file.person["id"]).get("/my").text
    assert "Yes. You are registered until 30 November 2026." in mine
    assert "Ends on 1 December 2026 by decision of the council." in mine


def test_the_list_of_a_renewal_that_is_held_open_says_that_its_day_has_passed(
    council: Council, ana: Context, sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    entry = file.registrations[0]["id"]
    paid = {"fee": "renewal", "amount": "65", "paid_on": ana.today(), "anyway": True}
    recording.record_payment(ana, entry, paid)
    object.__setattr__(council, "clock", lambda: datetime(2027, 2, 1, 12, tzinfo=UTC))
    page = sign_in("registrant", person_id=file.person["id"]).get(f"/my/renew/{entry}").text
    assert "The last day to renew was 31 December 2026." in page
    assert "You are still registered: we hold your renewal of 31 December 2026 open." in page
    assert "Renew by" not in page


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("ni.social_worker", "Professional in Practice requirements after the assessed year"),
        ("ni.social_care_manager", "Learning about leadership and management"),
    ],
)
def test_every_row_of_learning_in_the_list_of_a_renewal_leads_to_learning(
    ana: Context,
    sign_in: Callable[..., Any],
    add_person: Callable[..., str],
    register: Callable[..., str],
    part: str,
    wanted: str,
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person, date(2024, 1, 1), part=part)
    with ana.change("standing.test", person) as change:
        done = {"kind": "aye", "imposed_on": date(2024, 1, 1), "fulfilled_on": date(2025, 1, 2)}
        change.insert(conditions, done | {"registration_id": entry, "confirmed_by": "employer"})
    page = sign_in("registrant", person_id=person).get(f"/my/renew/{entry}").text
    rows = re.findall(r'<a href="/my/learning\?registration=\w+"[^>]*>([^<]*)<', page)
    assert [row.partition(":")[0] for row in rows] == ["Learning", wanted]


def test_whoever_has_a_record_and_no_registration_is_led_to_the_application(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    person = add_person("Nora New")
    her = sign_in("registrant", person_id=person)
    assert 'href="/apply"' in her.get("/my").text
    account = replace(ana.actor, id=her.account_id, roles=frozenset({"registrant"}), person_id=person)
    sent = applications.apply(ana.acting(account), application)
    page = her.get("/my").text
    assert f"/my/applications/{sent}" in page
    assert 'href="/apply"' not in page
    applications.withdraw(ana.acting(account), sent, 1)
    assert 'href="/apply"' in her.get("/my").text
