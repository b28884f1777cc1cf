"""Folded names find a person however the name is typed; public ids survive sloppy typing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.register.names import LONGEST, fold, public_id, typed_public_id


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Ștefania  Țîrlea-Pop", "stefania tirlea pop"),
        ("Stefania TIRLEA POP", "stefania tirlea pop"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("O’Brien, D'Arcy", "obrien darcy"),
        ("Straße", "strasse"),
        ("ﬁona", "fiona"),
        ("zero\u200bwidth", "zerowidth"),
        ("tab\tand\nline", "tab and line"),
        ("...", ""),
    ],
)
def test_the_same_name_typed_in_many_ways_is_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_vowels_of_other_scripts_are_not_taken_for_accents() -> None:
    assert fold("สมชาย") == unicodedata.normalize("NFC", unicodedata.normalize("NFKD", "สมชาย"))
    assert fold("กิ") != fold("กุ")


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["L"], max_codepoint=0x17F), max_size=30))
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(fold(text).upper()) == fold(text)


@given(st.text(max_size=600))
def test_a_folded_name_fits_its_column_and_has_single_blanks(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= LONGEST
    assert folded == " ".join(folded.split())


@given(st.integers(1, 10**7))
def test_a_public_id_is_found_however_it_is_typed(counter: int) -> None:
    made = public_id(counter)
    assert typed_public_id(made) == made
    assert typed_public_id(f" {made.lower().replace('-', ' ')} ") == made
