"""The shipped server, as a process of its own: both halves on one port, releases swapped under load, slow readers."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from councilkit import opening
from councilkit.context import SYSTEM, Context
from councilkit.database import metadata
from councilkit.publication import services
from councilkit.server import FILES, Site, _whole


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A council with its server."""

    def __init__(self, home: Path, ctx: Context) -> None:
        self.home, self.ctx, self.port = home, ctx, free_port()
        command = [sys.executable, "-m", "councilkit", "serve", "--port", str(self.port), "--workers", "2"]
        self.log = (home / "server.log").open("w")
        environment = {**os.environ, "COUNCILKIT_HOME": str(home)}
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        self._wait()

    def _wait(self) -> None:
        for _ in range(150):
            try:
                if self.get("/releases")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.home / "server.log").read_text())

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)

    def get(self, path: str, **headers: str) -> tuple[int, bytes, Any]:
        connection = self.connection()
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.log.close()
        return code


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "council"
    opening.make_folder(folder, '[council]\nname = "Test Council"\n')
    return folder


@pytest.fixture(scope="module")
def site(home: Path, entered: Callable[..., str]) -> Iterator[Running]:
    council = opening.open_council(home)
    metadata.create_all(council.database.engine)
    ctx = council.acting(SYSTEM)
    entered(ctx, "Ștefan", "Țurcanu")
    services.publish(ctx)
    running = Running(home, ctx)
    yield running
    if running.process.poll() is None:
        running.stop()
    council.database.close()


def test_pages_data_and_files_are_on_one_port(site: Running) -> None:
    assert b"Releases" in site.get("/releases")[1]
    status, body, headers = site.get("/data/public/register?_search=turcanu")
    assert (status, headers["X-Release"]) == (200, site.ctx.today().isoformat() + "-" + headers["X-Release"][11:])
    assert "Țurcanu" in body.decode()
    assert site.get("/data")[0] == 308
    name = services.shelf(site.ctx.config).current_name()
    status, body, _ = site.get(f"{FILES}/{name}/public.db")
    assert (status, body[:15]) == (200, b"SQLite format 3")
    status, _, headers = site.get(
        "/data/public/register", **{"If-None-Match": site.get("/data/public/register")[2]["ETag"]}
    )
    assert status == 304
    assert site.get(f"{FILES}/../councilkit.toml")[0] == 404


def test_a_command_beside_the_server_prints_links_that_lead_to_it(site: Running) -> None:
    from councilkit import config

    assert config.load(site.home).server_public_url == f"http://127.0.0.1:{site.port}"


def test_forms_can_be_posted(site: Running) -> None:
    connection = site.connection()
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), answer.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    body = f"email=ana%40example.org&password=wrong-password&csrf_token={token[1]}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    assert answer.status == 422
    assert b"Email or password is not right" in answer.read()


def test_a_release_swaps_under_load_without_a_failed_request(site: Running, entered: Callable[..., str]) -> None:
    stop, failures, served = threading.Event(), [], []

    def read(path: str) -> None:
        connection = site.connection()
        while not stop.is_set():
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    failures.append((answer.status, body[:200]))
                served.append(answer.headers["X-Release"])
            except (OSError, http.client.HTTPException) as error:
                failures.append((0, repr(error)))
                connection = site.connection()

    paths = ["/data/public/register.json?_shape=objects", "/data/public/register", "/data/", "/data/public"] * 2
    readers = [threading.Thread(target=read, args=(path,)) for path in paths]
    for reader in readers:
        reader.start()
    names = []
    for number in range(4):
        entered(site.ctx, "New", f"Comer {number}")
        names.append(services.publish(site.ctx).name)
        time.sleep(0.5)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert set(names) <= set(served)
    rows = [json.loads(site.get("/data/public/register.json")[1])["filtered_table_rows_count"] for _ in range(20)]
    assert len(set(rows)) == 1
    assert {site.get("/data/")[2]["X-Release"] for _ in range(20)} == {names[-1]}


def test_slow_readers_do_not_starve_the_others(site: Running) -> None:
    big = site.home / "releases" / "2000-01-01-1"
    big.mkdir(exist_ok=True)
    (big / "public.db").write_bytes(os.urandom(1 << 20) * 24)
    slow = []
    for path in (f"{FILES}/2000-01-01-1/public.db", "/data/public/register"):
        for _ in range(40):
            reader = socket.create_connection(("127.0.0.1", site.port))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            reader.recv(10)
            slow.append(reader)
    waits = []
    for path in ("/releases", "/data/public/register.json", "/data/") * 20:
        start = time.monotonic()
        assert site.get(path)[0] == 200
        waits.append(time.monotonic() - start)
    for reader in slow:
        reader.close()
    assert max(waits) < 3


def test_a_second_server_on_the_same_port_says_so(site: Running) -> None:
    command = [sys.executable, "-m", "councilkit", "serve", "--port", str(site.port)]
    environment = {**os.environ, "COUNCILKIT_HOME": str(site.home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{site.port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_stops_when_asked(site: Running) -> None:
    assert site.stop() == 0


def test_without_a_council_it_says_what_to_type(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "councilkit", "serve"]
    environment = {**os.environ, "COUNCILKIT_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "councilkit init" in done.stderr


def test_short_answers_are_handed_over_whole_and_long_ones_stream() -> None:
    def pages(length: int) -> Any:
        def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
            start("200 OK", [("Content-Length", str(length))])
            return iter([b"a", b"b"])

        return app

    assert _whole(pages(2), {}, lambda *a: None) == [b"ab"]
    assert not isinstance(_whole(pages(50_000_000), {}, lambda *a: None), list)


def test_the_pages_answer_for_the_data_while_nothing_is_published() -> None:
    def pages(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Length", "3")])
        return [b"yet"]

    site = Site(pages, lambda environ, start: None)
    assert site({"PATH_INFO": "/data/"}, lambda *a: None) == [b"yet"]
    assert site({"PATH_INFO": "/"}, lambda *a: None) == [b"yet"]
