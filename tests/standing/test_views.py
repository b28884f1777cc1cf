"""The public pages and a person's own, as their readers meet them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import endings, merges, people
from councilkit.register.tables import orders
from councilkit.standing.views import SEARCHES


def test_the_start_page_checks_first(client: Any) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert (
        page.text.index("Check someone is registered")
        < page.text.index("Renew or log learning")
        < page.text.index("Apply to join")
    )


def test_the_service_says_that_it_is_well(client: Any) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_search_shows_the_status_in_words_and_why_it_matched(
    client: Any, ana: Context, enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth")
    people.add_name(ana, file.person["id"], {"kind": "previous", "family_name": "Jones", "given_names": "Mary"})
    page = client.get("/register?q=jones")
    assert "1 person matches" in page.text
    assert "Matched former name: Mary Jones" in page.text
    assert "Registered" in page.text
    assert f"/register/{file.person['public_id']}" in page.text
    assert "noindex" in page.text
    assert "We do not record who searches." in page.text


def test_every_registration_of_a_person_shows_its_own_status_in_the_list(
    client: Any, ctx: Context, register: Callable[..., str], enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth")
    second = register(file.person["id"], part="ni.social_care_manager")
    row = {"registration_id": second, "kind": "ni.suspension", "effect": "suspended", "starts_on": date(2026, 1, 1)}
    with ctx.change("register.test", "x") as change:
        change.insert(orders, row)
    page = client.get("/register?q=smyth").text
    assert "Suspended" in page
    assert "Registered" in page
    assert "Social care manager" in page


def test_a_name_that_is_spelled_almost_so_is_offered_and_why(client: Any, enter: Callable[..., Any]) -> None:
    enter("Mary Smith")
    page = client.get("/register?q=Smibth").text
    assert "No one matches “Smibth”. 1 person has a name spelled almost so." in page
    assert "Similar spelling" in page
    listed = client.get("/register.json?q=Smibth").json
    assert [(each["name"], each["by_spelling"]) for each in listed["entries"]] == [("Mary Smith", True)]


def test_nobody_found_proves_nothing(client: Any) -> None:
    page = client.get("/register?q=Smiht")
    assert page.status_code == 200
    assert "No one matches" in page.text
    assert "does not prove" in page.text


def test_an_empty_search_says_what_to_enter(client: Any) -> None:
    page = client.get("/register?q=+")
    assert page.status_code == 422
    assert "Enter a name or a registration number." in page.text


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=" + "x" * 5000, "?q=ana&page=-1", "?q=ana&page=99999", "?q=ana&area='--", "?q=%25%25"]
)
def test_odd_searches_are_answered(client: Any, enter: Callable[..., Any], query: str) -> None:
    enter("Ana Pop")
    assert client.get(f"/register{query}").status_code in (200, 422)


def test_too_many_searches_wait(client: Any) -> None:
    for _ in range(SEARCHES):
        client.get("/register?q=ana")
    page = client.get("/register?q=ana")
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Too many searches" in page.text
    assert client.get("/register").status_code == 200


def test_an_entry_says_what_it_means_and_when_it_was_checked(client: Any, enter: Callable[..., Any]) -> None:
    file = enter("Mary Smyth", area_code="GB-BFS")
    page = client.get(f"/register/{file.person['public_id']}")
    assert page.status_code == 200
    assert "Registered. May work as a social worker." in page.text
    assert file.registrations[0]["number"] in page.text
    assert "Checked 22 November 2026, 10:42" in page.text
    assert "Belfast" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_an_entry_in_another_language_and_script(client: Any, ana: Context, enter: Callable[..., Any]) -> None:
    file = enter("Somchai Jaidee")
    people.add_name(
        ana, file.person["id"], {"kind": "script", "given_names": "สมชาย", "family_name": "ใจดี", "language": "th"}
    )
    page = client.get(f"/register/{file.person['public_id']}?lang=ro")
    assert 'lang="th">สมชาย ใจดี' in page.text
    assert "asistent social" in page.text


def test_the_same_entry_as_data(client: Any, enter: Callable[..., Any]) -> None:
    public_id = enter().person["public_id"]
    by_address = client.get(f"/register/{public_id}.json").json
    by_accept = client.get(f"/register/{public_id}", headers={"Accept": "application/json"}).json
    by_api = client.get(f"/api/v1/register/{public_id}")
    assert by_address == by_accept == by_api.json
    assert by_api.json["registrations"][0]["status"] == "registered"
    assert by_api.json["checked_at"] == "2026-11-22T10:42:00+00:00"
    assert by_api.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in by_api.headers


def test_the_search_as_data(client: Any, enter: Callable[..., Any]) -> None:
    public_id = enter().person["public_id"]
    answer = client.get("/register.json?q=smyth").json
    assert answer["total"] == 1
    assert answer["entries"][0]["public_id"] == public_id


@pytest.mark.parametrize(
    "address", ["/register/SW-0000-00001", "/register/<script>", "/register/x.json", "/api/v1/register/SW-0000-00001"]
)
def test_no_such_entry(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "no entry with this address" in answer.text
    assert "<script>alert" not in answer.text


def test_a_public_id_typed_sloppily_or_merged_leads_to_the_entry(
    client: Any, ana: Context, enter: Callable[..., Any]
) -> None:
    kept, merged = enter("Mary Smyth").person, enter("Mary Jones").person
    assert client.get(f"/register/{kept['public_id'].lower()}").location == f"/register/{kept['public_id']}"
    merges.merge_people(ana, kept["id"], merged["id"], "The same diploma.")
    assert client.get(f"/register/{merged['public_id']}").location == f"/register/{kept['public_id']}"
    assert client.get(f"/api/v1/register/{merged['public_id']}").status_code == 301


def test_the_code_for_phones(client: Any, enter: Callable[..., Any]) -> None:
    public_id = enter().person["public_id"]
    answer = client.get(f"/register/{public_id}/qr.svg")
    assert answer.content_type == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert client.get("/register/nonsense%20/qr.svg").status_code == 404


def test_conditions_are_listed_on_the_entry(client: Any, ctx: Context, enter: Callable[..., Any]) -> None:
    file = enter()
    row = {
        "registration_id": file.registrations[0]["id"],
        "kind": "ni.conditions",
        "effect": "conditions",
        "starts_on": date(2026, 1, 1),
    }
    with ctx.change("register.test", "x") as change:
        wording = "Works under supervision.\nNot at <night>."
        change.insert(orders, row | {"public_wording": wording, "private_note": "SECRET"})
    page = client.get(f"/register/{file.person['public_id']}")
    assert "Registered with conditions. May work as a social worker, within the conditions." in page.text
    assert "<p>Works under supervision.</p><p>Not at &lt;night&gt;.</p>" in page.text
    (said,) = client.get(f"/register/{file.person['public_id']}.json").json["registrations"][0]["orders"]
    assert said["wording"] == "Works under supervision.\nNot at <night>."
    assert "SECRET" not in page.text


def test_my_page_answers_first(sign_in: Callable[..., Any], enter: Callable[..., Any]) -> None:
    file = enter("Mary Smyth", on=date(2024, 12, 1))
    mary = sign_in("registrant", person_id=file.person["id"])
    page = mary.get("/my")
    assert page.status_code == 200
    assert "Yes. You are registered until 30 November 2027." in page.text
    assert page.text.index("Yes. You are registered") < page.text.index("Proof") < page.text.index("What happened")
    assert "0 of 90 hours" in page.text


def test_my_page_needs_a_sign_in_and_shows_only_mine(
    client: Any, sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    assert client.get("/my").status_code == 302
    other = enter("Tom Other")
    mary = sign_in("registrant", person_id=enter().person["id"])
    for address in ("/my/renew/{}", "/my/renew/{}/sign", "/my/come-back/{}"):
        assert mary.get(address.format(other.registrations[0]["id"])).status_code in (403, 404), address
    assert mary.get(f"/office/people/{other.person['id']}").status_code == 403
    assert mary.get("/office").status_code == 403
    assert mary.get("/office/people").status_code == 403


def test_an_account_without_an_entry_is_told_what_to_do(sign_in: Callable[..., Any]) -> None:
    page = sign_in("registrant").get("/my")
    assert "No registration is linked to your account yet." in page.text
    assert sign_in("registrar").get("/my").location == "/office"


def renewing(sign_in: Callable[..., Any], enter: Callable[..., Any]) -> tuple[Any, Any]:
    """A registrant whose term ends on 31 December 2026, so that it can be renewed."""
    file = enter("Mary Smyth", on=date(2024, 1, 1), email="mary@example.org")
    return file, sign_in("registrant", person_id=file.person["id"])


def test_a_renewal_from_the_first_question_to_the_officers_desk(
    sign_in: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    file, mary = renewing(sign_in, enter)
    entry = file.registrations[0]["id"]
    assert "Not yet. Renew by 31 December 2026. 4 things left." in mary.get("/my").text
    tasks = mary.get(f"/my/renew/{entry}")
    assert "You have not renewed yet." in tasks.text
    assert "0 of 4 done" in tasks.text
    assert "This is what renews you." in tasks.text
    assert f'href="/my/renew/{entry}/sign"' not in tasks.text
    details = mary.get("/my/details")
    assert "mary@example.org" in details.text
    sent = {"email": "mary@example.org", "phone": "0721 123 456", "address": "", "version": "1"}
    assert mary.post(f"/my/details?next=/my/renew/{entry}", data=sent).location == f"/my/renew/{entry}"
    assert f'href="/my/renew/{entry}/sign"' in mary.get(f"/my/renew/{entry}").text
    refused = mary.post(f"/my/renew/{entry}/sign", data={"id": "f" * 32, "note": ""})
    assert refused.status_code == 422
    assert "Tick the declaration to send your renewal." in refused.text
    refused = mary.post(f"/my/renew/{entry}/sign", data={"id": "f" * 32, "declaration": "yes"})
    assert refused.status_code == 422
    assert "Say why something is still missing" in refused.text
    form = {"id": "f" * 32, "declaration": "yes", "note": "I was on leave."}
    first, second = (mary.post(f"/my/renew/{entry}/sign", data=form) for _ in range(2))
    assert first.location == second.location
    receipt = mary.get(first.location)
    assert "Sent. Not decided yet." in receipt.text
    assert "We mean to answer by 20 December 2026." in receipt.text
    assert "Sent on 22 November, 10:42. We are checking it. You are still registered." in receipt.text
    assert "Sent on 22 November, 10:42. We are checking it. You are still registered." in mary.get("/my").text
    assert "Mary Smyth" in sign_in("registrar").get("/office?tab=all").text


def test_the_end_in_the_very_words(sign_in: Callable[..., Any], ana: Context, enter: Callable[..., Any]) -> None:
    file, mary = renewing(sign_in, enter)
    entry = file.registrations[0]
    endings.leave(ana, entry["id"], {"on": "2026-11-01"}, entry["version"])
    page = mary.get("/my")
    assert "No. Your registration ended on 1 November 2026. You must not work as a social worker." in page.text
    assert "Come back to the register" in page.text
    form = {"id": "e" * 32, "reason": "I am back.", "declaration": "yes"}
    answer = mary.post(f"/my/come-back/{entry['id']}", data=form)
    assert answer.location == f"/my/applications/{'e' * 32}"
    assert "Sent. Not decided yet." in mary.get(answer.location).text


def test_json_is_small_and_valid(client: Any, enter: Callable[..., Any]) -> None:
    answer = client.get(f"/api/v1/register/{enter().person['public_id']}")
    assert json.loads(answer.data)
    assert len(answer.data) < 1500
