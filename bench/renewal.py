"""One registrant's renewal page, which asks the evaluator, against bare pages: at most 3 times as long is the bar.

`ratio` is to a page of the same council, size and frame that reads one person and judges nothing (their details);
`ratio_bare` to a Flask route that fills one template of the same size and knows neither session nor database. All are
asked in turn through the WSGI interface of one process; the median of the rounds counts.
"""

import json
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROUNDS, ASKED = 15, 20


def council(home: Path) -> tuple[Any, str]:
    """A council with one social worker whose renewal is open, signed in; returns the browser and the registration."""
    from councilkit import config, opening
    from councilkit.accounts.tables import accounts
    from councilkit.app import create_app
    from councilkit.context import SYSTEM
    from councilkit.cpd.tables import records
    from councilkit.database import metadata, new_id
    from councilkit.register.tables import persons, registrations

    opening.make_folder(home, '[council]\nname = "Bench"\n')
    made = opening.assemble(config.load(home))
    metadata.create_all(made.database.engine)
    ctx, person, account, mark = made.acting(SYSTEM), new_id(), new_id(), new_id()
    start = date.today() - timedelta(days=1065)
    names = {"given_names": "Invented", "family_name": "Person", "search_name": "invented person", "public_id": "SW-1"}
    with ctx.change("bench", person) as change:
        change.insert(persons, {"id": person, **names})
        row = {"person_id": person, "part": "ni.social_worker", "number": "1", "registered_on": start}
        registration = change.insert(registrations, row | {"expires_on": start + timedelta(days=1095)})
        for place in range(30):
            told = {"registration_id": registration, "on": start + timedelta(days=30 * place), "title": f"Talk {place}"}
            change.insert(
                records,
                told
                | {"kind": "informal", "unit": "hour", "amount": 2, "fingerprint": str(place), "logged_at": ctx.now()},
            )
        roles = {"email": "a@example.org", "name": "Invented", "roles": ["registrant"], "person_id": person}
        change.insert(accounts, {"id": account, "session": mark, **roles})
    client = create_app(made).test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"{account}:{mark}", True
    return client, registration


def bare(size: int) -> Any:
    """A browser of a Flask application with one page of a size."""
    from flask import Flask

    app, line = Flask("bare"), "<p>{{ name }}: {{ number }}</p>\n"
    page = "<!doctype html><html lang=en><title>Bare</title>" + line * (size // 40)
    template = app.jinja_env.from_string(page)
    app.add_url_rule("/", "page", lambda: template.render(name="A bare page of some length", number=1))
    return app.test_client()


def seconds(client: Any, path: str) -> float:
    """How long an answer takes."""
    start = time.perf_counter()
    for _ in range(ASKED):
        assert client.get(path).status_code == 200, path
    return (time.perf_counter() - start) / ASKED


def main() -> None:
    """Measure and print one JSON line."""
    with tempfile.TemporaryDirectory() as home:
        client, registration = council(Path(home))
        page = f"/my/renew/{registration}"
        ways = {
            "renewal": (client, page),
            "details": (client, "/my/details"),
            "bare": (bare(len(client.get(page).data)), "/"),
        }
        turns = [{name: seconds(*way) for name, way in ways.items()} for _ in range(ROUNDS)]
    found = {name: statistics.median(turn[name] for turn in turns) for name in ways}
    told = {f"{name}_ms": round(each * 1000, 2) for name, each in found.items()}
    ratios = {"ratio": found["renewal"] / found["details"], "ratio_bare": found["renewal"] / found["bare"]}
    print(json.dumps(told | {name: round(each, 1) for name, each in ratios.items()} | {"bar": "<= 3"}))


if __name__ == "__main__":
    main()
