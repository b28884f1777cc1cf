"""A page of the 54-item form, with relevance, checks and saving, against a bare Flask page of the same fields.

At most 10 times the bare page is the bar (LimeSurvey, run the same way, takes 187), at most 5 statements a request, at
most 30 KB cold in 3 requests. Both run under granian with one worker and are asked over HTTP by one client, in turns;
the median counts. Both keep a draft in SQLite with synchronous=FULL; the bare one keeps a connection open in each
thread, which is as fast as Flask and sqlite go.
"""

import http.client
import itertools
import json
import os
import re
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from shared.load import free_port, served

ROUNDS, REQUESTS = 9, 100
FIELDS = ("work_county", "work_area", "sector")
TEMPLATE = """<!doctype html><html lang="en"><title>Page</title><h1>{{ title }}</h1><form method="post">
{% for key, label, kind, choices in fields %}<fieldset><legend>{{ label }}</legend>
{% if kind == "select" %}<select name="{{ key }}">{% for code, text in choices %}<option value="{{ code }}"
{% if kept.get(key) == code %} selected{% endif %}>{{ text }}</option>{% endfor %}</select>
{% else %}{% for code, text in choices %}<label><input type="radio" name="{{ key }}" value="{{ code }}"
{% if kept.get(key) == code %} checked{% endif %}>{{ text }}</label>{% endfor %}{% endif %}</fieldset>{% endfor %}
<button>Save</button></form>"""


def ours() -> Any:
    """The council's application, as a worker of the shipped server has it."""
    from councilkit.app import create_app
    from councilkit.opening import open_council
    from councilkit.server import _settle

    app = create_app(open_council(os.environ["BENCH_HOME"]))
    app.config["WTF_CSRF_ENABLED"] = False  # the client here keeps no cookies; the check itself is two hashes
    _settle()
    return app


def bare() -> Any:
    """The simplest Flask application that shows and keeps the same fields."""
    from flask import Flask, redirect, render_template, request
    from jinja2 import DictLoader

    app, fields, local = Flask("bare"), _fields(), threading.local()
    app.jinja_loader = DictLoader({"page.html": TEMPLATE})

    @app.route("/page", methods=["GET", "POST"])
    def page() -> Any:
        if not hasattr(local, "database"):
            local.database = sqlite3.connect(_bare_file(), isolation_level=None)
            local.database.execute("PRAGMA synchronous=FULL")
        if request.method == "POST":
            kept = json.dumps(request.form.to_dict())
            local.database.execute("UPDATE drafts SET kept = ? WHERE id = 1", [kept])
            return redirect("/page")
        (kept,) = local.database.execute("SELECT kept FROM drafts WHERE id = 1").fetchone()
        return render_template("page.html", title="Page", fields=fields, kept=json.loads(kept))

    return app


def _bare_file() -> Path:
    return Path(os.environ["BENCH_HOME"]).with_name("bare.db")


def _fields() -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    from councilkit.censuses.questionnaire import load
    from councilkit_ro_census.censuses import WORKFORCE

    form = load(WORKFORCE.forms["person"])
    asked = [form.question(name) for name in FIELDS]
    return [
        (
            q.key,
            q.labels["ro"],
            "select" if len(q.choices) > 20 else "radios",
            [(c.name, c.labels["ro"]) for c in q.choices],
        )
        for q in asked
    ]


