"""Our columns are found in a file's, and every column of the file is used, ignored on purpose, or told."""

from collections.abc import Sequence

import polars as pl
import pytest

from councilkit.errors import Problem
from councilkit.imports.columns import Cleaned, Columns
from councilkit.imports.mapping import parse
from councilkit.imports.model import ADDED, Layout
from councilkit.imports.schemas import columns_of, required_of

KNOWN, REQUIRED = columns_of("registrants"), required_of("registrants")
NEEDED = ["registration_number", "part", "given_names", "registered_on"]
MAPPED = """
[file]
ignore = ["Notes"]
blanks = ["-"]
skip = [{ column = "No.", starts_with = "total" }]
[constants]
part = "ro.social_worker"
[columns]
registration_number = "No."
given_names = "Prenume"
registered_on = { from = ["Day", "Month", "Year"], join = ".", dates = ["day.month.year"] }
family_name = { from = "Nume", previous = ["({name})"] }
qualification_award = { constant = "BSW", only_with = "qualification_institution" }
qualification_institution = "School"
"""
HEADER = ["No.", "Nume", "Prenume", "Day", "Month", "Year", "School", "Notes"]


def plan(header: Sequence[str], mapping: str = "") -> Columns:
    layout = parse(mapping, KNOWN) if mapping else Layout()
    return Columns(header, layout, KNOWN, REQUIRED)


def refusal(header: Sequence[str], mapping: str = "") -> str:
    with pytest.raises(Problem) as refused:
        plan(header, mapping)
    return refused.value.message


def apply(columns: Columns, *rows: Sequence[str]) -> Cleaned:
    width = len(columns.header)
    schema = {str(place): pl.String for place in range(width)}
    return columns.apply(pl.DataFrame([list(row) for row in rows], schema=schema, orient="row"))


def test_names_are_found_however_they_are_written() -> None:
    columns = plan(["Registration Number", "PART", "given-names", " registered_on"])
    assert list(columns.parts) == NEEDED
    assert columns.label("registration_number") == "Registration Number"


def test_a_missing_column_is_named() -> None:
    assert "“registered_on” is missing" in refusal(NEEDED[:3])


def test_an_unknown_column_is_told_with_its_place_and_the_nearest_name() -> None:
    message = refusal([*NEEDED, "emial", "shoe size"])
    assert "“emial” (number 5) is not known. Did you mean “email”?" in message
    assert "“shoe size” (number 6) is not known." in message
    assert "name it in a mapping file" in message


def test_a_column_that_stands_twice_is_told() -> None:
    assert "“email” stands twice: numbers 5 and 6" in refusal([*NEEDED, "email", "email"])


def test_a_mapping_that_names_no_column_of_the_file_is_told() -> None:
    assert "the column “Prenume”, which the file does not have" in refusal(["No.", "Nume"], MAPPED)
    assert "Did you mean “Prenumele”?" in refusal([*(n for n in HEADER if n != "Prenume"), "Prenumele"], MAPPED)


def test_cells_are_mapped() -> None:
    done = apply(
        plan(HEADER, MAPPED),
        ["7/2019", "Pop (Radu)", "Ana", "3", "4", "2019", "UBB", "x"],
        ["8", "-", "Ion", "3", "", "2019", "", ""],
        ["TOTAL 2", "", "", "", "", "", "", ""],
    )
    assert done.skipped == {2}
    assert done.columns["registration_number"].to_list()[:2] == ["7/2019", "8"]
    assert done.columns["family_name"].to_list() == ["Pop", None, None]
    assert done.columns["previous_names"].to_list()[0] == "Radu"
    assert done.columns["registered_on"].to_list()[:2] == ["2019-04-03", "3.2019"]
    assert done.columns["qualification_award"].to_list() == ["BSW", None, None]
    assert done.columns["part"].to_list() == ["ro.social_worker"] * 3
    assert "email" not in done.columns


def test_faults_found_while_cleaning_keep_their_row() -> None:
    columns = plan(["No.", "Name"], MAPPED_NAMES)
    done = apply(columns, ["1", "Pop, Ana"], ["2", "Pop Ana"])
    assert list(done.faults) == [1]
    assert [fault.field for fault in done.faults[1]] == ["given_names"]


MAPPED_NAMES = """
[constants]
part = "ro.social_worker"
registered_on = 2019-01-01
[columns]
registration_number = "No."
given_names = { from = "Name", take = "{family}, {value}" }
"""


def test_nameless_columns_at_the_end_may_only_be_empty() -> None:
    columns = plan([*NEEDED, "", ""])
    row = ["1", "x", "Ana", "2019-01-01"]
    done = apply(columns, [*row, "", " "], [*row, "", "lost"])
    assert list(done.faults) == [1]
    assert "column 6, which has no name" in done.faults[1][0].problem
    assert "number 2" in refusal([NEEDED[0], "", *NEEDED[1:]])


def test_a_mended_file_of_refused_rows_is_read_again() -> None:
    columns = plan([*ADDED, *NEEDED])
    done = apply(columns, ["7", "part", "Problem.", "Mend.", "1", "x", "Ana", "2019-01-01"])
    assert done.columns["given_names"].to_list() == ["Ana"]
    assert "“line”" in refusal(["line", *NEEDED])
