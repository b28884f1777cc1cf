"""Numbers, yes and no, lists to choose from, files."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage

from councilkit import fields
from councilkit.fields import Unreadable, read_decimal


class Many(Schema):
    amount = fields.Amount(least=0)
    whole = fields.Whole(most=10)
    version = fields.Version()
    yes = fields.YesNo()
    answer = fields.YesNo(metadata={"widget": "radios"})
    kind = fields.Choice((("formal", "Course"), ("informal", "Reading")))
    several = fields.Choices((("a", "A"), ("b", "B")))
    file = fields.Upload(most_bytes=10)


def refusal(**values: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        Many().load(values)
    return str(next(iter(refused.value.normalized_messages().values()))[0])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"),
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        ("1 250", "1250"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("๑๒", "12"),
        ("−3", "-3"),
    ],
)
def test_numbers_are_read(typed: str, number: str) -> None:
    assert read_decimal(typed) == Decimal(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_every_number_is_read_as_written(number: Decimal) -> None:
    assert read_decimal(f"{number:f}") == number == read_decimal(f"{number:f}".replace(".", ","))


@given(st.text(max_size=35))
def test_whatever_is_typed_the_answer_is_a_number_or_a_sentence(text: str) -> None:
    try:
        number = read_decimal(text)
    except Unreadable as refused:
        number = Decimal("is not a number" in refused.sentence)
    assert number.is_finite()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": "1.234"}, "Use at most 2 digits after the point."),
        ({"amount": "-1"}, "Enter 0 or more."),
        ({"amount": "ten"}, '"ten" is not a number. Write it in digits, like 1250 or 12.50.'),
        ({"amount": float("inf")}, '"inf" is not a number. Write it in digits, like 1250 or 12.50.'),
        ({"whole": "1.5"}, '"1.5" is not a whole number. Write it without a point.'),
        ({"whole": 11}, "Enter 10 or less."),
        ({"version": "x"}, '"x" is not a number. Write it in digits, like 1250 or 12.50.'),
        ({"yes": "maybe"}, 'Answer yes or no, not "maybe".'),
        ({"kind": "informol"}, '"informol" is not on the list. Did you mean "informal"?'),
        ({"kind": "x"}, '"x" is not on the list: formal, informal.'),
        ({"several": ["a", "c"]}, '"c" is not on the list: a, b.'),
        ({"file": "evidence.pdf"}, "Choose the file again."),
    ],
)
def test_refusals_say_what_to_do(values: dict[str, Any], sentence: str) -> None:
    assert refusal(**values) == sentence


def test_absent_answers_have_their_kind_of_nothing() -> None:
    assert Many().load({}) == {
        "amount": None,
        "whole": None,
        "version": None,
        "yes": False,
        "answer": None,
        "kind": None,
        "several": [],
        "file": None,
    }


def test_choices_lose_doubles_and_keep_their_order() -> None:
    assert Many().load({"several": ["b", "a", "b"]})["several"] == ["b", "a"]
    assert Many().load({"several": "a"})["several"] == ["a"]


def test_a_list_shows_in_the_open_description() -> None:
    assert Many().fields["kind"].metadata["enum"] == ["formal", "informal"]


def test_a_code_has_its_label() -> None:
    assert fields.labelled("formal", Many().fields["kind"].choices) == "Course"
    assert fields.labelled("gone", ()) == "gone"


def upload(content: bytes) -> FileStorage:
    return FileStorage(BytesIO(content), "evidence.pdf")


def test_files_are_measured() -> None:
    file = upload(b"1234")
    assert Many().load({"file": file})["file"] is file
    assert file.read() == b"1234"
    assert refusal(file=upload(b"")) == 'The file "evidence.pdf" is empty. Choose another.'
    assert refusal(file=upload(b"x" * 11)).startswith('The file "evidence.pdf" has 0.0 MB.')
