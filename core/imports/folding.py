"""The folding of names for a whole column: the vectorised twin of `register.names.fold`."""

import polars as pl

from councilkit.register.names import APOSTROPHES, LETTERS, MARKS, SEARCH_LENGTH, SEPARATORS, fold
from councilkit.register.sounds import SOUND_LENGTH, shortened, sounds

_LATIN = r"^[\x20-\x7e\u{a1}-\u{ac}\u{ae}-\u{24f}\u{1e00}-\u{1eff}]*$"  # what is folded all at once


def folded(texts: pl.Series) -> pl.Series:
    """`fold` of each text; other scripts than Latin are folded one by one."""
    plain = (
        texts.str.normalize("NFKD")
        .str.replace_all(f"[{MARKS}{APOSTROPHES}]", "")
        .str.to_lowercase()
        .str.replace_many(list(LETTERS), list(LETTERS.values()))
        .str.replace_all(f"[{SEPARATORS}]+", " ")
        .str.strip_chars(" ")
    )
    other = ~texts.str.contains(_LATIN)
    if not other.any():
        return plain
    own = [fold(text) if text is not None else None for text in texts.filter(other).to_list()]
    return plain.scatter(other.arg_true(), own)


def search_names(given_names: pl.Series, family_names: pl.Series) -> pl.Series:
    """`register.names.search_name` of each pair; a missing family name counts as empty."""
    whole = pl.select(pl.concat_str([given_names, family_names.fill_null("")], separator=" ")).to_series()
    return folded(whole).str.slice(0, SEARCH_LENGTH).str.strip_chars(" ")


def sound_names(names: pl.Series) -> pl.Series:
    """`register.sounds.sound_name` of each folded name: there are few different words, and each is looked at once."""
    words = names.str.split(" ")
    different = words.explode().unique()
    keys = pl.Series([" ".join(sounds(word)) for word in different.to_list()], dtype=pl.String)
    told = words.list.eval(pl.element().replace_strict(different, keys, return_dtype=pl.String))
    whole = told.list.join(" ")
    long = whole.str.len_chars() > SOUND_LENGTH
    return whole.scatter(long.arg_true(), [shortened(each) for each in whole.filter(long).to_list()])
