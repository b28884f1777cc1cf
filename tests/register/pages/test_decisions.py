"""The pages on which officers decide about entries: orders, terms, endings, merges."""

from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import orders
from councilkit.register.services.files import read_file
from tests.conftest import both_databases
from tests.register.pages.test_pages import hidden


@both_databases
def test_an_order_from_writing_to_the_public_entry(
    sign_in: Callable[..., Any], client: Any, ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person)
    public = f"/register/{read_file(ana, person).person['public_id']}"
    first, second = sign_in("registrar", name="Ana"), sign_in("registrar", name="Tom")
    address = f"/office/registrations/{entry}/orders/new"
    form = {
        "id": hidden(first.get(address), "id"),
        "kind": "ni.suspension",
        "decided_by": "Fitness to Practise Committee",
        "starts_on-day": "20",
        "starts_on-month": "11",
        "starts_on-year": "2026",
        "ends_on-day": "20",
        "ends_on-month": "5",
        "ends_on-year": "2027",
        "public_wording": "Suspended for six months.",
        "private_note": "SECRET",
    }
    bad = first.post(address, data={**form, "ends_on-year": "2025"})
    assert bad.status_code == 422
    assert "The last day must not be before the first." in bad.text
    assert "Suspended for six months." in bad.text
    check = first.post(address, data=form)
    assert "This is what the public will see" in check.text
    assert "not proposed yet" in check.text
    assert "Suspended for six months." in first.post(address, data={**form, "back": "yes"}).text
    proposal = first.post(address, data={**form, "sure": "yes"}).location
    assert first.post(address, data={**form, "sure": "yes"}).location == proposal
    assert "Suspended" not in client.get(public).text
    assert "You proposed this. Another officer must decide." in first.get(proposal).text
    page = second.get(proposal)
    assert "SECRET" in page.text
    for _ in range(2):
        assert (
            second.post(proposal, data={"decision": "agree", "version": hidden(page, "version")}).location == proposal
        )
    shown = client.get(public).text
    assert "Suspended until 20 May 2027. May not work as a social worker." in shown
    assert "SECRET" not in shown
    order = read_file(ana, person).orders[0]["id"]
    assert "Order made" in first.get(f"/office/orders/{order}").text
    lift = first.post(
        f"/office/orders/{order}/lift",
        data={"lifted_on-day": "22", "lifted_on-month": "11", "lifted_on-year": "2026", "reason": "Appeal"},
    )
    second.post(lift.location, data={"decision": "agree", "version": "1"})
    assert "Registered. May work as a social worker." in client.get(public).text
    assert first.get(f"/office/orders/{order}/change").status_code == 200


def test_renewing_extending_and_ending_on_paper(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person, on=date(2024, 1, 1))
    office, base = sign_in("registrar"), f"/office/registrations/{entry}"
    version = hidden(office.get(f"{base}/renew"), "version")
    assert office.post(f"{base}/renew", data={"version": version, "reason": "On paper."}).status_code == 302
    refused = office.post(f"{base}/renew", data={"version": "2"})
    assert refused.status_code == 422
    assert "can be renewed from" in refused.text
    later = {
        "until-day": "1",
        "until-month": "3",
        "until-year": "2030",
        "reason": "Decree",
        "version": hidden(office.get(f"{base}/extend"), "version"),
    }
    assert "1 March 2030" in office.post(f"{base}/extend", data=later).text
    assert [e["kind"] for e in read_file(ana, person).events] == ["renewed"]
    assert office.post(f"{base}/extend", data={**later, "sure": "yes"}).status_code == 302
    end = {
        "how": "left",
        "on-day": "1",
        "on-month": "12",
        "on-year": "2026",
        "reason": "Moved",
        "version": hidden(office.get(f"{base}/end"), "version"),
    }
    removal = {**end, "how": "removal", "id": new_id()}
    assert office.post(f"{base}/end", data=removal).status_code == 422
    proposed = office.post(f"{base}/end", data={**removal, "article": "s.6", "sure": "yes"})
    assert "/office/proposals/" in proposed.location
    assert office.post(f"{base}/end", data={**end, "sure": "yes"}).location == f"/office/people/{person}"
    assert [e["kind"] for e in read_file(ana, person).events] == ["renewed", "extended", "left"]
    case = orders.read_proposal(ana, proposed.location.rpartition("/")[2])
    assert office.post(f"{proposed.location}/withdraw", data={"version": case["version"]}).status_code == 302


def test_comparing_merging_and_undoing(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    one, two = add_person("Mary Smyth"), add_person("Mary Jones")
    register(two)
    other = read_file(ana, two).person["public_id"]
    office = sign_in("registrar")
    assert office.post(f"/office/people/{one}/same", data={"other": "nobody", "why": "x"}).status_code == 422
    pair = office.post(f"/office/people/{one}/same", data={"other": other, "why": "The same diploma"}).location
    assert "The same diploma" in office.get("/office/duplicates").text
    assert (
        "Possible duplicates</a>" in office.get("/office").text or "Possible duplicates" in office.get("/office").text
    )
    assert "May be the same person" in office.get(f"/office/people/{one}").text
    compare = office.get(pair)
    assert "Mary Jones" in compare.text
    bad = office.post(pair, data={"kept_id": two, "reason": ""})
    assert bad.status_code == 422
    assert office.post(pair, data={"kept_id": two, "reason": "The same diploma."}).location == f"/office/people/{two}"
    assert office.get(f"/office/people/{one}").location == f"/office/people/{two}"
    merge = read_file(ana, two).merges[0]["id"]
    assert office.post(f"/office/merges/{merge}/undo").location == f"/office/people/{one}"
    assert office.get(pair).status_code == 200
    assert "The same diploma" in office.get("/office/duplicates").text
    third = add_person("Tom")
    again = office.post(
        f"/office/people/{one}/same", data={"other": read_file(ana, third).person["public_id"], "why": "?"}
    ).location
    assert office.post(f"{again}/different", data={"version": "1"}).location == "/office/duplicates"
    assert office.post(f"{again}/different", data={"version": "x"}).status_code == 422


def test_an_order_that_was_lifted_from_the_wrong_day_is_put_right(
    sign_in: Callable[..., Any],
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    person = add_person("Mary Smyth")
    given = {"kind": "ni.suspension", "decided_by": "Committee", "starts_on": date(2026, 11, 1)}
    given["ends_on"] = date(2027, 4, 30)
    agree = {"decision": "agree", "version": 1}
    orders.decide_proposal(tom, orders.propose_order(ana, register(person), given), agree)
    id = read_file(ana, person).orders[0]["id"]
    lift = {"lifted_on": date(2026, 11, 10), "reason": "Appeal allowed."}
    orders.decide_proposal(tom, orders.propose_lift(ana, id, lift), agree)
    office = sign_in("registrar")
    assert f"/office/orders/{id}" in office.get(f"/office/people/{person}").text
    page = office.get(f"/office/orders/{id}").text
    assert "Propose to lift it from another day" in page
    assert "Propose a change" not in page
