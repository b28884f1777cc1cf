"""`councilkit print` as typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit import opening
from councilkit.context import SYSTEM
from councilkit.database import metadata
from councilkit.documents.commands import print_
from councilkit.errors import NotFound

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entered: Callable[..., str]) -> Callable[..., Any]:
    opening.make_folder(tmp_path / "home", '[council]\nname = "Test Council"\n')
    council = opening.open_council(tmp_path / "home")
    metadata.create_all(council.database.engine)
    entered(council.acting(SYSTEM), "สมชาย", "ใจดี", number="104223", part="th.social_worker")
    council.database.close()
    monkeypatch.setenv("COUNCILKIT_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(print_, ["certificate", *arguments])


@pytest.mark.parametrize("language", ["en", "ro", "th"])
def test_a_certificate_is_written(run: Callable[..., Any], tmp_path: Path, language: str) -> None:
    file = tmp_path / "c.pdf"
    answer = run("104223", "-o", str(file), "--language", language)
    assert (answer.exit_code, answer.output) == (0, f"Wrote {file}.\n")
    assert file.read_bytes().startswith(b"%PDF")


def test_bad_use_is_a_sentence(run: Callable[..., Any], tmp_path: Path) -> None:
    assert isinstance(run("5", "-o", str(tmp_path / "c.pdf")).exception, NotFound)
    assert "is not there: make it first" in run("104223", "-o", str(tmp_path / "no" / "c.pdf")).output
    assert "not one of the council's" in str(run("104223", "-o", "c.pdf", "--language", "xx").exception)
    assert run("104223").exit_code == 2
