"""The server sends the reminders once a day by itself, whichever process is faster."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from councilkit import opening, schema
from councilkit.context import SYSTEM
from councilkit.daily import is_due
from councilkit.deadlines import watching

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "tried", "due"),
    [
        (None, None, True),
        (NOW.date(), NOW - timedelta(hours=5), False),
        (date(2026, 11, 21), NOW - timedelta(hours=20), True),
        (None, NOW - timedelta(minutes=5), False),
        (None, NOW - timedelta(hours=2), True),
    ],
)
def test_it_runs_once_a_day_and_an_hour_after_a_failure(done: date | None, tried: datetime | None, due: bool) -> None:
    assert is_due(NOW, done, tried) is due


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("daily", [True, False])
def test_two_servers_of_one_council_send_once(daily: bool, tmp_path: Path, entered: Callable[..., str]) -> None:
    config = opening.make_folder(
        tmp_path / "council", f'[council]\nname = "Test Council"\n[reminders]\ndaily = {str(daily).lower()}\n'
    )
    council = opening.assemble(config)
    schema.upgrade(council.database)
    ctx = council.acting(SYSTEM)
    entered(ctx, "Ștefan", "Țurcanu", until=ctx.today() + timedelta(days=20), part="ni.social_worker")
    watching.start(ctx)
    environment = {**os.environ, "COUNCILKIT_HOME": str(config.home)}
    command = [sys.executable, "-m", "councilkit", "serve", "--workers", "1", "--port"]
    ports = [_port() for _ in range(2)]
    servers = [subprocess.Popen([*command, str(port)], env=environment) for port in ports]
    mail = config.home / "mail"
    try:
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not all(_answers(port) for port in ports):
            time.sleep(0.2)
        while daily and time.monotonic() < limit and not (mail.is_dir() and list(mail.iterdir())):
            time.sleep(0.2)
        time.sleep(4)
    finally:
        for server in servers:
            server.send_signal(signal.SIGTERM)
        assert [server.wait(30) for server in servers] == [0, 0]
        council.database.close()
    assert len(list(mail.iterdir()) if mail.is_dir() else []) == (1 if daily else 0)
