"""Tables counted from answers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from councilkit.censuses.model import ALL, CensusTable, counted

CHOICES = {"county": ["CJ", "IS"], "area": ["1", "2"], "sector": ["a", "b", "c"]}
COUNTY = CensusTable("t", "T", "", "form", columns="area", rows="county")
SECTOR = CensusTable("m", "M", "", "form", columns="area", measures=("sector", "county"))
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"area": st.sampled_from(["1", "2", ""])},
        optional={"county": st.sampled_from(["CJ", "IS"]), "sector": st.sampled_from(["a", "b", "c"])},
    ),
    max_size=40,
)


def test_every_choice_has_its_row_and_column() -> None:
    cells = {(cell.row, cell.column): cell.count for cell in counted(COUNTY, [{"county": "CJ", "area": "1"}], CHOICES)}
    assert cells[("CJ", "1")] == 1
    assert cells[("IS", "2")] == 0
    assert cells[(ALL, ALL)] == cells[("CJ", ALL)] == cells[(ALL, "1")] == 1
    assert len(cells) == 9


@given(PEOPLE)
def test_nobody_is_lost_or_counted_twice(people: list[dict[str, str]]) -> None:
    asked = [each for each in people if each["area"]]
    for cell in counted(COUNTY, people, CHOICES):
        expected = [
            each for each in asked if cell.row in (ALL, each.get("county", "")) and cell.column in (ALL, each["area"])
        ]
        assert cell.count == len(expected)


@given(PEOPLE)
def test_every_block_has_the_same_sums(people: list[dict[str, str]]) -> None:
    sums: dict[str, Counter[str]] = {"sector": Counter(), "county": Counter()}
    for cell in counted(SECTOR, people, CHOICES):
        if cell.row == ALL:
            sums[cell.measure][cell.column] = cell.count
    assert sums["sector"] == sums["county"]
