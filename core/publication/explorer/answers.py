"""From one WSGI request to one whole answer of Datasette, with our headers; a page a reader has is not made again."""

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from a2wsgi import ASGIMiddleware
from datasette.utils import tilde_decode

from councilkit.cells import harmless_csv
from councilkit.publication.explorer.app import PREFIX
from councilkit.publication.explorer.frame import Frame
from councilkit.publication.explorer.kept import Answer, Headers, Kept

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# of Datasette's own service pages only these help a reader; the others tell of the server or are for signing in
SERVICE_PAGES = ("/-/metadata", "/-/metadata.json", "/-/versions", "/-/versions.json", "/-/settings.json")
OPEN_FORMATS = ("application/json", "text/csv", "text/plain")
PASSED_ON = ("content-type", "location", "link", "content-disposition")
Start = Callable[..., Any]
HERE = "http://here.invalid"  # what Datasette believes to be its address; what a visitor calls us must not be kept


class Answers:
    """Answers requests for one release.

    The answer is handed over whole, so that a slow reader holds no thread; visitors are anonymous to Datasette, so that
    an answer depends on nothing but the release, our look and the address, and can be kept.
    """

    def __init__(self, asgi: Any, loop: Any, frame: Frame, folder: Path) -> None:
        self._wsgi = ASGIMiddleware(asgi, loop=loop)
        self._frame = frame
        self._kept = Kept()
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self._keys = _keys(folder / "public.db")
        self._internal = set(self._keys) - set(manifest["tables"])
        self._release = f"{folder.name}:{manifest['content']}:{frame.version}"

    def __call__(self, environ: dict[str, Any], start: Start) -> list[bytes]:
        path = environ.get("PATH_INFO", "")[len(PREFIX) :]
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            answer = Answer(
                "405 Method Not Allowed", [("Allow", "GET, HEAD"), *_PLAIN], b"These pages can only be read."
            )
        elif path == self._frame.style_path:
            answer = self._style(environ)
        else:
            hidden = path.startswith("/-/") and path not in SERVICE_PAGES
            nowhere = "/-/no-such-page.json" if path.endswith(".json") else "/-/no-such-page"
            answer = self._page(environ, nowhere if hidden or self._unlisted(path) or self._misnamed(path) else path)
        length = [] if answer.status.startswith("304") else [("Content-Length", str(len(answer.body)))]
        start(answer.status, [*answer.headers, *length])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _unlisted(self, path: str) -> bool:
        """Whether a table is asked for that only serves the search: it has no page, and says nothing to a reader."""
        name = path.strip("/").split("/")[1:2]
        return bool(name) and tilde_decode(name[0].partition(".")[0]) in self._internal

    def _misnamed(self, path: str) -> bool:
        """Whether a row is named by fewer or more parts than its key has: Datasette would call that an error of SQL."""
        parts = path.strip("/").split("/")
        if len(parts) != 3 or parts[1] not in self._keys:
            return False
        return parts[2].partition(".")[0].count(",") + 1 != self._keys[parts[1]]

    def _page(self, environ: dict[str, Any], path: str) -> Answer:
        query = environ.get("QUERY_STRING", "")
        tag = f'W/"{hashlib.sha256(f"{self._release}{path}?{query}".encode()).hexdigest()[:24]}"'
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return Answer("304 Not Modified", self._headers(tag), b"")
        key = tag, _unpacks(environ)
        found = self._kept.get(key)
        if found is None:
            found = self._made(environ, path, query, tag)
            if found.status.startswith("200"):
                self._kept.put(key, found)
        return found

    def _made(self, environ: dict[str, Any], path: str, query: str, tag: str) -> Answer:
        """What Datasette answers, with our headers."""
        table = path.endswith(".csv")
        query = whole_table(query) if table else query
        asked = {**_ANONYMOUS, "PATH_INFO": path, "QUERY_STRING": query}
        said: dict[str, Any] = {}
        stream = self._wsgi(asked, lambda status, headers, *_: said.update(status=status, headers=headers))
        body = b"".join(stream)
        headers = [(name, _inside(name, value)) for name, value in said["headers"] if name.lower() in PASSED_ON]
        headers += self._headers(tag if said["status"].startswith("200") else None)
        kind = {name.lower(): value for name, value in headers}.get("content-type", "")
        if kind.startswith(OPEN_FORMATS):
            headers.append(("Access-Control-Allow-Origin", "*"))
        if table and kind.startswith("text/csv"):
            body = harmless_csv(body.decode()).encode()
        here = "" if kind.startswith("text/html") else self._frame.address
        return _packed(environ, Answer(said["status"], headers, body.replace(HERE.encode(), here.encode())))

    def _headers(self, tag: str | None) -> Headers:
        kept = [("ETag", tag), ("Cache-Control", "public, no-cache")] if tag else [("Cache-Control", "no-store")]
        return [
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Release", self._release.partition(":")[0]),
            ("Vary", "Accept-Encoding"),
            *kept,
        ]

    def _style(self, environ: dict[str, Any]) -> Answer:
        forever = ("Cache-Control", "public, max-age=31536000, immutable")
        headers = [("Content-Type", "text/css; charset=utf-8"), forever, ("Vary", "Accept-Encoding")]
        return _packed(environ, Answer("200 OK", headers, self._frame.stylesheet.encode()))


_PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
_ANONYMOUS: dict[str, Any] = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "SERVER_NAME": "here.invalid",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "here.invalid",
    "wsgi.url_scheme": "http",
    "wsgi.input": BytesIO(),
}


def _keys(database: Path) -> Mapping[str, int]:
    """How many columns the key of each table has."""
    sql = (
        "select table_.name, max(1, sum(pk > 0)) from sqlite_master table_, pragma_table_info(table_.name) "
        "where table_.type = 'table' group by table_.name"
    )
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return dict(connection.execute(sql).fetchall())


def whole_table(query: str) -> str:
    """The query of a CSV so that it has every row, with a file name; a reader that asks for pages gets pages."""
    asked = [
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in ("_stream", "_dl")
    ]
    paged = any(name == "_next" or (name == "_size" and value != "max") for name, value in asked)
    return urlencode([*asked, ("_dl", "on"), *([] if paged else [("_stream", "on")])])


def _inside(name: str, value: str) -> str:
    """Addresses in headers stay on this site; Datasette forgets its base address in some redirects."""
    value = value.replace(HERE, "")
    if name.lower() != "location":
        return value
    value = quote(value, safe="/:?&=+,~%")
    return PREFIX + value if value.startswith("/") and not value.startswith(f"{PREFIX}/") else value


def _unpacks(environ: dict[str, Any]) -> bool:
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def _packed(environ: dict[str, Any], answer: Answer) -> Answer:
    """Compress what is worth it, for readers that can unpack it."""
    if len(answer.body) <= 1000 or not _unpacks(environ):
        return answer
    headers = [*answer.headers, ("Content-Encoding", "gzip")]
    return Answer(answer.status, headers, gzip.compress(answer.body, 5, mtime=0))
