"""The vectorised screen and the schema agree: what the screen passes, the schema loads to the same values."""

import sys
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from marshmallow.validate import Range

from councilkit import fields
from councilkit.imports.schemas import SCHEMAS, Row, schema_of
from councilkit.imports.screen import _TWINS, column_value, screen

TODAY = date(2026, 11, 22)
PARTS = ["ni.social_worker", "ro.social_worker"]
GOOD: Mapping[str, Mapping[str, str]] = {
    "registrants": {
        "registration_number": "123/2019",
        "part": "ro.social_worker",
        "given_names": "Ștefania Ana-Maria",
        "family_name": "Popescu",
        "previous_names": "Mureșan",
        "date_of_birth": "1980-02-29",
        "gender": "female",
        "email": "ana.pop@example.org",
        "phone": "+40 (721) 123-456",
        "address": "Str. Lungă 3, București",
        "country": "RO",
        "area_code": "RO-B",
        "settlement": "urban",
        "employer": "D.G.A.S.P.C.",
        "registered_on": "2010-01-01",
        "expires_on": "2030-01-01",
        "step": "principal",
        "qualification_award": "Licență",
        "qualification_institution": "UBB Cluj",
        "qualification_country": "ro",
        "qualification_awarded_on": "2005-07-01",
        "qualification_awarded_year": "2005",
        "qualification_level": "EQF:6",
        "status": "removed",
        "status_on": "2024-01-31",
        "status_note": "As recorded",
        "public_id": "SW-7KQ4-00123",
    },
    "qualifications": {
        "registration_number": "1",
        "part": "ni.social_worker",
        "award": "BSW",
        "institution": "Queen's",
        "country": "GB",
        "awarded_on": "2000-06-30",
        "awarded_year": "2000",
        "level": "EQF:6",
    },
    "cpd": {
        "registration_number": "1",
        "on": "2026-11-22",
        "title": "Team talk",
        "category": "team_learning",
        "kind": "informal",
        "amount": "1.5",
        "unit": "hour",
        "provider": "SCIE",
        "standards": "1.1;2.3",
        "reflection": "More of it",
        "peer_reflection": "yes",
        "evidence": "binder 3",
        "part": "ni.social_worker",
    },
    "employment": {
        "registration_number": "1",
        "part": "ni.social_worker",
        "employer": "Northside Trust",
        "role": "Social worker",
        "area_code": "GB-BFS",
        "settlement": "urban",
        "starts_on": "2019-01-01",
        "ends_on": "2020-01-01",
        "part_time": "50",
    },
}
SPICE = "aZ9 -.,;:/@+'ŞşŢţțğıÀéßøœ\u0301\u200b\u00a0\t\n\0ำＡ\ufeffß한\u093c"
nasty = st.text(SPICE, max_size=8) | st.text(max_size=6)
days = st.sampled_from(
    ["2026-11-22", "2026-11-23", "2027-01-01", "1899-12-31", "2023-02-29", "2024-02-29", "2009-12-31"]
)
odd_days = st.sampled_from(["31/02/1980", "1980-2-1", " 1980-02-01", "1980-02-01 ", "19800201", "２０２０-01-01"])
numbers = st.sampled_from(
    ["0", "00", "1", "100", "101", "1899", "2101", "1.5", "1,5", "1.555", ".5", "1000", "1000.01", "0.001"]
)
odd_numbers = st.sampled_from(["-1", "1e3", "1 000", "1.000,5", "0,01", "010"])
LIKELY: Mapping[type, st.SearchStrategy[str]] = {
    fields.IsoDate: days | odd_days | st.dates(date(1790, 1, 1), date(2410, 1, 1)).map(str),
    fields.Amount: numbers | odd_numbers,
    fields.Whole: numbers | odd_numbers,
    fields.Choice: st.sampled_from(
        ["URBAN", "urban", "Female", "other", " rural", "day", "ro.social_worker", "active", "left"]
    ),
    fields.Choices: st.sampled_from(["a", "a;b", "a;b;a", "a; b", ";", "A;;b", "ș;b"]),
    fields.YesNo: st.sampled_from(["yes", "Yes", "no", "da", "NO", "1", "maybe"]),
    fields.Phone: st.sampled_from(["00 40 721", "0040721123456", "+", "1234", "+1234567890123456", "07-21/12.34"]),
    fields.Email: st.sampled_from(
        ["x@y.zz", "x..y@z.org", "X@Y.ORG", "x@y", ".x@y.org", "x@y.o", "x@-y.org", "é@y.org"]
    ),
    fields.Code: st.sampled_from(
        ["ro-b", "RO-B", "RO", "ro", "ROM", "EQF:6", "eqf:123", "a b", "ß:6", "SW-7KQ4-00123"]
    ),
}


