"""The respondent's way through the pages, without a script."""

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from councilkit.censuses.tables import responses
from councilkit.context import Context


def get(client: Any, url: str, **more: Any) -> str:
    response = client.get(url, **more)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(lang|shown)" value="([^"]*)"', text))


def fill(client: Any, url: str, go: str = "continue", **typed: Any) -> Any:
    """Open a page and send it filled in, as a browser would."""
    page = client.get(url)
    assert page.status_code == 200, page.text
    values = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(url, data={**hidden(page.text), "go": go, **values})


def kept(ctx: Context) -> dict[str, Any]:
    with ctx.reading() as connection:
        return dict(connection.execute(select(responses)).mappings().one())


# entering


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "spaced"])
def test_a_code_is_understood_however_it_is_typed(client: Any, code: str, typed: str) -> None:
    given = {"lower": code.lower(), "spaced": code.replace("-", " ")}.get(typed) or typed.format(code)
    response = client.post("/census", data={"code": given})
    assert (response.status_code, response.headers["Location"]) == (303, f"/census/{code}")


def test_o_and_i_are_read_as_nought_and_one(client: Any, code: str) -> None:
    given = code.replace("0", "o").replace("1", "I")
    assert client.post("/census", data={"code": given}).headers["Location"] == f"/census/{code}"


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 422, "Enter your code"),
        ("abc", 404, "This is not a code"),
        ("0000-0000-0000-0000", 404, "We do not know this code"),
        ("<script>alert(1)</script>", 404, "This is not a code"),
        ("x" * 90, 422, "Shorten it"),
    ],
)
def test_a_wrong_code_gets_a_sentence_and_stays_typed(client: Any, typed: str, status: int, words: str) -> None:
    response = client.post("/census", data={"code": typed})
    assert response.status_code == status
    assert words in unescape(response.text)
    assert "<title>Error:" in response.text
    assert typed[:20] in unescape(response.text)
    assert "<script>alert" not in response.text


def test_a_typed_code_is_not_kept_on_a_shared_device(client: Any, code: str) -> None:
    assert "data-form" not in get(client, "/census")
    assert "data-form" not in get(client, f"/census/{code}/1")


def test_a_link_with_an_unknown_code_is_a_page(client: Any) -> None:
    response = client.get("/census/0000-0000-0000-0000")
    assert response.status_code == 404
    assert "We do not know this code" in response.text


def test_the_code_is_stored_nowhere(ctx: Context, code: str) -> None:
    database = (ctx.config.home / "council.db").read_bytes() + (ctx.config.home / "council.db-wal").read_bytes()
    assert code.encode() not in database
    assert code.replace("-", "").encode() not in database


# the way through


def test_from_the_first_page_to_the_receipt(client: Any, ctx: Context, code: str) -> None:
    start = get(client, f"/census/{code}?lang=en")
    assert "Start" in start
    assert f'href="/census/{code}/1"' in start
    assert fill(client, f"/census/{code}/1", works="y").headers["Location"] == f"/census/{code}/2"
    onward = fill(
        client,
        f"/census/{code}/2",
        hours="37,5",
        since__day="3",
        since__month="Mar",
        since__year="2020",
        tools=["pc", "car"],
    )
    assert onward.headers["Location"] == f"/census/{code}/check"
    check = get(client, f"/census/{code}/check")
    assert "not sent yet" in check
    assert "A car, A computer" in check
    assert "37.5" in check
    sent = client.post(f"/census/{code}/check", data=hidden(check))
    assert sent.status_code == 303
    thanks = get(client, f"/census/{code}")
    row = kept(ctx)
    assert row["answers"] == {"works": "y", "hours": "37.5", "since": "2020-03-03", "tools": "car pc"}
    assert (row["draft"], row["language"], row["mode"]) == (None, "en", "web")
    assert row["receipt"] in thanks
    assert "Your answers are sent" in thanks


def test_a_page_that_is_not_needed_is_skipped(client: Any, code: str) -> None:
    assert fill(client, f"/census/{code}/1", works="n").headers["Location"] == f"/census/{code}/check"
    assert client.get(f"/census/{code}/2").status_code == 404


