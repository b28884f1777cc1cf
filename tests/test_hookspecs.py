"""Every hook is tested, documented and reaches the plugins."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from councilkit import documentation, hookspecs
from councilkit.api import (
    PluginInfo,
)
from tests.test_plugins import TESTED, load, plugin


@pytest.mark.parametrize(
    "hook", sorted(name for name in TESTED if name.startswith("register_") or name in ("plugin_info", "seed_demo"))
)
def test_every_declaring_hook_reaches_the_plugin(hook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hook is called with the arguments of its specification, and its answer comes back with the plugin's name."""
    arguments = list(inspect.signature(getattr(hookspecs, hook)).parameters)
    info = PluginInfo("a", "A", "XX")

    def answer(*given: Any) -> PluginInfo:
        return info

    answer.__signature__ = inspect.signature(getattr(hookspecs, hook))  # type: ignore[attr-defined]
    loaded = load(tmp_path, plugin(monkeypatch, "a", **{hook: answer}))
    assert list(loaded.answers(hook, **dict.fromkeys(arguments))) == [("a", info)]


def test_every_hook_is_tested_and_documented() -> None:
    specs = {name for name, _ in documentation._specs()}
    assert specs == TESTED
    for name, function in documentation._specs():
        assert inspect.getdoc(function), f"{name} has no documentation"
    page = (Path(__file__).resolve().parents[1] / "docs" / "hooks.md").read_text(encoding="utf-8")
    assert page == documentation.hooks(), "docs/hooks.md is old: run make docs"


def test_the_three_plugins_implement_only_known_hooks(council: Any) -> None:
    codes = [each.info.code for each in council.hooks.loaded]
    assert codes == ["asean_mra", "ni_qbr", "ro_census"]
