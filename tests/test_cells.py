"""Cells that a spreadsheet would run are made harmless, and are again what they were when they are read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councilkit.cells import harmless, harmless_csv, plain

cells = st.text(st.sampled_from("=+-@'\t\r\n,;\"1.5eaș ก"), max_size=8)


@given(cells)
def test_every_text_comes_back_and_none_runs(text: str) -> None:
    [made] = harmless([text])
    assert plain(made) == text
    assert not made.startswith(("=", "@", "\t", "\r"))
    assert made in (text, f"'{text}")


@pytest.mark.parametrize("number", ["-5", "+1.5", "-1e3", "'-5", "", "'", "'quoted'"])
def test_what_does_not_run_stays_as_it_is(number: str) -> None:
    assert harmless([number]) == [number]
    assert plain(number) == number


def test_what_is_no_text_stays_as_it_is() -> None:
    assert harmless([1, None, -2.5]) == [1, None, -2.5]
    assert plain(None) is None


def test_a_whole_file_is_made_harmless() -> None:
    assert harmless_csv("a,b\n'=1,=2\n").splitlines() == ["a,b", "''=1,'=2"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells).filter(any), min_size=1, max_size=5))
def test_an_import_reads_what_an_export_held(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    import csv

    from councilkit.imports.model import Layout
    from councilkit.imports.reading import open_source

    path = tmp_path / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(harmless(row) for row in [("first", "second"), *rows])
    found = [batch.cells(at) for batch in open_source(path, Layout()).batches() for at in range(batch.frame.height)]
    assert found == rows