def test_a_question_that_an_answer_brings_up_comes_next(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    assert fill(client, f"/census/{code}/2", hours="50").headers["Location"] == f"/census/{code}/3"
    assert "Why?" in get(client, f"/census/{code}/3?lang=en")


def test_hidden_answers_are_not_sent(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    fill(client, f"/census/{code}/2", hours="50")
    fill(client, f"/census/{code}/3", why="Because")
    fill(client, f"/census/{code}/1", works="n")
    assert kept(ctx)["draft"]["answers"]["why"] == "Because"
    client.post(f"/census/{code}/check", data={"lang": "ro"})
    assert kept(ctx)["answers"] == {"works": "n"}


def test_wrong_answers_come_back_as_typed_with_a_sentence(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    get(client, f"/census/{code}?lang=en")
    response = fill(client, f"/census/{code}/2", hours="seventy", since__day="31", since__month="2", since__year="2020")
    text = unescape(response.text)
    assert response.status_code == 422
    assert "<title>Error:" in text
    assert 'href="#field-hours"' in text
    assert '"seventy" is not a number' in text
    assert 'value="seventy"' in text
    assert 'name="since-day" value="31"' in text
    draft = kept(ctx)["draft"]
    assert draft["answers"] == {"works": "y", "hours": "", "since": "", "tools": ""}
    assert draft["typed"]["hours"] == {"hours": ["seventy"]}
    again = get(client, f"/census/{code}/2")
    assert 'value="seventy"' in again
    assert "is not a number" in again


def test_too_long_a_text_comes_back_whole(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    fill(client, f"/census/{code}/2", hours="50")
    response = fill(client, f"/census/{code}/3", why="long " * 1200)
    assert response.status_code == 422
    assert response.text.count("long ") >= 1199


def test_out_of_range_is_refused_with_the_limits(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    response = fill(client, f"/census/{code}/2", hours="61")
    assert response.status_code == 422
    assert "60" in response.text


def test_nothing_is_sent_while_something_is_left(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    response = client.post(f"/census/{code}/check", data={"lang": "en"})
    assert response.status_code == 409
    assert "Nothing was sent yet" in response.text
    assert kept(ctx)["sent_at"] is None


def test_a_required_answer_is_asked_for(client: Any, code: str) -> None:
    get(client, f"/census/{code}?lang=en")
    response = fill(client, f"/census/{code}/1")
    assert response.status_code == 422
    assert "Choose an answer." in response.text


def test_previous_keeps_what_was_typed(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    back = fill(client, f"/census/{code}/2", go="previous", hours="lots")
    assert back.headers["Location"] == f"/census/{code}/1"
    assert kept(ctx)["draft"]["typed"]["hours"] == {"hours": ["lots"]}


def test_save_and_sign_out_keeps_what_was_typed_and_forgets_the_code(client: Any, ctx: Context, code: str) -> None:
    away = fill(client, f"/census/{code}/1", go="leave", works="y")
    assert away.headers["Location"] == "/census/saved"
    saved = get(client, "/census/saved")
    assert code not in saved
    assert "not sent yet" in saved
    assert kept(ctx)["draft"]["answers"] == {"works": "y"}


def test_going_on_with_another_device(app: Any, code: str) -> None:
    fill(app.test_client(), f"/census/{code}/1", works="y")
    other = app.test_client()
    assert "/2" in re.search(r'class="button go" href="([^"]*)"', get(other, f"/census/{code}"))[1]
    assert "checked" in get(other, f"/census/{code}/1")


def test_two_devices_do_not_overwrite_each_other(app: Any, ctx: Context, code: str) -> None:
    one, two = app.test_client(), app.test_client()
    fill(one, f"/census/{code}/1", works="y")
    shown_one, shown_two = (hidden(each.get(f"/census/{code}/2").text) for each in (one, two))
    one.post(f"/census/{code}/2", data={**shown_one, "hours": "30"})
    late = two.post(f"/census/{code}/2", data={**shown_two, "hours": "40", "lang": "en"})
    assert late.status_code == 409
    assert "changed on another device" in late.text
    assert 'value="40"' in late.text
    assert kept(ctx)["draft"]["answers"]["hours"] == "30"
    again = two.post(f"/census/{code}/2", data={**hidden(late.text), "hours": "40"})
    assert again.status_code == 303
    assert kept(ctx)["draft"]["answers"]["hours"] == "40"


def test_a_second_click_changes_nothing(client: Any, code: str) -> None:
    shown = hidden(client.get(f"/census/{code}/1").text)
    first, second = (client.post(f"/census/{code}/1", data={**shown, "works": "y"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
