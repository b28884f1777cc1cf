"""The folding of a whole column agrees with the folding of one name."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.imports.folding import folded, search_names, sound_names
from councilkit.register.names import fold, search_name
from councilkit.register.sounds import sound_name

latin = st.text(
    st.characters(max_codepoint=0x24F, exclude_categories=["Cs"])
    | st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF)
)
names = (
    latin | st.text() | st.sampled_from(["Ștefan-Vodă", "O’Brien", "İŞIK", "ΝΙΚΟΣ Σ", "สมชาย ใจดี", "Straße", "", "  "])
)


@settings(deadline=None, max_examples=300)
@given(st.lists(names, min_size=1, max_size=20))
def test_a_column_folds_like_each_of_its_names(texts: list[str]) -> None:
    assert folded(pl.Series(texts, dtype=pl.String)).to_list() == [fold(text) for text in texts]


def test_every_latin_character_folds_alike() -> None:
    texts = [
        f"{before}{chr(code)}{after}"
        for code in [*range(1, 0x250), *range(0x1E00, 0x1F00)]
        for before in ("", "a ")
        for after in ("", "b")
    ]
    assert folded(pl.Series(texts)).to_list() == [fold(text) for text in texts]


@settings(deadline=None)
@given(st.lists(st.tuples(names, names | st.none()), min_size=1, max_size=10))
def test_search_names_agree(pairs: list[tuple[str, str | None]]) -> None:
    given_names, family_names = (pl.Series(column, dtype=pl.String) for column in zip(*pairs, strict=True))
    assert search_names(given_names, family_names).to_list() == [search_name(g, f or "") for g, f in pairs]


@settings(deadline=None)
@given(st.lists(names | st.sampled_from(["chan " * 60, "y" * 300]), min_size=1, max_size=10))
def test_a_column_sounds_like_each_of_its_names(texts: list[str]) -> None:
    spelled = [fold(text) for text in texts]
    assert sound_names(pl.Series(spelled, dtype=pl.String)).to_list() == [sound_name(text) for text in spelled]
