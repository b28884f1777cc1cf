"""Pages of the staff."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

SignIn = Callable[..., Any]


def test_rounds_are_for_staff(client: Any, sign_in: SignIn, invited: Callable[..., list[str]]) -> None:
    invited("small", count=3)
    assert client.get("/office/censuses").status_code == 302
    assert sign_in("registrant").get("/office/censuses").status_code == 403
    page = unescape(sign_in("analyst").get("/office/censuses").text)
    assert "A small census: small-1" in page
    assert '<td class="number" data-label="Invited">3</td>' in page


def test_an_analyst_closes_and_opens(sign_in: SignIn, invited: Callable[..., list[str]]) -> None:
    invited("small")
    analyst = sign_in("analyst")
    assert "Close this round" in analyst.get("/office/censuses").text
    assert "Closed on 22 November 2026" in analyst.post("/office/censuses/small-1/close", follow_redirects=True).text
    again = analyst.post("/office/censuses/small-1/close", follow_redirects=True)
    assert "is closed already" in unescape(again.text)
    assert "Round small-1 is open." in analyst.post("/office/censuses/small-1/open", follow_redirects=True).text


@pytest.mark.parametrize("role", ["publisher", "registrar"])
def test_others_cannot_close(sign_in: SignIn, invited: Callable[..., list[str]], role: str) -> None:
    invited("small")
    assert sign_in(role).post("/office/censuses/small-1/close").status_code == 403


def test_closing_has_a_second_step(sign_in: SignIn, invited: Callable[..., list[str]]) -> None:
    invited("small")
    analyst = sign_in("analyst")
    assert 'href="/office/censuses/small-1/close"' in analyst.get("/office/censuses").text
    page = analyst.get("/office/censuses/small-1/close").text
    assert "Close round small-1?" in page
    assert 'action="/office/censuses/small-1/close"' in page
    assert "Close this round" in analyst.get("/office/censuses").text
    assert sign_in("publisher").get("/office/censuses/small-1/close").status_code == 403


def test_a_publisher_sees_no_buttons(sign_in: SignIn, invited: Callable[..., list[str]]) -> None:
    invited("small")
    assert "Close this round" not in sign_in("publisher").get("/office/censuses").text


def test_a_translation_that_nobody_checked_is_said_to_be_so(sign_in: SignIn, invited: Callable[..., list[str]]) -> None:
    invited("ro_census", "person")
    assert "has not been piloted" in sign_in("analyst").get("/office/censuses").text
