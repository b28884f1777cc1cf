"""Forms of learning without their token, or with an old one: what was typed is kept."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import reading
from tests.cpd.conftest import PDF, TODAY, hidden, text_of


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
