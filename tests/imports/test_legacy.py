"""A council's old spreadsheet goes in by a mapping file; every line of it is accounted for."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from councilkit.context import Context
from councilkit.imports import mapping, services
from councilkit.imports.model import Layout, Outcome
from councilkit.imports.schemas import columns_of
from councilkit.ledger import services as ledger
from councilkit.register.tables import duplicates, orders, organisations, person_names, persons, registration_events

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "legacy.toml"
OWN = """\
Registrul asistenţilor;;;;;
No;Name;Born;County;Number;Since
1;"Ţurcanu, Ana (n. Radu)";3 martie 1980;b;A-1;01/02/2019
2;"POP, ION";12-apr-1975;CJ;A-2;01/02/19
3;Pop Ion;;CJ;A-3;01/02/2019
4;"Ilieş, Dan";31.04.1980;CJ;A-4;01/02/2019

Totals: 4;;;;;
"""
OWN_MAP = """
[file]
encoding = "windows-1250"
header_row = 2
comma_below = true
skip = [{ column = "No", starts_with = "totals" }]
ignore = ["No"]
[constants]
part = "ro.social_worker"
[columns]
registration_number = "Number"
family_name = { from = "Name", previous = ["(n. {name})"], take = "{value}, {given}", capitals = "names" }
given_names = { from = "Name", cut = ["(n. Radu)"], take = "{family}, {value}", capitals = "names" }
date_of_birth = { from = "Born", dates = ["day month year", "day-month-year", "day.month.year"] }
registered_on = { from = "Since", dates = "day/month/year" }
area_code = { from = "County", capitals = "upper", write = "RO-{value}" }
"""


@pytest.fixture
def layout() -> Layout:
    return mapping.load(EXAMPLE, columns_of("registrants"))


@pytest.fixture
def old(shared_data: Path) -> Path:
    path = shared_data / "legacy" / "registru_vechi.csv"
    if not path.exists():
        pytest.skip("the old register is not on this machine")
    return path


def bring(ctx: Context, path: Path, layout: Layout, errors: Path) -> Outcome:
    return services.run(ctx, "registrants", path, errors, layout=layout)


def test_every_line_of_the_old_register_is_accounted_for(
    ctx: Context, old: Path, layout: Layout, tmp_path: Path
) -> None:
    outcome = bring(ctx, old, layout, tmp_path / "refused.csv")
    lines = len(old.read_text(encoding="cp1250").splitlines()) - 1
    assert outcome.rows == lines == outcome.taken + outcome.again + outcome.refused + outcome.skipped
    assert (outcome.taken, outcome.again, outcome.refused, outcome.skipped) == (2913, 37, 126, 1)
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        refused = list(csv.reader(file, delimiter=";"))
    raw = [line.split(";")[0] for line in old.read_text(encoding="cp1250").splitlines()]
    assert all(raw[int(row[0]) - 1] == row[4] for row in refused[1:])
    assert Counter(row[1] for row in refused[1:])["E-mail"] == 89
    assert all(row[2] and row[3] for row in refused[1:])
    assert ledger.verify(ctx)[1] == []


def test_what_went_in_is_clean(ctx: Context, old: Path, layout: Layout, tmp_path: Path) -> None:
    bring(ctx, old, layout, tmp_path / "refused.csv")
    with ctx.reading() as connection:
        people = connection.execute(select(persons)).mappings().all()
        employers = set(connection.execute(select(organisations.c.name)).scalars())
        former = connection.execute(select(person_names)).mappings().all()
        ended = Counter(connection.execute(select(registration_events.c.kind)).scalars())
        ended["suspended"] = connection.execute(select(func.count()).select_from(orders)).scalar_one()
        assert connection.execute(select(func.count()).select_from(duplicates)).scalar_one() == 36
    assert ended == _statuses(old, tmp_path / "refused.csv")
    names = " ".join(f"{row['given_names']} {row['family_name']}" for row in people)
    assert not set("şŞţŢ()") & set(names)
    assert "POPESCU" not in names
    assert {row["gender"] for row in people} == {"female", "male", ""}
    assert {row["area_code"][:3] for row in people} == {"RO-"}
    assert {row["settlement"] for row in people} == {"urban", "rural", ""}
    assert all(1930 <= row["date_of_birth"].year <= 2008 for row in people)
    assert employers == {
        "DGASPC", "SPAS", "Primăria", "cabinet individual", "SC; Îngrijiri la domiciliu SRL", "Fundația «Speranța»"
    }  # fmt: skip
    assert len(former) > 100
    assert all(row["family_name"] for row in former)


def _statuses(old: Path, refused: Path) -> Counter[str]:
    """How often each status word stands in the lines that were not refused, each number once."""
    with refused.open(encoding="utf-8-sig", newline="") as file:
        left_out = {int(row["line"]) for row in csv.DictReader(file, delimiter=";")}
    with old.open(encoding="cp1250", newline="") as file:
        rows = [row for line, row in enumerate(csv.DictReader(file, delimiter=";"), 2) if line not in left_out]
    words = {"Radiat": "removed", "Suspendat": "suspended", "Retras la cerere": "left"}
    once = {row["Nr. registru/an"]: row["Stare"] for row in rows}
    return Counter(words[word] for word in once.values() if word in words)


def test_importing_it_again_changes_nothing(ctx: Context, old: Path, layout: Layout, tmp_path: Path) -> None:
    bring(ctx, old, layout, tmp_path / "refused.csv")
    entries = ledger.verify(ctx)
    again = bring(ctx, old, layout, tmp_path / "refused.csv")
    assert (again.taken, again.unchanged, again.again, again.refused) == (0, 2913, 37, 126)
    assert (again.moved_aside, again.duplicates) == ("", 0)
    assert ledger.verify(ctx) == entries


def test_without_a_day_for_its_status_words_such_rows_are_refused(ctx: Context, old: Path, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    undated = mapping.parse(text[: text.index("[columns.status_on]")], columns_of("registrants"))
    outcome = services.run(ctx, "registrants", old, tmp_path / "refused.csv", layout=undated, dry_run=True)
    assert (outcome.taken, outcome.again, outcome.refused, outcome.skipped) == (2589, 33, 454, 1)


def test_another_old_file_with_other_faults(ctx: Context, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(OWN.encode("cp1250"))
    outcome = bring(ctx, path, mapping.parse(OWN_MAP, columns_of("registrants")), tmp_path / "refused.csv")
    assert (outcome.rows, outcome.taken, outcome.refused, outcome.skipped, outcome.empty) == (5, 1, 3, 1, 1)
    with ctx.reading() as connection:
        (ana,) = connection.execute(select(persons)).mappings()
        (former,) = connection.execute(select(person_names)).mappings()
    assert (ana["given_names"], ana["family_name"], str(ana["date_of_birth"])) == ("Ana", "Țurcanu", "1980-03-03")
    assert (ana["area_code"], former["family_name"]) == ("RO-B", "Radu")
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        refused = {row["line"]: row for row in csv.DictReader(file, delimiter=";")}
    assert "two digits" in refused["4"]["problem"]
    assert "does not look like {value}, {given}" in refused["5"]["problem"]
    assert refused["6"]["field"] == "Born"
    assert "31 April does not exist" in refused["6"]["problem"]
