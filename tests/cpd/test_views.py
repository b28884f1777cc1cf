"""The pages of learning, as a browser without JavaScript sees them."""

import csv
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import reading, services
from councilkit.cpd.formpages import AS_LAST_TIME
from tests.cpd.conftest import PDF, TODAY, hidden, text_of


def test_log_in_three_answers_and_see_the_sum(browser: Any) -> None:
    once = hidden(browser.get("/my/learning/new"), "once")
    answer = browser.post("/my/learning/new", data={**TODAY, "once": once})
    assert answer.status_code == 303
    listed = text_of(browser.get(answer.location))
    assert "Saved. 1 of 90 hours." in listed
    assert "Undo" in listed
    assert "Add another" in listed
    assert "My learning, 1 April 2025 to 31 March 2028" in listed
    again = browser.post("/my/learning/new", data={**TODAY, "once": once})
    assert again.location == answer.location


def test_the_page_asks_in_the_agreed_words(browser: Any) -> None:
    shown = text_of(browser.get("/my/learning/new"))
    for words in (
        "What did you do?",
        "When?",
        "Today",
        "Yesterday",
        "How long?",
        "Half day",
        "Save learning",
        "Add more (optional)",
    ):
        assert words in shown
    assert "What kind?" not in shown


def test_each_slip_is_a_sentence_and_what_was_typed_stays(browser: Any) -> None:
    typed = {
        "title": "",
        "on": "other",
        "on-day": "31",
        "on-month": "2",
        "on-year": "2026",
        "amount": "other",
        "amount-other": "soon",
        "reflection": "Ask <b>earlier</b>",
    }
    answer = browser.post("/my/learning/new", data=typed)
    assert answer.status_code == 422
    shown = text_of(answer)
    for words in (
        "Error:",
        "There is a problem",
        "Enter what you did.",
        "does not exist",
        "Enter how long, like 1.5 or 90 min.",
    ):
        assert words in shown
    page = answer.get_data(as_text=True)
    assert 'value="soon"' in page
    assert 'value="31"' in page
    assert "Ask &lt;b&gt;earlier&lt;/b&gt;" in page


def test_a_day_in_the_future_is_refused(browser: Any) -> None:
    answer = browser.post(
        "/my/learning/new", data={**TODAY, "on": "other", "on-day": "23", "on-month": "Nov", "on-year": "2026"}
    )
    assert "The date is in the future - pick today or earlier." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "counted"), [("1.5", "1.5"), ("90 min", "1.5"), ("1h30", "1.5"), ("1:30", "1.5"), ("0,5", "0.5")]
)
def test_a_length_is_understood_however_it_is_typed(browser: Any, typed: str, counted: str) -> None:
    answer = browser.post("/my/learning/new", data={**TODAY, "amount": "other", "amount-other": typed})
    assert f"{counted} of 90 hours" in text_of(browser.get(answer.location))


