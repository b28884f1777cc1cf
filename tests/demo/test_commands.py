"""`councilkit demo` prints the sign-ins, and refuses a folder that holds something."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from councilkit.demo.commands import demo
from councilkit.errors import SetupError


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILKIT_HOME", str(tmp_path / "demo"))
    result = CliRunner().invoke(demo, ["--registrants", "40", "--seed", "9"])
    assert result.exit_code == 0, result.output
    assert "Everybody in it is invented." in result.output
    for role in (
        "registrant",
        "registrar",
        "registrar2",
        "assessor",
        "interviewer",
        "analyst",
        "publisher",
    ):
        assert f"{role}@example.org" in result.output
    assert "/census/" in result.output
    assert f"demo-registrar-{9}" in result.output
    assert (tmp_path / "demo" / "councilkit.toml").exists()
    again = CliRunner().invoke(demo, ["--registrants", "40"])
    assert isinstance(again.exception, SetupError)


def test_demo_wants_a_sensible_number() -> None:
    assert CliRunner().invoke(demo, ["--registrants", "0"]).exit_code == 2