def prepare(home: Path) -> str:
    """A council with a round open and a form half way; returns the address of a page in the middle."""
    from councilkit import config, opening
    from councilkit.censuses import services
    from councilkit.censuses.answering import save_page
    from councilkit.context import SYSTEM
    from councilkit.database import metadata

    opening.make_folder(home, '[council]\nname = "Bench"\n')
    council = opening.assemble(config.load(home))
    metadata.create_all(council.database.engine)
    ctx = council.acting(SYSTEM)
    services.create_round(ctx, "bench", "ro_census")
    services.open_round(ctx, "bench")
    ((_, code),) = services.invite(ctx, "bench", "person", ["bench"])
    save_page(ctx, code, "1", {"consent": ["1"]}, "ro")
    save_page(ctx, code, "2", {"work_status": ["1"], "gender": ["1"], "birth_year": ["1980"]}, "ro")
    council.database.close()
    with closing(sqlite3.connect(_bare_file())) as database:
        database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE drafts (id INTEGER, kept TEXT)")
        database.execute("INSERT INTO drafts VALUES (1, '{}')")
        database.commit()
    return f"/census/{code}/3"


BODIES = itertools.cycle(urlencode({"work_county": "CJ", "work_area": n, "sector": "1", "lang": "ro"}) for n in "123")


class Client:
    """One browser with one connection."""

    def __init__(self, port: int, path: str) -> None:
        self.connection, self.path = http.client.HTTPConnection("127.0.0.1", port), path

    def ask(self, method: str) -> bytes:
        """One request; anything but a page or a redirect stops the measurement."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        self.connection.request(method, self.path, next(BODIES) if method == "POST" else None, headers)
        response = self.connection.getresponse()
        content = response.read()
        if response.status not in (200, 302, 303):
            raise SystemExit(f"{method} {self.path} answers {response.status}: nothing to measure.")
        return content

    def timed(self, method: str) -> float:
        """Milliseconds a request."""
        begun = time.perf_counter()
        for _ in range(REQUESTS):
            self.ask(method)
        return (time.perf_counter() - begun) / REQUESTS * 1000


def statements(path: str) -> dict[str, int]:
    """How many statements a request takes."""
    from sqlalchemy import event

    app, seen = ours(), []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(app.extensions["council"].database.engine, "before_cursor_execute", note)
    counts = {}
    acts: dict[str, Callable[[], Any]] = {
        "GET": lambda: app.test_client().get(path),
        "POST": lambda: app.test_client().post(
            path, data=next(BODIES), content_type="application/x-www-form-urlencoded"
        ),
    }
    for method, act in acts.items():
        seen.clear()
        act()
        counts[method] = sum(not each.startswith("BEGIN") for each in seen)
    return counts


def cold(port: int, page: bytes) -> tuple[int, int]:
    """Bytes and requests of a first visit, the stylesheet and script packed as browsers ask for them."""
    sizes = []
    for url in re.findall(r'(?:href|src)="(/look/[^"]+)"', page.decode()):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", url, headers={"Accept-Encoding": "gzip"})
        sizes.append(len(connection.getresponse().read()))
    return len(page) + sum(sizes), 1 + len(sizes)


def main() -> None:
    """Print the figures as one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_HOME"] = str(Path(folder) / "council")
        os.environ["PYTHONPATH"] = str(Path(__file__).parent)
        path, ports = prepare(Path(folder) / "council"), (free_port(), free_port())
        with served("census:ours", ports[0], 1), served("census:bare", ports[1], 1):
            clients = Client(ports[0], path), Client(ports[1], "/page")
            for method, client in itertools.product(("GET", "POST") * 10, clients):
                client.ask(method)
            taken = {
                method: [(clients[0].timed(method), clients[1].timed(method)) for _ in range(ROUNDS)]
                for method in ("GET", "POST")
            }
            weight, requests = cold(ports[0], clients[0].ask("GET"))
        told: dict[str, Any] = {"statements": statements(path), "cold_bytes": weight, "cold_requests": requests}
        for method, pairs in taken.items():
            told[method] = {
                "shipped_ms": round(statistics.median(a for a, _ in pairs), 2),
                "bare_ms": round(statistics.median(b for _, b in pairs), 2),
                "ratio": round(statistics.median(a / b for a, b in pairs), 1),
            }
        print(json.dumps({**told, "bar": "<= 10 times, <= 5 statements, <= 30 KB in 3 requests"}))


if __name__ == "__main__":
    main()
