"""The law on a day, as expressions over the frame of registrants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from councilkit.law.evaluation.positions import plain, plainly
from councilkit.law.model import DatedValue, Law, LawLookupError, Value
from councilkit.law.months import add_months
from councilkit.law.worth import Worth, find_worth


@dataclass(frozen=True)
class Environment:
    """The law, the day that is asked about, and what is read of the law for every registrant at once."""

    law: Law
    as_of: date

    def found(self, id: str) -> DatedValue | None:
        """The value in force; None where the law knows none on this day."""
        try:
            return self.law.find(id, self.as_of)
        except LawLookupError:
            return None

    def over(self, id: str) -> bool:
        """Whether the last value of a parameter ended before the day: the rule is history."""
        values = self.law.get(id).values
        return bool(values) and values[-1].ends is not None and values[-1].ends < self.as_of

    def hundredths(self, id: str) -> pl.Expr:
        """A figure in hundredths; null where it is unknown."""
        return self._each(id, lambda value: None if value is None else int(Decimal(str(value)) * 100), pl.Int64())

    def day(self, id: str) -> pl.Expr:
        """A date; null where it is unknown."""
        return self._each(id, lambda value: value if isinstance(value, date) else None, pl.Date())

    def one_day(self, id: str) -> date | None:
        """A date that is the same for everybody; None where it is unknown."""
        found = self.found(id)
        return found.value if found is not None and isinstance(found.value, date) else None

    def rule(self, id: str) -> pl.Expr:
        """Whether the law says so; null where it is unknown."""
        return self._each(id, lambda value: value if isinstance(value, bool) else None, pl.Boolean())

    def months(self, id: str) -> int | None:
        """A length of time in months, from a parameter in months or years; None where it is unknown."""
        try:
            return self.law.months(id, self.as_of)
        except LawLookupError:
            return None

    def worth(self, id: str) -> Worth | None:
        """What an hour is worth; None where it is unknown."""
        return find_worth(self.law, id, self.as_of)

    def ago(self, months: int) -> date:
        """The day so many months before."""
        return add_months(self.as_of, -months)

    def codes(self, id: str) -> list[str] | None:
        """A list of codes; None where it is unknown."""
        found = self.found(id)
        if found is None:
            return None
        return [str(code) for code in found.value] if isinstance(found.value, tuple) else [str(found.value)]

    def _each(self, id: str, read: Callable[[Value], Any], dtype: pl.DataType) -> pl.Expr:
        found = self.found(id)
        if found is None:
            return pl.lit(None, dtype)
        if isinstance(found.value, Mapping):
            return by_code({code: read(value) for code, value in found.value.items()}, dtype)
        return pl.lit(read(found.value), dtype)


def by_code(values: Mapping[str, Any], dtype: pl.DataType) -> pl.Expr:
    """The value of the registrant's part (in full, or without the country), role or step; null for any other."""
    part, step, given = pl.col("part"), pl.col("step"), dict(values)
    by_role = dict(zip(plainly(given), given.values(), strict=True))
    known = (part, given), (part.str.split(".").list.last(), given), (plain(pl.col("role")), by_role), (step, given)
    return pl.coalesce(code.replace_strict(found, default=None, return_dtype=dtype) for code, found in known)
