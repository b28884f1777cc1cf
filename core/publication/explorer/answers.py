"""From one WSGI request to one whole answer of Datasette, with our headers; a page a reader has is not made again."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from a2wsgi import ASGIMiddleware

from councilkit.publication.explorer.app import PREFIX
from councilkit.publication.explorer.frame import Frame

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# of Datasette's own service pages only these help a reader; the others tell of the server or are for signing in
SERVICE_PAGES = ("/-/metadata", "/-/metadata.json", "/-/versions", "/-/versions.json", "/-/settings.json")
OPEN_FORMATS = ("application/json", "text/csv", "text/plain")
PASSED_ON = ("content-type", "location", "link", "content-disposition")
KEPT_FROM_DATASETTE = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")
Headers = list[tuple[str, str]]
Start = Callable[..., Any]


class Answers:
    """Answers requests for one release.

    The answer is handed over whole, so that a slow reader holds no thread; visitors are anonymous to Datasette, so that
    an answer depends on nothing but the release, our look and the address.
    """

    def __init__(self, asgi: Any, loop: Any, frame: Frame, folder: Path) -> None:
        self._wsgi = ASGIMiddleware(asgi, loop=loop)
        self._frame = frame
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self._release = f"{folder.name}:{manifest['content']}:{frame.version}"

    def __call__(self, environ: dict[str, Any], start: Start) -> list[bytes]:
        path = environ.get("PATH_INFO", "")[len(PREFIX) :]
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plain(start, "405 Method Not Allowed", "These pages can only be read.", [("Allow", "GET, HEAD")])
        if path == self._frame.style_path:
            return self._style(environ, start)
        if path.startswith("/-/") and path not in SERVICE_PAGES:
            path = "/-/no-such-page"
        tag = self._tag(path, environ.get("QUERY_STRING", ""))
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", [*self._headers(tag)])
            return []
        return self._fresh(environ, path, tag, start)

    def _fresh(self, environ: dict[str, Any], path: str, tag: str, start: Start) -> list[bytes]:
        asked = {name: value for name, value in environ.items() if name not in KEPT_FROM_DATASETTE}
        said: dict[str, Any] = {}
        asked |= {"SCRIPT_NAME": "", "PATH_INFO": path, "REQUEST_METHOD": "GET"}
        stream = self._wsgi(asked, lambda status, headers, *_: said.update(status=status, headers=headers))
        body = b"".join(stream)
        headers = [(name, _inside(name, value)) for name, value in said["headers"] if name.lower() in PASSED_ON]
        headers += self._headers(tag if said["status"].startswith("200") else None)
        kind = {name.lower(): value for name, value in headers}.get("content-type", "")
        if kind.startswith(OPEN_FORMATS):
            headers.append(("Access-Control-Allow-Origin", "*"))
        body, headers = _packed(environ, body, headers)
        start(said["status"], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _tag(self, path: str, query: str) -> str:
        return f'W/"{hashlib.sha256(f"{self._release}{path}?{query}".encode()).hexdigest()[:24]}"'

    def _headers(self, tag: str | None) -> Headers:
        always = [
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Release", self._release.partition(":")[0]),
            ("Vary", "Accept-Encoding"),
        ]
        return (
            [*always, ("ETag", tag), ("Cache-Control", "public, no-cache")]
            if tag
            else [*always, ("Cache-Control", "no-store")]
        )

    def _style(self, environ: dict[str, Any], start: Start) -> list[bytes]:
        headers = [
            ("Content-Type", "text/css; charset=utf-8"),
            ("Cache-Control", "public, max-age=31536000, immutable"),
            ("Vary", "Accept-Encoding"),
        ]
        body, headers = _packed(environ, self._frame.stylesheet.encode(), headers)
        start("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _inside(name: str, value: str) -> str:
    """Datasette forgets its base address when it redirects an address that it does not know."""
    if name.lower() != "location":
        return value
    value = quote(value, safe="/:?&=+,~%")
    return PREFIX + value if value.startswith("/") and not value.startswith(f"{PREFIX}/") else value


def _packed(environ: dict[str, Any], body: bytes, headers: Headers) -> tuple[bytes, Headers]:
    """Compress what is worth it, for readers that can unpack it."""
    if len(body) > 1000 and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body = gzip.compress(body, 5, mtime=0)
        headers = [*headers, ("Content-Encoding", "gzip")]
    return body, [*headers, ("Content-Length", str(len(body)))]


def _plain(start: Start, status: str, text: str, headers: Headers) -> list[bytes]:
    body = text.encode()
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *headers])
    return [body]
