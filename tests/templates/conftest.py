"""The preview application, as a test client, as a server, and in a browser where there is one."""

import importlib.util
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server


@pytest.fixture(scope="session")
def preview() -> Any:
    """The module of the preview application."""
    path = Path(__file__).parent / "preview.py"
    spec = importlib.util.spec_from_file_location("councilkit_preview", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def preview_client(preview: Any) -> Any:
    """A client of the preview application, without CSRF."""
    app = preview.make_app()
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture(scope="session")
def preview_server(preview: Any) -> Iterator[tuple[str, Any]]:
    """Address and application of the running preview."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = preview.make_app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", app
    server.shutdown()


@pytest.fixture
def open_page(chromium: Any, preview_server: tuple[str, Any]) -> Iterator[Callable[..., Any]]:
    """Opens a page of the preview: `open_page("/", width=320, color_scheme="dark")`; browser errors fail the test."""
    base, _ = preview_server
    contexts, complaints = [], []

    def opened(path: str = "/", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=base, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
