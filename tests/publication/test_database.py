"""public.db: the same rows give the same bytes; search, keys and indexes are there."""

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from councilkit.errors import Problem
from councilkit.publication import database
from councilkit.publication.model import Column, ForeignKey, Open, Publication

OPEN = Open("no person")
PARTS = Publication(
    "parts",
    "Parts",
    "",
    (Column("code", "text", ""), Column("title", "text", "")),
    None,
    ("code",),
    OPEN,
    label="title",
)
PEOPLE = Publication(
    "people",
    "People",
    "",
    (
        Column("number", "text", ""),
        Column("name", "text", ""),
        Column("part", "text", ""),
        Column("hours", "number", ""),
    ),
    None,
    ("part", "number"),
    OPEN,
    foreign_keys=(ForeignKey("part", "parts"),),
    facets=("part",),
    search=("name",),
    sort="-name",
)
PART_ROWS = [("a", "Part A"), ("b", "Part B")]
NAMES = ["Ștefan Țurcanu", "Nguyễn Thị Ánh", "Maria Ionescu"]
ROWS: list[Any] = [(f"{n:04}", f"{NAMES[n % 3]} {n}", "ab"[n % 2], n / 2) for n in range(600)]


def build(folder: Path, name: str = "public.db", people: list[Any] = ROWS, parts: list[Any] = PART_ROWS) -> Path:
    target = folder / name
    assert database.write([(PEOPLE, people), (PARTS, parts)], target) == {"parts": len(parts), "people": len(people)}
    return target


def test_the_order_of_rows_does_not_change_a_byte(tmp_path: Path) -> None:
    shuffled = random.Random(3).sample(ROWS, len(ROWS))
    assert build(tmp_path, "one.db").read_bytes() == build(tmp_path, "two.db", shuffled, PART_ROWS[::-1]).read_bytes()
    assert not list(tmp_path.glob("*.draft"))


def test_search_does_not_mind_accents(tmp_path: Path) -> None:
    connection = database.read(build(tmp_path))
    for word, name in (("turcanu", "Ștefan Țurcanu 0"), ("nguyen", "Nguyễn Thị Ánh 1"), ("ŞTEFAN", "Ștefan Țurcanu 0")):
        query = "select name from people where rowid in (select rowid from people_fts where people_fts match ?)"
        found = [row[0] for row in connection.execute(query, [word])]
        assert name in found
        assert len(found) == 200


def test_facets_references_and_sort_are_indexed(tmp_path: Path) -> None:
    connection = database.read(build(tmp_path))
    indexed = {row[0] for row in connection.execute("select name from sqlite_master where type = 'index'")}
    assert {"idx_people_part", "idx_people_name"} <= indexed
    assert connection.execute("pragma foreign_key_list(people)").fetchone()[2:5] == ("parts", "part", "code")
    assert connection.execute("select count(*) from sqlite_stat1").fetchone()[0] > 0


def test_rows_come_back_in_the_order_of_the_key(tmp_path: Path) -> None:
    rows = list(database.ordered(database.read(build(tmp_path)), PEOPLE))
    assert rows == sorted(ROWS, key=lambda row: (row[2], row[0]))


def test_a_published_file_cannot_be_written(tmp_path: Path) -> None:
    connection = database.read(build(tmp_path))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("delete from people")


def test_a_key_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="two rows have the same key"):
        database.write([(PARTS, [("a", "A"), ("a", "B")])], tmp_path / "x.db")


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="points to something that parts lacks"):
        database.write([(PEOPLE, [("1", "Ana", "zz", 1.0)]), (PARTS, PART_ROWS)], tmp_path / "x.db")


def test_a_table_that_is_not_published_cannot_be_pointed_to(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="points to the table parts, which is not published"):
        database.write([(PEOPLE, ROWS)], tmp_path / "x.db")


def test_a_circle_of_tables_is_refused(tmp_path: Path) -> None:
    column = (Column("code", "text", ""),)
    one = Publication("one", "", "", column, None, ("code",), OPEN, foreign_keys=(ForeignKey("code", "two"),))
    two = Publication("two", "", "", column, None, ("code",), OPEN, foreign_keys=(ForeignKey("code", "one"),))
    with pytest.raises(Problem, match="in a circle"):
        database.write([(one, []), (two, [])], tmp_path / "x.db")
