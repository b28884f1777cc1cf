"""Declarations of published tables refuse what could not be published."""

import pytest

from councilkit.publication.model import Column, Counts, ForeignKey, Open, Publication, Question

NAME = Column("name", "text", "Name")
CODE = Column("code", "text", "Code")


def declared(**changes: object) -> Publication:
    values = {"title": "T", "description": "D", "columns": (CODE, NAME), "query": None, "key": ("code",)}
    return Publication("things", **(values | {"protection": Open("no person")} | changes))  # type: ignore[arg-type]


def test_a_publication_is_known_by_its_table() -> None:
    assert declared().code == "things"
    assert declared().names == ("code", "name")


@pytest.mark.parametrize(
    "changes",
    [
        {"facets": ("county",)},
        {"search": ("county",)},
        {"sort": "-county"},
        {"label": "county"},
        {"key": ("county",)},
        {"foreign_keys": (ForeignKey("county", "counties"),)},
        {"protection": Counts("people", ("code",), "flag")},
    ],
)
def test_a_column_that_is_used_must_be_declared(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"publication things: '.*' is not one of its columns"):
        declared(**changes)


def test_a_table_needs_a_key_and_columns_once() -> None:
    with pytest.raises(ValueError, match="say which columns are its key"):
        declared(key=())
    with pytest.raises(ValueError, match="declared twice"):
        declared(columns=(CODE, NAME, NAME))


@pytest.mark.parametrize("name", ["", "Name", "na me", 'n"; drop table x', "é", "1st", "a" * 61])
def test_names_stay_plain(name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        Column(name, "text", "x")
    with pytest.raises(ValueError, match="small letters"):
        Question(name, "Q", "select 1")


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="type 'blob' is not one of"):
        Column("photo", "blob", "x")  # type: ignore[arg-type]
