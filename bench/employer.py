"""An employer's staff of 10,000, all of whom can renew, with 40 records each, against one person's own page.

Everybody's standing is read, and the law is asked at once of all who are shown: 40 times one person's own page is the
bar, a two hundred and fiftieth of what a loop would take. The register holds five times as many people.
`--staff N` takes another size.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any

DAY = date(2026, 3, 31)
EMPLOYER, RECORDS, OTHERS = "f" * 32, 40, 5


def fill(council: Any, staff: int) -> None:
    """Social workers of Northern Ireland whose terms end in the next two months; one in five works for the employer."""
    from sqlalchemy import insert

    from councilkit.cpd.tables import records
    from councilkit.register.tables import employment, organisations, persons, registrations

    people, entries, jobs, logged = [], [], [], []
    for number in range(staff * OTHERS):
        id, until = f"{number:032x}", DAY + timedelta(days=10 + number % 60)
        named = {"given_names": "Ana", "family_name": f"Demo {number}", "search_name": f"ana demo {number}"}
        people.append({"id": id, "public_id": f"SW-{number}", **named})
        since = {"registered_on": until - timedelta(days=1095), "expires_on": until}
        entries.append({"id": id, "person_id": id, "part": "ni.social_worker", "number": f"{number:06d}", **since})
        if number % OTHERS == 0:
            jobs.append({"id": id, "person_id": id, "organisation_id": EMPLOYER, "starts_on": date(2020, 1, 1)})
            logged += [_record(id, place, until) for place in range(RECORDS)]
    employer = {"id": EMPLOYER, "name": "Northside Trust", "search_name": "northside trust"}
    with council.database.writing() as connection:
        for table, rows in (
            (persons, people), (registrations, entries), (organisations, [employer]), (employment, jobs),
            (records, logged),
        ):  # fmt: skip
            connection.execute(insert(table), rows)


def _record(id: str, place: int, until: date) -> dict[str, Any]:
    on = until - timedelta(days=100 + place * 20)
    about = {"title": f"Learning {place}", "category": "course", "kind": "formal", "amount": 2, "unit": "hour"}
    kept = {"standards": [], "logged_at": datetime.combine(on, hour(12), UTC), "fingerprint": f"{id}{place}"}
    return {"id": f"{id[8:]}{place:08x}", "registration_id": id, "on": on, **about, **kept}


def middle(act: Callable[[], Any], rounds: int) -> float:
    """The median of how long it takes, in seconds, after one try."""
    act()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    from councilkit import config, opening
    from councilkit.context import Actor
    from councilkit.database import metadata
    from councilkit.employers.staff import read_listing
    from councilkit.standing import remembered
    from councilkit.standing.own import read_own

    parser = argparse.ArgumentParser()
    parser.add_argument("--staff", type=int, default=10_000)
    staff = parser.parse_args().staff
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "council"
        opening.make_folder(home, '[council]\nname = "Bench"\n')
        council = opening.assemble(config.load(home), clock=lambda: datetime.combine(DAY, hour(9), UTC))
        metadata.create_all(council.database.engine)
        fill(council, staff)
        boss = council.acting(Actor("e" * 32, "Eve", frozenset({"employer"}), organisation_id=EMPLOYER))
        mary = council.acting(Actor("d" * 32, "Mary", frozenset({"registrant"}), person_id=f"{0:032x}"))
        found = read_listing(boss)
        assert len(found.staff.of("not_renewed")) == staff
        assert len(found.sections[0].people[0].held[0].tasks) > 2
        ours = middle(lambda: read_listing(boss), 5)
        one = middle(lambda: (remembered._known.clear(), read_own(mary)), 21)  # the law is asked anew each time
    told = {"staff": staff, "employer_s": round(ours, 2), "own_page_s": round(one, 4), "times": round(ours / one, 1)}
    print(json.dumps({**told, "bar": 40, "ok": ours / one <= 40}))


if __name__ == "__main__":
    main()
