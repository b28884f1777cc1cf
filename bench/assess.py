"""`councilkit assess --all` on 200,000 registrants and 2,000,000 records from SQLite, against reading those rows.

The baseline reads the same rows of registrations, people and learning records by the database layer that pages use.
At most 3 times as long is the bar. `--registrants N` takes another size (ten records each).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

DAY = date(2026, 3, 31)


def fill(home: Path, count: int, part: str = "ni.social_worker") -> None:
    """An invented council: people of one part, social workers of Northern Ireland, in terms of three years, ten records
    each."""
    from councilkit import config, opening
    from councilkit.cpd.tables import records
    from councilkit.database import bulk_insert, metadata
    from councilkit.register.tables import persons, registrations

    opening.make_folder(home, '[council]\nname = "Bench"\n')
    council = opening.assemble(config.load(home))
    metadata.create_all(council.database.engine)
    people, entries, logged = [], [], []
    for number in range(count):
        id, start = f"{number:032x}", DAY - timedelta(days=number * 7 % 1095)
        people.append((id, f"SW-{number}", "Ana", f"Demo {number}", f"ana demo {number}", "1980-01-01", "GB-BFS"))
        entries.append((id, id, part, str(number), str(start), str(start + timedelta(days=1095))))
        for place in range(10):
            day = start - timedelta(days=200) + timedelta(days=(number * 13 + place * 97) % 900)
            kind = ("course", "formal") if place % 2 else ("reading", "informal")
            about = (f"Learning {place}", *kind, 100 * (1 + place), "hour", "[]", "", "2026-01-01 00:00:00.000000")
            logged.append((f"{number:024x}{place:08x}", id, str(day), *about))
    with council.database.writing() as connection:
        names = ("id", "public_id", "given_names", "family_name", "search_name", "date_of_birth", "area_code")
        blank = ("gender", "email", "phone", "country", "settlement")
        bulk_insert(
            connection, persons, (*names, *blank, "invented", "version"), [(*p, *("",) * 5, 1, 1) for p in people]
        )
        columns = ("id", "person_id", "part", "number", "registered_on", "expires_on", "step", "version")
        bulk_insert(connection, registrations, columns, [(*entry, "", 1) for entry in entries])
        told = ("id", "registration_id", "on", "title", "category", "kind", "amount", "unit", "standards", "reflection")
        rest = (
            "logged_at",
            "provider",
            "peer_reflection",
            "peer_role",
            "evidence",
            "source",
            "withdrawn",
            "fingerprint",
        )
        rows = [(*record, "", 0, "", "", "demo", 0, record[0], 1) for record in logged]
        bulk_insert(connection, records, (*told, *rest, "version"), rows)


def read(home: Path) -> float:
    """The baseline: every row that is needed, as rows."""
    from sqlalchemy import select

    from councilkit.cpd.tables import records
    from councilkit.opening import open_council
    from councilkit.register.tables import persons, registrations

    council = open_council(home)
    start = time.perf_counter()
    with council.database.reading() as connection:
        for table in (registrations, persons, records):
            connection.execute(select(table)).all()
    return time.perf_counter() - start


def assess(home: Path) -> float:
    """Ours, from the council's folder to one row a registrant and requirement."""
    from councilkit.context import SYSTEM
    from councilkit.opening import open_council
    from councilkit.standing.assessing import assess_all

    council = open_council(home)
    start = time.perf_counter()
    found = assess_all(council.acting(SYSTEM), as_of=DAY)
    assert found.height > 0
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--registrants", type=int, default=200_000)
    parser.add_argument("--way", choices=["read", "assess"])
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    if given.way:
        print({"read": read, "assess": assess}[given.way](given.home))
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "council"
        fill(home, given.registrants)
        seconds = {}
        for way in ("read", "assess"):
            command = [sys.executable, __file__, "--way", way, "--home", str(home)]
            seconds[way] = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    told = {f"{way}_s": round(value, 2) for way, value in seconds.items()}
    print(
        json.dumps(
            {
                "registrants": given.registrants,
                **told,
                "ratio": round(seconds["assess"] / seconds["read"], 2),
                "bar": "<= 3",
            }
        )
    )


if __name__ == "__main__":
    main()
