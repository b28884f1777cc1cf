"""What guards the forms of a census: languages, forged pages, caches, cost and the ledger."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, select

from councilkit.app import create_app
from councilkit.context import Context, Council
from councilkit.ledger.services import verify
from tests.censuses.test_views import fill, get, hidden, kept


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


def test_a_cold_page_of_the_person_form_is_light(client: Any, invited: Callable[..., list[str]]) -> None:
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
