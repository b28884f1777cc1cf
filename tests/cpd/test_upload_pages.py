"""Pages of evidence: files that are refused, sent twice, or beside typed text."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.cpd.conftest import PDF, TODAY, text_of


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
