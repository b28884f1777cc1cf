"""Text, names, addresses, numbers and codes, alike for page, JSON and import."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from councilkit import fields
from councilkit.wording import Sentence


class Person(Schema):
    name = fields.PersonName(required=True)
    note = fields.LongText()
    email = fields.Email()
    phone = fields.Phone()
    code = fields.Code(upper=True)
    password = fields.Password(min_length=12)


def load(**values: Any) -> dict[str, Any]:
    return Person(partial=True).load(values)


def refusal(**values: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        load(**values)
    (sentences,) = refused.value.normalized_messages().values()
    assert all(isinstance(sentence, Sentence) for sentence in sentences)
    return str(sentences[0])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana  Maria ", "Ana Maria"),
        ("Ana\u200bMaria", "AnaMaria"),
        ("Ştefan Ţăranu", "Ștefan Țăranu"),
        ("Gökşen", "Gökşen"),
        ("O", "O"),
        ("นางสาว สมหญิง ใจดี", "นางสาว สมหญิง ใจดี"),
        ("O’Brien-Łęcki", "O’Brien-Łęcki"),
        ("ဒေါ်အောင်", "ဒေါ်အောင်"),
        ("山田 太郎", "山田 太郎"),
        ("e\u0301tienne", "étienne"),
    ],
)
def test_names_are_kept_as_people_write_them(typed: str, kept: str) -> None:
    assert load(name=typed)["name"] == kept


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=40))
def test_any_name_of_letters_is_taken_and_taking_it_again_changes_nothing(name: str) -> None:
    kept = load(name=name)["name"] if not fields.base.is_blank(name) else ""
    assert kept == "" or load(name=kept)["name"] == kept
    assert kept == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("name", ["Ana\tMaria", "Ana\x07", "Ana\nMaria"])
def test_a_name_with_a_control_character_inside_is_refused(name: str) -> None:
    assert "control character" in refusal(name=name)


@pytest.mark.parametrize("name", ["123", "-", "?!", "ะ".join("่")])
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    assert "at least one letter" in refusal(name=name)


def test_a_long_name_is_refused_with_its_length() -> None:
    assert refusal(name="a" * 121) == "This has 121 characters. Shorten it to 120 or fewer."


@pytest.mark.parametrize("blank", ["", "   ", "\u200b", None, []])
def test_blank_is_missing_whatever_the_way_in(blank: Any) -> None:
    assert Person(partial=True).load({"email": blank}) == {"email": None}
    with pytest.raises(ValidationError, match="enter this"):
        Person().load({"name": blank})


def test_paragraphs_keep_their_lines() -> None:
    assert load(note=" one \r\n\r\ntwo\x0b ")["note"] == "one\n\ntwo"


@pytest.mark.parametrize("address", ["ana@example.org", "a.b+c@Sub.Example.RO", "ana@müller.example", "จ@ไทย.example"])
def test_addresses_are_taken(address: str) -> None:
    kept = load(email=f" {address} ")["email"]
    assert kept.split("@") == [address.split("@")[0], address.split("@")[1].lower()]


@pytest.mark.parametrize(
    "address",
    ["ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "ana b@example.org", "a..b@example.org"],
)
def test_addresses_that_cannot_be_are_refused(address: str) -> None:
    assert refusal(email=address) == "Enter an email address like name@example.org."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0721 123 456", "0721123456"), ("+40 (721) 123-456", "+40721123456"), ("0066 2 123 4567", "+6621234567")],
)
def test_phone_numbers_are_kept_as_digits(typed: str, kept: str) -> None:
    assert load(phone=typed)["phone"] == kept


@pytest.mark.parametrize("typed", ["12", "call me", "+", "1234567890123456"])
def test_phone_numbers_that_cannot_be_are_refused(typed: str) -> None:
    assert "phone number" in refusal(phone=typed)


def test_codes_lose_no_letter_and_gain_no_blank() -> None:
    assert load(code=" ro-b\u200b ")["code"] == "RO-B"
    assert refusal(code="RO B") == '"RO B" is not a code like RO-B.'


def test_a_password_is_kept_as_typed_and_never_shown() -> None:
    assert load(password="  three short words ")["password"] == "  three short words "
    assert "12 characters" in refusal(password="short")
    assert "password" not in Person().dump({"password": "three short words"})


@pytest.mark.parametrize("value", [True, {"a": 1}])
def test_json_of_another_kind_is_refused_with_a_sentence(value: Any) -> None:
    assert refusal(note=value) == "Write this as text."
