"""What the log asks about once, and what can be undone."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

from councilkit.context import Context
from councilkit.cpd import services
from tests.cpd.conftest import PDF, TODAY, hidden, text_of


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
