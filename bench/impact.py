"""A draft law tried on 200,000 registrants with 2,000,000 records, against one `assess --all` of the same register.

The draft asks the second of three readings and its transition the third, so at most twice as long is the bar: the facts
are read once. Also told: the second look at a run, and its tables as the office and as others see them (5,000
employers). `--registrants N` takes another size (ten records each).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from assess import DAY, fill

EMPLOYERS = 5_000
PART = "ni.social_care_worker"


def employ(home: Path, count: int) -> None:
    """Everybody works, at employers of very different sizes; half of them since before the draft begins."""
    from councilkit.database import bulk_insert
    from councilkit.opening import open_council
    from councilkit.register.tables import employment, organisations

    council = open_council(home)
    made = [(f"{number:032x}", f"Employer {number}", f"employer {number}", "", 1, 1) for number in range(EMPLOYERS)]
    jobs = []
    for number in range(count):
        place = int(EMPLOYERS * (number * 7919 % count / count) ** 3)
        begun = date(2020, 1, 1) if number % 2 else date(2026, 2, 1)
        jobs.append((f"{number:032x}", f"{number:032x}", f"{place:032x}", str(begun), "", "", "", 1))
    with council.database.writing() as connection:
        bulk_insert(connection, organisations, ("id", "name", "search_name", "area_code", "invented", "version"), made)
        names = ("id", "person_id", "organisation_id", "starts_on", "role", "area_code", "settlement", "version")
        bulk_insert(connection, employment, names, jobs)


def measure(home: Path, way: str) -> dict[str, float]:
    """Seconds of one way, from the council's folder."""
    from councilkit.context import SYSTEM
    from councilkit.opening import open_council

    ctx = open_council(home).acting(SYSTEM)
    if way == "assess":
        from councilkit.standing.assessing import assess_all

        return {"assess": timed(lambda: assess_all(ctx, as_of=DAY))[0]}
    from councilkit.impact import trying
    from councilkit.impact.trials import Trial, find_draft

    draft = find_draft(ctx, "ni_qbr/qbr")
    trial, memory = Trial(draft, DAY, transition=draft.transition), {}
    first, run = timed(lambda: trying.kept(ctx, trial, memory))
    seconds = {"impact": first, "second_look": timed(lambda: trying.kept(ctx, trial, memory))[0]}
    for name, public in (("office_tables", False), ("public_tables", True)):
        seconds[name] = timed(lambda public=public: trying.tables(ctx, run, public=public))[0]
    return seconds


def timed(act: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--registrants", type=int, default=200_000)
    parser.add_argument("--way", choices=["assess", "impact"])
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(measure(given.home, given.way)))
        return
    with tempfile.TemporaryDirectory() as name:
        home, seconds = Path(name) / "council", {}
        fill(home, given.registrants, PART)
        employ(home, given.registrants)
        for way in ("assess", "impact"):
            command = [sys.executable, __file__, "--way", way, "--home", str(home)]
            seconds |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    told = {f"{way}_s": round(value, 3) for way, value in seconds.items()}
    ratio = round(seconds["impact"] / seconds["assess"], 2)
    print(json.dumps({"registrants": given.registrants, **told, "ratio": ratio, "bar": "<= 2"}))


if __name__ == "__main__":
    main()
