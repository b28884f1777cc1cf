"""Evidence on disk: kept once, read whole, gone when nothing names it any more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import evidence, reading, services
from councilkit.cpd.files import File, checked
from councilkit.errors import Invalid, NotFound, Problem
from tests.conftest import both_databases
from tests.cpd.conftest import PDF, jpeg

ROW = {"title": "Training", "on": date(2026, 11, 1), "amount": 2}


@pytest.fixture
def file() -> File:
    return checked(PDF, "certificate.pdf", 10)


@pytest.fixture
def log(learner: Context, registration_of: Callable[..., Any]) -> Callable[..., str]:
    """Logs a record with files; returns its id."""
    person_id = str(learner.actor.person_id)

    def say(*files: File, **given: object) -> str:
        row = {**ROW, **given}
        saved = services.log_record(learner, registration_of(person_id), row, files=files, anyway=True)
        return str(saved.record["id"])

    return say


def contents(ctx: Context) -> list[Path]:
    return [path for path in (ctx.config.home / "evidence").glob("??/*") if path.is_file()]


def files_of(ctx: Context, record_id: str) -> list[str]:
    return [row["id"] for row in reading.record_with_files(ctx, record_id)[1]]


@both_databases
def test_the_same_content_lies_once_and_stays_while_it_is_named(
    learner: Context, log: Callable[..., str], file: File
) -> None:
    first, second = log(file, file), log(file)
    assert len(contents(learner)) == 1
    assert contents(learner)[0].parent.name == contents(learner)[0].name[:2]
    [one], [other] = files_of(learner, first), files_of(learner, second)
    evidence.remove_evidence(learner, one)
    assert evidence.read_evidence(learner, other)[1] == PDF
    evidence.remove_evidence(learner, other)
    assert contents(learner) == []


def test_only_the_council_reads_the_folder(learner: Context, log: Callable[..., str], file: File) -> None:
    log(file)
    [path] = contents(learner)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_file_damaged_on_disk_is_not_served(learner: Context, log: Callable[..., str], file: File) -> None:
    [id] = files_of(learner, log(file))
    contents(learner)[0].write_bytes(PDF + b" ")
    with pytest.raises(Problem, match="damaged on the council's disk"):
        evidence.read_evidence(learner, id)
    contents(learner)[0].unlink()
    with pytest.raises(Problem, match="is missing"):
        evidence.read_evidence(learner, id)


def test_a_record_that_is_refused_leaves_no_file(learner: Context, log: Callable[..., str], file: File) -> None:
    with pytest.raises(Invalid):
        log(file, on=date(2027, 1, 1))
    assert contents(learner) == []


def test_a_record_holds_a_limited_number_of_files(learner: Context, log: Callable[..., str]) -> None:
    many = [File(PDF + b"\n" * number, "application/pdf", f"{number}.pdf") for number in range(21)]
    with pytest.raises(Problem, match="at most 20 files"):
        log(*many)
    assert contents(learner) == []


def test_a_path_can_not_be_asked_for(learner: Context) -> None:
    for hash in ("../../keys/session", "a" * 63, "A" * 64, "a" * 63 + "/"):
        with pytest.raises(NotFound):
            evidence.shelf(learner).path(hash)


@both_databases
def test_adding_and_removing_the_same_content_at_once_loses_nothing(
    learner: Context, log: Callable[..., str], file: File
) -> None:
    records = [log(title=f"Training {number}") for number in range(6)]

    def add_and_remove(record_id: str) -> None:
        for _ in range(3):
            evidence.add_evidence(learner, record_id, file)
            evidence.remove_evidence(learner, files_of(learner, record_id)[0])
        evidence.add_evidence(learner, record_id, file)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add_and_remove, records))
    for record_id in records:
        [id] = files_of(learner, record_id)
        assert evidence.read_evidence(learner, id)[1] == PDF


def test_a_picture_is_the_one_that_was_sent(learner: Context, log: Callable[..., str]) -> None:
    record_id = log()
    evidence.add_evidence(learner, record_id, checked(jpeg(), "photo.jpg", 10))
    row, content = evidence.read_evidence(learner, files_of(learner, record_id)[0])
    assert (row["media_type"], row["size"], row["name"]) == ("image/jpeg", len(content), "photo.jpg")
