"""Import of 200,000 registrants with ledger against csv + marshmallow row by row into a bare table without ledger.

All read the same file and use the same schema; at least 4 times faster is the bar. The bare table is filled row by row
through the same database layer (SQLAlchemy Core); `ratio_bare_driver` leaves that layer out too and talks to sqlite3
itself. Each way runs in a process of its own, in turn, `--repeat N` times; the median ratio counts. `--memory` imports
1,000,000 rows and prints the most memory it took (under 1.5 GB). `--rows N` changes the number of rows.
"""

import argparse
import csv
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

GIVEN = [
    "Ana",
    "Ștefania",
    "Ioana",
    "Mihaela",
    "Zsófia",
    "Éva",
    "Gheorghe",
    "Loredana-Maria",
    "Țuțu",
    "Ion",
    "Cristina",
    "Andreea",
    "Siti",
    "Nguyen",
    "Aoife",
]
FAMILY = [
    "Popescu",
    "Ionescu",
    "Mureșan",
    "Țurcanu",
    "Kovács",
    "Szabó",
    "Nagy",
    "Bălan",
    "Șerban",
    "Crăciun",
    "O'Neill",
    "Santos",
    "Tan",
    "Lim",
    "Iliescu",
]
AWARDS = ("Bachelor of Social Work", "Licență în asistență socială", "Master of Social Work")
COUNTIES = [
    "AB",
    "AG",
    "AR",
    "B",
    "BC",
    "BH",
    "BN",
    "BR",
    "BV",
    "CJ",
    "CS",
    "CT",
    "DB",
    "GJ",
    "GL",
    "HD",
    "IS",
    "MS",
    "NT",
    "PH",
    "SB",
    "SM",
    "TM",
    "VL",
    "VS",
]
COLUMNS = [
    "registration_number",
    "part",
    "given_names",
    "family_name",
    "previous_names",
    "date_of_birth",
    "gender",
    "email",
    "phone",
    "country",
    "area_code",
    "settlement",
    "employer",
    "registered_on",
    "expires_on",
    "qualification_award",
    "qualification_institution",
    "qualification_country",
    "qualification_awarded_on",
    "qualification_level",
]


