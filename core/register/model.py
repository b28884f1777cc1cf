"""Pure parts of the register: what plugins declare, and the facts a register holds of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class RegisterPart:
    """One part of a register.

    `period` is the id of a law parameter in months (None: no expiry is known); `titles` holds the title in other
    languages; a part with `closed` takes no new entries from that day. `source` is where the part is established.
    """

    code: str
    title: str
    authority: str
    country: str
    period: str | None = None
    number_format: str = "{sequence:06d}"
    titles: Mapping[str, str] = field(default_factory=dict)
    opened: date | None = None
    closed: date | None = None
    protected_title: str | None = None
    source: str = ""
    checked: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Qualification:
    """A qualification that a part of a register knows; `level` is framework:level, like EQF:6."""

    code: str
    title: str
    country: str
    level: str | None = None
    institution: str | None = None
    parts: tuple[str, ...] = ()
    source: str = ""
    checked: date | None = None


@dataclass(frozen=True)
class OrderKind:
    """A kind of order and its effect on the right to practise: none, conditions, suspended or removed."""

    code: str
    title: str
    effect: str
    part_prefix: str = ""
    max_length: str | None = None
    public: bool = True
    source: str = ""
    checked: date | None = None
