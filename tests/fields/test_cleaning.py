"""Tidying: what cannot be seen goes, what can be seen stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.fields.cleaning import has_controls, one_line, plain_digits, tidy, without_unseen


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text).text
    assert tidy(once) == (tidy(once).__class__(once, 0))


@given(st.text())
def test_tidied_text_is_composed_and_has_no_controls_but_tabs_and_line_ends(text: str) -> None:
    tidied = tidy(text).text
    assert tidied == unicodedata.normalize("NFC", tidied)
    assert not {c for c in tidied if unicodedata.category(c) in ("Cc", "Cs")} - {"\t", "\n"}


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0")))
def test_letters_figures_and_signs_are_never_taken_out(text: str) -> None:
    assert tidy(text).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "mark", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u202e", "\u2066", "\u0000", "\u200c", "\u200d"]
)
def test_a_mark_that_cannot_be_seen_is_taken_out_and_counted(mark: str) -> None:
    assert tidy(f"Po{mark}pa") == tidy("Popa").__class__("Popa", 1)


def test_joiners_stay_where_a_script_needs_them() -> None:
    persian, malayalam = "می\u200cخواهم", "ക്\u200dഷ"
    assert tidy(persian).text == persian
    assert tidy(malayalam).text == malayalam


def test_accents_join_their_letter_even_across_an_unseen_mark() -> None:
    assert tidy("S\u200b\u0326tefan").text == "Ștefan"


def test_line_ends_become_one_kind() -> None:
    assert tidy("a\r\nb\rc").text == "a\nb\nc"


def test_control_characters_are_seen_and_kept_for_refusal() -> None:
    assert has_controls(without_unseen("Po\x07pa\u200b"))
    assert not has_controls("Popa Ana")


def test_digits_of_other_scripts_are_read() -> None:
    assert plain_digits("๒๕๖๙ ٣ ३") == "2569 3 3"


def test_blanks_collapse() -> None:
    assert one_line("  Ana \u00a0\t Maria\n") == "Ana Maria"