@st.composite
def rows(draw: st.DrawFn, kind: str) -> dict[str, str | None]:
    """A good row with some of its cells emptied, swapped or spoilt."""
    row: dict[str, str | None] = dict(GOOD[kind])
    known = schema_of(kind, PARTS).load_fields
    for name in draw(st.lists(st.sampled_from(sorted(row)), max_size=5, unique=True)):
        value = row[name] or ""
        place = draw(st.integers(0, len(value)))
        spoilt = nasty.map(lambda text, v=value, p=place: v[:p] + text + v[p:])
        likely = LIKELY.get(type(known[name]), st.just(value * 40))
        row[name] = draw(st.none() | likely | likely | spoilt | nasty) or None
    return row


def loads(schema: Row, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the schema loads of a row, as it stands in columns; None when it refuses."""
    try:
        loaded = schema.load({name: value for name, value in row.items() if value is not None})
    except ValidationError:
        return None
    return {name: column_value(field, loaded.get(name)) for name, field in schema.load_fields.items()}


@pytest.mark.parametrize("kind", SCHEMAS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_row_that_the_screen_passes_is_refused_or_loaded_otherwise(kind: str, data: st.DataObject) -> None:
    batch = data.draw(st.lists(rows(kind), min_size=1, max_size=8))
    schema = schema_of(kind, PARTS)
    with fields.as_of(TODAY):
        found = screen(schema, pl.DataFrame(batch, schema=dict.fromkeys(GOOD[kind], pl.String)))
        wanted = [loads(schema, row) for row, passed in zip(batch, found.passed, strict=True) if passed]
    assert found.loaded.to_dicts() == wanted


@pytest.mark.parametrize("kind", SCHEMAS)
def test_ordinary_rows_pass_so_that_the_screen_is_worth_having(kind: str) -> None:
    schema = schema_of(kind, PARTS)
    bare = {name: value if schema.load_fields[name].required else None for name, value in GOOD[kind].items()}
    with fields.as_of(TODAY):
        found = screen(schema, pl.DataFrame([GOOD[kind], bare], schema=dict.fromkeys(GOOD[kind], pl.String)))
        assert found.passed.to_list() == [True, True]
        assert found.loaded.to_dicts() == [loads(schema, GOOD[kind]), loads(schema, bare)]


def test_columns_of_many_values_have_a_twin_that_asks_nobody() -> None:
    """A field of a kind of its own is asked value by value, which is only quick for a short list like countries."""
    kinds = {type(field) for kind in SCHEMAS for field in schema_of(kind, PARTS).load_fields.values()}
    assert {kind.__name__ for kind in kinds - set(_TWINS)} <= {"Country"}


class Even(fields.Whole):
    """A kind of field that the screen does not know."""

    def read(self, value: Any) -> int:
        number = super().read(value)
        if number % 2:
            raise fields.Unreadable("Write an even number.")
        return number


@settings(deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "04", "x", "", " 6 ", "80"]), min_size=1))
def test_an_unknown_kind_of_field_is_asked_itself(cells: list[str]) -> None:
    schema = type("One", (Row,), {"cell": Even(validate=Range(max=50))})()
    found = screen(schema, pl.DataFrame({"cell": [cell or None for cell in cells]}, schema={"cell": pl.String}))
    assert found.passed.to_list() == [cell not in ("1", "x", "80") for cell in cells]
    taken = [cell for cell, passes in zip(cells, found.passed, strict=True) if passes]
    assert found.loaded["cell"].to_list() == [int(cell) if cell else None for cell in taken]


def test_where_an_unknown_kind_has_too_many_values_the_schema_decides() -> None:
    schema = type("One", (Row,), {"cell": Even()})()
    found = screen(schema, pl.DataFrame({"cell": [*(str(number) for number in range(5000)), None]}))
    assert found.passed.to_list() == [False] * 5000 + [True]


@pytest.mark.parametrize(
    "field", [fields.Text(), fields.PersonName(), fields.LongText()], ids=lambda field: type(field).__name__
)
def test_every_character_that_passes_is_kept_as_it_is(field: Any) -> None:
    """All of Unicode, each character alone and between two letters."""
    characters = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cs"]
    schema = type("One", (Row,), {"cell": field})()
    for make in (lambda c: f"a{c}b", lambda c: c):
        cells = [make(character) for character in characters]
        found = screen(schema, pl.DataFrame({"cell": cells}, schema={"cell": pl.String}))
        passed = [cell for cell, passes in zip(cells, found.passed, strict=True) if passes]
        assert len(passed) > 50_000 or make("x") == "x"
        assert [field.read(cell) for cell in passed] == found.loaded["cell"].to_list()
