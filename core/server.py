"""One server on one port: pages at /, Datasette at /data/, whole files straight from the release folders."""

import gc
import os
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from councilkit.config import Config

THREADS = 64  # a worker's; pages are handed over whole, so a thread is held only while one is made
WHOLE = 4_000_000  # bytes up to which an answer is handed over in one piece
FILES = "/releases/files"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@click.command()
@click.option("--host", help="Address to listen on; 0.0.0.0 for every network card.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the pages, and Datasette at /data/, on one port.

    Example: councilkit serve --port 8000
    """
    from councilkit.cli import home
    from councilkit.config import SERVED
    from councilkit.daily import Daily
    from councilkit.opening import open_council

    flags = {"server_host": host, "server_port": port, "server_workers": workers}
    council = open_council(home(), flags)
    config = council.config
    council.database.close()
    _check(config)
    (config.home / "releases").mkdir(exist_ok=True)
    (config.home / SERVED).write_text(config.served_url + "\n", encoding="utf-8")
    os.environ |= _for_workers(config)
    place = config.served_url
    click.echo(f"Serving {config.council_name} at {place}/, the public data at {place}/data/. Stop with Ctrl+C.")
    _show_sign_ins(config)
    daily = Daily(council) if config.reminders_daily else None
    try:
        if daily:
            daily.start()
        _server(config).serve()
    finally:
        if daily:
            daily.stop()


def _show_sign_ins(config: "Config") -> None:
    """Of a demonstration: who can sign in, and the census forms that can be answered."""
    from councilkit.demo.commands import SIGN_INS

    if config.demo and (config.home / SIGN_INS).exists():
        click.echo((config.home / SIGN_INS).read_text(encoding="utf-8"), nl=False)


def _for_workers(config: "Config") -> dict[str, str]:
    """What the workers are told: the council's folder, and the address that links and QR codes start with."""
    told = {"COUNCILKIT_HOME": str(config.home)}
    if config.origins.get("server_public_url") == "default":
        told["COUNCILKIT_SERVER_PUBLIC_URL"] = config.served_url
    return told


def _check(config: "Config") -> None:
    """Refuse with one sentence what would otherwise be a traceback in every worker."""
    from councilkit.errors import SetupError

    family = socket.AF_INET6 if ":" in config.server_host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.server_host, config.server_port))
        except OSError as error:
            place = f"{config.server_host}:{config.server_port}"
            raise SetupError(
                f"Cannot listen on {place} ({error.strerror}): choose another with --port or --host."
            ) from None


def _server(config: "Config") -> Any:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "councilkit.server:application",
        config.server_host,
        config.server_port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=config.server_workers,
        blocking_threads=THREADS,
        backpressure=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.error,
        static_path_route=[FILES],
        static_path_mount=[config.home / "releases"],
        static_path_expires=300,
    )


def application() -> "Site":
    """The whole site of the council in COUNCILKIT_HOME; called once in every worker."""
    from councilkit.app import create_app
    from councilkit.cli import home
    from councilkit.opening import open_council

    made = site(create_app(open_council(home())), home())
    _settle()
    return made


def _settle() -> None:
    """What is loaded now stays for good: the collector need not walk it again; a fifth of a short request is saved."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def site(pages: Any, home: Path) -> "Site":
    """The pages and, beside them, the explorer of the releases in `home`."""
    from councilkit.publication.explorer.frame import frame
    from councilkit.publication.explorer.swap import Explorer
    from councilkit.publication.shelf import Shelf

    config = pages.extensions["council"].config
    return Site(pages, Explorer(Shelf(home / "releases"), frame(config)))


class Site:
    """Sends each request to the pages or to the explorer; while nothing is published, the pages say so."""

    def __init__(self, pages: Wsgi, explorer: Callable[..., list[bytes] | None]) -> None:
        self._pages = pages
        self._explorer = explorer

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith("/data/"):
            answer = self._explorer(environ, start_response)
            if answer is not None:
                return answer
        return _whole(self._pages, environ, start_response)


def _whole(pages: Wsgi, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The answer of the pages as a list, so that the server sends it without holding a thread for a slow reader.

    An answer of unknown or great length (a file, an export) stays a stream.
    """
    length = WHOLE + 1

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        nonlocal length
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), length)
        return start_response(status, headers, *rest)

    body = pages(environ, start)
    if length > WHOLE:
        return body
    try:
        return [b"".join(body)]
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
