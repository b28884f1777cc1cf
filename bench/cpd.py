"""Logging one learning record over HTTP against a bare Flask+sqlite insert on the same server: at least a third.

Ours reads session, token and form, validates, checks the permission, warns of doubles, writes record and ledger entry
in one durable transaction and redirects. The bare route reads the form and inserts one row of the same columns, as
Flask's own documentation does it: a connection a request. `kept_open` is the same with a connection kept open by each
thread, which is as fast as Flask and sqlite go. Both databases are WAL with synchronous=FULL; each application runs
under granian with one worker; the runs alternate, and the median counts.
"""

import json
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
SECONDS, ROUNDS, CLIENTS = 2.0, 5, (1, 8)
COLUMNS = ["id", "registration_id", "on_day", "title", "category", "kind", "amount", "unit", "provider"]
COLUMNS += ["reflection", "fingerprint", "logged_at"]


# the applications, each made in its own server process


def ours() -> Any:
    """The council's application."""
    from councilkit.app import create_app
    from councilkit.opening import open_council

    return create_app(open_council(os.environ["BENCH_HOME"]))


def bare() -> Any:
    """A bare Flask route that inserts one row, with a connection a request."""
    return _bare(lambda local: _connect())


def kept_open() -> Any:
    """The same with one connection a thread."""

    def connection(local: Any) -> sqlite3.Connection:
        if not hasattr(local, "db"):
            local.db = _connect()
        return local.db

    return _bare(connection, close=False)


def _bare(connection: Callable[[Any], sqlite3.Connection], close: bool = True) -> Any:
    from flask import Flask, redirect, request

    app, local = Flask("bare"), threading.local()
    marks = ", ".join("?" * len(COLUMNS))

    @app.post("/my/learning/new")
    def log() -> Any:
        form = request.form
        row = (os.urandom(16).hex(), "r", form["on-year"], form["title"], "", form["kind"], 100, "hour")
        db = connection(local)
        db.execute(f"INSERT INTO records VALUES ({marks})", (*row, form["provider"], form["reflection"], "f", "now"))
        if close:
            db.close()
        return redirect("/my/learning", 303)

    return app


def _connect() -> sqlite3.Connection:
    db = sqlite3.connect(f"{os.environ['BENCH_HOME']}/bare.db", isolation_level=None, timeout=20)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    return db


# what is measured


