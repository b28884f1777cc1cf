"""`councilkit publish` and `councilkit verify` as typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit import opening
from councilkit.context import SYSTEM, Council
from councilkit.database import metadata
from councilkit.errors import Problem
from councilkit.publication.commands import publish, verify


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entered: Callable[..., str]) -> Path:
    folder = tmp_path / "home"
    opening.make_folder(folder, '[council]\nname = "Test Council"\n')
    council: Council = opening.open_council(folder)
    metadata.create_all(council.database.engine)
    entered(council.acting(SYSTEM), "Ana", "Pop", learning=[])
    council.database.close()
    monkeypatch.setenv("COUNCILKIT_HOME", str(folder))
    return folder


def run(command: Any, *arguments: str) -> Any:
    return CliRunner().invoke(command, arguments)


def test_publish_says_what_it_did(home: Path) -> None:
    said = run(publish).output
    assert "register: 1 row\n" in said
    assert "Published release" in said
    assert "Nothing has changed since release" in run(publish).output


def test_publish_reports_as_json(home: Path) -> None:
    report = json.loads(run(publish, "--json").output)
    assert report["tables"]["register"]["rows"] == 1
    assert (Path(report["folder"]) / "public.db").is_file()


def test_publish_to_a_folder_and_verify_it(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert f"councilkit verify {out}" in run(publish, "--out", str(out)).output
    assert not (home / "releases" / "current").exists()
    answer = run(verify, str(out))
    assert answer.exit_code == 0
    assert "The release is not signed." in answer.output


def test_publish_to_a_place_that_takes_nothing_says_so_before_any_work(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    answer = run(publish, "--out", str(file / "below" / "out"))
    assert answer.exit_code == 2
    assert f"{file} is a file, so nothing can lie in it: name another folder." in answer.output


def test_publish_to_an_impossible_place_is_refused_with_the_place_and_the_mend(home: Path) -> None:
    refused = run(publish, "--out", "/proc/councilkit/out").exception
    assert isinstance(refused, Problem)
    assert refused.message.startswith("The release cannot be written to /proc/councilkit/out (")
    assert refused.message.endswith("name a folder elsewhere.")


def test_publish_as_of_a_day(home: Path, tmp_path: Path) -> None:
    report = json.loads(run(publish, "--as-of", "2018-01-01", "--json", "--out", str(tmp_path / "out")).output)
    assert (report["as_of"], report["tables"]["register"]["rows"]) == ("2018-01-01", 0)


def test_publish_refuses_a_folder_with_other_things(home: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    answer = run(publish, "--out", str(tmp_path))
    assert isinstance(answer.exception, Problem)


def test_verify_names_what_is_broken(home: Path) -> None:
    run(publish)
    folder = home / "releases" / "current"
    with (folder / "csv" / "register.csv").open("a") as file:
        file.write("x")
    answer = run(verify, str(folder))
    assert answer.exit_code == 1
    assert "csv/register.csv: it was changed" in answer.output
    report = json.loads(run(verify, str(folder), "--json").output)
    assert report["sound"] is False
    assert report["findings"][0]["file"] == "csv/register.csv"


def test_verify_of_no_release_is_a_sentence(home: Path) -> None:
    answer = run(verify, str(home))
    assert answer.exit_code == 1
    assert "name the folder of a release" in answer.output
