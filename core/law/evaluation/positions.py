"""Positions as they are compared: the law's and the register's are free text, typed by many hands."""

from collections.abc import Iterable

import polars as pl


def plain(role: pl.Expr) -> pl.Expr:
    """A position without regard to capitals, widths of letters, hyphens, dashes and blanks."""
    lower = role.str.normalize("NFKC").str.to_lowercase()
    return lower.str.replace_all(r"[\s\p{Pd}\u{2212}]+", " ").str.strip_chars()


def plainly(roles: Iterable[str]) -> list[str]:
    """The same of positions that are at hand."""
    return pl.select(plain(pl.lit(pl.Series(list(roles), dtype=pl.String)))).to_series().to_list()
