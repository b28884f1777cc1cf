"""Names fold so that spelling habits do not part the same person; public ids do not sit side by side."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.register.names import CROCKFORD, RANDOM_CHOICES, fold, public_id, public_ids, search_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ștefan-Vodă", "stefan voda"),
        ("ŞTEFAN  VODĂ", "stefan voda"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Straße", "strasse"),
        ("İsmail Işık", "ismail isik"),
        ("ΝΙΚΟΣ", "νικοσ"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("  Ana   Maria ", "ana maria"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_thai_vowels_still_part_names() -> None:
    assert fold("มานี") != fold("มานะ")


@given(st.text(max_size=60))
def test_fold_is_stable_and_ignores_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_a_single_name_and_a_very_long_one() -> None:
    assert search_name("Suharto", "") == "suharto"
    assert len(search_name("ﷺ" * 200, "x")) <= 420


def test_public_ids_have_a_random_part_and_a_counter() -> None:
    assert public_id(0, 1) == "SW-0000-00001"
    assert public_id(RANDOM_CHOICES - 1, 123456) == "SW-ZZZZ-123456"
    assert public_ids([1, 32], 7) == ["SW-0001-00007", "SW-0010-00008"]


@given(st.integers(0, RANDOM_CHOICES - 1), st.integers(1, 9_999_999))
def test_public_ids_fit_their_column_and_alphabet(random: int, counter: int) -> None:
    _, letters, number = public_id(random, counter).split("-")
    assert len(public_id(random, counter)) <= 20
    assert set(letters) <= set(CROCKFORD)
    assert int(number) == counter
