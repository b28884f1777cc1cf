"""What the server does once a day by itself: the reminders about renewal, in a process of their own."""

import logging
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta

from councilkit.context import Council

log = logging.getLogger("councilkit.daily")
FIRST = 10.0  # seconds after the start, when the pages are there
TICK = 60.0  # seconds between two looks at the clock
RETRY = timedelta(hours=1)  # after a run that did not come to its end
COMMAND = (sys.executable, "-m", "councilkit", "remind", "--daily")


def is_due(now: datetime, done: date | None, tried: datetime | None) -> bool:
    """Whether to run: not done yet today, and not tried within the hour."""
    return done != now.date() and (tried is None or now - tried >= RETRY)


class Daily:
    """A thread of the supervising process that starts the daily run, and ends it with the server."""

    def __init__(self, council: Council) -> None:
        self._council = council
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="daily", daemon=True)

    def start(self) -> None:
        """Begin to watch the clock."""
        self._thread.start()

    def stop(self) -> None:
        """End the watch, and a run that is at work: what it had claimed the next one sends."""
        self._stop.set()
        self._thread.join(10)

    def _watch(self) -> None:
        done: date | None = None
        tried: datetime | None = None
        pause = FIRST
        while not self._stop.wait(pause):
            pause, now = TICK, self._council.clock().astimezone(self._council.config.zone)
            if is_due(now, done, tried):
                tried = now
                done = now.date() if self._run() == 0 else None

    def _run(self) -> int:
        """Run the command to its end; returns its exit code."""
        try:
            process = subprocess.Popen(COMMAND, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command, no shell
        except OSError:
            log.exception("The reminders could not be started")
            return 1
        while process.poll() is None:
            if self._stop.wait(0.5):
                process.terminate()
                process.wait(5)
        return process.returncode
