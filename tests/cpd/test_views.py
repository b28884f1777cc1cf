"""The pages of learning, as a browser without JavaScript sees them."""

import csv
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import services
from councilkit.cpd.formpages import AS_LAST_TIME
from tests.cpd.conftest import TODAY, hidden, text_of


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