def test_the_same_thing_is_warned_of_then_saved(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(on=date(2026, 11, 22))
    answer = browser.post("/my/learning/new", data=TODAY)
    assert answer.status_code == 422
    assert "You logged the same thing on 22 November 2026." in text_of(answer)
    assert "Save anyway" in text_of(answer)
    assert browser.post("/my/learning/new", data={**TODAY, "anyway": hidden(answer, "anyway")}).status_code == 303


def test_undo_and_put_back(browser: Any) -> None:
    saved = browser.post("/my/learning/new", data=TODAY).location
    undone = browser.post(f"/my/learning/{saved.rpartition('=')[2]}/withdraw")
    listed = text_of(browser.get(undone.location))
    assert "Removed: Team talk." in listed
    assert "0 of 90 hours" in listed
    record = f"/my/learning/{saved.rpartition('=')[2]}"
    assert f'action="{record}/restore"' in browser.get(f"{record}/history").text
    back = browser.post(f"{record}/restore")
    assert "1 of 90 hours" in text_of(browser.get(back.location))
    assert f'action="{record}/restore"' not in browser.get(f"{record}/history").text


def test_add_again_fills_the_form(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for(title="Reading circle", provider="Northside Trust")
    first = browser.get("/my/learning/new")
    assert "Add again: Reading circle" in text_of(first)
    assert AS_LAST_TIME in text_of(first)
    assert 'value="Reading circle"' in browser.get(f"/my/learning/new?again={id}").get_data(as_text=True)


def test_what_is_remembered_is_seen_before_the_fold(browser: Any, log_for: Callable[..., str]) -> None:
    """Who runs from one entry to the next must see that the last provider was put in for them."""
    empty = browser.get("/my/learning/new").get_data(as_text=True)
    assert empty.index("<details") < empty.index('name="provider"')
    assert "As last time" not in empty
    log_for(provider="Northside Trust")
    page = browser.get("/my/learning/new").get_data(as_text=True)
    assert page.index("As last time") < page.index('value="Northside Trust"') < page.index("<details")
    assert page.count('name="provider"') == 1
    wrong = browser.post("/my/learning/new", data={**TODAY, "amount": "", "provider": "Somebody else"})
    again = wrong.get_data(as_text=True)
    assert again.index('value="Somebody else"') < again.index("<details")
    assert "As last time" not in again


def test_the_last_category_is_chosen_and_said(
    sign_in: Callable[..., Any], make_person: Callable[..., str], ctx: Context, registration_of: Callable[..., Any]
) -> None:
    person_id = make_person("xx.manager")
    record = {"title": "Seminar", "on": date(2026, 11, 1), "amount": 1, "category": "course"}
    services.log_record(ctx, registration_of(person_id), record)
    page = text_of(sign_in("registrant", person_id=person_id).get("/my/learning/new"))
    assert AS_LAST_TIME in page


def test_a_draft_comes_back_and_can_be_thrown_away(browser: Any) -> None:
    kept = browser.post(
        "/my/learning/draft?form=learning", data={"title": "Half a title", "amount": "other", "amount-other": "9"}
    )
    assert kept.status_code == 204
    page = browser.get("/my/learning/new").get_data(as_text=True)
    assert 'value="Half a title"' in page
    assert "data-saved-at=" in page
    assert "Draft" in text_of(browser.get("/my/learning"))
    browser.post("/my/learning/draft?forget=1")
    assert "Half a title" not in browser.get("/my/learning/new").get_data(as_text=True)


def test_a_draft_under_a_strange_name_is_not_kept(browser: Any) -> None:
    assert browser.post("/my/learning/draft?form=../../x", data={"title": "a"}).status_code == 404


def test_a_draft_too_long_is_refused(browser: Any) -> None:
    assert browser.post("/my/learning/draft", data={"title": "a" * 70_000}).status_code == 422


def test_change_keeps_values_and_tells_the_second_of_two(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for(reflection="Ask earlier")
    page = browser.get(f"/my/learning/{id}")
    assert "Ask earlier" in page.get_data(as_text=True)
    version = hidden(page, "version")
    typed = {**TODAY, "version": version, "reflection": "Ask earlier"}
    assert browser.post(f"/my/learning/{id}", data={**typed, "title": "First"}).status_code == 303
    second = browser.post(f"/my/learning/{id}", data={**typed, "title": "Second"})
    assert second.status_code == 409
    assert "Nothing was overwritten" in text_of(second)
    assert "It now says: First" in text_of(second)
    assert 'value="Second"' in second.get_data(as_text=True)
    assert hidden(second, "version") == "2"
    assert browser.post(f"/my/learning/{id}", data={**typed, "title": "Second", "version": "2"}).status_code == 303
    assert "Team talk became First" in text_of(browser.get(f"/my/learning/{id}/history"))


def test_a_draft_of_a_change_knows_that_the_record_moved_on(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    browser.post(f"/my/learning/draft?form=learning-{id}&version=1", data={"title": "Typed before"})
    browser.post(f"/my/learning/{id}", data={**TODAY, "title": "Saved elsewhere", "version": "1"})
    browser.post(f"/my/learning/draft?form=learning-{id}&version=1", data={"title": "Typed before"})
    page = browser.get(f"/my/learning/{id}")
    assert "It now says: Saved elsewhere" in text_of(page)
    assert 'value="Typed before"' in page.get_data(as_text=True)


def test_without_a_version_nothing_is_overwritten(browser: Any, log_for: Callable[..., str]) -> None:
    assert browser.post(f"/my/learning/{log_for()}", data=TODAY).status_code == 409


# several registrations and other frameworks


def test_a_person_with_two_registrations_chooses(
    make_person: Callable[..., str], sign_in: Callable[..., Any], registration_of: Callable[..., Any]
) -> None:
    person_id = make_person("xx.social_worker", "xx.manager")
    browser = sign_in("registrant", person_id=person_id)
    manager = registration_of(person_id, "xx.manager")["id"]
    page = browser.get(f"/my/learning/new?registration={manager}")
    assert "How many credits?" in text_of(page)
    assert "What kind?" in text_of(page)
    refused = browser.post(f"/my/learning/new?registration={manager}", data={**TODAY, "amount": ""})
    assert "Enter how many credits" in text_of(refused)
    assert "Choose what kind it was." in text_of(refused)
    data = {**TODAY, "amount": "2", "category": "course"}
    saved = browser.post(f"/my/learning/new?registration={manager}", data=data)
    listed = text_of(browser.get(saved.location))
    assert "Saved. 2 of 20 credits." in listed
    assert "not yet verified against the source" in listed
    assert "Course 2 of 12 credits" in listed
    assert "Group work 0 credits; at most 8 count" in listed
    assert browser.get("/my/learning/new?registration=" + "0" * 32).status_code == 404


def test_without_a_framework_learning_is_logged_without_a_target(
    make_person: Callable[..., str], sign_in: Callable[..., Any]
) -> None:
    browser = sign_in("registrant", person_id=make_person("xx.free", until=None))
    saved = browser.post("/my/learning/new", data=TODAY)
    listed = text_of(browser.get(saved.location))
    assert "My learning, since 1 April 2025" in listed
    assert "Saved. 1 hour." in listed
    assert "No requirement is known for Free part" in listed


def test_an_account_without_a_register_entry_is_told(sign_in: Callable[..., Any]) -> None:
    answer = sign_in("registrant").get("/my/learning")
    assert answer.status_code == 403
    assert "not linked to a register entry" in text_of(answer)


def test_a_visitor_is_asked_to_sign_in(client: Any) -> None:
    answer = client.get("/my/learning/new")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


# the form's guard


@pytest.fixture
def guarded(app: Any, browser: Any) -> Any:
    app.config["WTF_CSRF_ENABLED"] = True
    return browser


def test_a_form_without_its_token_comes_back_with_what_was_typed(guarded: Any, ctx: Context, person_id: str) -> None:
    answer = guarded.post("/my/learning/new", data={**TODAY, "reflection": "Ask earlier"})
    assert answer.status_code == 400
    assert "This form was open for too long" in text_of(answer)
    page = answer.get_data(as_text=True)
    assert 'value="Team talk"' in page
    assert "Ask earlier" in page
    assert reading.learning(ctx, person_id).records == []
    token = hidden(answer, "csrf_token")
    assert guarded.post("/my/learning/new", data={**TODAY, "csrf_token": token}).status_code == 303


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_its_token_leaves_nothing_behind(guarded: Any, log_for: Callable[..., str], token: str) -> None:
    """Whoever sends a form in another's name must not put words into their mouth."""
    id = log_for()
    forged = {**TODAY, "title": "Forged words", "csrf_token": token}
    assert guarded.post("/my/learning/new", data=forged).status_code == 400
    file = {"evidence": (BytesIO(PDF), "forged.pdf")}
    answer = guarded.post(f"/my/learning/{id}", data={**forged, "version": "1", **file})
    assert answer.status_code == 400
    assert "Choose your file again." in text_of(answer)
    for path in ("/my/learning", "/my/learning/new", f"/my/learning/{id}"):
        shown = guarded.get(path).get_data(as_text=True)
        assert "Forged words" not in shown
        assert "forged.pdf" not in shown
        assert "This is what you typed" not in shown


def test_an_old_token_does_not_touch_the_draft_before(guarded: Any) -> None:
    token = hidden(guarded.get("/my/learning/new"), "csrf_token")
    guarded.post("/my/learning/draft?form=learning", data={"title": "Mine", "csrf_token": token})
    guarded.post("/my/learning/new", data={**TODAY, "title": "Forged words"})
    assert 'value="Mine"' in guarded.get("/my/learning/new").get_data(as_text=True)


def test_a_form_from_another_site_is_not_shown_again(guarded: Any) -> None:
    answer = guarded.post("/my/learning/new", data=TODAY, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "Team talk" not in text_of(answer)


def test_a_change_without_its_token_keeps_what_was_typed(guarded: Any, log_for: Callable[..., str]) -> None:
    answer = guarded.post(f"/my/learning/{log_for()}", data={**TODAY, "title": "Typed", "version": "1"})
    assert answer.status_code == 400
    assert 'value="Typed"' in answer.get_data(as_text=True)


# copies


def test_the_record_can_be_downloaded_and_read_again(browser: Any, log_for: Callable[..., str]) -> None:
    from councilkit.cpd.schemas import RowSchema

    log_for(title='Talk, "quoted"', provider="Øst", standards=["SC6", "SP6"], peer_role="Manager")
    answer = browser.get("/my/learning.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    [row] = list(csv.DictReader(answer.get_data(as_text=True).splitlines()))
    loaded = RowSchema().load(row)
    assert loaded["title"] == 'Talk, "quoted"'
    assert loaded["standards"] == ["SC6", "SP6"]
    assert loaded["peer_reflection"] is True


def test_no_spreadsheet_runs_what_a_title_says(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(title='=HYPERLINK("https://example.org")', provider="+44 28 90 12")
    [row] = list(csv.DictReader(browser.get("/my/learning.csv").get_data(as_text=True).splitlines()))
    assert row["title"] == '\'=HYPERLINK("https://example.org")'
    assert row["provider"] == "'+44 28 90 12"


def test_a_day_that_is_none_is_a_sentence(browser: Any) -> None:
    answer = browser.get("/my/learning?period=31/02")
    assert answer.status_code == 422
    assert "is not a day like 2026-04-01" in text_of(answer)


def test_undo_after_a_change_takes_only_the_change_back(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for(title="Team talk", reflection="Ask earlier")
    typed = {**TODAY, "version": "1", "title": "Long talk", "amount": "2 hours", "reflection": "Ask later"}
    saved = browser.post(f"/my/learning/{id}", data={**typed, "evidence": (BytesIO(PDF), "talk.pdf")})
    page = browser.get(saved.location).get_data(as_text=True)
    undo = unescape(re.findall(r'action="([^"]+/undo[^"]*)"', page)[0])
    assert f"/{id}/withdraw" not in page
    listed = browser.get(browser.post(undo).location)
    assert "Your change was taken back." in text_of(listed)
    assert "Undo" not in text_of(listed)
    assert "1 of 90 hours" in text_of(listed)
    shown = browser.get(f"/my/learning/{id}").get_data(as_text=True)
    assert 'value="Team talk"' in shown
    assert "Ask earlier" in shown
    assert "talk.pdf" not in shown
    told = text_of(browser.get(f"/my/learning/{id}/history"))
    assert "Change taken back" in told
    assert "Long talk became Team talk" in told
    assert browser.post(undo).status_code == 409


def test_undo_is_offered_only_for_the_last_change(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for(on=date(2026, 11, 22))
    saved = browser.post(f"/my/learning/{id}", data={**TODAY, "version": "1", "title": "Other"})
    assert "Undo" in text_of(browser.get(saved.location))
    browser.post(f"/my/learning/{id}", data={**TODAY, "version": "2", "title": "Third"})
    assert "Undo" not in text_of(browser.get(saved.location))


def test_a_day_outside_every_period_is_saved_with_a_word_and_shown(browser: Any) -> None:
    early = {
        "title": "Old course",
        "on": "other",
        "on-day": "1",
        "on-month": "2",
        "on-year": "2020",
        "amount": "1 hour",
    }
    listed = text_of(browser.get(browser.post("/my/learning/new", data=early).location))
    assert "Saved. It lies outside the present period and does not count for it." in listed
    assert "Old course 1 February 2020" in listed
    assert "Undo" in listed


def test_a_draft_says_what_it_is_and_can_be_thrown_away_in_place(browser: Any, log_for: Callable[..., str]) -> None:
    for form, page in (("learning", "new"), (f"learning-{(id := log_for())}", id)):
        assert "did not save" not in text_of(browser.get(f"/my/learning/{page}"))
        browser.post(f"/my/learning/draft?form={form}", data={"title": "Half a title"})
        shown = browser.get(f"/my/learning/{page}")
        assert "This is what you typed on 22 November 2026 and did not save. Throw it away" in text_of(shown)
        browser.post(unescape(re.findall(r'action="([^"]+forget=1)"', shown.get_data(as_text=True))[0]))
        assert "Half a title" not in browser.get(f"/my/learning/{page}").get_data(as_text=True)


def test_a_file_goes_for_good_only_after_a_second_step(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    browser.post(f"/my/learning/{id}", data={**TODAY, "version": "1", "evidence": (BytesIO(PDF), "talk.pdf")})
    page = browser.get(f"/my/learning/{id}").get_data(as_text=True)
    address = re.findall(r'href="(/evidence/\w+/remove)"', page)[0]
    asked = browser.get(address)
    assert "Take talk.pdf away for good?" in text_of(asked)
    assert "talk.pdf" in browser.get(f"/my/learning/{id}").get_data(as_text=True)
    assert f'action="{address}"' in asked.get_data(as_text=True)
    browser.post(address)
    assert "talk.pdf" not in browser.get(f"/my/learning/{id}").get_data(as_text=True)


def test_the_kind_of_learning_is_told_by_its_title(
    sign_in: Callable[..., Any], make_person: Callable[..., str], ctx: Context, registration_of: Callable[..., Any]
) -> None:
    person = make_person("xx.manager")
    row = {"title": "Theory", "on": date(2026, 11, 20), "amount": 1, "category": "group"}
    id = services.log_record(ctx, registration_of(person), row).record["id"]
    for role, address in (("registrant", f"/my/learning/{id}/history"), ("registrar", f"/office/learning/{id}")):
        shown = sign_in(role, person_id=person if role == "registrant" else None).get(address)
        assert "What kind Group work" in text_of(shown)


# more than a day


def test_more_hours_than_a_day_has_are_asked_about_once(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(on=date(2026, 11, 22), title="Morning", amount=20)
    typed = {**TODAY, "title": "Evening", "amount": "5 hours"}
    answer = browser.post("/my/learning/new", data=typed)
    assert answer.status_code == 422
    assert "25 hours on 22 November 2026. Is that one day?" in text_of(answer)
    assert "A course over several days may be logged with its last day." in text_of(answer)
    assert 'value="Evening"' in answer.get_data(as_text=True)
    anyway = {**typed, "anyway": hidden(answer, "anyway"), "once": hidden(answer, "once")}
    saved = browser.post("/my/learning/new", data=anyway)
    assert saved.status_code == 303
    assert "Evening" in text_of(browser.get(saved.location))


def test_five_hundred_hours_are_asked_about_when_a_record_is_changed(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for(on=date(2026, 11, 22))
    typed = {**TODAY, "amount": "500 hours", "version": "1"}
    answer = browser.post(f"/my/learning/{id}", data=typed)
    assert answer.status_code == 422
    assert "500 hours on 22 November 2026. Is that one day?" in text_of(answer)
    saved = browser.post(f"/my/learning/{id}", data={**typed, "anyway": hidden(answer, "anyway")})
    assert saved.status_code == 303
    reworded = {**typed, "title": "Long course", "version": "2"}
    assert browser.post(f"/my/learning/{id}", data=reworded).status_code == 303


def test_a_long_record_opens_as_it_can_be_saved_again(browser: Any, log_for: Callable[..., str]) -> None:
    """A bare 30 in the box would be refused as minutes or hours."""
    id = log_for(on=date(2026, 11, 20), amount=24)
    assert 'value="24"' in browser.get(f"/my/learning/{id}").get_data(as_text=True)
    typed = {**TODAY, "amount": "30 hours", "version": "1", "anyway": "yes"}
    assert browser.post(f"/my/learning/{id}", data=typed).status_code == 303
    shown = browser.get(f"/my/learning/{id}").get_data(as_text=True)
    again = {"title": "Other", "on": "2026-11-22", "amount": "other", "version": "2"}
    box = re.search(r'name="amount-other" value="([^"]*)"', shown)
    assert box is not None
    assert browser.post(f"/my/learning/{id}", data={**again, "amount-other": box[1]}).status_code == 303


def test_a_day_of_24_hours_is_not_asked_about(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(on=date(2026, 11, 22), title="Morning", amount=20)
    log_for(on=date(2026, 11, 21), title="Day before", amount=24)
    assert browser.post("/my/learning/new", data={**TODAY, "amount": "4 hours"}).status_code == 303


# files


def upload(browser: Any, id: str, content: bytes, name: str, version: str = "1") -> Any:
    same = {"title": "Team talk", "on": "2026-11-20", "amount": "1 hour", "version": version}
    return browser.post(f"/my/learning/{id}", data={**same, "evidence": (BytesIO(content), name)})


def test_a_file_that_was_refused_leaves_no_false_word(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    answer = upload(browser, id, b"not a PDF", "fake.pdf")
    assert answer.status_code == 422
    assert "fake.pdf" in text_of(answer)
    assert "data-refused" in answer.get_data(as_text=True)
    assert "This is what you typed" not in text_of(browser.get(f"/my/learning/{id}"))


def test_what_was_typed_beside_a_refused_file_is_kept(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    typed = {**TODAY, "title": "Other title", "version": "1", "evidence": (BytesIO(b"not a PDF"), "fake.pdf")}
    browser.post(f"/my/learning/{id}", data=typed)
    again = browser.get(f"/my/learning/{id}").get_data(as_text=True)
    assert 'value="Other title"' in again
    assert "This is what you typed" in again


def test_an_upload_returns_to_the_record_and_names_the_file(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    answer = upload(browser, id, PDF, "certificate.pdf")
    assert answer.location == f"/my/learning/{id}#files"
    assert "Saved with this record: certificate.pdf." in text_of(browser.get(f"/my/learning/{id}"))
    told = text_of(browser.get(f"/my/learning/{id}/history"))
    assert "File added" in told
    assert "Changed" not in told


def test_the_same_file_again_is_told_and_makes_no_history(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    upload(browser, id, PDF, "certificate.pdf")
    browser.get(f"/my/learning/{id}")
    before = text_of(browser.get(f"/my/learning/{id}/history"))
    answer = upload(browser, id, PDF, "again.pdf")
    assert answer.location == f"/my/learning/{id}#files"
    shown = text_of(browser.get(f"/my/learning/{id}"))
    assert "This record holds the same file already: again.pdf." in shown
    assert "Saved" not in shown
    assert text_of(browser.get(f"/my/learning/{id}/history")) == before


def test_saving_without_a_change_makes_no_history(browser: Any, log_for: Callable[..., str]) -> None:
    id = log_for()
    same = {"title": "Team talk", "on": "2026-11-20", "amount": "1 hour", "version": "1"}
    answer = browser.post(f"/my/learning/{id}", data=same)
    assert "Nothing was different" in text_of(browser.get(answer.location))
    assert "Changed" not in text_of(browser.get(f"/my/learning/{id}/history"))
