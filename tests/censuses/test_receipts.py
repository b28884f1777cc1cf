"""After a form was sent, or before its round is open: receipts, copies, and what is taken no more."""

from datetime import timedelta
from typing import Any

from councilkit.censuses import services
from councilkit.context import Context, Council
from tests.censuses.test_views import fill, get, kept


def test_a_second_click_on_send_shows_the_receipt(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1", works="n")
    assert client.post(f"/census/{code}/check", data={"lang": "en"}).status_code == 303
    again = client.post(f"/census/{code}/check", data={"lang": "en"})
    assert again.status_code == 200
    assert "Your answers are sent" in again.text


# after sending


def test_what_was_sent_cannot_be_seen_by_the_next_holder_of_the_code(
    app: Any, client: Any, ctx: Context, code: str
) -> None:
    fill(client, f"/census/{code}/1", works="n")
    client.post(f"/census/{code}/check", data={"lang": "en"})
    assert "Do you work?" in get(client, f"/census/{code}/copy?lang=en")
    other = app.test_client()
    for path in ("", "/1", "/check"):
        text = get(other, f"/census/{code}{path}?lang=en")
        assert "These answers were sent on 22 November 2026" in text
        assert kept(ctx)["receipt"] not in text
    assert other.get(f"/census/{code}/copy").status_code == 302


def test_the_copy_is_gone_after_three_quarters_of_an_hour(council: Council, client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1", works="n")
    client.post(f"/census/{code}/check", data={"lang": "en"})
    later = council.clock() + timedelta(minutes=46)
    object.__setattr__(council, "clock", lambda: later)
    assert client.get(f"/census/{code}/copy").status_code == 302
    assert "These answers were sent" in get(client, f"/census/{code}?lang=en")


def test_a_sent_form_takes_no_page(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="n")
    client.post(f"/census/{code}/check", data={"lang": "en"})
    before = kept(ctx)
    client.post(f"/census/{code}/1", data={"lang": "en", "works": "y"})
    assert kept(ctx) == before


def test_a_closed_round_says_so_and_takes_nothing(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    services.close_round(ctx, "small-1")
    response = client.get(f"/census/{code}?lang=en")
    assert response.status_code == 410
    assert "This census is closed" in response.text
    assert "What you had begun was not sent" in response.text
    assert client.post(f"/census/{code}/1", data={"lang": "en", "works": "n"}).status_code == 410
    assert kept(ctx)["draft"]["answers"] == {"works": "y"}


def test_a_round_that_is_not_open_yet(client: Any, ctx: Context) -> None:
    services.create_round(ctx, "later", "small")
    ((_, code),) = services.invite(ctx, "later", "form", ["a"])
    response = client.get(f"/census/{code}?lang=en")
    assert response.status_code == 410
    assert "not open yet" in response.text


# languages
