"""The commands of cohorts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit.cohorts.commands import cohorts
from councilkit.context import Context
from councilkit.errors import NotFound


@pytest.fixture
def run(registrar: Context, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("COUNCILKIT_HOME", str(registrar.config.home))
    return lambda *words: CliRunner().invoke(cohorts, words, catch_exceptions=False)


def test_list_and_report(run: Callable[..., Any], cohort: Callable[..., list[str]]) -> None:
    assert "There is no cohort yet." in run("list").output
    cohort(19)
    assert "pilot" in run("list").output
    (row,) = json.loads(run("list", "--json").output)
    assert (row["code"], row["starts_on"]) == ("pilot", "2026-09-01")
    told = json.loads(run("report", "pilot", "--json").output)
    assert {"table": "learners", "of": "all", "figure": "all", "value": 19, "hidden": ""} in told["figures"]
    assert "19" in run("report", "pilot").output
    assert json.loads(run("report", "l2", "--programme", "--json").output)["cohorts"] == 1
    before = json.loads(run("report", "pilot", "--as-of", "2026-08-01", "--json").output)
    assert {row["value"] for row in before["figures"] if row["table"] == "learners"} == {None}
    with pytest.raises(NotFound, match="no such cohort"):
        run("report", "none")