def main() -> None:
    """Measure and print one JSON line."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["BENCH_HOME"] = home
        learners = _make_council(Path(home))
        rates: dict[str, list[float]] = {}
        with _served("ours") as us, _served("bare") as them, _served("kept_open") as kept:
            places = {"ours": us, "bare": them, "kept_open": kept}
            for _ in range(ROUNDS):
                for clients in CLIENTS:
                    for name, port in places.items():
                        rates.setdefault(f"{name}_{clients}", []).append(_rate(port, learners, clients))
    print(json.dumps(_report({name: statistics.median(found) for name, found in rates.items()})))


def _report(rates: dict[str, float]) -> dict[str, Any]:
    found: dict[str, Any] = {f"{name}_clients_per_s": round(rate) for name, rate in rates.items()}
    for clients in CLIENTS:
        found[f"ratio_{clients}"] = round(rates[f"ours_{clients}"] / rates[f"bare_{clients}"], 2)
        found[f"ratio_{clients}_kept_open"] = round(rates[f"ours_{clients}"] / rates[f"kept_open_{clients}"], 2)
    return found | {"bar": "ratio >= 0.33"}


def _make_council(home: Path) -> list[dict[str, str]]:
    """A council with one registrant a client; returns the cookie, the token and the registration of each."""
    from councilkit import config, opening
    from councilkit.context import SYSTEM
    from councilkit.database import metadata

    opening.make_folder(home, '[council]\nname = "Bench Council"\n')
    council = opening.assemble(config.load(home))
    metadata.create_all(council.database.engine)
    made = [_make_learner(council.acting(SYSTEM), number) for number in range(max(CLIENTS))]
    app = ours()
    learners = [_signed_in(app, account, registration) for account, registration in made]
    council.database.close()
    keeper = _connect()  # keeps the WAL alive, so that no request pays for taking it down
    keeper.execute(f"CREATE TABLE records ({COLUMNS[0]} TEXT PRIMARY KEY, {' TEXT, '.join(COLUMNS[1:])} TEXT)")
    keeper.execute("CREATE INDEX day ON records (registration_id, on_day)")
    keeper.execute("SELECT 1 FROM records").fetchall()
    _KEEPERS.append(keeper)
    return learners


_KEEPERS: list[sqlite3.Connection] = []


def _make_learner(ctx: Any, number: int) -> tuple[str, str]:
    from councilkit.accounts.tables import accounts
    from councilkit.database import new_id
    from councilkit.register.tables import persons, registrations

    person, mark = new_id(), new_id()
    names = {"given_names": f"Invented {number}", "search_name": f"invented {number}", "public_id": f"SW-{number}"}
    with ctx.change("bench", person) as change:
        change.insert(persons, {"id": person, **names})
        row = {"person_id": person, "part": "ni.social_worker", "number": str(number)}
        registration = change.insert(registrations, {**row, "registered_on": date(2025, 1, 1)})
        account = {"email": f"{number}@example.org", "name": "Invented", "roles": ["registrant"], "person_id": person}
        id = change.insert(accounts, {**account, "session": mark})
    return f"{id}:{mark}", registration


def _signed_in(app: Any, account: str, registration: str) -> dict[str, str]:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = account, True
        session.permanent = True
    page = client.get(f"/my/learning/new?registration={registration}").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token, page[:500]
    cookie = client.get_cookie("session")
    return {"token": token[1], "cookie": f"session={cookie.value}", "registration": registration}


@contextmanager
def _served(factory: str) -> Iterator[int]:
    """Serve one of the applications of this file in a process of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "8", "--log-level", "error"]
    command.append(f"cpd:{factory}")
    server = subprocess.Popen(command, cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)})
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


_count = 0


def _request(learner: dict[str, str], number: int) -> bytes:
    day = date.today() - timedelta(days=1 + number % 20_000)
    form = {"csrf_token": learner["token"], "once": f"o{number}", "title": f"Team talk {number}", "on": "other"}
    form |= {"on-year": str(day.year), "on-month": str(day.month), "on-day": str(day.day), "amount": "1 hour"}
    form |= {"amount-other": "", "reflection": "Ask earlier", "peer_role": "", "provider": "Northside"}
    form["kind"] = "informal"
    body = urlencode(form)
    head = [
        f"POST /my/learning/new?registration={learner['registration']} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {learner['cookie']}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def _rate(port: int, learners: list[dict[str, str]], clients: int) -> float:
    """Answered requests a second of so many clients; every answer must be the redirect of a saved record."""
    global _count
    done, refused = [0] * clients, list[str]()
    start = _count
    _count += 100_000
    until = time.perf_counter() + SECONDS

    def client(me: int) -> None:
        with socket.create_connection(("127.0.0.1", port), 30) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.perf_counter() < until and not refused:
                line.sendall(_request(learners[me], start + done[me] * clients + me))
                refused.extend(_refusal(line))
                done[me] += 1

    threads = [threading.Thread(target=client, args=(me,)) for me in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"A record was not saved: {refused[0]}")
    return sum(done) / (time.perf_counter() - began)


def _refusal(line: socket.socket) -> list[str]:
    """Read one answer: nothing when it is the redirect of a saved record, else what it says."""
    answer = b""
    while b"\r\n\r\n" not in answer and (piece := line.recv(65_536)):
        answer += piece
    head, _, rest = answer.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head.lower())
    while found and len(rest) < int(found[1]) and (piece := line.recv(65_536)):
        rest += piece
    if head.startswith(b"HTTP/1.1 303"):
        return []
    return [re.sub(r"<[^>]*>|\s+", " ", (rest.partition(b"<main")[2] or answer).decode())[:500]]


if __name__ == "__main__":
    main()
