"""What a requirement comes to for each registrant: figures in hundredths, and whether it is met."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Outcome:
    """`met` is null where the law does not say what is needed: then a person must judge."""

    found: pl.Expr
    needed: pl.Expr
    met: pl.Expr


def at_least(found: pl.Expr, needed: pl.Expr) -> Outcome:
    """Met where as much is found as is needed."""
    return Outcome(found, needed, found >= needed)


def at_most(found: pl.Expr, needed: pl.Expr) -> Outcome:
    """Met where no more is found than may be."""
    return Outcome(found, needed, found <= needed)
