"""The look of the pages: one small stylesheet and one small script, and the filters that templates use."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from flask import Blueprint, Flask, Response, abort, request
from markupsafe import Markup

from councilkit.colours import overrides
from councilkit.keeping import from_data
from councilkit.wording import DAY, MOMENT, Sentence

_MODULES = ("once.js", "draft.js", "password.js", "session.js")
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_FOREVER = "public, max-age=31536000, immutable"
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='2' fill='%23{brand}'/%3E"
    "%3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E"
)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: its name carries a hash of what is in it."""

    name: str
    kind: str
    content: bytes
    packed: bytes

    @property
    def url(self) -> str:
        """Where the page fetches it."""
        return f"/look/{self.name}"


@dataclass(frozen=True)
class Look:
    """The addresses that base.html writes into the page."""

    stylesheet: Asset
    script: Asset
    icon: str


def stylesheet(colours: Mapping[str, str]) -> str:
    """The shipped stylesheet without comments and spare blanks, then the council's own colours."""
    return _squeezed(_static("councilkit.css")) + overrides(colours)


def script() -> str:
    """The modules of `static/` as one; each imports and exports nothing, so a block apiece keeps their names apart."""
    return "\n".join("{\n" + _without_notes(_static(name)) + "}" for name in _MODULES)


def install(app: Flask, colours: Mapping[str, str] | None = None) -> Look:
    """Give the app its look; raises SetupError when a colour of the council cannot be used."""
    chosen = colours or {}
    look = Look(
        _asset("css", stylesheet(chosen)),
        _asset("js", script()),
        _ICON.format(brand=chosen.get("brand", "#14495C").removeprefix("#")),
    )
    app.register_blueprint(_routes(look))
    app.jinja_env.globals.update(look=look, ngettext=counted)
    app.jinja_env.filters.update(say=say, said_again=said_again, told=told, day=day, moment=moment, amount=amount)
    return look


def _routes(look: Look) -> Blueprint:
    blueprint = Blueprint("look", __name__, url_prefix="/look")
    by_kind = {asset.kind: asset for asset in (look.stylesheet, look.script)}

    @blueprint.get("/<stem>.<kind>")
    def asset(stem: str, kind: str) -> Response:
        found = by_kind.get(kind)
        if found is None or not stem.startswith("councilkit"):
            abort(404)
        return _sent(found, current=f"{stem}.{kind}" == found.name)

    return blueprint


def _sent(asset: Asset, current: bool) -> Response:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(asset.packed if packed else asset.content, content_type=_KINDS[asset.kind])
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    # A page from before an update asks by the old name: it gets what there is, but does not keep it.
    response.headers["Cache-Control"] = _FOREVER if current else "no-cache"
    return response


def _asset(kind: str, text: str) -> Asset:
    content = text.encode()
    name = f"councilkit-{hashlib.sha256(content).hexdigest()[:12]}.{kind}"
    return Asset(name, kind, content, gzip.compress(content, 9, mtime=0))


@cache
def _static(name: str) -> str:
    return files("councilkit").joinpath("static", name).read_text(encoding="utf-8")


def _squeezed(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,>]) ?|(:) ", r"\1\2", css).replace(";}", "}").strip()


def _without_notes(module: str) -> str:
    lines = (line.strip() for line in module.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def say(message: Any) -> str:
    """A sentence that came from Python in the language of the page; escaped unless a template made it."""
    from flask_babel import get_translations

    if isinstance(message, Markup):
        return message
    words = get_translations()
    if isinstance(message, Sentence):
        return message.translated(words, day, amount)
    return words.gettext(str(message)) if message else ""


def counted(one: str, many: str, num: int, **values: Any) -> Markup:
    """`ngettext` of the templates: `num` stands in the text as the language writes numbers."""
    from flask_babel import get_translations

    return Markup(get_translations().ngettext(one, many, num)) % {"num": amount(num), **values}  # noqa: S704 - our own text


def said_again(kept: Any) -> str:
    """A sentence that was kept as data, or as its English text, in the language of the page."""
    return say(from_data(kept))


def told(value: Any) -> Any:
    """A value for a page: sentences translated, dates and numbers written out, a person's words as they are."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return amount(value) if isinstance(value, (Decimal, float)) else value


def day(value: date | datetime | None) -> str:
    """A date in words: 22 November 2026."""
    from flask_babel import format_date

    return format_date(value, DAY) if value else ""


def moment(value: datetime | None) -> str:
    """Date and time in the council's time zone: 22 November 2026, 10:42."""
    from flask_babel import format_datetime

    return format_datetime(value, MOMENT) if value else ""


def amount(value: Decimal | float | None) -> str:
    """A number without needless noughts: 18.5, and 18,5 where the language writes so."""
    from flask_babel import format_decimal

    return "" if value is None else format_decimal(value, "#,##0.##")
