"""JSON entry lookup under the shipped server against a bare Flask route with the same query on the same server.

At least half the bare route's requests a second is the bar. 16 clients, 2 workers, the runs taken in turns.
`--registrants N` changes the size of the register.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from shared.load import free_port, rate, served, wait

ROUNDS = 5


def bare() -> Any:
    """The simplest Flask application that answers the same question: the query, and its rows as JSON."""
    from flask import Flask, jsonify

    app, kept = Flask("bare"), threading.local()
    (question, values), database = query(), str(Path(os.environ["COUNCILKIT_HOME"]) / "council.db")

    @app.get("/entry/<public_id>")
    def entry(public_id: str) -> Any:
        if not hasattr(kept, "connection"):
            kept.connection = sqlite3.connect(database)
        return jsonify(kept.connection.execute(question, {**values, "wanted": public_id}).fetchall())

    return app


def query() -> tuple[str, dict[str, Any]]:
    """The SQL text of the shipped lookup, and its fixed values."""
    from sqlalchemy.dialects import sqlite

    from councilkit.standing import store

    compiled = store._BY_PUBLIC_ID.compile(dialect=sqlite.dialect(paramstyle="named"))
    return str(compiled), dict(compiled.params)


def measure(public_ids: list[str]) -> dict[str, Any]:
    """Both servers run side by side and are asked in turns."""
    ours, theirs = free_port(), free_port()
    command = [str(Path(sys.executable).with_name("councilkit")), "serve", "--port", str(ours), "--workers", "2"]
    shipped = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait(ours)
        with served("lookup:bare", theirs):
            paths = [f"/api/v1/register/{each}" for each in public_ids], [f"/entry/{each}" for each in public_ids]
            for port, asked in zip((ours, theirs), paths, strict=True):
                if rate(port, asked, 2)["not_200"]:
                    raise SystemExit(f"{asked[0]} is not answered: nothing to measure.")
            turns = [(rate(ours, paths[0]), rate(theirs, paths[1])) for _ in range(ROUNDS)]
    finally:
        shipped.terminate()
        shipped.wait(30)
    return said(turns)


def said(turns: list[tuple[dict[str, float], dict[str, float]]]) -> dict[str, Any]:
    """The medians, their ratio, and whether every answer was one."""
    shipped, plain = (statistics.median(turn[side]["per_second"] for turn in turns) for side in (0, 1))
    wrong = sum(turn[side]["not_200"] for turn in turns for side in (0, 1))
    ratio = statistics.median(a["per_second"] / b["per_second"] for a, b in turns)
    return {
        "shipped_per_second": shipped,
        "bare_per_second": plain,
        "shipped_p95_ms": statistics.median(turn[0]["p95_ms"] for turn in turns),
        "not_200": wrong,
        "ratio": round(ratio, 2),
        "bar": ">= 0.5",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registrants", type=int, default=1000)
    wanted = parser.parse_args().registrants
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COUNCILKIT_HOME"] = str(Path(folder) / "council")
        os.environ["PYTHONPATH"] = str(Path(__file__).parent)
        command = [str(Path(sys.executable).with_name("councilkit")), "demo", "--registrants", str(wanted)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with closing(sqlite3.connect(Path(os.environ["COUNCILKIT_HOME"]) / "council.db")) as connection:
            ids = [
                row[0]
                for row in connection.execute("select public_id from persons where merged_into is null limit 200")
            ]
        time.sleep(1)
        print(json.dumps(measure(ids)))


if __name__ == "__main__":
    main()
