"""`councilkit assess` and `law check` as somebody types them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from councilkit.cli import cli
from councilkit.context import Council

DRAFT = Path(__file__).parents[2] / "plugins" / "ni_qbr" / "drafts" / "qbr"


@pytest.fixture
def typed(council: Council, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("COUNCILKIT_HOME", str(council.config.home))
    return lambda *words: CliRunner().invoke(cli, list(words))


def test_one_registrant_is_told_what_is_left(typed: Callable[..., Any], enter: Callable[..., Any]) -> None:
    number = enter().registrations[0]["number"]
    told = typed("assess", number)
    assert told.exit_code == 1
    assert "renewal, on" in told.output
    assert ": unmet\n" in told.output
    assert "(0 of 0" not in told.output
    assert "(0 of 90 hours)" in told.output
    assert "Next: Sign the declaration" in told.output
    record = json.loads(typed("assess", number, "--json").output)[0]
    assert record["met"] is False
    assert {"fee", "declaration"} <= {each["requirement"] for each in record["reason"]["reasons"]}


def test_everybody_goes_into_a_file(typed: Callable[..., Any], enter: Callable[..., Any], tmp_path: Path) -> None:
    number = enter().registrations[0]["number"]
    file = tmp_path / "all.parquet"
    assert typed("assess", "--all", "-o", str(file)).exit_code == 1
    told = pl.read_parquet(file)
    assert set(told["requirement"]) >= {"renewal", "learning", "fee"}
    assert set(told["number"]) == {number}


def test_who_is_not_registered_yet_is_left_out_and_counted(
    typed: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    early = enter("Mary Smyth", on=date(2024, 4, 1)).registrations[0]["number"]
    late = enter("John Toner", on=date(2025, 1, 1)).registrations[0]["number"]
    left_out = "1 registration is left out: it begins after 31 December 2024.\n"
    told = typed("assess", "--all", "--as-of", "2024-12-31", "--json")
    assert {row["people"] for row in json.loads(told.stdout)} == {1}
    assert told.stderr == left_out
    assert typed("assess", "--all", "--as-of", "2025-01-01").stderr == ""
    assert "2 registrations are left out" in typed("assess", "--all", "--as-of", "2024-03-31").stderr
    alone = typed("assess", late, "--as-of", "2024-12-31")
    assert (alone.exit_code, alone.stdout, alone.stderr) == (1, "", left_out)
    assert typed("assess", early, "--as-of", "2024-12-31").stderr == ""


@pytest.mark.parametrize(
    ("words", "sentence"), [((), "Name one"), (("1", "--all"), "Name one"), (("--all", "-o", "x.txt"), "parquet")]
)
def test_wrong_use_is_told(typed: Callable[..., Any], words: tuple[str, ...], sentence: str) -> None:
    told = typed("assess", *words)
    assert told.exit_code == 2
    assert sentence in told.output


def test_every_example_of_the_law_is_run(typed: Callable[..., Any]) -> None:
    told = typed("law", "check", "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.output[: told.output.rindex("}") + 1])["failed"] == []
