"""The file of refused rows: as they came, in a form that opens where the file came from, never over another."""

import csv
from pathlib import Path

import pytest

from councilkit.errors import Problem
from councilkit.imports.errorsfile import ErrorsFile, default_path
from councilkit.imports.model import Fault, Layout, Refusal
from councilkit.imports.reading import Source, open_source

REFUSAL = Refusal(3, ["1", "x;y", "=1+1"], [Fault("b", "Wrong.", "Mend it."), Fault("c", "Bad."), Fault("", "Short.")])


def source(folder: Path, text: str = "a;b;c\n", encoding: str = "utf-8") -> Source:
    path = folder / "file.csv"
    path.write_bytes(text.encode(encoding))
    return open_source(path, Layout(encoding="" if encoding.startswith("utf") else encoding))


def rows(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_one_line_a_row_with_all_that_is_wrong(tmp_path: Path) -> None:
    file = ErrorsFile(tmp_path / "out.csv", source(tmp_path))
    file.add(REFUSAL)
    assert file.close() == str(tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv") == [
        ["line", "field", "problem", "suggestion", "a", "b", "c"],
        ["3", "b; c", "b: Wrong. c: Bad. Short.", "Mend it.", "1", "x;y", "'=1+1"],
    ]
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", False), ("utf-8-sig", True), ("cp1250", True), ("utf-16", True)]
)
def test_what_came_from_a_spreadsheet_is_marked_as_utf_8(tmp_path: Path, encoding: str, mark: bool) -> None:
    file = ErrorsFile(tmp_path / "out.csv", source(tmp_path, "a;b;ş\n", encoding))
    file.add(REFUSAL)
    file.close()
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf") is mark
    assert rows(tmp_path / "out.csv", "utf-8-sig")[0][-1] == "ş"


def test_nothing_refused_writes_nothing(tmp_path: Path) -> None:
    assert ErrorsFile(tmp_path / "out.csv", source(tmp_path)).close() == ""
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_there_is_moved_aside_unless_it_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    for number, text in enumerate(("mine", "other")):
        path.write_text(text)
        file = ErrorsFile(path, source(tmp_path))
        file.add(REFUSAL)
        file.close()
        assert file.moved_aside == str(tmp_path / f"out.{number + 1}.csv")
        assert Path(file.moved_aside).read_text() == text
    again = ErrorsFile(path, source(tmp_path))
    again.add(REFUSAL)
    again.close()
    assert again.moved_aside == ""
    clean = ErrorsFile(path, source(tmp_path))
    assert clean.close() == ""
    assert clean.moved_aside == str(tmp_path / "out.3.csv")
    assert not path.exists()


def test_it_never_takes_the_place_of_the_file_itself(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot go into the file itself"):
        ErrorsFile(tmp_path / "file.csv", source(tmp_path))


def test_without_a_path_nothing_is_written(tmp_path: Path) -> None:
    file = ErrorsFile(None, source(tmp_path))
    file.add(REFUSAL)
    assert file.close() == ""


def test_a_mended_file_does_not_get_the_added_columns_twice(tmp_path: Path) -> None:
    file = ErrorsFile(tmp_path / "out.csv", source(tmp_path, "line;field;problem;suggestion;a\n"))
    file.add(Refusal(2, ["3", "b", "Wrong.", "Mend it.", "1"], [Fault("a", "Bad.", "Mend.")]))
    file.close()
    assert rows(tmp_path / "out.csv") == [
        ["line", "field", "problem", "suggestion", "a"],
        ["2", "a", "Bad.", "Mend.", "1"],
    ]


def test_the_default_name_stands_beside(tmp_path: Path) -> None:
    assert default_path(Path("/data/register.csv")) == Path("/data/register.errors.csv")


def test_a_formula_does_not_run_and_is_read_again_as_it_was(tmp_path: Path) -> None:
    cells = ["=HYPERLINK(0)", "+44 28 9000", "'=quoted"]
    file = ErrorsFile(tmp_path / "out.csv", source(tmp_path))
    file.add(Refusal(2, cells, [Fault("a", "Wrong.")]))
    file.close()
    assert not any(cell.startswith(("=", "+")) for cell in rows(tmp_path / "out.csv")[1])
    [batch] = open_source(tmp_path / "out.csv", Layout()).batches()
    assert list(batch.cells(0)[-3:]) == cells
