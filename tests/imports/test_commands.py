"""The commands: what they print, what they return, and what they refuse."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from councilkit.database import metadata
from councilkit.imports.commands import _KINDS, import_
from councilkit.imports.kinds import KINDS

from .conftest import ANA, person, write

COMMAND = str(Path(sys.executable).with_name("councilkit"))
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("registrants", "file.csv", ...)` in a new council."""
    from councilkit import opening

    home = tmp_path / "council"
    opening.make_folder(home, '[council]\nname = "Test"\n')
    council = opening.open_council(home)
    metadata.create_all(council.database.engine)
    council.database.close()

    def call(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        env = {"COUNCILKIT_HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        done = subprocess.run([COMMAND, "import", *arguments], capture_output=True, text=True, env=env, cwd=tmp_path)
        assert done.returncode == code, done.stderr + done.stdout
        assert "Traceback" not in done.stderr
        return done

    return call


def test_every_kind_has_its_command_with_an_example() -> None:
    assert list(_KINDS) == list(KINDS)
    for name in KINDS:
        assert f"Example: councilkit import {name} {name}.csv" in str(import_.commands[name].help)


def test_a_mapping_file_is_drafted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes("Nume;Prenume\nPop;Ştefan\n".encode("cp1250"))
    text = run("mapping", "registrants", "old.csv").stdout
    assert 'encoding = "windows-1250"' in text
    assert 'given_names = "Prenume"' in text


def test_good_rows_go_in_and_refused_ones_to_a_file_beside(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "people.csv", [ANA, person(2), person(2), person(3, email="x")])
    done = run("registrants", "people.csv", code=1)
    assert done.stdout.splitlines() == [
        "people.csv: 4 rows",
        "        2 went in",
        "        1 says the same as another line of the file",
        "        1 refused: see people.errors.csv",
    ]
    assert (tmp_path / "people.errors.csv").exists()
    again = json.loads(run("registrants", "people.csv", "--json", code=1).stdout)
    assert (again["taken"], again["unchanged"], again["refused"], again["errors_file"]) == (
        0,
        2,
        1,
        "people.errors.csv",
    )
    assert again["file"] == "people.csv"


def test_a_file_without_faults_ends_with_0_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "people.csv", [ANA])
    run("registrants", "people.csv", "--errors", "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_a_dry_run_shows_the_first_faults_and_writes_no_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "people.csv", [ANA, *(person(number, email="x") for number in range(20))])
    done = run("registrants", "people.csv", "--dry-run", code=1)
    assert "1 would go in" in done.stdout
    assert "line 3, email “x”: Enter an email address like name@example.org." in done.stdout
    assert "and 10 more; --errors OUT.csv writes all of them" in done.stdout
    assert not list(tmp_path.glob("*.errors.csv"))
    run("registrants", "people.csv", "--dry-run", "--errors", "out.csv", code=1)
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 21
    assert json.loads(run("registrants", "people.csv", "--json", code=1).stdout)["taken"] == 1


def test_an_old_layout_comes_by_its_mapping(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes("Nr;Prenume;Data\nA1;Ştefan;01.02.2019\n".encode("cp1250"))
    (tmp_path / "old.toml").write_text(
        '[file]\nencoding = "windows-1250"\n[constants]\npart = "ro.social_worker"\n[columns]\n'
        'registration_number = "Nr"\ngiven_names = "Prenume"\n'
        'registered_on = { from = "Data", dates = "day.month.year" }\n',
        encoding="utf-8",
    )
    assert "1 went in" in run("registrants", "old.csv", "--map", "old.toml").stdout
    assert "Byte 0xAA in line 2" in run("registrants", "old.csv", code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("registrants", "missing.csv"), 2, "does not exist"),
        (("people", "people.csv"), 2, "No such command 'people'"),
        (("registrants",), 2, "Missing argument 'FILE'"),
        (("registrants", "people.csv", "--map", "people.csv"), 1, "cannot be read"),
        (("registrants", "people.csv", "--errors", "people.csv"), 1, "cannot go into the file itself"),
        (("cpd", "people.csv"), 1, "is not known"),
    ],
)
def test_wrong_use_is_one_plain_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    write(tmp_path / "people.csv", [ANA])
    assert words in run(*arguments, code=code).stderr
