"""The demonstration council in its folder: repeatable, sound, marked as invented, never over something else."""

import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from councilkit import opening
from councilkit.accounts.services import sign_in
from councilkit.context import SYSTEM, VISITOR, Context
from councilkit.demo.services import fill, make
from councilkit.demo.signins import STAFF
from councilkit.errors import Problem, SetupError
from councilkit.ledger import services as ledger
from councilkit.register.tables import persons, registrations
from tests.conftest import both_databases

SECRET = {
    "accounts": {"password", "session"},
    "ledger_entries": {"salt", "leaf", "head"},
    "ledger_head": {"head"},
    "census_rounds": {"id"},
    "census_cases": {"id", "round_id", "token", "reference"},
    "census_responses": {"id", "case_id", "digest", "receipt"},
    "cohort_programmes": {"id"},
    "cohorts": {"id", "programme_id"},
    "cohort_sites": {"id", "cohort_id", "organisation_id"},
    "cohort_learners": {"id", "cohort_id", "site_id", "pseudonym"},
    "cohort_keys": {"id", "learner_id"},
    "cohort_waves": {"id", "cohort_id", "round_id"},
    "audits": {"id"},
    "audit_frames": {"id"},
    "audit_cases": {"id", "audit_id"},
    "audit_deadlines": {"id", "audit_case_id"},
    "audit_reviews": {"id", "audit_case_id"},
    "portfolio_reviews": {"digest"},
    "portfolio_review_steps": {"id"},
    "portfolio_shares": {"id"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("demo") / "council"
    return folder, make(folder, 120, 3)


def contents(folder: Path) -> dict[str, list[dict]]:
    """Every row of every table, without what is secret and so never repeats."""
    with sqlite3.connect(folder / "council.db") as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        return {
            name: sorted((_open(name, row) for row in database.execute(f'select * from "{name}"')), key=str)
            for name in names
        }


def _open(table: str, row: sqlite3.Row) -> dict:
    random = table == "ledger_entries" and row["action"].startswith(
        ("publication.", "censuses.", "audits.", "pathways.", "cohorts.")
    )
    secret = SECRET.get(table, set()) | ({"snapshot", "subject"} if random else set())
    return {name: value for name, value in dict(row).items() if name not in secret}


def test_the_same_seed_gives_the_same_council(made, tmp_path: Path) -> None:
    folder, ways_in = made
    assert make(tmp_path / "again", 120, 3).sign_ins == ways_in.sign_ins
    assert contents(tmp_path / "again") == contents(folder)


def test_everybody_is_invented_and_numbered_once(made) -> None:
    rows = contents(made[0])
    assert all(row["invented"] for row in rows["persons"] + rows["organisations"])
    assert all(row["email"].endswith("@example.org") for row in rows["persons"] if row["email"])
    for name, key in (
        ("persons", "public_id"),
        ("registrations", "number"),
        ("persons", "email"),
        ("accounts", "email"),
    ):
        counts = Counter(row[key] for row in rows[name] if row[key])
        assert max(counts.values()) == 1, key


def test_the_council_says_that_it_is_a_demonstration(made) -> None:
    council = opening.open_council(made[0])
    assert council.config.demo
    assert council.acting(VISITOR).today().isoformat() == "2026-11-22"
    council.database.close()


def test_the_ledger_is_sound_and_tells_every_row(made) -> None:
    council = opening.open_council(made[0])
    ctx = council.acting(SYSTEM)
    count, findings = ledger.verify(ctx)
    assert not findings
    with ctx.reading() as connection:
        ids = connection.execute(select(persons.c.id)).scalars().all()
        held = connection.execute(select(func.count()).select_from(registrations)).scalar_one()
    told = [ledger.rows_known(ctx, id) for id in ids]
    assert sum(len(rows.get("registrations", ())) for rows in told) == held
    assert all(id in rows["persons"] for id, rows in zip(ids, told, strict=True))
    assert count > 120
    council.database.close()


def test_the_ledger_was_kept_all_along(made) -> None:
    recorded = [row["recorded_at"] for row in sorted(contents(made[0])["ledger_entries"], key=lambda row: row["seq"])]
    assert recorded == sorted(recorded)
    assert recorded[0] < "2010"


def test_whatever_was_done_was_done_at_work(made) -> None:
    entries = [row for row in contents(made[0])["ledger_entries"] if not row["action"].startswith("publication.")]
    assert {row["recorded_at"][11:13] for row in entries} <= {f"{hour:02}" for hour in range(8, 18)}


def test_every_role_can_sign_in(made) -> None:
    folder, ways_in = made
    council = opening.open_council(folder)
    roles = set()
    for each in ways_in.sign_ins:
        account = sign_in(council.acting(VISITOR), each.email, each.password, "127.0.0.1")
        roles.update(account["roles"])
    assert roles == {"registrant", "employer", *(role for _, given, _ in STAFF for role in given)}
    council.database.close()


def test_the_registrant_has_something_left_to_do(made) -> None:
    folder, ways_in = made
    registrant = next(each for each in ways_in.sign_ins if each.role == "registrant")
    rows = contents(folder)
    account = next(row for row in rows["accounts"] if row["email"] == registrant.email)
    registration = next(row for row in rows["registrations"] if row["person_id"] == account["person_id"])
    assert any(row["registration_id"] == registration["id"] for row in rows["cpd_records"])


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(SetupError, match="is not empty: choose an empty folder"):
        make(tmp_path, 20, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_nothing_is_left_of_a_demonstration_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Problem("no")

    monkeypatch.setattr("councilkit.demo.services.populate", fail)
    with pytest.raises(Problem):
        make(tmp_path / "council", 20, 1)
    assert list(tmp_path.iterdir()) == []


@both_databases
def test_it_fills_either_database_once(ctx: Context) -> None:
    assert len(fill(ctx, 60, 2).sign_ins) == len(STAFF) + 3
    assert not ledger.verify(ctx)[1]
    with pytest.raises(Problem, match="has people already"):
        fill(ctx, 60, 2)


def test_every_ready_question_of_the_published_council_finds_rows(made) -> None:
    from werkzeug.test import Client

    from councilkit import config
    from councilkit.publication.explorer.frame import frame
    from councilkit.publication.explorer.swap import Explorer
    from councilkit.publication.shelf import Shelf

    settings = config.load(made[0])
    browser = Client(Explorer(Shelf(made[0] / "releases"), frame(settings)))
    asked = re.findall(r'href="(/data/public/[^"?]+)">[^<]+</a> <span class="soft small">', browser.get("/data/").text)
    assert len(asked) >= 5
    for address in asked:
        answer = browser.get(f"{address}.json?_shape=array")
        assert answer.status_code == 200, (address, answer.text)
        assert answer.json, address
