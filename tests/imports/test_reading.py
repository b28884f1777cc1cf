"""Records are read as they stand; what is broken is refused alone, and every line is accounted for."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.errors import Problem
from councilkit.imports.model import Layout
from councilkit.imports.reading import MOST_LINES, Batch, open_source


def read(path: Path, text: str, most: int = 1000, layout: Layout | None = None, encoding: str = "utf-8") -> list[Batch]:
    path.write_bytes(text.encode(encoding))
    return list(open_source(path, layout or Layout()).batches(most))


def rows(batches: list[Batch]) -> list[tuple[int, tuple[str, ...]]]:
    return [(line, batch.cells(row)) for batch in batches for row, line in enumerate(batch.lines)]


def refused(batches: list[Batch]) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.added[2]) for batch in batches for refusal in batch.refused]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_plain_and_quoted_records_keep_their_line(file: Path) -> None:
    batches = read(file, 'a,b\n1,2\n"x, y","say ""hi"""\n"two\nlines",3\n4,5\n')
    assert rows(batches) == [(2, ("1", "2")), (3, ("x, y", 'say "hi"')), (4, ("two\nlines", "3")), (6, ("4", "5"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(file: Path, end: str) -> None:
    assert rows(read(file, f"a,b{end}1,2{end}{end}3,4")) == [(2, ("1", "2")), (4, ("3", "4"))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(file: Path, delimiter: str) -> None:
    text = f'"a,;b"{delimiter}c\n1{delimiter}2\n'
    assert rows(read(file, text)) == [(2, ("1", "2"))]


def test_the_line_that_names_the_delimiter_for_excel_is_understood(file: Path) -> None:
    assert rows(read(file, "sep=;\na;b\n1;2\n")) == [(3, ("1", "2"))]


def test_column_names_may_stand_further_down(file: Path) -> None:
    assert rows(read(file, "The register\n\na,b\n1,2\n", layout=Layout(header_row=3))) == [(4, ("1", "2"))]
    with pytest.raises(Problem, match="ends before line 3"):
        read(file, "a,b\n1,2\n", layout=Layout(header_row=9))


def test_a_row_of_another_width_is_refused_as_it_came(file: Path) -> None:
    batches = read(file, "a;b;c\n1;2;3\n1,2;3\n1;2;3;\n1;2;3;4;5\n;;\n6;7;8\n")
    assert [line for line, _ in rows(batches)] == [2, 7]
    assert [(r.line, list(r.cells)) for r in batches[0].refused] == [
        (3, ["1,2", "3"]),
        (4, ["1", "2", "3", ""]),
        (5, ["1", "2", "3", "4", "5"]),
    ]
    mends = [refusal.added[3] for refusal in batches[0].refused]
    assert mends[0] == "There are commas where semicolons should be: replace them."
    assert mends[1].startswith("The cells at the end are empty")
    assert mends[2].startswith("Look for semicolons inside a text")
    assert batches[0].empty == 1


def test_a_quotation_mark_that_is_never_closed_takes_only_its_own_line(file: Path) -> None:
    text = 'a,b\n1,"open\n' + "".join(f"{number},x\n" for number in range(MOST_LINES * 2))
    batches = read(file, text)
    assert [line for line, _ in refused(batches)] == [2]
    assert len(rows(batches)) == MOST_LINES * 2


def test_a_quotation_mark_open_at_the_end_of_the_file(file: Path) -> None:
    batches = read(file, 'a,b\n1,2\n3,"open\n5,6\n')
    assert [line for line, _ in refused(batches)] == [3]
    assert [line for line, _ in rows(batches)] == [2, 4]


def test_text_after_a_closing_quotation_mark_is_refused_not_swallowed(file: Path) -> None:
    batches = read(file, 'a,b\n1,"SC "X" SRL"\n3,4\n')
    assert [line for line, _ in refused(batches)] == [2]
    assert batches[0].refused[0].cells == ["1", '"SC "X" SRL"']


def test_a_cell_without_end_is_refused(file: Path) -> None:
    batches = read(file, f"a,b\n1,{'x' * 150_000}\n3,4\n")
    assert [line for line, _ in refused(batches)] == [2]
    assert "far too long" in refused(batches)[0][1]


@pytest.mark.parametrize("text", ["\n1,2\n", ",,\n1,2,3\n", '"a,b\n1,2\n'])
def test_a_file_without_column_names_is_refused(file: Path, text: str) -> None:
    with pytest.raises(Problem, match="column names"):
        read(file, text)


cells = st.text(st.sampled_from('ab1 ,;"\n\tșé'), max_size=6)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), max_size=12), st.integers(1, 5), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_csv_wrote_is_read_back(tmp_path_factory: pytest.TempPathFactory, table, most: int, end: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([["a", "b", "c"], *table])
    batches = read(tmp_path_factory.getbasetemp() / "own.csv", text.getvalue(), most)
    assert [list(row) for _, row in rows(batches)] == [row for row in table if any(row)]
    assert sum(batch.empty for batch in batches) == sum(not any(row) for row in table)
    assert not refused(batches)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab,"\n'), max_size=60), st.integers(1, 4))
def test_every_line_of_any_text_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, most: int
) -> None:
    batches = read(tmp_path_factory.getbasetemp() / "any.csv", "a,b\n" + text, most)
    lines = [line for line, _ in rows(batches)] + [line for line, _ in refused(batches)]
    assert len(set(lines)) == len(lines)
    kept = [cell for _, row in rows(batches) for cell in row]
    kept += [cell for batch in batches for refusal in batch.refused for cell in refusal.cells]
    assert sorted(letter for cell in kept for letter in cell if letter in "ab") == sorted(
        letter for letter in text if letter in "ab"
    )
