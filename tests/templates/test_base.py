"""The frame of every page, and the error pages."""

import re
from typing import Any

import pytest
from flask import render_template

CODES = (400, 403, 404, 405, 409, 413, 415, 422, 429, 500)


def test_nothing_is_inline(preview_client: Any) -> None:
    html = preview_client.get("/").get_data(as_text=True)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert re.findall(r"<script[^>]*>", html) == [re.search(r'<script type="module" src="[^"]+">', html)[0]]  # type: ignore[index]


def test_the_frame_has_what_every_page_needs(preview_client: Any) -> None:
    html = preview_client.get("/").get_data(as_text=True)
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Kitchen sink – Social Work Council</title>" in html
    assert "Demonstration council: the people and numbers here are invented." in html
    assert "Help: 0123 456 789" in html
    assert '<a href="?lang=ro" lang="ro" hreflang="ro">Română</a>' in html
    assert "Ștefan Țăranu, No. 104223" in html
    assert re.search(r'<form method="post" action="/sign-out" data-forget>.*?Sign out</button>', html, re.DOTALL)
    assert "You will be signed out at" in html
    assert html.index('class="skip"') < html.index("<header>") < html.index("<main") < html.index("<footer")
    for words in ("Privacy", "Accessibility", "Contact"):
        assert words in html[html.index("<footer") :]


def test_the_title_says_error_when_there_is_one(preview_client: Any) -> None:
    answer = preview_client.post("/", data={"title": ""})
    assert answer.status_code == 422
    assert "<title>Error: Kitchen sink" in answer.get_data(as_text=True)


def test_a_bare_page_needs_no_variables(preview: Any) -> None:
    app = preview.make_app()
    with app.test_request_context():
        html = render_template("base.html")
    assert "<title>councilkit</title>" in html
    assert "Sign out" not in html
    assert "Demonstration" not in html


def test_messages_for_people_are_shown_and_those_for_the_browser_are_not(preview: Any) -> None:
    from flask import flash

    from councilkit import forms

    app = preview.make_app()
    with app.test_request_context():
        flash("Saved. 19.5 of 30 hours.", "done")
        flash("<b>plain</b>")
        forms.sent("learning")
        html = render_template("base.html")
    assert '<div class="panel done" role="status"><p><b>Saved. 19.5 of 30 hours.</b></p></div>' in html
    assert '<div class="panel note" role="status"><p><b>&lt;b&gt;plain&lt;/b&gt;</b></p></div>' in html
    assert 'data-sent="learning"' in html
    assert html.count("learning") == 1


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_says_what_happened_and_the_mend(preview_client: Any, code: int) -> None:
    answer = preview_client.get(f"/errors/{code}")
    html = answer.get_data(as_text=True)
    main = html[html.index("<main") : html.index("</main>")]
    assert answer.status_code == code
    assert len(re.findall(r"<h1>[^<]+</h1>", main)) == 1
    assert "<p>" in main
    assert "Go to the start page" in main
    assert "Traceback" not in html


def test_error_pages_carry_their_facts(preview_client: Any) -> None:
    assert "a1b2c3d4" in preview_client.get("/errors/500").get_data(as_text=True)
    assert "10 MB" in preview_client.get("/errors/413").get_data(as_text=True)
    assert "Wait 1 minute, then try again." in preview_client.get("/errors/429").get_data(as_text=True)


def test_what_was_typed_can_be_sent_again(preview_client: Any) -> None:
    html = preview_client.get("/errors/400").get_data(as_text=True)
    assert '<input type="hidden" name="title" value="Team talk">' in html
    assert "<li>Team talk</li>" in html
    assert 'name="csrf_token"' in html


@pytest.mark.parametrize("code", CODES)
def test_a_services_own_sentence_comes_first(preview: Any, code: int) -> None:
    app = preview.make_app()
    with app.test_request_context():
        html = render_template(f"errors/{code}.html", message="This link was used already. Ask for a new one.")
    assert "<p><b>This link was used already. Ask for a new one.</b></p>" in html
