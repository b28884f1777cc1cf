"""Law parameters: values that hold from a date, each with the source that says so.

Two kinds of date start a value. Usually the source gives the day it came into force. Where it does
not, the value carries the day on which it was *seen* in force and ``start_known`` is false: it then
also answers for earlier dates, back to ``not_before``, and whoever shows it says that its start was
not read. What nobody found stays ``unknown`` and is never guessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str | date | None
Value: TypeAlias = Scalar | tuple["Value", ...] | Mapping[str, "Value"]

CERTAINTIES = MappingProxyType(
    {
        "V": "read in the source",
        "S": "from a secondary source, not yet verified against the source",
        "M": "from memory, not yet verified against a source",
        "B": "stated in a presentation, not found elsewhere",
    }
)


class LawLookupError(LookupError):
    """A value was asked for that the law does not give; the message says why in plain words."""


@dataclass(frozen=True)
class Source:
    """A text that a value was read in."""

    code: str
    title: str
    url: str | None = None


@dataclass(frozen=True)
class DatedValue:
    """One value of a parameter and the period, source and certainty it comes with.

    ``precision`` says how much of ``start`` the source gives: the day, the month or the year.
    ``checked`` is the day on which the value was compared with its source, None when it never was.
    """

    value: Value
    start: date
    source: Source
    article: str | None = None
    url: str | None = None
    checked: date | None = None
    certainty: str | None = None
    start_known: bool = True
    precision: str = "day"
    not_before: date | None = None
    ends: date | None = None
    note: str = ""

    @property
    def address(self) -> str | None:
        """The address to read the source at, the row's own before the source's."""
        return self.url or self.source.url

    def starts_by(self, as_of: date, *, first: bool) -> bool:
        """Whether this value had begun on the date; a first value with an unread start had."""
        if self.start <= as_of:
            return True
        reaches_back = first and not self.start_known
        return reaches_back and (self.not_before is None or self.not_before <= as_of)

    def is_stale(self, today: date) -> bool:
        """Whether the comparison with the source is more than a year old."""
        return self.checked is not None and (today - self.checked).days > 365

    def is_ahead(self, today: date) -> bool:
        """Whether the comparison with the source is dated in the future, which cannot be."""
        return self.checked is not None and self.checked > today


@dataclass(frozen=True)
class Unknown:
    """Why a parameter has no value: what was looked for, where, and when."""

    reason: str
    source: Source | None = None
    article: str | None = None
    looked: date | None = None


@dataclass(frozen=True)
class Parameter:
    """One figure or fact of the law over time, oldest value first."""

    id: str
    title: str
    unit: str = ""
    values: tuple[DatedValue, ...] = ()
    unknown: Unknown | None = None
    file: str = ""
    line: int = 0

    def at(self, as_of: date) -> DatedValue:
        """The value in force on a date.

        Raises LawLookupError when nothing is known, before the first value and after the last.
        """
        if self.unknown is not None:
            raise LawLookupError(f"“{self.title}” ({self.id}) is not known: {self.unknown.reason}")
        begun = [v for n, v in enumerate(self.values) if v.starts_by(as_of, first=n == 0)]
        if not begun:
            raise LawLookupError(self._too_early(as_of))
        latest = begun[-1]
        if latest.ends is not None and latest.ends < as_of:
            raise LawLookupError(
                f"“{self.title}” ({self.id}) has no value on {as_of.isoformat()}: "
                f"it ended on {latest.ends.isoformat()}. Ask for that date or an earlier one."
            )
        return latest

    def announced(self, as_of: date) -> tuple[DatedValue, ...]:
        """Values that begin after a date."""
        return tuple(v for v in self.values if v.start_known and v.start > as_of)

    def _too_early(self, as_of: date) -> str:
        first = self.values[0]
        begin = first.start if first.start_known else (first.not_before or first.start)
        return (
            f"“{self.title}” ({self.id}) has no value on {as_of.isoformat()}: "
            f"the first one begins on {begin.isoformat()}. Ask for that date or a later one."
        )


@dataclass(frozen=True)
class Law:
    """All parameters of one or more plugins, by id."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def __contains__(self, id: object) -> bool:
        return id in self.parameters

    def __len__(self) -> int:
        return len(self.parameters)

    def get(self, id: str) -> Parameter:
        """The parameter of that id; raises LawLookupError with the nearest ids."""
        if id in self.parameters:
            return self.parameters[id]
        near = difflib.get_close_matches(id, self.parameters, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise LawLookupError(f"The law has no parameter “{id}”.{hint}")

    def find(self, id: str, as_of: date) -> DatedValue:
        """The value in force on a date with its source; raises LawLookupError."""
        return self.get(id).at(as_of)

    def value(self, id: str, as_of: date) -> Value:
        """The bare value in force on a date; raises LawLookupError."""
        return self.find(id, as_of).value

    def number(self, id: str, as_of: date) -> int | float:
        """A value that must be a number; raises LawLookupError when it is anything else."""
        value = self.value(id, as_of)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise LawLookupError(f"“{self.get(id).title}” ({id}) is not a number.")
        return value

    def months(self, id: str, as_of: date) -> int:
        """A length of time in whole months; raises LawLookupError when the unit is another."""
        number, unit = self.number(id, as_of), self.get(id).unit
        factor = {"months": 1, "years": 12}.get(unit)
        if factor is None or number != int(number):
            raise LawLookupError(f"“{self.get(id).title}” ({id}) is not a number of months.")
        return int(number) * factor

    @property
    def unknown(self) -> tuple[Parameter, ...]:
        """Parameters that nobody has found a value for, by id."""
        return tuple(p for _, p in sorted(self.parameters.items()) if p.unknown is not None)

    def stale(self, today: date) -> tuple[tuple[Parameter, DatedValue], ...]:
        """Values whose comparison with their source is more than a year old, by id."""
        return tuple((p, v) for p, v in self._rows() if v.is_stale(today))

    def ahead(self, today: date) -> tuple[tuple[Parameter, DatedValue], ...]:
        """Values whose comparison with their source is dated in the future, by id."""
        return tuple((p, v) for p, v in self._rows() if v.is_ahead(today))

    def _rows(self) -> Iterator[tuple[Parameter, DatedValue]]:
        return ((p, v) for _, p in sorted(self.parameters.items()) for v in p.values)


def join(laws: Iterable[Law]) -> Law:
    """One law from several; raises ValueError that names both files of a repeated id."""
    joined: dict[str, Parameter] = {}
    for law in laws:
        for id, parameter in law.parameters.items():
            if id in joined:
                raise ValueError(
                    f"The law parameter “{id}” is defined twice: {place(joined[id])} and "
                    f"{place(parameter)}. Rename one of them."
                )
            joined[id] = parameter
    return Law(joined)


def place(parameter: Parameter) -> str:
    """Where a parameter is written, as file:line."""
    return f"{parameter.file}:{parameter.line}"


def plain(value: Value) -> object:
    """A value in the types that JSON knows."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value
