"""What is measured of rows of facts: one join and one pass over each frame, however many requirements look at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import polars as pl

from councilkit.law.evaluation.spans import Span
from councilkit.law.facts import Facts

Fault = tuple[str, pl.Expr]  # why a row does not count, and the test for it


@dataclass(frozen=True)
class Measure:
    """A figure of the rows that count: the sum of `value`, or its largest value."""

    name: str
    value: pl.Expr
    largest: bool = False


@dataclass(frozen=True)
class Reading:
    """Rows of a frame that count for a requirement, and what is measured of them.

    `faults` are tried in order; a row counts when none of them holds. They may look at the row, at `start` and `end` of
    the span (`key` tells spans apart) and at the columns of the registrant named in `ABOUT`.
    """

    frame: str
    key: str
    span: Span | None
    faults: Sequence[Fault]
    measures: Sequence[Measure] = field(default_factory=tuple)

    @property
    def counts(self) -> pl.Expr:
        """Whether a row counts."""
        bad = pl.any_horizontal([fault.fill_null(True) for _, fault in self.faults]) if self.faults else pl.lit(False)
        return ~bad

    @property
    def why(self) -> pl.Expr:
        """Why a row does not count: the first fault, empty where it counts."""
        found = pl.lit("")
        for word, fault in reversed(self.faults):
            found = pl.when(fault.fill_null(True)).then(pl.lit(word)).otherwise(found)
        return found


FEW = 10_000  # registrants: setting the streaming engine up for every step of a plan takes longer than these
ABOUT = ("person", "born_on", "registered_on", "term_end")


def edges(key: str) -> tuple[pl.Expr, pl.Expr]:
    """The columns that hold a span among the rows."""
    return pl.col(f"{key}<"), pl.col(f"{key}>")


def collected(plan: pl.LazyFrame, facts: Facts) -> pl.DataFrame:
    """What a plan over facts comes to, by the engine that is quicker for so many registrants."""
    return plan.collect(engine="in-memory" if facts["registrants"].height <= FEW else "streaming")


def with_measures(base: pl.LazyFrame, facts: Facts, readings: Iterable[Reading]) -> pl.LazyFrame:
    """The registrants with every measure as a column, 0 where nothing counts."""
    ordered = sorted(readings, key=lambda reading: reading.frame)
    for name, group in groupby(ordered, key=lambda reading: reading.frame):
        several = list(group)
        measures = [measure for reading in several for measure in reading.measures]
        if facts[name].is_empty():
            base = base.with_columns(pl.lit(0, pl.Int64()).alias(measure.name) for measure in measures)
            continue
        measured = _measured(rows_of(facts, name, several), several)
        base = base.join(measured, on="registrant", how="left")
        base = base.with_columns(pl.col(measure.name).fill_null(0) for measure in measures)
    return base


def rows_of(facts: Facts, name: str, readings: Sequence[Reading]) -> pl.LazyFrame:
    """The rows of a frame, each with the spans of its registrant and what is known of that registrant.

    They are joined to the registrants themselves, never to what was measured before: each join of a plan with itself
    would double it.
    """
    spans = {reading.key: reading.span for reading in readings if reading.span is not None}
    ends = [edge.alias(f"{key}{sign}") for key, both in spans.items() for edge, sign in zip(both, "<>", strict=True)]
    registrants = facts["registrants"].lazy()
    about = registrants.select("registrant", *[pl.col(column).alias(f"{column}?") for column in ABOUT], *ends)
    return facts[name].lazy().join(about, on="registrant")


def _measured(rows: pl.LazyFrame, readings: Sequence[Reading]) -> pl.LazyFrame:
    marks = [reading.counts.alias(f"counts{place}") for place, reading in enumerate(readings)]
    counted = rows.with_columns(marks).filter(pl.any_horizontal(f"counts{place}" for place in range(len(readings))))
    values, figures = [], []
    for place, reading in enumerate(readings):
        for measure in reading.measures:
            value = pl.when(pl.col(f"counts{place}")).then(measure.value.cast(pl.Int64))
            values.append(value.otherwise(0).alias(measure.name))
            column = pl.col(measure.name)
            figures.append(column.max() if measure.largest else column.sum())
    return counted.select("registrant", *values).group_by("registrant").agg(figures)
