"""Datasette over a release: what a reader gets, what is closed, what is kept, and how a new release takes over."""

import csv
import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from councilkit.context import Context
from councilkit.publication import services
from councilkit.publication.explorer import hooks
from councilkit.publication.explorer.frame import frame
from councilkit.publication.explorer.swap import Explorer


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/data/", ["Explore the public data", "The register", "Start with a question", "12 rows", "Test Council"]),
        ("/data/public", ["Tables of release 2026-11-22-1"]),
        ("/data/public/register", ["12 rows", "Search in this table", "What the columns mean"]),
        ("/data/public/register?_search=turcanu", ["11 rows"]),
        ("/data/public/register?part=th.social_worker", ["1 row", "สมชาย"]),
        ("/data/public/register/th~2Esocial_worker,T1", ["สมชาย ใจดี", "/register/SW-TH"]),
        ("/data/public/registered_by_part", ["How many people are on each part of the register?"]),
        ("/data/public/learning_totals", ["Learning logged"]),
    ],
)
def test_pages_are_in_our_words_and_look(browser: Client, path: str, words: list[str]) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    for word in words:
        assert word in answer.text
    assert "/data/-/style-" in answer.text
    assert "<script" not in answer.text
    assert "/data/data/" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/data/public/nope", 404),
        ("/data/nope", 404),
        ("/data/public/register_fts", 404),
        ("/data/public/register_fts.json", 404),
        ("/data/public/register~5Ffts_data/1", 404),
        ("/data/public/nope.json", 404),
        ("/data/public.db", 403),
        ("/data/public?sql=select+1", 403),
        ("/data/public.json?sql=select+1", 403),
        ("/data/public/register?_where=1", 403),
        ("/data/_memory", 404),
        ("/data/-/databases.json", 404),
        ("/data/-/plugins.json", 404),
        ("/data/-/permissions", 404),
        ("/data/-/allow-debug", 404),
        ("/data/public/register/zzz", 404),
        ("/data/public/register/zzz.json", 404),
        ("/data/public/register?_search=%22&_searchmode=raw", 400),
        ("/data/public/register?_sort=nope", 400),
    ],
)
def test_what_is_closed_answers_in_a_sentence(browser: Client, path: str, status: int) -> None:
    answer = browser.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert str(Path.cwd()) not in answer.text


@pytest.mark.parametrize("row", ["1", "1.json", "th~2Esocial_worker,T1,2"])
def test_a_row_with_too_few_or_too_many_parts_is_not_there_and_no_error(
    browser: Client, capfd: pytest.CaptureFixture[str], row: str
) -> None:
    answer = browser.get(f"/data/public/register/{row}")
    assert answer.status_code == 404
    assert answer.is_json == row.endswith(".json")
    assert capfd.readouterr().err == ""


def test_search_and_json_need_no_accents(browser: Client) -> None:
    rows = browser.get("/data/public/register.json?_search=TURCANU&_shape=objects&_size=1").json
    assert rows is not None
    assert rows["filtered_table_rows_count"] == 11
    assert rows["rows"][0]["name"].startswith("Ștefan Țurcanu")


def test_every_answer_carries_its_guards(browser: Client) -> None:
    for path in ("/data/", "/data/public/register.json", "/data/public/nope"):
        headers = browser.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Release"] == "2026-11-22-1"
        assert "Set-Cookie" not in headers


def test_data_may_be_read_from_other_sites_but_pages_may_not(browser: Client) -> None:
    assert browser.get("/data/public/register.json").headers["Access-Control-Allow-Origin"] == "*"
    assert browser.get("/data/public/register.csv").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in browser.get("/data/public/register").headers


