"""The span of days that a requirement looks at, as a rule of law; lengths and anchors are ids of law parameters."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """The registrant's present term, from its first to its last day."""


@dataclass(frozen=True)
class Rolling:
    """The last so many months (or years) up to the day that is asked about."""

    length: str


@dataclass(frozen=True)
class Calendar:
    """Spans of equal length that follow each other from one day, the same for everybody: 1 December to 30 November."""

    anchor: str
    length: str


@dataclass(frozen=True)
class Anchored:
    """Spans of equal length that follow each other from the day of first registration."""

    length: str


@dataclass(frozen=True)
class Cycle:
    """Spans that the law names for each part, role or step: a mapping of code to `{start, end}`."""

    spans: str


@dataclass(frozen=True)
class Ever:
    """From the first registration to the day that is asked about."""


@dataclass(frozen=True)
class InRole:
    """From the first day of the registrant's present role to the day that is asked about."""


Window = Term | Rolling | Calendar | Anchored | Cycle | Ever | InRole
