"""Whom a requirement binds and which records count for it, as values; figures and dates are ids of law parameters."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Applies:
    """Whom a requirement binds; what is left empty binds everybody.

    `tenure_from` (months or years) binds those registered so long; `age_below` (years) frees the older; `joined_from`
    and `joined_before` (dates) look at the first registration; `in_post_before` (date) binds those whose present job
    began earlier; `after_first_term` frees the first term; `condition` binds those who fulfilled that condition, where
    `condition_from` (date) is given on that day or later; `rule` binds only while the law says yes.
    """

    parts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    tenure_from: str = ""
    age_below: str = ""
    joined_from: str = ""
    joined_before: str = ""
    in_post_before: str = ""
    after_first_term: bool = False
    condition: str = ""
    condition_from: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Where:
    """Which learning counts: all that is given must hold.

    `helper_status` asks that the colleague named in the record held that status on its day (a registered supervisor).
    """

    categories: tuple[str, ...] = ()
    kind: str = ""
    standards: tuple[str, ...] = ()
    peer_reflection: bool = False
    reflection: bool = False
    impact: bool = False
    helper_status: str = ""


@dataclass(frozen=True)
class Cap:
    """How much of some categories together counts at most."""

    categories: tuple[str, ...]
    most: str


@dataclass(frozen=True)
class Carry:
    """What was too much in earlier spans and counts on: for how many spans, and at most how much."""

    spans: str
    most: str = ""


@dataclass(frozen=True)
class Deferral:
    """More time: whoever it binds has until a day by decree (`until`, a date), or so long (`within`, months or years).

    The length counts from the first day of the present role, or of the registration where `since` says so.
    """

    until: str = ""
    applies: Applies = Applies()
    within: str = ""
    since: str = "role"


EVERYBODY = Applies()
ANY = Where()
