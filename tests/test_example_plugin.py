"""The plugin of the documentation works as the documentation says."""

from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner

from councilkit import config, law, plugins
from councilkit.api import LearningFramework, RegisterPart

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "plugin"


def test_the_example_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    settings = config.load(tmp_path)
    loaded = plugins.load(settings, [EntryPoint("example", "councilkit_example", plugins.GROUP)])
    statutes = law.load(loaded.loaded[0].folders("law")[0])
    catalogue = plugins.build_catalogue(loaded, settings, statutes)
    assert catalogue.get(RegisterPart, "xx.youth_worker").title == "Youth workers"
    framework = catalogue.get(LearningFramework, "xx.learning")
    assert [statutes.value(framework.amount, day) for day in (date(2026, 5, 1), date(2027, 5, 1))] == [45, 60]
    ((_, group),) = loaded.answers("register_commands", cli=None)
    assert CliRunner().invoke(group, ["hello"]).output == "Hello from the example plugin.\n"
