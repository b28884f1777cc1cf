"""What the README tells a newcomer to type is there to be typed."""

import re
import shlex
from pathlib import Path

import click
import pytest

from councilkit.cli import cli

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line.strip() for block in BLOCKS for line in block.splitlines() if line.strip().startswith("councilkit ")]
NAMED = [" ".join(text.split()) for text in re.findall(r"`(councilkit [a-z][^`]*)`", README)]


@pytest.mark.parametrize("line", sorted({*LINES, *NAMED}))
def test_a_command_and_its_options_are_there(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = cli
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_the_command_is_called_by_its_name_once_the_environment_is_on() -> None:
    assert LINES
    assert README.index(". .venv/bin/activate") < README.index(LINES[0])
    assert ".venv/bin/councilkit" not in README