def test_a_page_that_the_reader_has_is_not_sent_again(browser: Client) -> None:
    first = browser.get("/data/public/register")
    again = browser.get("/data/public/register", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = browser.get("/data/public/register?_size=5", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert "ETag" not in browser.get("/data/public/nope").headers


def test_pages_are_packed_for_those_who_can_unpack(browser: Client) -> None:
    plain = browser.get("/data/public/register")
    packed = browser.get("/data/public/register", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < 20_000


def test_the_stylesheet_is_kept_by_its_name(browser: Client) -> None:
    page = browser.get("/data/").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    style = browser.get(path)
    assert style.content_type.startswith("text/css")
    assert "immutable" in style.headers["Cache-Control"]
    assert "--brand" in style.text


def test_nothing_can_be_written(browser: Client) -> None:
    assert browser.post("/data/public/register").status_code == 405
    assert browser.delete("/data/public/register").status_code == 405


def test_head_has_no_body(browser: Client) -> None:
    answer = browser.head("/data/public/register")
    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize(
    "path", ["/data/public/", "/data//evil.example/", "/data/%0d%0aX-Evil:%20yes/", "/data/pu%20b/"]
)
def test_redirects_stay_on_this_site(browser: Client, path: str) -> None:
    answer = browser.get(path)
    location = answer.headers.get("Location", "/data/")
    assert location.startswith("/data/")
    assert "X-Evil" not in answer.headers
    assert "\n" not in location


def test_who_is_signed_in_is_nothing_to_datasette(explorer: Explorer) -> None:
    builder = EnvironBuilder(path="/data/", headers={"Cookie": "ds_actor=x", "Authorization": "Bearer x"})
    body, status, _ = run_wsgi_app(explorer, builder.get_environ())
    assert status.startswith("200")
    assert b"ds_actor" not in b"".join(body)


def test_help_and_colours_of_the_council_are_shown(make_council: Any, entered: Callable[..., str]) -> None:
    council = make_council("other", demo=True, council_help_line="0123 456", council_colours={"brand": "#224466"})
    from councilkit.context import SYSTEM

    entered(council.acting(SYSTEM), "Ana", "Pop")
    services.publish(council.acting(SYSTEM))
    browser = Client(Explorer(services.shelf(council.config), frame(council.config)))
    page = browser.get("/data/").text
    assert "Help: 0123 456" in page
    assert "the people and numbers here are invented" in page
    assert "#224466" in browser.get(page.split('rel="stylesheet" href="')[1].split('"')[0]).text


def test_what_a_visitor_calls_us_is_not_kept_for_others(browser: Client) -> None:
    """Links to the next rows must not lead where the Host header of somebody else said."""
    path = "/data/public/register.json?_size=2"
    first = browser.get(path, headers={"Host": "evil.example"})
    assert b"evil.example" not in first.data
    assert first.json is not None
    assert first.json["next_url"].startswith("http://127.0.0.1:8000/data/public/register.json?")
    page = browser.get("/data/public/register?_size=2", headers={"Host": "evil.example"})
    assert "evil.example" not in page.text + str(page.headers)
    assert 'href="/data/public/register?_size=2&amp;_next=' in page.text


def test_an_answer_is_made_once_a_release(explorer: Explorer, browser: Client) -> None:
    first = browser.get("/data/public/register")
    opened = explorer._opened
    assert opened is not None
    opened.answers._wsgi = None  # type: ignore[assignment]
    assert browser.get("/data/public/register").data == first.data


@pytest.mark.parametrize(
    ("typed", "rows"),
    [("%22", 0), ("ste", 11), ("tef%20turc", 0), ("stefan%20%22turc", 11), ("%27", 0), ("turcanu%20-", 11)],
)
def test_quotes_are_harmless_and_the_last_word_may_be_unfinished(browser: Client, typed: str, rows: int) -> None:
    answer = browser.get(f"/data/public/register.json?_search={typed}")
    assert (answer.status_code, answer.json["filtered_table_rows_count"]) == (200, rows)


def test_no_fault_is_told_in_the_words_of_a_program(browser: Client) -> None:
    for path in ("?_search=%22&_searchmode=raw", "?_where=1", ".json?_where=1", "/zzz"):
        answer = browser.get(f"/data/public/register{path}")
        assert answer.status_code in (400, 403, 404)
        assert not any(word in answer.text for word in ("fts5", "execute-sql", "syntax error", "binding"))
    assert "execute-sql" not in browser.get("/data/public.json?sql=select+1").text


def test_a_csv_has_every_row_a_type_and_a_name(register: Context, entered: Callable[..., str]) -> None:
    for number in range(1200):
        entered(register, "Ana", f"Pop {number}", number=f"A{number}")
    services.publish(register)
    browser = Client(Explorer(services.shelf(register.config), frame(register.config)))
    page = browser.get("/data/public/register").text
    assert "All 1,212 rows as CSV" in page
    assert "These 50 of 1,212 rows as JSON" in page
    found = browser.get("/data/public/register?_search=pop").text
    link = found.split("All 1,200 rows as CSV")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    answer = browser.get(link)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="register.csv"'
    assert len(answer.text.splitlines()) == 1201
    assert len(browser.get("/data/public/register.csv?_size=10").text.splitlines()) == 11


def test_nothing_in_a_csv_runs_in_a_spreadsheet(register: Context, entered: Callable[..., str]) -> None:
    entered(register, "=CMD()", "<b>x</b>", number="-X1")
    done = services.publish(register)
    browser = Client(Explorer(services.shelf(register.config), frame(register.config)))
    for text in (
        (done.folder / "csv" / "register.csv").read_text(encoding="utf-8"),
        browser.get("/data/public/register.csv?number=-X1").text,
    ):
        row = next(row for row in csv.DictReader(StringIO(text)) if row["number"].endswith("-X1"))
        assert (row["name"], row["number"]) == ("'=CMD() <b>x</b>", "'-X1")
        assert row["name_plain"] == "cmd b x b"
    assert browser.get("/data/public/register.json?number=-X1&_shape=objects").json["rows"][0]["number"] == "-X1"
    assert "apostrophe" in (done.folder / "datapackage.json").read_text(encoding="utf-8")
    assert "apostrophe" in browser.get("/data/public/register").text


def test_the_register_begins_with_what_people_look_for(browser: Client) -> None:
    page = browser.get("/data/public/register").text
    heads = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?\s*([a-z_]+|Row)', page)
    assert heads[:4] == ["name", "number", "status", "may_practise"]
    assert heads[-1] == "name_other_scripts"
    learning = browser.get("/data/public/learning_totals").text
    assert '<span class="soft">people</span>' not in learning


def test_numbers_of_answers_have_their_thousands_apart() -> None:
    class Said:
        def metadata(self, *_: Any, **__: Any) -> dict[str, Any]:
            return {}

    shown = [
        hooks.render_cell((), value, column, None, "public", Said()) for column, value in (("n", 4671), ("year", 2024))
    ]
    assert shown == ["4,671", None]
