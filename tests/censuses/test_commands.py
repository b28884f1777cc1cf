"""The commands: check a form, hold a round."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit.censuses import commands
from councilkit.context import Council

SHIPPED = Path(__file__).parents[2] / "plugins/ro_census/questionnaires"


@pytest.fixture
def run(make_council: Callable[..., Council], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command in an empty council."""
    council = make_council()
    monkeypatch.setenv("COUNCILKIT_HOME", str(council.config.home))

    def run(command: Any, *arguments: str) -> Any:
        return CliRunner().invoke(command, arguments)

    return run


def good(result: Any) -> str:
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_the_shipped_forms_have_no_fault() -> None:
    for name in ("person", "employer"):
        result = CliRunner().invoke(commands.questionnaire, ["check", str(SHIPPED / f"{name}.xlsx"), "--json"])
        told = json.loads(good(result))
        assert (told["runs"], told["problems"]) == (True, [])


def test_a_faulty_form_is_told_place_by_place(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text(
        "| survey |\n| | type | name | label | relevant |\n| | txt | a | A | |\n| | text | b | B | ${c} = |\n"
    )
    result = CliRunner().invoke(commands.questionnaire, ["check", str(form)])
    assert result.exit_code == 1
    assert "sheet 'survey', row 3, column 'type': The type 'txt' is not known" in result.output
    assert "row 4, column 'relevant': Nothing follows '='" in result.output
    told = json.loads(CliRunner().invoke(commands.questionnaire, ["check", str(form), "--json"]).output)
    assert told["runs"] is False
    assert {"sheet", "row", "column", "message", "suggestion", "severity"} == set(told["problems"][0])


def test_a_file_that_is_not_there() -> None:
    assert CliRunner().invoke(commands.questionnaire, ["check", "none.xlsx"]).exit_code == 2


def test_a_round_from_the_command_line(run: Callable[..., Any], tmp_path: Path) -> None:
    assert "person, employer" in good(run(commands.census, "create", "r1", "--design", "ro_census"))
    good(run(commands.census, "open", "r1"))
    links = tmp_path / "links.csv"
    good(run(commands.census, "invite", "r1", "--form", "person", "--count", "3", "-o", str(links)))
    rows = links.read_text().splitlines()
    assert rows[0] == "reference,code,link"
    assert re.fullmatch(r"person-00001,(\w{4}-){3}\w{4},http://.*/census/(\w{4}-){3}\w{4}", rows[1])
    assert links.stat().st_mode & 0o077 == 0
    (told,) = json.loads(good(run(commands.census, "rounds", "--json")))
    assert (told["round"], told["state"], told["invited"]) == ("r1", "open", 3)
    good(run(commands.census, "close", "r1"))
    assert "closed" in good(run(commands.census, "rounds"))


def test_links_are_never_overwritten(run: Callable[..., Any], tmp_path: Path) -> None:
    good(run(commands.census, "create", "r1", "--design", "ro_census"))
    links = tmp_path / "links.csv"
    links.write_text("earlier links")
    result = run(commands.census, "invite", "r1", "--form", "person", "--count", "3", "-o", str(links))
    assert result.exit_code == 2
    assert links.read_text() == "earlier links"


def test_references_from_a_file(run: Callable[..., Any], tmp_path: Path) -> None:
    good(run(commands.census, "create", "r1", "--design", "ro_census"))
    names = tmp_path / "names.txt"
    names.write_text("\ufeffDGASPC Cluj\n\nPrimăria Iași\n", encoding="utf-8")
    out = good(run(commands.census, "invite", "r1", "--form", "employer", "--references", str(names)))
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["DGASPC Cluj", "Primăria Iași"]


def test_either_a_number_or_references(run: Callable[..., Any]) -> None:
    assert run(commands.census, "invite", "r1", "--form", "person").exit_code == 2
