"""The look: how stylesheet and script are sent, and what the filters write."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from markupsafe import Markup

from councilkit import look
from councilkit.errors import SetupError
from councilkit.wording import Sentence


@pytest.fixture
def app() -> Flask:
    app = Flask("look", static_folder=None)
    app.config["LANGUAGE"] = "en"
    Babel(app, locale_selector=lambda: app.config["LANGUAGE"])
    look.install(app, {"brand": "#5A2A72"})
    return app


def url(app: Flask, kind: str) -> str:
    assets = app.jinja_env.globals["look"]
    return (assets.stylesheet if kind == "css" else assets.script).url


@pytest.mark.parametrize(("kind", "media"), [("css", "text/css"), ("js", "text/javascript")])
def test_an_asset_is_kept_for_ever_and_packed_when_asked(app: Flask, kind: str, media: str) -> None:
    client = app.test_client()
    plain = client.get(url(app, kind))
    packed = client.get(url(app, kind), headers={"Accept-Encoding": "gzip, br"})
    assert plain.status_code == packed.status_code == 200
    assert plain.mimetype == media
    assert "immutable" in plain.headers["Cache-Control"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == plain.data


def test_the_councils_colours_are_in_the_stylesheet(app: Flask) -> None:
    assert b"--brand:#5A2A72" in app.test_client().get(url(app, "css")).data
    assert "%235A2A72".lower() in app.jinja_env.globals["look"].icon.lower()


def test_an_old_name_gets_the_current_file_but_is_not_kept(app: Flask) -> None:
    answer = app.test_client().get("/look/councilkit-000000000000.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/look/other.css", "/look/councilkit-1.exe", "/look/"])
def test_nothing_else_is_there(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


def test_names_change_with_what_is_in_the_file() -> None:
    one, other = (look.install(Flask(name), colours) for name, colours in (("a", {}), ("b", {"brand": "#5A2A72"})))
    assert one.stylesheet.name != other.stylesheet.name
    assert one.script.name == other.script.name


def test_a_colour_that_cannot_be_read_stops_the_start() -> None:
    with pytest.raises(SetupError):
        look.install(Flask("faint"), {"brand": "#FFEE00"})


def test_squeezing_keeps_every_rule() -> None:
    css = look.stylesheet({})
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    assert ".choice:not(:has(:checked)) + .reveal{display:none}" in css


@pytest.mark.parametrize(
    ("language", "filter_", "value", "written"),
    [
        ("en", "day", date(2026, 11, 22), "22 November 2026"),
        ("ro", "day", date(2026, 11, 22), "22 noiembrie 2026"),
        ("en", "day", None, ""),
        ("en", "moment", datetime(2026, 11, 22, 10, 42, tzinfo=UTC), "22 November 2026, 10:42"),
        ("en", "amount", Decimal("18.50"), "18.5"),
        ("ro", "amount", Decimal("18.50"), "18,5"),
        ("en", "amount", Decimal("30"), "30"),
        ("en", "amount", None, ""),
        ("en", "say", Sentence("By %(on)s.", on=date(2027, 3, 31)), "By 31 March 2027."),
        ("ro", "say", Sentence("By %(on)s.", on=date(2027, 3, 31)), "By 31 martie 2027."),
        ("en", "say", "100% <b>", "100% <b>"),
        ("en", "say", "", ""),
        ("en", "told", "May", "May"),
        ("en", "told", date(2026, 5, 1), "1 May 2026"),
        ("en", "told", Decimal("1.50"), "1.5"),
        ("en", "told", 3, 3),
    ],
)
def test_filters(app: Flask, language: str, filter_: str, value: Any, written: Any) -> None:
    app.config["LANGUAGE"] = language
    with app.test_request_context():
        assert app.jinja_env.filters[filter_](value) == written


def test_what_a_template_made_is_not_escaped_twice(app: Flask) -> None:
    with app.test_request_context():
        rendered = app.jinja_env.from_string("{{ _('Hello %(name)s', name=name) | say }} {{ name | say }}")
        assert rendered.render(name="<O'Brien>") == "Hello &lt;O&#39;Brien&gt; &lt;O&#39;Brien&gt;"
        assert isinstance(look.say(Markup("x")), Markup)
