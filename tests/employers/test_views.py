"""The employer's pages in a browser's eyes: what they say, what they keep when refused, and whom they turn away."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.accounts import store as account_store
from councilkit.context import Context
from councilkit.register.services import applications, endings
from councilkit.register.services.files import read_file
from councilkit.standing import recording
from tests.employers.conftest import NEAR
from tests.translations.test_pages import left_on

DAY = {"fulfilled_on-day": "1", "fulfilled_on-month": "Nov", "fulfilled_on-year": "2026"}


@pytest.fixture
def eve(boss: Callable[..., Context], sign_in: Callable[..., Any]) -> Any:
    """A browser of somebody who acts for Northside Trust."""
    return sign_in("employer", organisation_id=boss().actor.organisation_id, name="Eve Adams")


def test_the_page_says_how_many_and_what_is_left(eve: Any, employ: Callable[..., Any]) -> None:
    assert "No one has named you as employer yet. Check numbers instead." in eve.get("/employer").text
    employ("Due Daisy", on=NEAR)
    employ("Fine Fiona")
    shown = eve.get("/employer").text
    assert "<h1>Northside Trust: 2 people</h1>" in shown
    assert "1 has not renewed. 39 days left." in shown
    assert shown.index("Not renewed (1)") < shown.index("Fine (1)")
    assert "<b>Not done:</b> Details checked, Learning, Fee, Signed" in shown
    only = eve.get("/employer?group=fine&part=ni.social_worker&page=7").text
    assert "Fine Fiona" in only
    assert "Due Daisy" not in only
    assert "Nobody is in this group." in eve.get("/employer?group=ended").text
    assert eve.get("/employer?group=nonsense&part=x&page=-1").status_code == 200


def test_whoever_was_struck_off_in_another_part_must_not_work_there(
    eve: Any, employ: Callable[..., Any], register: Callable[..., str], remove: Callable[..., None]
) -> None:
    file = employ("Mary Smyth")
    register(file.person["id"], part="ni.social_care_worker")
    assert "must not work" not in eve.get("/employer").text.replace(" - must not work", "")
    remove(file.registrations[0]["id"])
    shown = eve.get("/employer").text
    assert "1 person must not work." in shown
    assert shown.index("Ended - must not work (1)") < shown.index("Mary Smyth")
    assert "Must not work as a social worker." in shown
    assert "Must not work as a social care worker." not in shown


def test_an_end_that_lies_ahead_is_shown_with_its_day_before_who_is_fine(
    eve: Any, employ: Callable[..., Any], ana: Context
) -> None:
    employ("Fine Fiona")
    entry = employ("Lea Leaving").registrations[0]
    endings.leave(ana, entry["id"], {"on": date(2026, 12, 1), "reason": ""}, entry["version"])
    shown = eve.get("/employer").text
    assert shown.index("Ends on a day that is known (1)") < shown.index("Lea Leaving") < shown.index("Fine (1)")
    assert "Ends on 1 December 2026 at the person&#39;s own wish." in shown
    assert "Lea Leaving" in eve.get("/employer?group=ending").text


def test_names_are_escaped(eve: Any, employ: Callable[..., Any]) -> None:
    employ("Mary <b>Smyth</b>")
    assert "&lt;b&gt;Smyth" in eve.get("/employer").text


def test_an_account_without_organisation_gets_the_empty_page(sign_in: Callable[..., Any]) -> None:
    shown = sign_in("employer").get("/employer").text
    assert "<h1>Your people</h1>" in shown
    assert "No one has named you as employer yet." in shown


@pytest.mark.parametrize("path", ["/employer", "/employer/check", "/employer/staff/SW-1", "/employer/conditions/x",
                                  "/employer/conditions/x/time", "/employer/applications/x"])  # fmt: skip
def test_others_are_turned_away(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("registrant", "registrar", "administrator"):
        assert sign_in(role).get(path).status_code == 403


def test_numbers_are_checked_and_kept_when_refused(eve: Any, employ: Callable[..., Any]) -> None:
    number = employ("Fine Fiona").registrations[0]["number"]
    shown = eve.post("/employer/check", data={"numbers": f"{number}, 999999"})
    assert shown.status_code == 200
    assert "Registered. May work as a social worker." in shown.text
    assert "Not found" in shown.text
    many = eve.post("/employer/check", data={"numbers": " ".join(map(str, range(101)))})
    assert many.status_code == 422
    assert "These are 101 numbers. Check 100 at a time." in many.text
    assert "99 100</textarea>" in many.text
    assert "Enter at least one registration number or public id." in eve.post("/employer/check", data={}).text


def test_many_lists_a_minute_are_too_many(eve: Any) -> None:
    answers = [eve.post("/employer/check", data={"numbers": "1"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_condition_is_confirmed(eve: Any, employ: Callable[..., Any], ana: Context) -> None:
    file = employ("Mary Smyth")
    given = {"kind": "aye", "imposed_on": date(2025, 2, 1)}
    condition = recording.impose_condition(ana, file.registrations[0]["id"], given)
    address = f"/employer/conditions/{condition}"
    assert address in eve.get("/employer").text
    assert "You confirm this as Eve Adams, for Northside Trust." in eve.get(address).text
    bad = eve.post(address, data={"version": "1", **DAY, "fulfilled_on-year": "2024"})
    assert bad.status_code == 422
    assert "The condition began on 1 February 2025" in bad.text
    assert 'value="2024"' in bad.text
    stale = eve.post(address, data={"version": "7", **DAY})
    assert stale.status_code == 409
    done = eve.post(address, data={"version": "1", **DAY}, follow_redirects=True)
    assert "Confirmed." in done.text
    assert f'href="{address}"' not in done.text
    assert eve.post(address, data={"version": "1", **DAY}).status_code == 404


def test_a_year_that_is_confirmed_before_it_is_over_is_asked_about_once_and_never_refused(
    eve: Any, employ: Callable[..., Any], ana: Context
) -> None:
    entry = employ("Mary Smyth").registrations[0]["id"]
    condition = recording.impose_condition(ana, entry, {"kind": "aye", "imposed_on": date(2026, 10, 31)})
    address = f"/employer/conditions/{condition}"
    assert 'name="anyway"' not in eve.get(address).text
    asked = eve.post(address, data={"version": "1", **DAY})
    assert asked.status_code == 422
    assert "it began on 31 October 2026, so by its name it goes on until 30 October 2027." in asked.text
    assert "Was it fulfilled on 1 November 2026?" in asked.text
    assert 'name="anyway"' in asked.text
    assert "Confirmed." in eve.post(address, data={"version": "1", "anyway": "yes", **DAY}, follow_redirects=True).text


def test_a_year_that_the_council_wants_sooner_is_confirmed_unasked_on_its_day(
    eve: Any, employ: Callable[..., Any], ana: Context
) -> None:
    entry = employ("Mary Smyth").registrations[0]["id"]
    given = {"kind": "aye", "imposed_on": date(2026, 2, 1), "due_on": date(2026, 11, 1)}
    address = f"/employer/conditions/{recording.impose_condition(ana, entry, given)}"
    assert eve.post(address, data={"version": "1", **DAY}).status_code == 302


def test_a_condition_that_names_no_length_is_confirmed_unasked(
    sign_in: Callable[..., Any], employ: Callable[..., Any], ana: Context
) -> None:
    entry = employ("Mary Smyth").registrations[0]["id"]
    condition = recording.impose_condition(ana, entry, {"kind": "registration", "imposed_on": date(2026, 10, 31)})
    address = f"/office/registrations/{entry}/renewal/conditions/{condition}/confirm"
    assert sign_in("registrar").post(address, data={"version": "1", **DAY}).status_code == 302


def test_more_time_is_asked_for(eve: Any, employ: Callable[..., Any], ana: Context) -> None:
    file = employ("Mary Smyth")
    given = {"kind": "aye", "imposed_on": date(2026, 2, 1)}
    condition = recording.impose_condition(ana, file.registrations[0]["id"], given)
    address = f"/employer/conditions/{condition}/time"
    assert eve.post(address, data={"note": ""}).status_code == 422
    assert "Sent." in eve.post(address, data={"note": "Until March.\nShe is <ill>."}, follow_redirects=True).text
    shown = eve.get("/employer").text
    assert address in shown
    assert "You asked for more time on 22 November 2026. You wrote:" in shown
    assert "<p>Until March.</p><p>She is &lt;ill&gt;.</p>" in shown


def test_the_wish_for_more_time_leads_the_office_to_the_condition(
    eve: Any, employ: Callable[..., Any], ana: Context, sign_in: Callable[..., Any]
) -> None:
    entry = employ("Mary Smyth").registrations[0]["id"]
    condition = recording.impose_condition(ana, entry, {"kind": "aye", "imposed_on": date(2026, 2, 1)})
    eve.post(f"/employer/conditions/{condition}/time", data={"note": "Until March."})
    office = sign_in("registrar")
    (report,) = re.findall(r'href="(/office/reports/\w+)"', office.get("/office?tab=all").text)
    (link,) = re.findall(r'<a href="([^"]+)">Open the condition of Mary Smyth', office.get(report).text)
    found = office.get(link)
    assert found.location == f"/office/registrations/{entry}/renewal#conditions-{condition}"
    assert f'id="conditions-{condition}"' in office.get(found.location).text
    assert sign_in("employer").get(link).status_code == 403
    assert office.get("/office/conditions/none").status_code == 404


def test_who_must_not_work_comes_before_what_is_asked(eve: Any, employ: Callable[..., Any], ana: Context) -> None:
    file = employ("Mary Smyth")
    recording.impose_condition(ana, file.registrations[0]["id"], {"kind": "aye", "imposed_on": date(2026, 2, 1)})
    employ("Late Lionel", on=date(2020, 1, 1))
    shown = eve.get("/employer").text
    assert 'href="/employer#group-ended">1 person must not work.</a>' in shown
    assert shown.index('id="group-ended"') < shown.index('id="asked"') < shown.index('id="group-fine"')
    assert shown.count('id="group-ended"') == 1
    assert 'id="group-ended"' in eve.get("/employer?group=ended").text


def test_who_never_worked_here_is_work_of_the_office(
    eve: Any, employ: Callable[..., Any], sign_in: Callable[..., Any]
) -> None:
    file = employ("Mary Smyth")
    eve.post(f"/employer/staff/{file.person['public_id']}", data={"what": "never"})
    assert "Reported on 22 November 2026; the council looks at it." in eve.get("/employer").text
    looker, tom = sign_in("assessor"), sign_in("registrar", name="Tom Reed")
    office = tom.get("/office?tab=unassigned").text
    assert "Never worked there, says the employer" in office
    address = re.search(r"/office/reports/[0-9a-f]+", office)[0]  # type: ignore[index]
    assert "Record what was done" not in looker.get(address).text
    assert looker.post(address, data={"done": "x", "version": "1"}).status_code == 403
    assert eve.get(address).status_code == 403
    assert tom.get(f"/office/reports/{'f' * 32}").status_code == 404
    refused = tom.post(address, data={"done": " ", "version": "1"})
    assert refused.status_code == 422
    assert "Say what was done about it." in refused.text
    assert tom.post(address, data={"done": "Asked <her>.", "version": "9"}).status_code == 409
    done = tom.post(address, data={"done": "Asked <her>.", "version": "1"}, follow_redirects=True)
    assert "This is dealt with." in done.text
    assert "Asked &lt;her&gt;." in tom.get(address).text
    assert address not in tom.get("/office?tab=all").text
    assert "the council looks at it" not in eve.get("/employer").text


def test_a_report_is_given_to_a_registrar(eve: Any, employ: Callable[..., Any], sign_in: Callable[..., Any]) -> None:
    eve.post(f"/employer/staff/{employ('Mary Smyth').person['public_id']}", data={"what": "never"})
    looker, tom = sign_in("assessor"), sign_in("registrar", name="Tom Reed")
    office = looker.get("/office?tab=unassigned").text
    (id,) = set(re.findall(r"/office/reports/([0-9a-f]+)", office))
    assert f'value="{id}"' in office
    assert "Give 1 row to Tom Reed?" in looker.post("/office/give", data={"item": id, "owner": tom.account_id}).text
    sure = {"item": id, "sure": "yes"}
    refused = looker.post("/office/give", data=sure | {"owner": looker.account_id})
    assert refused.status_code == 422
    assert "give these rows to a registrar" in refused.text
    looker.post("/office/give", data=sure | {"owner": tom.account_id})
    assert "Mine&nbsp;(1)" in tom.get("/office").text
    assert "Tom Reed" in looker.get(f"/office/reports/{id}").text
    tom.post("/office/give", data=sure | {"owner": ""})
    assert "Unassigned&nbsp;(1)" in tom.get("/office?tab=unassigned").text


def test_the_end_of_an_employment(eve: Any, employ: Callable[..., Any], ana: Context) -> None:
    file = employ("Mary Smyth")
    address = f"/employer/staff/{file.person['public_id']}"
    asked = eve.get(address).text
    assert "This person does not work here" in asked
    assert f"No. {file.person['public_id']}" not in asked
    assert "Public id" in asked
    assert "(optional)" not in asked
    late = {"what": "left", "last_day-day": "1", "last_day-month": "1", "last_day-year": "2027"}
    refused = eve.post(address, data=late)
    assert refused.status_code == 422
    assert 'value="2027"' in refused.text
    assert "Recorded." in eve.post(address, data=late | {"last_day-year": "2026", "last_day-month": "11"},
                                   follow_redirects=True).text  # fmt: skip
    assert read_file(ana, file.person["id"]).work[0]["ends_on"] == date(2026, 11, 1)
    assert eve.get(address).status_code == 404


def test_an_applicant_is_endorsed_and_the_office_sees_it(
    eve: Any, ana: Context, sign_in: Callable[..., Any], application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    address = f"/employer/applications/{id}"
    shown = eve.get("/employer").text
    assert address in shown
    assert "stefania@example.org" not in shown + eve.get(address).text
    assert eve.post(address, data={"answer": "works_here"}).status_code == 422
    sent = eve.post(address, data={"answer": "works_here", "role": "Social worker", "fit": "yes"})
    assert sent.status_code == 302
    assert "Works here" in eve.get("/employer").text
    assert 'value="Social worker"' in eve.get(address).text
    office = sign_in("registrar").get(f"/office/applications/{id}").text
    assert "The employer endorses the applicant" in office
    assert "Northside Trust: works here as Social worker." in office
    changed = eve.post(address, data={"answer": "unknown", "version": "1"}, follow_redirects=True).text
    assert "Not known here" in changed
    assert eve.post(address, data={"answer": "unknown", "version": "1"}).status_code == 409


def test_the_organisation_of_an_account_is_searched(
    sign_in: Callable[..., Any], employ: Callable[..., Any], ctx: Context
) -> None:
    organisation = employ("Mary Smyth").work[0]["organisation_id"]
    administrator = sign_in("administrator")
    search = "/office/accounts/employers"
    assert search in administrator.get("/office/accounts").text
    assert "The register knows no organisation" in administrator.get(f"{search}?q=nowhere").text
    found = administrator.get(f"{search}?q=north").text
    assert f"{search}/{organisation}" in found
    address = f"{search}/{organisation}"
    assert "Invite somebody to act for Northside Trust" in administrator.get(address).text
    refused = administrator.post(address, data={"name": "Eve", "email": "no address"})
    assert refused.status_code == 422
    assert "no address" in refused.text
    assert "/welcome/" in administrator.post(address, data={"name": "Eve", "email": "eve@example.org"}).text
    with ctx.reading() as connection:
        row = account_store.by_email(connection, "eve@example.org")
    assert row is not None
    assert (row["roles"], row["organisation_id"]) == (["employer"], organisation)
    assert administrator.post(f"{search}/forged", data={"name": "E", "email": "e@example.org"}).status_code == 404
    assert sign_in("registrar").get(search).status_code == 403


@pytest.mark.parametrize("language", ["ro", "th"])
def test_pages_speak_other_languages(
    language: str, eve: Any, employ: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    file = employ("Elena Ionescu", on=NEAR)
    employ("Ionescu Elena")
    given = {"kind": "aye", "imposed_on": date(2026, 2, 1)}
    recording.impose_condition(ana, file.registrations[0]["id"], given)
    named = {"given_names": "Elena", "family_name": "Ionescu"}
    id = applications.apply(ana, application | named)
    paths = ("/employer", "/employer/check", f"/employer/staff/{file.person['public_id']}",
             f"/employer/applications/{id}", "/employer/staff/nobody")  # fmt: skip
    left = left_on(eve, paths, language)
    words = {text.strip(": ") for texts in left.values() for text in texts}
    condition = "Assessed Year in Employment, confirmed by the employer"
    assert words <= {"Northside Trust", "Eve Adams", "Ionescu Elena", "Social worker", condition}


def test_an_employer_reads_that_somebody_is_to_leave_the_register(
    eve: Any, ana: Context, employ: Callable[..., Any]
) -> None:
    entry = employ("Fine Fiona").registrations[0]
    endings.leave(ana, entry["id"], {"on": date(2026, 12, 1)}, 1)
    ending = "Ends on 1 December 2026 at the person&#39;s own wish."
    assert ending in eve.get("/employer").text
    assert ending in eve.post("/employer/check", data={"numbers": entry["number"]}).text
