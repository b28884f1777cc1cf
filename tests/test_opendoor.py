"""Open data: the routes under /api/ answer without sessions, with the same council and the same errors."""

from typing import Any

import pytest
from flask import Flask, jsonify, session

from councilkit import opendoor
from councilkit.errors import Problem


@pytest.fixture
def browser(app: Flask) -> Any:
    """The application with three more routes, opened again."""

    @app.get("/api/test/<word>")
    def test_word(word: str) -> Any:
        return jsonify({"word": word, "session": dict(session)})

    @app.get("/api/test/refused")
    def test_refused() -> Any:
        raise Problem("This cannot be answered. Ask for something else.")

    @app.get("/api/test/broken")
    def test_broken() -> Any:
        raise RuntimeError("secret detail")

    opendoor.install(app)
    return app.test_client()


def test_a_route_under_api_sees_no_session(browser: Any) -> None:
    with browser.session_transaction() as kept:
        kept["lang"] = "ro"
    answer = browser.get("/api/test/hello")
    assert answer.json == {"word": "hello", "session": {}}
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_anybody_may_read_it_from_any_site(browser: Any) -> None:
    headers = browser.get("/api/test/hello").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_refusals_are_the_same_sentences_as_json(browser: Any) -> None:
    answer = browser.get("/api/test/refused")
    assert answer.status_code == 422
    assert answer.json["error"] == "This cannot be answered. Ask for something else."
    assert browser.get("/api/nothing/here").status_code == 404
    assert browser.post("/api/test/hello").status_code == 405
    assert browser.get("/api/nothing/here").content_type == "application/json"


def test_an_unexpected_fault_tells_nothing(browser: Any) -> None:
    answer = browser.get("/api/test/broken")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text


def test_pages_keep_their_sessions(browser: Any) -> None:
    assert browser.get("/sign-in").status_code == 200
