"""`councilkit law impact` as somebody types it."""

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

Typed = Callable[..., Any]
TYPED = "in_post_before=2026-01-01,qualify_by=2029-01-01"


@pytest.fixture
def typed(council: Council, qbr_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("COUNCILKIT_HOME", str(council.config.home))

    def run(*words: str, draft: str = str(qbr_folder)) -> Any:
        return CliRunner().invoke(cli, ["law", "impact", "--draft", draft, "--as-of", "2026-11-22", *words])

    return run


def test_three_columns_are_told_with_the_drafts_own_words(typed: Typed, crowd: None) -> None:
    told = typed("--by", "area")
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert lines[0] == "Qualification-based register (proposed: this is not law)"
    assert "    now: no" in lines
    assert any(line.startswith("    proposed: yes from 2026-01-01 (Chosen for trying the draft;") for line in lines)
    assert "now: 28 met, 0 not met, 0 for a person to judge" in lines
    assert "draft: 12 met, 16 not met, 0 for a person to judge" in lines
    assert "with transition: 19 met, 9 not met, 0 for a person to judge" in lines
    assert "  Antrim and Newtownabbey: 6 Would lose" in lines
    assert "  qualification: 9 Would lose, 7 Would lose, but the transition gives time" in lines


def test_json_says_the_same(typed: Typed, crowd: None) -> None:
    found = json.loads(typed("--by", "employer", "--json", draft="ni_qbr/qbr").output)
    assert found["status"] == "proposed"
    assert found["verdicts"] == {
        "now": {"met": 28},
        "draft": {"met": 12, "unmet": 16},
        "with_transition": {"met": 19, "unmet": 9},
    }
    assert found["changed"] == {"draft": {"loses": 16, "stays": 12}, "with_transition": {"loses": 9, "stays": 19}}
    kind = {"before": "met", "after": "unmet", "then": "unmet"}
    assert {"employer": "Southside Care", **kind, "people": 6} in found["counts"]
    assert {"reason": "qualification", **kind, "people": 9} in found["reasons"]
    assert found["transition"][0]["qualify_by"] == "2030-12-31"
    told = {each["id"] for each in found["changes"]}
    assert told >= {"ni.qbr.accepted.social_care_worker", "ni.qbr.accredited_qualification_required"}
    assert sorted(told) == [each["id"] for each in found["changes"]]


def test_a_transition_may_be_typed_or_left_out(typed: Typed, crowd: None) -> None:
    own = json.loads(typed("--json").output)
    assert json.loads(typed("--transition", TYPED, "--json").output)["verdicts"] == own["verdicts"]
    none = json.loads(typed("--transition", "none", "--json").output)
    assert set(none["verdicts"]) == {"now", "draft"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("in_post_before=2026-13-01,qualify_by=2029-01-01", "“in_post_before” is a day like 2029-01-01"),
        ("in_post_before=2026-01-01", "name either “qualify_by”"),
        ("qualify_by=2029-01-01,within=3", "name either “qualify_by”"),
        ("qualify_by=2020-01-01,in_post_before=2021-01-01", "must be later than “in_post_before”"),
        ("joined_befor=2020-01-01,within=3", "“joined_befor=2020-01-01” is not understood"),
        ("within=3,within=4", "“within” is there twice"),
        ("within=few", "“within” is a whole number of months"),
        ("within=601", "from 1 to 600"),
        ("within=3", "it does not say whom it gives time: add in_post_before"),
        ("within=3,everybody=no", "“everybody” is yes, or is left out, not “no”"),
        ("", "is not understood"),
    ],
)
def test_a_transition_that_cannot_be_meant_is_told(typed: Typed, words: str, sentence: str) -> None:
    told = typed("--transition", words)
    assert told.exit_code == 2
    assert "--transition" in told.output
    assert sentence in told.output


def test_no_transition_stands_alone(typed: Typed) -> None:
    told = typed("--transition", "none", "--transition", "within=6")
    assert told.exit_code == 2
    assert "“none” stands for no transition at all" in told.output


def test_public_counts_hide_the_few(typed: Typed, crowd: None, tmp_path: Path) -> None:
    told = typed("--by", "area", "--public")
    assert "  Antrim and Newtownabbey: hidden Would lose" in told.output
    assert "  (fewer than 5 people each): hidden Would lose" in told.output
    found = json.loads(typed("--by", "area", "--public", "--json").output)
    assert found["protected"] is True
    assert None in [each["people"] for each in found["counts"]]
    refused = typed("--public", "-o", str(tmp_path / "people.csv"))
    assert refused.exit_code == 2
    assert "names people one by one" in refused.output
    assert not (tmp_path / "people.csv").exists()


def test_public_tells_nothing_of_four_people(typed: Typed) -> None:
    assert "Fewer than 5 people: nothing can be shown." in typed("--public").output


def test_everybody_goes_into_a_file(typed: Typed, crowd: None, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    assert typed("-o", str(file)).exit_code == 0
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 28
    assert sum(row["after"] == "unmet" for row in rows) == 16
    assert {row["reason"] for row in rows if row["then"] == "unmet"} == {"qualification"}


def test_a_draft_in_the_councils_own_folder_is_known_by_name(
    typed: Typed, council: Council, crowd: None, qbr_folder: Path
) -> None:
    shutil.copytree(qbr_folder, council.config.home / "drafts" / "mine")
    found = json.loads(typed("--json", draft="council/mine").output)
    assert found["draft"] == "council/mine"
    assert found["verdicts"]["draft"] == {"met": 12, "unmet": 16}


def test_a_folder_that_is_not_there_is_told_with_the_drafts_that_are(typed: Typed) -> None:
    told = typed(draft="no/such")
    assert told.exit_code == 2
    assert "there is no folder “no/such”. Known drafts: ni_qbr/qbr." in told.output
