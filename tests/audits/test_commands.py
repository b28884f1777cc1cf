"""`councilkit sample` as typed: the contract's two lines, the four steps, and a proof that needs no council."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit import opening
from councilkit.audits.commands import sample
from councilkit.context import SYSTEM
from councilkit.database import metadata
from councilkit.errors import NotFound, Problem
from tests.audits.conftest import PART


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entered: Callable[..., str]) -> Callable[..., Any]:
    opening.make_folder(tmp_path / "home", '[council]\nname = "Test Council"\n')
    council = opening.open_council(tmp_path / "home")
    metadata.create_all(council.database.engine)
    for n in range(40):
        area = ("GB-BFS", "GB-LBC")[n % 4 == 0]
        entered(council.acting(SYSTEM), "A", "B", number=str(100 + n), part=PART, area=area)
    council.database.close()
    monkeypatch.setenv("COUNCILKIT_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(sample, arguments)


def told(answer: Any) -> Any:
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def test_the_two_lines_of_the_contract(run: Callable[..., Any], tmp_path: Path) -> None:
    first = told(run("--part", PART, "--fraction", "0.025", "--seed-commitment", "--json"))
    assert (first["stage"], len(first["sample"][""]), first["seed"]) == ("drawn", 1, None)
    second = told(run("reveal", "-o", str(tmp_path / "proof.json"), "--json"))
    assert second["sample"] == first["sample"]
    assert len(second["seed"]) == 64
    checked = run("verify", str(tmp_path / "proof.json"), "--commitment", first["commitment"])
    assert (checked.exit_code, "is sound" in checked.output) == (0, True)


def test_the_four_steps(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    words = run("commit", "--part", PART, "--fraction", "10%", "--by", "area", "--beacon", "The lottery").output
    assert "GB-BFS: 3 of 30\nGB-LBC: 1 of 10" in words
    assert "Mixed in: not known yet (The lottery)." in words
    assert "Publish the commitment now" in words
    assert "The lottery" in str(run("draw").exception)
    drawn = run("draw", words[:9], "--beacon", "3 14 15", "-o", str(file))
    assert "4 letters are sent." in drawn.output
    early = run("verify", str(file))
    assert (early.exit_code, "not revealed yet" in early.output) == (1, True)
    seed = run("reveal", "-o", str(file)).output
    assert "give them to whoever checks the draw" in seed
    assert told(run("verify", str(file), "--json"))["sound"] is True
    assert [each["stage"] for each in told(run("list", "--json"))] == ["revealed"]
    changed = json.loads(file.read_text())
    changed["sample"]["GB-LBC"] = [next(n for n in changed["frame"]["GB-LBC"] if n not in changed["sample"]["GB-LBC"])]
    file.write_text(json.dumps(changed))
    broken = run("verify", str(file))
    assert (broken.exit_code, "was drawn, but is not in the sample" in broken.output) == (1, True)


def test_without_a_promise_nothing_is_drawn(run: Callable[..., Any]) -> None:
    words = run("--part", PART, "--fraction", "0.1", "--by", "area").output
    assert "40 of ni.social_worker can be drawn" in words
    assert "Left out: 0, exempt by a decision of the council." in words
    assert "GB-BFS: 3 of 30" in words
    assert "Nothing is drawn yet" in words
    unknown = run("--part", PART).output
    assert "how large the sample is was not found. Say which fraction to draw with --fraction" in unknown
    assert told(run("list", "--json")) == []
    assert told(run("--part", PART, "--json"))["fraction"] is None
    assert "Nobody can be drawn." in run("--part", PART, "--fraction", "0.1", "--as-of", "1990-01-01").output


def test_a_file_that_is_no_text_is_no_proof(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_bytes(b"\xff\xfe\x00")
    refused = run("verify", str(file)).exception
    assert isinstance(refused, Problem)
    assert "is no text in UTF-8, so it is no proof" in str(refused)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Name the part with --part"),
        (("commit",), 2, "Name the part with --part"),
        (("--part", PART, "--fraction", "2.5"), 2, "is not a fraction"),
        (("--part", PART, "--fraction", "0.1", "--by", "shoe"), 2, "shoe"),
        (("--part", "xx.part"), 2, "There is no register part 'xx.part'."),
        (("verify", "no-such-file.json"), 2, "does not exist"),
    ],
)
def test_wrong_use_is_a_sentence(run: Callable[..., Any], arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = run(*arguments)
    assert (answer.exit_code, words in answer.output) == (code, True), answer.output


def test_what_cannot_be_done_is_a_sentence(run: Callable[..., Any], tmp_path: Path) -> None:
    assert "No audit is committed" in str(run("draw").exception)
    assert isinstance(run("draw", "S2026-009").exception, NotFound)
    refused = run("--part", PART, "--seed-commitment").exception
    assert isinstance(refused, Problem)
    assert "Say which fraction to draw" in refused.message
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert "no proof of an audit sample" in str(run("verify", str(bad)).exception)
    run("--part", PART, "--fraction", "0.1", "--seed-commitment")
    assert "is not there: make it first" in run("reveal", "-o", str(tmp_path / "no" / "p.json")).output
    reference = told(run("list", "--json"))[0]["reference"]
    assert told(run("proof", reference))["seed"] is None
    run("reveal")
    assert told(run("proof", reference))["seed"]
    assert "Wrote" in run("proof", reference, "-o", str(tmp_path / "p.json")).output
