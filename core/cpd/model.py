"""Pure parts of continuing learning (CPD): what plugins declare, records, their identity, and warnings."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]

KINDS = (
    ("formal", N_("Formal: a course, seminar or conference")),
    ("informal", N_("Informal: reading, a team talk, supervision")),
)
UNITS = ("hour", "credit", "piece", "day")
HOURS_OF_A_DAY = 24
SOURCES = ("registrant", "employer", "import", "demo")


@dataclass(frozen=True)
class Category:
    """A category that learning is logged under; `kind` is formal, informal or empty where both fit.

    `least` and `most` are ids of law parameters: how much of the amount must be, or may at most be, of this category.
    """

    code: str
    title: str
    kind: str = ""
    least: str | None = None
    most: str | None = None


@dataclass(frozen=True)
class Standard:
    """A standard of conduct or practice that learning can be linked to; `checked` None = not verified at the source."""

    code: str
    title: str
    checked: date | None = None


@dataclass(frozen=True)
class Impact:
    """On whom, or on what, learning may have had an impact."""

    code: str
    title: str


@dataclass(frozen=True)
class Opening:
    """One way in which a step of a career opens: everything in `by` is there (codes of steps); `by` empty: to anybody.

    `certainty` says how its source was read: `verified` in its own text, `secondary` inferred, or `memory`.
    """

    by: tuple[str, ...]
    source: str
    certainty: str = "verified"
    note: str = ""


@dataclass(frozen=True)
class Role:
    """A kind of work that a source puts at a level of a career."""

    title: str
    source: str
    certainty: str = "verified"


@dataclass(frozen=True)
class Step:
    """A step of a career pathway: a `level`, an `award`, or a `condition` of registration.

    A level is somebody's own who is registered in its `part` or works in one of its `roles`; an award is known by the
    code of its qualification, a condition by its kind, `condition`. Each of `openings` is a way in; without any, the
    sources do not say what the step needs.
    """

    code: str
    title: str
    kind: str
    openings: tuple[Opening, ...] = ()
    part: str = ""
    roles: tuple[Role, ...] = ()
    condition: str = ""
    source: str = ""
    certainty: str = "verified"
    checked: date | None = None
    note: str = ""


@dataclass(frozen=True)
class LearningFramework:
    """What continuing learning is asked of which parts, and the steps of a career in them.

    Frameworks of one `career` (its title) share one pathway.
    `amount` and `period` are ids of law parameters (period in months), None where the source does not say. `levels` and
    `awards` may name steps of other frameworks as what opens them; `unknown` and `unknown_steps` are ids of law
    parameters that say what was looked for and not found of the standards and of the steps.
    Where `impacts` are given, a record may tell on whom it had an impact; `credit` is the id of a law parameter that
    says how many credits an hour is worth (see `law.worth.Worth`).
    """

    code: str
    title: str
    parts: tuple[str, ...]
    unit: str
    amount: str | None = None
    period: str | None = None
    categories: tuple[Category, ...] = ()
    standards: tuple[Standard, ...] = ()
    source: str = ""
    checked: date | None = None
    career: str = ""
    levels: tuple[Step, ...] = ()
    awards: tuple[Step, ...] = ()
    unknown: tuple[str, ...] = ()
    unknown_steps: tuple[str, ...] = ()
    impacts: tuple[Impact, ...] = ()
    credit: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Levels, then awards and conditions."""
        return self.levels + self.awards

    @property
    def counts_categories(self) -> bool:
        """Whether the amount depends on the categories, so that each record must have one."""
        return any(each.least or each.most for each in self.categories)

    def kind_of(self, category: str) -> str:
        """The kind that a category settles, empty where both kinds fit."""
        return next((each.kind for each in self.categories if each.code == category), "")


def framework_for(frameworks: Iterable[LearningFramework], part: str) -> LearningFramework | None:
    """The framework of a part of the register, the first by code; None where none is known."""
    return min((f for f in frameworks if part in f.parts), key=lambda f: f.code, default=None)


def fingerprint(registration_id: str, row: Row) -> str:
    """What makes a record the same as another: whose it is, day, title, amount and unit, provider and category.

    Case, accents' encoding and runs of blanks make no difference. Hex SHA-256.
    """
    words = (registration_id, row["on"].isoformat(), plain_title(row["title"]), f"{Decimal(row['amount']):.2f}")
    rest = (row["unit"], plain_title(row.get("provider") or ""), row.get("category") or "")
    return hashlib.sha256("\n".join(words + rest).encode()).hexdigest()


def plain_title(text: str) -> str:
    """A title for comparing: one case, one encoding, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def same_thing(record: Row, others: Iterable[Row]) -> Row | None:
    """The first of the other records that tells of the same thing: same day, title, amount and unit."""

    def told(row: Row) -> tuple[Any, ...]:
        return row["on"], plain_title(row["title"]), Decimal(row["amount"]), row["unit"]

    return next((other for other in others if not other["withdrawn"] and told(other) == told(record)), None)


def same_thing_warning(other: Row) -> Sentence:
    """The words that warn of a record that is there already."""
    return Sentence(N_("You logged the same thing on %(day)s."), day=other["on"])


def hours_of_day(record: Row, others: Iterable[Row]) -> Decimal | None:
    """The hours of a record and of the others of its day, where together they are more than a day has; else None.

    Other units, withdrawn records and the record itself among the others do not count.
    """
    if record["unit"] != "hour":
        return None
    beside = (each for each in others if not each["withdrawn"] and each["unit"] == "hour")
    total = Decimal(record["amount"]) + sum(Decimal(each["amount"]) for each in beside if each["id"] != record["id"])
    return total if total > HOURS_OF_A_DAY else None


def one_time_id(once: str, record_fingerprint: str) -> str:
    """The id of the record that one submission makes: the same page sent twice with the same content makes one record.

    `once` is the random mark of the page. A page that is opened again by the back button and changed makes another.
    """
    return hashlib.sha256(f"{once}\n{record_fingerprint}".encode()).hexdigest()[:32]


def settled_kind(framework: LearningFramework | None, category: str, kind: str) -> str:
    """The kind of a record: what its category settles, else what was chosen."""
    return (framework.kind_of(category) if framework and category else "") or kind


def plain_amount(amount: Decimal) -> str:
    """An exact amount as people write it: 18.5, 90."""
    return f"{amount.normalize():f}"
