"""The open door: JSON routes under /api/ are the same for everybody, so no session is read for them."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

DOOR = "/api/"
HEADERS = [
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
]


def install(app: Flask) -> None:
    """Answer every route of the application under /api/ without its sessions; call it when all routes are there."""
    app.wsgi_app = _Door(app.wsgi_app, _without_sessions(app))  # type: ignore[method-assign]


class _Door:
    """Sends requests for open data one way and all others the other."""

    def __init__(self, pages: Callable[..., Iterable[bytes]], data: Flask) -> None:
        self._pages, self._data = pages, data

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(DOOR):
            return self._pages(environ, start_response)

        def guarded(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, headers + HEADERS, exc_info)

        return self._data.wsgi_app(environ, guarded)


def _without_sessions(app: Flask) -> Flask:
    """A second, bare application with the same council, the same routes under /api/ and the same error answers."""
    data = Flask("councilkit.data", static_folder=None, template_folder=None)
    data.extensions = app.extensions
    data.error_handler_spec = app.error_handler_spec
    data.config.update(MAX_CONTENT_LENGTH=app.config["MAX_CONTENT_LENGTH"], TESTING=app.config["TESTING"])
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(DOOR):
            view = app.view_functions[rule.endpoint]
            data.add_url_rule(
                rule.rule, endpoint=rule.endpoint, view_func=view, methods=rule.methods, defaults=rule.defaults
            )
    return data
