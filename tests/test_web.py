"""The frame of every page: headers, languages, error pages that keep what was typed."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from councilkit import web


def test_pages_are_guarded_by_headers(client: Any) -> None:
    answer = client.get("/about/privacy")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_an_unknown_page_says_so_and_keeps_the_frame(client: Any) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "Test Council" in answer.text


def test_the_api_answers_errors_as_json(client: Any) -> None:
    answer = client.get("/api/v1/no-such-thing")
    assert answer.status_code == 404
    assert answer.json["status"] == 404


def test_a_form_without_its_token_comes_back_with_what_was_typed(app: Any) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/sign-in", data={"email": "<ana>@example.org", "password": "secret words"})
    assert answer.status_code == 400
    assert "&lt;ana&gt;@example.org" in answer.text
    assert "secret words" not in answer.text
    foreign = app.test_client().post(
        "/sign-in", data={"email": "evil@example.org"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert "evil@example.org" not in foreign.text


def test_what_was_typed_after_signing_out_can_be_sent_after_signing_in(app: Any, ctx: Any) -> None:
    from councilkit.accounts import services

    services.use_link(ctx, services.invite(ctx, "ana@example.org", "Ana", ["administrator"]), "a quiet long evening")
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()

    def token(text: str) -> str:
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)[1]  # type: ignore[index]

    lost = client.post("/office/accounts/invite", data={"name": "Tom <T>", "email": "tom@example.org"})
    assert lost.status_code == 400
    assert "You are signed out" in lost.text
    found = re.findall(r'name="(kept\.[a-z]+|replay)" value="([^"]*)"', lost.text)
    hidden = {name: html.unescape(value) for name, value in found}
    asked = client.post("/sign-in", data={**hidden, "csrf_token": token(lost.text)})
    assert asked.status_code == 200
    credentials = {"email": "ana@example.org", "password": "a quiet long evening"}
    again = client.post("/sign-in", data={**hidden, **credentials, "csrf_token": token(asked.text)})
    assert 'action="/office/accounts/invite"' in again.text
    assert "Tom &lt;T&gt;" in again.text
    sent = client.post("/office/accounts/invite", data={"name": "Tom", "csrf_token": token(again.text)})
    assert sent.status_code == 422


def test_a_page_that_fails_shows_a_reference_and_no_traceback(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    app.add_url_rule("/fails", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/fails")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert caplog.records[-1].args[0] in answer.text  # type: ignore[index]


def test_an_upload_over_the_limit_is_refused_in_words(sign_in: Callable[..., Any], app: Any) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = sign_in("administrator").post("/office/accounts/invite", data={"name": "x" * 2000})
    assert answer.status_code == 413
    assert "10 MB" in answer.text


@pytest.mark.parametrize("code", ["en", "ro", "th"])
def test_each_language_is_offered_in_its_own_name_and_remembered(client: Any, code: str) -> None:
    answer = client.get(f"/about/privacy?lang={code}")
    assert f'<html lang="{code}"' in answer.text
    assert "Română" in answer.text
    assert f'<html lang="{code}"' in client.get("/about/contact").text


def test_the_demonstration_says_so_on_every_page(make_council: Callable[..., Any]) -> None:
    from councilkit.app import create_app

    client = create_app(make_council("invented", demo=True)).test_client()
    for path in ("/about/privacy", "/sign-in", "/no/such/page"):
        assert "invented" in client.get(path).text


def test_what_browsers_ask_for_by_themselves_is_there(client: Any) -> None:
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.content_type) == (200, "image/svg+xml")
    assert icon.text.startswith("<svg")
    robots = client.get("/robots.txt")
    assert robots.content_type.startswith("text/plain")
    assert "Disallow: /my/" in robots.text
    assert "Disallow: /register" not in robots.text
    assert client.get("/register/?q=pop").location == "/register?q=pop"


def test_the_privacy_page_names_every_cookie_that_is_set(client: Any) -> None:
    client.get("/sign-in?lang=ro")
    set_here = set(re.findall(r"Set-Cookie: (\w+)=", str(client.get("/sign-in?lang=en").headers)))
    assert set_here <= {"session"}
    page = client.get("/about/privacy").text
    assert "one cookie, named session" in page
    assert "for 45 minutes" in page


def test_the_privacy_page_says_that_drafts_are_kept_by_the_council_too(client: Any) -> None:
    page = client.get("/about/privacy").text
    assert "is kept by the council too, as a draft" in page
    assert "Signing out does not remove it." in page


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("analyst", "/office/censuses"),
        ("interviewer", "/office/censuses"),
        ("publisher", "/office/publish"),
        ("assessor", "/office"),
        ("employer", "/employer"),
    ],
)
def test_everybody_begins_where_their_work_is(sign_in: Callable[..., Any], role: str, path: str) -> None:
    with sign_in(role) as visitor:
        visitor.get("/")
        assert web.home() == path
