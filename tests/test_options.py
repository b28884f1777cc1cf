"""Days and moments on the command line: one way to read them, one sentence about what is wrong."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from councilkit.cli import COMMANDS, cli
from councilkit.options import Day, Moment, OutputFile, OutputFolder


def test_a_day_and_a_moment_are_read() -> None:
    assert Day().convert("2026-05-03", None, None) == date(2026, 5, 3)
    assert Moment().convert("2026-05-03", None, None) == datetime.combine(date(2026, 5, 3), time.max)
    assert Moment().convert("2026-05-03T18:00", None, None) == datetime(2026, 5, 3, 18)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (Day(), "2020-02-31", "31 February does not exist: February 2020 has 29 days. Check the day."),
        (Day(), "3.5.2026", 'Write the date as year-month-day, like 2026-03-31, not "3.5.2026".'),
        (Moment(), "2020-02-31T10:00", "31 February does not exist"),
        (Moment(), "2026-05-03T25:00", "Write the time as hours and minutes, like 18:00, not “25:00”."),
        (Moment(), "2026-05-03T10:00+02:00", "Write the time as hours and minutes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_words_of_the_house(kind: Any, typed: str, says: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        kind.convert(typed, None, None)
    assert says in refused.value.message


def test_a_file_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter, match="is not there: make it first"):
        OutputFile().convert(str(tmp_path / "nope" / "x.csv"), None, None)
    assert OutputFile().convert(str(tmp_path / "x.csv"), None, None) == tmp_path / "x.csv"


def test_a_folder_that_cannot_be_made_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(click.BadParameter, match="is a file, so nothing can lie in it"):
        OutputFolder().convert(str(tmp_path / "file" / "a" / "b"), None, None)
    assert OutputFolder().convert(str(tmp_path / "a" / "b"), None, None) == tmp_path / "a" / "b"


def test_every_file_that_a_command_writes_is_asked_after_first() -> None:
    found = [each for name in COMMANDS for each in commands(cli.get_command(click.Context(cli), name))]  # type: ignore[arg-type]
    written = [parameter for each in found for parameter in each.params if "--output" in parameter.opts]
    assert len(written) > 5
    assert [each.opts for each in written if not isinstance(each.type, OutputFile)] == []


def commands(command: click.Command) -> list[click.Command]:
    below = command.commands.values() if isinstance(command, click.Group) else []
    return [command, *(each for one in below for each in commands(one))]


def test_every_command_reads_dates_so() -> None:
    found = [each for name in COMMANDS for each in commands(cli.get_command(click.Context(cli), name))]  # type: ignore[arg-type]
    assert not [
        parameter.opts for each in found for parameter in each.params if isinstance(parameter.type, click.DateTime)
    ]


def test_a_wrong_day_is_wrong_use() -> None:
    told = CliRunner().invoke(cli, ["status", "1", "--as-of", "2020-02-31"])
    assert told.exit_code == 2
    assert "31 February does not exist" in told.output
