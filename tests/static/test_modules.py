"""The modules: small, each for itself, depending on nothing."""

from importlib.resources import files

import pytest

from councilkit.look import _without_notes, script

FOLDER = files("councilkit").joinpath("static")
MODULES = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".js"))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_small_and_joins_with_the_others(name: str) -> None:
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert len(_without_notes(text).encode()) < 3.25 * 1024
    assert not any(line.startswith(("import", "export")) for line in text.splitlines())
    assert "eval(" not in text
    assert "innerHTML" not in text
    assert _without_notes(text).splitlines()[0] in script()


def test_every_module_is_sent() -> None:
    assert script().count("{\n") >= len(MODULES)
    assert MODULES == ["draft.js", "once.js", "password.js", "session.js"]
