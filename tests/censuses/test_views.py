"""The respondent's way through the pages, without a script."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event, select

from councilkit.app import create_app
from councilkit.censuses import services
from councilkit.censuses.tables import responses
from councilkit.context import Context, Council
from councilkit.ledger.services import verify

Invited = Callable[..., list[str]]


@pytest.fixture
def code(invited: Invited) -> str:
    return invited("small")[0]


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


def test_the_form_speaks_the_language_that_is_chosen_and_keeps_the_draft(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1?lang=en", works="y")
    english = get(client, f"/census/{code}/2")
    assert "Hours a week" in english
    assert '<html lang="en">' in english
    romanian = get(client, f"/census/{code}/1?lang=ro")
    assert "Lucrați?" in romanian
    assert '<html lang="ro">' in romanian
    assert "checked" in romanian
    assert f'href="/census/{code}/1?lang=en" lang="en" hreflang="en"' in romanian


def test_a_sentence_stays_in_the_language_of_the_page(client: Any, code: str) -> None:
    response = client.post(f"/census/{code}/1", data={"lang": "ro"})
    assert "Alegeți un răspuns." in response.text


def test_no_word_of_ours_stays_english_on_a_romanian_page(client: Any, code: str) -> None:
    fill(client, f"/census/{code}/1?lang=ro", works="y")
    english = (
        "Save and continue",
        "Save and sign out",
        "Previous",
        "Part ",
        "All sections",
        "(optional)",
        "Day<",
        "Change<",
    )
    for path in ("/2", "/check", ""):
        text = get(client, f"/census/{code}{path}")
        assert [word for word in english if word in text] == []


def test_the_browser_s_language_is_the_first_guess(client: Any, code: str) -> None:
    assert "Do you work?" in get(client, f"/census/{code}/1", headers={"Accept-Language": "en"})
    assert "Lucrați?" in get(client, f"/census/{code}/1", headers={"Accept-Language": "fr"})


def test_an_unknown_language_is_ignored(client: Any, code: str) -> None:
    assert "Lucrați?" in get(client, f"/census/{code}/1?lang=<b>")
    assert client.post(f"/census/{code}/1", data={"lang": "xx'\"", "works": "y"}).status_code == 303


# what an attacker may try


def test_a_forged_page_stores_only_what_it_may(client: Any, ctx: Context, code: str) -> None:
    client.post(f"/census/{code}/1", data={"lang": "en", "works": "maybe", "hours": "5", "id": "x", "__class__": "y"})
    draft = kept(ctx)["draft"]
    assert draft["answers"] == {"works": ""}
    assert set(draft["typed"]) == {"works"}


def test_a_page_that_is_not_asked_takes_nothing(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="n")
    for page in ("2", "3", "99", "1-1", "x", "0", "-1"):
        assert client.post(f"/census/{code}/{page}", data={"hours": "5"}).status_code == 404
    assert kept(ctx)["draft"]["answers"] == {"works": "n"}


def test_typed_text_is_shown_as_text(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    fill(client, f"/census/{code}/2", hours="50")
    fill(client, f"/census/{code}/3", why="<b>bold</b> {{ 7 * 7 }} ${works}")
    check = client.get(f"/census/{code}/check").text
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7 * 7 }} ${works}" in check
    assert "<b>bold</b>" not in check


def test_pages_are_kept_out_of_caches_and_search(client: Any, code: str) -> None:
    headers = client.get(f"/census/{code}/1").headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]


def test_a_post_without_its_mark_is_refused_and_what_was_typed_comes_back(council: Council, code: str) -> None:
    app = create_app(council)
    response = app.test_client().post(f"/census/{code}/1", data={"works": "y"})
    assert response.status_code == 400
    assert "works" in response.text


# what it costs


def count_statements(council: Council, act: Callable[[], Any]) -> tuple[int, Any]:
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(council.database.engine, "before_cursor_execute", note)
    try:
        result = act()
    finally:
        event.remove(council.database.engine, "before_cursor_execute", note)
    return len([each for each in seen if not each.startswith("BEGIN")]), result


def test_at_most_five_statements_a_request(council: Council, client: Any, code: str) -> None:
    shown = hidden(client.get(f"/census/{code}/1").text)
    steps = {
        "hub": lambda: client.get(f"/census/{code}"),
        "page": lambda: client.get(f"/census/{code}/1"),
        "first save": lambda: client.post(f"/census/{code}/1", data={**shown, "works": "y"}),
        "refused": lambda: client.post(f"/census/{code}/2", data={"lang": "ro", "hours": "x"}),
        "next save": lambda: client.post(f"/census/{code}/2", data={"lang": "ro", "hours": "5"}),
        "check": lambda: client.get(f"/census/{code}/check"),
        "send": lambda: client.post(f"/census/{code}/check", data={"lang": "ro"}),
        "thanks": lambda: client.get(f"/census/{code}"),
    }
    counts = {name: count_statements(council, step)[0] for name, step in steps.items()}
    assert {name: count for name, count in counts.items() if count > 5} == {}
    assert counts["page"] == 1
    assert counts["next save"] <= 2


def test_a_cold_page_of_the_person_form_is_light(client: Any, invited: Invited) -> None:
    (code,) = invited("ro_census", "person")
    fill(client, f"/census/{code}/1", consent="1")
    fill(client, f"/census/{code}/2", work_status="1", gender="1", birth_year="1980")
    page = client.get(f"/census/{code}/3")
    assert "Cluj" in page.text
    parts = [page.data]
    for url in re.findall(r'(?:href|src)="(/look/[^"]+)"', page.text):
        parts.append(client.get(url, headers={"Accept-Encoding": "gzip"}).data)
    assert len(parts) == 3
    assert sum(len(part) for part in parts) <= 30_000


def test_the_ledger_tells_of_begin_and_send_without_the_answers(client: Any, ctx: Context, code: str) -> None:
    fill(client, f"/census/{code}/1", works="y")
    fill(client, f"/census/{code}/2", hours="50")
    fill(client, f"/census/{code}/3", why="a very private reason")
    client.post(f"/census/{code}/check", data={"lang": "en"})
    from councilkit.ledger.tables import entries

    with ctx.reading() as connection:
        found = connection.execute(select(entries.c.action, entries.c.snapshot).order_by(entries.c.seq)).all()
    actions = [action for action, _ in found if action.startswith("censuses.")]
    assert actions == ["censuses.create", "censuses.open", "censuses.invite", "censuses.begin", "censuses.send"]
    assert not any("private" in snapshot for _, snapshot in found)
    assert kept(ctx)["digest"] in found[-1][1]
    _, findings = verify(ctx)
    assert list(findings) == []


def test_an_error_leads_back_to_the_census_and_not_to_the_register(
    client: Any, invited: Callable[..., list[str]]
) -> None:
    (code,) = invited("small")
    closed = client.get(f"/census/{code}/77?lang=en")
    wrong = client.get("/census/0000-0000-0000-0000")
    assert closed.status_code == wrong.status_code == 404
    assert f'href="/census/{code}"' in closed.text
    assert 'href="/census"' in wrong.text
    for page in (closed.text, wrong.text):
        assert "Looking for a person" not in page
    assert "Looking for a person" in client.get("/nope").text
