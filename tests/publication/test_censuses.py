"""Census tables as they are published."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from councilkit.catalogue import Catalogue
from councilkit.censuses import services
from councilkit.censuses.importing import bring_in
from councilkit.censuses.model import CensusDesign, CensusTable
from councilkit.context import SYSTEM, Context, Council
from councilkit.errors import Problem
from councilkit.publication.censuses import census_publication, joined
from councilkit.publication.protection import prepare

FORM = """
| survey | | | | |
| | type | name | label | required |
| | select_one county | county | County | yes |
| | select_one area | area | Area | yes |
| | select_one job | job | Job | yes |
| choices | | | | |
| | list_name | name | label | |
| | county | AB | Alba | |
| | county | CJ | Cluj | |
| | county | IS | Iași | |
| | area | 1 | Urban | |
| | area | 2 | Rural | |
| | area | 3 | Both | |
| | job | s | Social worker | |
| | job | m | Manager | |
"""
COUNTY = CensusTable("people", "People", "People.", "form", columns="area", rows="county")
JOBS = CensusTable("jobs", "Jobs", "Jobs.", "form", columns="area", measures=("job", "county"))
SENT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def design(tmp_path: Any) -> CensusDesign:
    file = tmp_path / "form.md"
    file.write_text(FORM, encoding="utf-8")
    return CensusDesign("d", "D", {"form": file}, tables=(COUNTY, JOBS))


@pytest.fixture
def ctx(make_council: Callable[..., Council], design: CensusDesign) -> Context:
    council = make_council()
    catalogue = Catalogue({**council.catalogue.items, CensusDesign: {"d": design}})
    return replace(council, catalogue=catalogue).acting(SYSTEM)


def hold(ctx: Context, answers: list[tuple[str, str, str]], close: bool = True) -> None:
    services.create_round(ctx, "r", "d")
    services.open_round(ctx, "r")
    rows = [
        (f"p{n}", dict(zip(("county", "area", "job"), each, strict=True)), SENT + timedelta(minutes=n))
        for n, each in enumerate(answers)
    ]
    bring_in(ctx, "r", "form", rows)
    if close:
        services.close_round(ctx, "r")


def published(ctx: Context, design: CensusDesign, table: CensusTable) -> list[dict[str, Any]]:
    publication = census_publication(design, table)
    found = prepare(publication, ctx, ctx.today())
    return [dict(zip(publication.names, row, strict=True)) for row in found.rows]


MANY = [("AB", "1", "s")] * 3 + [("CJ", "1", "s")] * 20 + [("IS", "1", "m")] * 12 + [("AB", "2", "m")] * 9
MANY += [("CJ", "2", "s")] * 15 + [("IS", "2", "m")] * 7


def test_counts_with_sums_and_the_small_ones_hidden(ctx: Context, design: CensusDesign) -> None:
    hold(ctx, MANY)
    rows = {(row["county"], row["area"]): row for row in published(ctx, design, COUNTY)}
    assert rows["AB", "1"]["people"] is None
    assert rows["AB", "1"]["hidden"] == "c"
    assert rows["all", "all"]["people"] == len(MANY)
    assert rows["all", "1"]["people"] == 35
    assert sum(row["people"] is None for row in rows.values()) >= 4
    assert rows["CJ", "2"]["county_text"] == "Cluj"
    assert rows["CJ", "2"]["area_text"] == "Rural"
    assert not any(row["provisional"] for row in rows.values())
    assert not any(row["people"] and row["people"] < 5 for row in rows.values())


def test_the_sums_of_columns_agree_between_tables(ctx: Context, design: CensusDesign) -> None:
    hold(ctx, MANY)
    sums = {row["area"]: row["people"] for row in published(ctx, design, COUNTY) if row["county"] == "all"}
    for row in published(ctx, design, JOBS):
        if row["answer"] == "all":
            assert row["people"] == sums[row["area"]]
    assert None not in sums.values()


def test_a_column_with_few_people_is_joined_with_another(ctx: Context, design: CensusDesign) -> None:
    hold(ctx, [*MANY, ("CJ", "3", "s"), ("IS", "3", "s")])
    columns = {row["area"]: row["area_text"] for row in published(ctx, design, COUNTY)}
    assert columns == {"1": "Urban", "2+3": "Rural or Both", "all": "All"}


def test_an_open_round_moves_in_steps_of_five(ctx: Context, design: CensusDesign) -> None:
    hold(ctx, MANY[:58], close=False)
    rows = published(ctx, design, COUNTY)
    assert next(row["people"] for row in rows if (row["county"], row["area"]) == ("all", "all")) == 55
    assert all(row["provisional"] for row in rows)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_too_few_people_give_no_table(ctx: Context, design: CensusDesign, count: int) -> None:
    hold(ctx, MANY[:count])
    assert published(ctx, design, COUNTY) == []


def test_one_release_is_like_the_next(ctx: Context, design: CensusDesign) -> None:
    hold(ctx, random.Random(1).sample(MANY, len(MANY)))
    assert published(ctx, design, JOBS) == published(ctx, design, JOBS)


def test_joining_columns() -> None:
    assert joined("1" * 9 + "2" * 8, "123") == {"1": "1", "2": "2", "3": "3"}
    assert joined("1" * 9 + "2" * 8 + "3", "123") == {"1": "1", "2": "2+3", "3": "2+3"}
    assert joined("1" * 3 + "2" + "3", "123") == {"1": "1+2+3", "2": "1+2+3", "3": "1+2+3"}
    assert joined("12", "123") == {}
    assert joined("", "123") == {}


def test_a_table_of_questions_that_are_not_asked_of_the_same_people_is_refused(
    make_council: Callable[..., Council], design: CensusDesign
) -> None:
    path = design.forms["form"]
    text = path.read_text(encoding="utf-8").replace("| required |", "| required | relevant |")
    path.write_text(text.replace("| Job | yes |", "| Job | yes | ${area} = 1 |"), encoding="utf-8")
    council = make_council()
    ctx = replace(council, catalogue=Catalogue({CensusDesign: {"d": design}})).acting(SYSTEM)
    with pytest.raises(Problem, match="not asked of the same people"):
        services.create_round(ctx, "r", "d")


def test_the_answer_and_its_figure_come_first(design: CensusDesign) -> None:
    assert census_publication(design, COUNTY).names[:4] == ("county_text", "people", "area_text", "hidden")
    asked = census_publication(design, JOBS)
    assert asked.names[:2] == ("answer_text", "people")
    assert asked.questions[0].sql.startswith("select answer_text as answer, coalesce(people, '[c]') as people, ")
