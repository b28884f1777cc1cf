"""The page and the import say the same of a record."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from councilkit.cpd.schemas import CSV_COLUMNS, RowSchema, form_schema
from councilkit.fields import as_of
from tests.cpd.conftest import CREDITS, HOURS

TODAY = date(2026, 11, 22)
PAGE, ROW = form_schema(CREDITS), RowSchema()


def load(schema: Any, given: dict[str, Any]) -> Any:
    with as_of(TODAY):
        try:
            return schema.load(given)
        except ValidationError as refused:
            return {key: list(sentences) for key, sentences in refused.normalized_messages().items()}


titles = st.text(max_size=320)
dates = st.dates(date(2020, 1, 1), date(2027, 12, 31)).map(str) | st.sampled_from(["31/02/2026", "2026-02-31", ""])
amounts = st.sampled_from(["1", "1.5", "1,5", "0", "-1", "two", "1001", "", "1.234", " 2 "])


@given(titles, dates, amounts)
def test_page_and_import_agree_on_what_is_right(title: str, on: str, amount: str) -> None:
    page = load(PAGE, {"title": title, "on": on, "amount": amount, "category": "course"})
    row = load(ROW, {"registration_number": "1", "title": title, "on": on, "amount": amount, "unit": "credit"})
    for name in ("title", "on"):
        assert page.get(name) == row.get(name)
    assert isinstance(page.get("amount"), list) == isinstance(row.get("amount"), list)


def test_the_columns_are_those_of_the_file() -> None:
    assert tuple(ROW.fields) == CSV_COLUMNS


def test_a_row_loads_whole() -> None:
    row = {
        "registration_number": "104223",
        "on": "2026-05-05",
        "title": " Talk ",
        "amount": "1,5",
        "standards": "A; B;",
    }
    found = load(ROW, row | {"peer_reflection": "yes", "kind": "informal"})
    assert found["standards"] == ["A", "B"]
    assert (found["title"], found["amount"], found["unit"]) == ("Talk", Decimal("1.5"), "hour")
    assert (found["provider"], found["reflection"], found["peer_reflection"]) == ("", "", True)


@pytest.mark.parametrize("name", ["registration_number", "on", "title", "amount"])
def test_what_is_needed_is_asked_for(name: str) -> None:
    row = {"registration_number": "104223", "on": "2026-05-05", "title": "Talk", "amount": "1"}
    assert list(load(ROW, {**row, name: " "})) == [name]


def test_the_form_asks_what_the_framework_counts() -> None:
    assert form_schema(CREDITS).fields["category"].required
    assert "standards" not in form_schema(CREDITS).fields
    assert "category" not in form_schema(HOURS).fields
    assert "amount" not in form_schema(None, "piece").fields
    assert form_schema(HOURS) is form_schema(HOURS)


def test_an_address_is_no_role() -> None:
    typed = {"title": "Talk", "on": "2026-05-05", "amount": "1", "peer_role": "ana@example.org"}
    assert list(load(form_schema(None), typed)) == ["peer_role"]
