"""``councilkit qualifications``: what the commands print, write and refuse."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit.cli import cli
from councilkit.context import Council
from councilkit.qualifications.model import QualificationPlan

Typed = Callable[..., Any]


@pytest.fixture
def typed(council: Council, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("COUNCILKIT_HOME", str(council.config.home))
    return lambda *words: CliRunner().invoke(cli, ["qualifications", *words])


def test_the_catalogue_is_listed(typed: Typed) -> None:
    told = typed("list", "--part", "ni.social_care_worker")
    assert told.exit_code == 0
    assert "ni.l2_certificate_sep  Level 2 Certificate" in told.output
    assert "(proposed, not law)" in told.output
    record = {each["code"]: each for each in json.loads(typed("list", "--json").output)}
    assert record["ni.l2_diploma"]["numbers"] == {"603/5212/7": "BIIAB", "603/4401/5": "NCFE CACHE"}
    assert record["ni.nursing"]["good_for"][0]["instead_of"] == "Level 5 Diploma in Leadership"
    unknown = typed("list", "--part", "xx.no")
    assert unknown.exit_code == 2
    assert "There is no register part 'xx.no'. Known: " in unknown.output


def test_the_forecast_is_told(typed: Typed, staff: dict[str, str]) -> None:
    told = typed(
        "forecast", "--as-of", "2026-11-22", "--years", "2", "--pass", "1/2", "--joiners", "0", "--judged", "0"
    )
    assert told.exit_code == 0, told.output
    assert "A draft for trial, not law (status: proposed)." in told.output
    assert "all: all 7, meets 2, equivalent 2, transition 2, judge 1, lacks 0" in told.output
    assert "Year 1, 2026-11-22 to 2027-11-21: 2 training places, 2 open at the start, 1 at the end." in told.output
    each = typed("forecast", "--years", "1", "--each", "1", "--pass", "100", "--joiners", "0", "--json")
    assert [year["places"] for year in json.loads(each.output)["years"]] == [2]
    few = typed("forecast", "--years", "1", "--places", "1", "--pass", "100", "--joiners", "0")
    assert "Too few places: 2 people are still open" in few.output


def test_a_day_to_come_is_told(typed: Typed, staff: dict[str, str]) -> None:
    sentence = "This day is to come. Registrations whose term ends before it are not counted."
    told = typed("forecast", "--as-of", "2034-12-31")
    assert told.output.startswith(sentence)
    assert " 0 leavers a year" in told.output
    assert "to come" not in typed("forecast", "--as-of", "2026-01-01").output
    assert json.loads(typed("forecast", "--as-of", "2034-12-31", "--json").output)["to_come"] is True


def test_the_forecast_as_json_and_as_a_file(typed: Typed, staff: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    told = typed("forecast", "--by", "employer", "--json", "-o", str(file))
    record = json.loads(told.output)
    assert (record["law"], record["status"], record["deadline"]) == (False, "proposed", "2030-12-31")
    assert record["supposed"]["passing"] == round(17 / 19, 2)
    assert record["due"] == {"2028": 1, "2030": 1}
    assert record["to_judge"] == [{"award": "Level 2 Diploma in Health and Social Care", "people": 1}]
    assert len(record["years"]) == 4
    assert record["years"][1]["starts_on"] > record["years"][0]["ends_on"] > record["as_of"]
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert [row["employer"] for row in rows] == ["not known", "Lagan Homecare", "Rathmore Care", "all"]
    assert "places_year_4" in rows[0]


def test_small_counts_are_hidden_for_readers_outside(typed: Typed, staff: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "shared.csv"
    record = json.loads(typed("forecast", "--by", "area", "--shared", "--json", "-o", str(file)).output)
    assert "places" not in record
    assert "to_judge" not in record
    assert record["groups"][0]["meets"] == "hidden"
    assert "places_year_1" not in file.read_text(encoding="utf-8-sig")
    assert "Year 1" not in typed("forecast", "--shared").output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--pass", "20/19"), "like 17/19"),
        (("--pass", "0"), "like 17/19"),
        (("--pass", "many"), "like 17/19"),
        (("--years", "21"), "1<=x<=20"),
        (("--by", "colour"), "employer"),
    ],
)
def test_wrong_use_is_told(typed: Typed, staff: dict[str, str], words: tuple[str, ...], sentence: str) -> None:
    told = typed("forecast", *words)
    assert told.exit_code == 2
    assert sentence in told.output


def test_another_draft_is_tried(typed: Typed, staff: dict[str, str], tmp_path: Path, council: Council) -> None:
    plan = council.catalogue.get(QualificationPlan, "ni.qbr")
    mine = tmp_path / "mine"
    shutil.copytree(plan.draft, mine)
    text = (mine / "qbr.yaml").read_text(encoding="utf-8")
    (mine / "qbr.yaml").write_text(text.replace("[ni.l2_certificate_sep, ni.l2_diploma]", "[ni.l2_certificate_sep]"))
    whole = json.loads(typed("forecast", "--draft", str(mine), "--json").output)["groups"][-1]
    assert (whole["meets"], whole["transition"], whole["lacks"]) == (1, 3, 0)
    (mine / "draft.yaml").unlink()
    told = json.loads(typed("forecast", "--draft", str(mine), "--json").output)
    assert told["deadline"] is None
    assert (told["groups"][-1]["transition"], told["groups"][-1]["lacks"]) == (0, 3)
    (mine / "qbr.yaml").write_text("a: 1\n")
    assert "line 1" in str(typed("forecast", "--draft", str(mine)).exception)


def test_a_plan_that_is_not_there_is_told(typed: Typed) -> None:
    unknown = typed("forecast", "--plan", "xx.no")
    assert unknown.exit_code == 2
    assert "ni.qbr" in unknown.output
