"""`councilkit law`: values with their sources, exit 1 where there is none."""

import json

import pytest
from click.testing import CliRunner, Result

from councilkit import opening
from councilkit.errors import Problem
from councilkit.law.commands import law


@pytest.fixture
def run(tmp_path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "council"
    opening.make_folder(folder, 'demo_day = "2026-11-22"\n[council]\nname = "Test"\n')
    monkeypatch.setenv("COUNCILKIT_HOME", str(folder))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(law, arguments)

    return invoke


def test_show_prints_value_and_source(run) -> None:
    result = run("show", "ni.prtl.hours")
    assert result.exit_code == 0
    assert "90 hours" in result.output
    assert "https://niscc.info/index.php/prtl-post-registration-training-and-learning" in result.output


def test_check_says_when_no_case_is_known(run) -> None:
    result = run("check", "zzz")
    assert result.exit_code == 1
    assert "No case is about a requirement whose code starts with “zzz”. Codes begin with: " in str(result.exception)
    assert run("check", "ni.renewal").exit_code == 0


def test_show_on_a_day(run) -> None:
    result = run("show", "ph.exam.min_age", "--as-of", "2010-01-01", "--json")
    assert json.loads(result.output)["value"] == 21


def test_show_says_unknown_and_ends_with_1(run) -> None:
    result = run("show", "ni.fee.restoration")
    assert result.exit_code == 1
    assert "unknown: Rule 24" in result.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "ni.prtl.hour"), "Did you mean ni.prtl.hours"),
        (("show", "ph.exam.min_age", "--as-of", "1960-01-01"), "the first one begins on 1965-06-19"),
    ],
)
def test_show_refuses_in_a_sentence(run, arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, Problem)
    assert sentence in str(result.exception)


def test_list_by_beginning(run) -> None:
    result = run("list", "sg.cpe")
    assert result.exit_code == 0
    assert "sg.cpe.total  60 credits" in result.output
    assert {row["id"] for row in json.loads(run("list", "sg.cpe", "--json").output)} == {
        "sg.cpe.extension",
        "sg.cpe.period",
        "sg.cpe.structured_min",
        "sg.cpe.supervision_block_min",
        "sg.cpe.total",
    }
    assert run("list", "nowhere").exit_code == 1


def test_old_checks_are_warned_of(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILKIT_DEMO_DAY", "2028-01-01")
    assert "last checked on 2026-11-22, over a year ago" in run("show", "ni.prtl.hours").output
    assert "values were last checked over a year ago" in run("list", "ni.").output
    assert "1 value was last checked over a year ago" in run("list", "ni.prtl.visiting").output


def test_a_check_that_is_dated_in_the_future_is_warned_of(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILKIT_DEMO_DAY", "2026-11-21")
    shown = run("show", "ni.prtl.hours").output
    assert "ni.prtl.hours is “checked” on 2026-11-22, a day to come. Mend the day in " in shown
    assert "learning.yaml:" in shown
    assert "values are “checked” on a day to come, first ni.fee.annual." in run("list", "ni.fee").output
    assert "a day to come" not in run("show", "ni.aye.supervision").output