def write_file(path: Path, count: int) -> None:
    """An invented register; one row in 200 has something wrong."""
    chance = random.Random(7)
    born, begun = date(1955, 1, 1), date(2005, 1, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(1, count + 1):
            day = begun + timedelta(chance.randrange(7000))
            wrong = number % 200 == 0
            writer.writerow(
                [
                    f"{number:06d}/{day.year}",
                    "ro.social_worker",
                    f"{chance.choice(GIVEN)} {chance.choice(GIVEN)}",
                    chance.choice(FAMILY) + ("-" + chance.choice(FAMILY) if number % 9 == 0 else ""),
                    chance.choice(FAMILY) if number % 12 == 0 else "",
                    "31/02/1980" if wrong else born + timedelta(chance.randrange(16000)),
                    chance.choice(("female", "female", "female", "male", "")),
                    f"p{number}@example.org",
                    f"07{chance.randrange(10**8):08d}" if number % 5 else "",
                    "RO",
                    f"RO-{chance.choice(COUNTIES)}",
                    chance.choice(("urban", "rural")),
                    f"DGASPC {chance.choice(COUNTIES)} {number % 400}" if number % 4 else "",
                    day,
                    day + timedelta(1826),
                    chance.choice(AWARDS),
                    f"Universitatea {chance.choice(COUNTIES)}",
                    "RO",
                    day - timedelta(400),
                    "EQF:6",
                ]
            )


def by_driver(path: Path, folder: Path) -> dict[str, float]:
    """csv, one schema object, one insert a row by sqlite3 itself, one transaction, no index, no ledger."""
    from marshmallow import ValidationError

    from councilkit.imports.schemas import schema_of

    schema = schema_of("registrants", ["ro.social_worker"])
    names = list(schema.load_fields)
    connection = sqlite3.connect(folder / "driver.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"CREATE TABLE registrants ({', '.join(names)})")
    insert = f"INSERT INTO registrants VALUES ({', '.join('?' * len(names))})"
    start, taken = time.perf_counter(), 0
    connection.execute("BEGIN")
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                loaded = schema.load(row)
            except ValidationError:
                continue
            connection.execute(insert, [str(v) if isinstance(v, date) else v for v in map(loaded.get, names)])
            taken += 1
    connection.execute("COMMIT")
    return {"seconds": time.perf_counter() - start, "taken": taken}


def by_rows(path: Path, folder: Path) -> dict[str, float]:
    """The baseline: csv, one schema object, one insert a row into a bare table, no index, no ledger."""
    from marshmallow import ValidationError
    from sqlalchemy import Column, Date, MetaData, String, Table, insert

    from councilkit import fields
    from councilkit.database import Database
    from councilkit.imports.schemas import schema_of

    schema = schema_of("registrants", ["ro.social_worker"])
    kinds = {name: Date if isinstance(field, fields.IsoDate) else String for name, field in schema.load_fields.items()}
    metadata = MetaData()
    bare = Table("bare", metadata, *(Column(name, kind) for name, kind in kinds.items()))
    database = Database(f"sqlite:///{folder}/bare.db")
    metadata.create_all(database.engine)
    start, taken = time.perf_counter(), 0
    with database.writing() as connection, path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                loaded = schema.load(row)
            except ValidationError:
                continue
            connection.execute(insert(bare), loaded)
            taken += 1
    return {"seconds": time.perf_counter() - start, "taken": taken}


def by_import(path: Path, folder: Path) -> dict[str, float]:
    """Our import: all tables, indexes, duplicates proposed, refused rows written, a ledger entry a registrant."""
    from councilkit import config, opening
    from councilkit.context import SYSTEM
    from councilkit.database import metadata
    from councilkit.imports import services

    opening.make_folder(folder / "council", '[council]\nname = "Bench"\n')
    council = opening.assemble(config.load(folder / "council"))
    metadata.create_all(council.database.engine)
    start = time.perf_counter()
    outcome = services.run(council.acting(SYSTEM), "registrants", path, folder / "errors.csv")
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "taken": outcome.taken, "refused": outcome.refused, "peak_mb": peak}


WAYS = {"import": by_import, "rows": by_rows, "driver": by_driver}


def measured(way: str, path: Path) -> dict[str, float]:
    """One run of one way, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--way", way, "--file", str(path), "--folder", folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)


def compared(path: Path, repeat: int) -> dict[str, object]:
    """The three ways in turn, `repeat` times; the ratios of each turn, and their medians."""
    turns = [{way: measured(way, path) for way in WAYS} for _ in range(repeat)]
    for turn in turns:
        assert turn["rows"]["taken"] == turn["driver"]["taken"] == turn["import"]["taken"], turn
    ratios = {way: [_ratio(turn, way) for turn in turns] for way in ("rows", "driver")}
    return {
        "import_s": min(round(turn["import"]["seconds"], 2) for turn in turns),
        "peak_mb": max(round(turn["import"]["peak_mb"]) for turn in turns),
        "ratio": median(ratios["rows"]),
        "bar": ">= 4",
        "ratio_bare_driver": median(ratios["driver"]),
        "turns": ratios,
    }


def _ratio(turn: dict[str, dict[str, float]], way: str) -> float:
    return round(turn[way]["seconds"] / turn["import"]["seconds"], 2)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(WAYS[given.way](given.file, given.folder)))
        return
    count = given.rows or (1_000_000 if given.memory else 200_000)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "registrants.csv"
        write_file(path, count)
        told = measured("import", path) | {"bar": "< 1500 MB"} if given.memory else compared(path, given.repeat)
    print(json.dumps({"rows": count, **told}))


if __name__ == "__main__":
    main()
