"""Snapshots made by columns say what a ledger change would have said; ids are like any other."""

import json
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit.context import Context
from councilkit.imports import rows
from councilkit.ledger.change import untold
from councilkit.ledger.model import encode
from councilkit.register.tables import organisations, persons
from tests.conftest import both_databases

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(
    ['"\\', "\u2028\x1f", "ș😀"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(words, st.none() | st.dates(date(1800, 1, 1))), min_size=1, max_size=5))
def test_snapshots_say_the_same_as_those_of_a_change(people: list[tuple[str, date | None]]) -> None:
    frame = pl.DataFrame({"given": [name for name, _ in people], "born": [day for _, day in people]})
    given_values = {
        "id": rows.new_ids(len(people)),
        "public_id": "SW-0000-00001",
        "given_names": pl.col("given"),
        "search_name": "x",
        "date_of_birth": pl.col("born").cast(pl.Date),
    }
    made = rows.table_frame(persons, given_values, frame)
    texts = rows.snapshots(pl.DataFrame({"persons": rows.as_json(persons, made)}))
    told = made.drop(untold(persons))
    wanted = [encode({"persons": [row]}) for row in told.to_dicts()]
    assert [json.loads(text) for text in texts] == [json.loads(text) for text in wanted]
    assert [list(json.loads(text)["persons"][0]) for text in texts] == [sorted(told.columns)] * len(people)
    assert set(made.columns) == {column.name for column in persons.columns}


def test_missing_values_take_the_columns_default() -> None:
    frame = pl.DataFrame({"name": ["A", "B"], "area": ["RO-B", None]})
    made = rows.table_frame(organisations, {"name": pl.col("name"), "area_code": pl.col("area")}, frame)
    assert made["area_code"].to_list() == ["RO-B", ""]
    assert made["version"].to_list() == [1, 1]
    assert made["invented"].to_list() == [False, False]


def test_rows_of_several_tables_are_joined_and_absent_ones_left_out() -> None:
    places = pl.Series([0, 0, 2], dtype=pl.UInt32)
    names = rows.at(places, pl.Series(['{"a":1}', '{"a":2}', '{"a":3}']), 3)
    texts = rows.snapshots(pl.DataFrame({"b": pl.Series(["{}", "{}", "{}"]), "a": names}))
    assert texts == ['{"a":[{"a":1},{"a":2}],"b":[{}]}', '{"b":[{}]}', '{"a":[{"a":3}],"b":[{}]}']


def test_ids_are_random_apart_and_in_order() -> None:
    ids = [*rows.new_ids(2000), *rows.new_ids(2000)]
    assert len(set(ids)) == 4000
    assert {len(id) for id in ids} == {32}
    assert ids[:2000] == sorted(ids[:2000])
    assert len(rows.new_ids(0)) == 0


@both_databases
def test_what_is_the_same_in_all_rows_is_written_in_all_rows(ctx: Context) -> None:
    names = [f"Trust {number}" for number in range(700)]
    areas = ["GB-NIR", None, "GB-NIR"] + [""] * 697
    named = {column: pl.col("name") for column in ("name", "search_name")}
    given = {"id": rows.new_ids(700), "area_code": pl.col("area"), **named}
    frame = rows.table_frame(organisations, given, pl.DataFrame({"name": names, "area": areas}))
    with ctx.database.writing() as connection:
        rows.insert(connection, organisations, frame)
        found = connection.execute(select(organisations).order_by(organisations.c.id)).mappings().all()
    assert [dict(row) for row in found] == frame.to_dicts()


def test_a_column_with_a_gap_is_not_the_same_in_all_rows() -> None:
    frame = pl.DataFrame({"id": ["1", "2"], "gap": ["x", None], "same": ["y", "y"], "none": [None, None]})
    assert rows.packed(frame) == (["id", "gap"], [("1", "x"), ("2", None)], {"same": "y"})
