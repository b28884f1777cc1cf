"""Pure parts of the register: what plugins declare, and the facts a register holds of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class RegisterPart:
    """One part of a register.

    `period` is the id of a law parameter in months (None: no expiry is known), and `longest` that of one that says how
    long a registration may last in all, with every renewal; `titles` holds the title in other languages; `profession`
    says by language what its registrants work as, where the title does not. A part with `closed` takes nobody from that
    day on, neither new nor back. `exists` is the id of a law parameter that says yes while the law has such a part, and
    no from the day on which every registration in it ended. `decides` names, by kind of work (entry, renewal,
    restoration, appeal), the law parameter that says how long the council has to decide. `newcomers`,
    `after_removal` and `returners` name those that say how many months somebody new to this work, removed before, or on
    the register before and not now, may do it before being registered. `holidays_of` is the ISO 3166-2 area whose
    public holidays are no working days, where they are not those of all the country. `source` is where the part is
    established.
    """

    code: str
    title: str
    authority: str
    country: str
    period: str | None = None
    holidays_of: str = ""
    number_format: str = "{sequence:06d}"
    titles: Mapping[str, str] = field(default_factory=dict)
    profession: Mapping[str, str] = field(default_factory=dict)
    decides: Mapping[str, str] = field(default_factory=dict)
    newcomers: str | None = None
    after_removal: str | None = None
    returners: str | None = None
    opened: date | None = None
    closed: date | None = None
    protected_title: str | None = None
    source: str = ""
    checked: date | None = None
    note: str = ""
    longest: str | None = None
    exists: str | None = None


@dataclass(frozen=True)
class Opens:
    """What a qualification is good for: it admits to a part, keeps somebody there, or is asked of a role in it.

    `how` is admits, keeps or role. `basis` is the id of the law parameter that says so and since when; `status` that of
    the one that says how far it is law, where it is proposed only. `instead_of` is the code of the qualification in
    whose place this one is taken.
    """

    part: str
    how: str
    basis: str
    role: str = ""
    status: str = ""
    instead_of: str = ""


@dataclass(frozen=True)
class Qualification:
    """A qualification that a part of a register knows; `level` is framework:level, like EQF:6.

    `institution` awards it. `aliases` are other words for the same award, `numbers` its accredited numbers, each with
    the body that awards under it. `offered` is the id of the law parameter that says since when it can be had, and
    `opens` what it is good for. `certainty` is a code of the law's certainties, None where nothing was said of it.
    """

    code: str
    title: str
    country: str
    level: str | None = None
    institution: str | None = None
    parts: tuple[str, ...] = ()
    source: str = ""
    checked: date | None = None
    aliases: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    offered: str = ""
    opens: tuple[Opens, ...] = ()
    certainty: str | None = None
    note: str = ""


@dataclass(frozen=True)
class OrderKind:
    """A kind of order and its effect on the right to practise: none, conditions, suspended or removed.

    `max_length`, `total` and `publication_window` are ids of law parameters in months: how long a new order may last,
    how long it may last together with others of the same `total` and with what prolongs it, and how long it stays on
    the public entry after it ended (None: it goes when it ends). One that is `reviewed` needs the day of its review.
    `exists` is the id of a law parameter that says yes from the day on which such orders can be made (None: no such day
    is known). The wording of an order that is not `public` is never shown; its effect always is. `appealable` is the
    id of a parameter that says whether it can be appealed; without one, an order can be that touches the right to
    practise.
    """

    code: str
    title: str
    effect: str
    part_prefix: str = ""
    max_length: str | None = None
    publication_window: str | None = None
    public: bool = True
    source: str = ""
    checked: date | None = None
    total: str | None = None
    reviewed: bool = False
    exists: str | None = None
    appealable: str | None = None


@dataclass(frozen=True)
class WorkItem:
    """One piece of the office's work; `kind` is one of those that the desk names.

    `page` is what it is, and where it is looked at: application, proposal, appeal or report, and for another room its
    page as room.page, which takes the id as `<page>_id`.
    """

    id: str
    kind: str
    name: str
    reference: str
    part: str
    state: str
    due: date
    received: date
    owner: str | None
    proposed_by: str | None
    page: str

    @property
    def address(self) -> tuple[str, dict[str, str]]:
        """The page on which it is looked at, and what that takes."""
        room, _, page = self.page.rpartition(".")
        return f"{room or 'register'}.{page}", {f"{page}_id": self.id}

    @property
    def can_be_given(self) -> bool:
        """Whether the work may change hands."""
        return self.page in ("application", "report")

    def group(self, today: date) -> str:
        """Overdue, due this week, new (came in the last two days) or other."""
        if self.due < today:
            return "overdue"
        if self.due <= today + timedelta(days=7):
            return "week"
        return "new" if self.received >= today - timedelta(days=2) else "other"


def full_name(person: Mapping[str, Any]) -> str:
    """Given names and family name; a single name stands alone."""
    return f"{person['given_names']} {person['family_name']}".strip()


def name_of(details: Mapping[str, Any] | None, person: Mapping[str, Any] | None) -> str:
    """An applicant's name as the application's details give it, else that of the person; "" where neither has one."""
    given = details or {}
    told = full_name({name: given.get(name) or "" for name in ("given_names", "family_name")})
    return told or (full_name(person) if person and person["family_name"] is not None else "")


def phone_ending(text: str) -> str:
    """The end that every usual spelling of a phone number shares, "" for what is none: blanks, 0 or +44 before it."""
    plain = "".join(character for character in text.strip() if character not in " ().-/\u2010\u2011\u2012\u2013")
    digits = plain.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and 7 <= len(digits) <= 16):
        return ""
    international = plain.startswith(("+", "00"))
    national = digits.removeprefix("00")[2:] if international else digits
    return national.lstrip("0")[-9:] if len(national.lstrip("0")) >= 6 else ""


def number_key(text: str) -> str:
    """A registration number as it is compared: capital letters, no blanks."""
    return "".join(text.split()).upper()
