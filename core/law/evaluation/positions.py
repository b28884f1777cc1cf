"""Positions as they are compared: the law's and the register's are free text, typed by many hands."""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl


def plain(role: pl.Expr) -> pl.Expr:
    """A position without regard to capitals, widths of letters, hyphens, dashes and blanks."""
    lower = role.str.normalize("NFKC").str.to_lowercase()
    return lower.str.replace_all(r"[\s\p{Pd}\u{2212}]+", " ").str.strip_chars()


def plainly(roles: Iterable[str]) -> tuple[str, ...]:
    """The same of positions that are at hand."""
    return _plainly(tuple(roles))


@lru_cache(maxsize=1000)  # laws name few positions, and each verdict asks for them
def _plainly(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pl.select(plain(pl.lit(pl.Series(list(roles), dtype=pl.String)))).to_series())
