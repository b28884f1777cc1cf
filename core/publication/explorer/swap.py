"""The explorer as a WSGI application that always serves the current release; the one before ends with its readers."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from councilkit.publication.explorer import app
from councilkit.publication.explorer.answers import Answers
from councilkit.publication.explorer.frame import Frame
from councilkit.publication.shelf import Shelf

log = logging.getLogger("councilkit.publication")
T = TypeVar("T")
PAUSE = 10.0  # seconds before a release that could not be opened is tried again


@dataclass
class Opened:
    """A release that is open for reading, and how many requests are reading it."""

    name: str
    datasette: Any
    answers: Answers
    readers: int = 0
    retired: bool = False


@dataclass
class Explorer:
    """Serves the release that `current` points at; asks at every request, opens a new one beside the old one."""

    shelf: Shelf
    frame: Frame
    _opened: Opened | None = None
    _broken: tuple[str, float] = ("", 0.0)
    _counting: threading.Lock = field(default_factory=threading.Lock)
    _opening: threading.Lock = field(default_factory=threading.Lock)
    _loop: asyncio.AbstractEventLoop | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes] | None:
        """Answer a request for a path below the explorer's prefix; None when nothing is published yet."""
        opened = self._enter()
        if opened is None:
            return None
        try:
            return opened.answers(environ, start_response)
        finally:
            self._leave(opened)

    def _enter(self) -> Opened | None:
        name = self.shelf.current_name()
        if name is None:
            return None
        opened = self._count_in(name)
        if opened is None and self._opening.acquire(blocking=self._opened is None):
            try:  # one request opens the new release; the others read on in the old one
                if self._opened is None or self._opened.name != name:
                    self._open(name)
            finally:
                self._opening.release()
        return opened or self._count_in(None)

    def _count_in(self, name: str | None) -> Opened | None:
        with self._counting:
            opened = self._opened
            if opened is None or name not in (None, opened.name):
                return None
            opened.readers += 1
            return opened

    def _leave(self, opened: Opened) -> None:
        with self._counting:
            opened.readers -= 1
            idle = opened.retired and opened.readers == 0
        if idle:
            self._run(app.stop(opened.datasette))

    def _open(self, name: str) -> None:
        """Open a release and make it the one that is served; one that cannot be opened leaves the old one in place."""
        if self._broken[0] == name and time.monotonic() - self._broken[1] < PAUSE:
            return
        folder = self.shelf.folder / name
        try:
            datasette = app.build(folder, self.frame)
            asgi = self._run(app.start(datasette))
        except Exception:  # whatever is wrong with the new release, the site goes on with the old one
            log.exception("The release %s cannot be opened; the one before stays", name)
            self._broken = (name, time.monotonic())
            return
        self._swap(Opened(name, datasette, Answers(asgi, self._running(), self.frame, folder)))

    def _swap(self, opened: Opened) -> None:
        with self._counting:
            old, self._opened = self._opened, opened
            if old is not None:
                old.retired = True
            idle = old is not None and old.readers == 0
        if old is not None and idle:
            self._run(app.stop(old.datasette))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._running()).result()

    def _running(self) -> asyncio.AbstractEventLoop:
        """The event loop of this worker, started with the first release."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True, name="explorer").start()
        return self._loop
