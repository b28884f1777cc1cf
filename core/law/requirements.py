"""The shapes that requirements are composed of. A shape holds no figure and no date: those are law parameters, by id.

`basis` is the parameter that states the requirement; for the shapes that compare a figure it holds that figure, a
number or a mapping by part, role or step. Its source and article are the reason's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from councilkit.law.selection import ANY, EVERYBODY, Applies, Cap, Carry, Deferral, Where
from councilkit.law.windows import Term, Window

TERM = Term()


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What every requirement has: a code that is unique in its tree, and whom it binds.

    `frame` is the kind of facts that a shape looks at.
    """

    frame: ClassVar[str] = ""

    code: str
    title: str
    basis: str = ""
    applies: Applies = EVERYBODY
    deferrals: tuple[Deferral, ...] = ()

    @property
    def children(self) -> tuple["Requirement", ...]:
        """The requirements that this one is made of."""
        return ()

    @property
    def frames(self) -> set[str]:
        """The kinds of facts that must be known to judge this requirement itself, beside the registrants."""
        found = {"decisions", self.frame} if self.frame else {"decisions"}
        if any(each.condition for each in (self.applies, *(more.applies for more in self.deferrals))):
            found.add("conditions")
        if getattr(self, "of", ANY).helper_status:
            found.add("statuses")
        return found

    def walk(self) -> Iterator["Requirement"]:
        """This requirement and all below it, the deepest first."""
        for child in self.children:
            yield from child.walk()
        yield self


@dataclass(frozen=True, kw_only=True)
class Amount(Requirement):
    """At least `basis` of a unit in a span.

    `caps` bound what counts of some categories, `carry` brings over what was too much before, `prorated` lessens the
    need by the days on leave ("leave") or before entry ("entry"), `percent` (a parameter) by a phase of introduction.
    `worth` (a parameter, see `worth.Worth`) counts hours too, each for so many of the unit as what was learnt tells.
    """

    frame = "learning"
    window: Window = TERM
    unit: str = "hour"
    of: Where = ANY
    caps: tuple[Cap, ...] = ()
    carry: Carry | None = None
    prorated: tuple[str, ...] = ()
    percent: str = ""
    worth: str = ""

    @property
    def frames(self) -> set[str]:
        return super().frames | ({"leave"} if "leave" in self.prorated else set())


@dataclass(frozen=True, kw_only=True)
class Count(Requirement):
    """At least `basis` records in a span, whatever their amount."""

    frame = "learning"
    window: Window = TERM
    of: Where = ANY


@dataclass(frozen=True, kw_only=True)
class AtLeastOne(Requirement):
    """At least one record with a property in a span; `basis` states the rule."""

    frame = "learning"
    window: Window = TERM
    of: Where = ANY


@dataclass(frozen=True, kw_only=True)
class Ratio(Requirement):
    """At least `basis` per cent of a unit in a span is of some kind; met where nothing was logged at all."""

    frame = "learning"
    window: Window = TERM
    unit: str = "hour"
    of: Where = ANY


@dataclass(frozen=True, kw_only=True)
class Kinds(Requirement):
    """Records in at least `basis` of these categories in a span."""

    frame = "learning"
    categories: tuple[str, ...]
    window: Window = TERM


@dataclass(frozen=True, kw_only=True)
class Covers(Requirement):
    """Records for at least `basis` of these standards in a span."""

    frame = "learning"
    standards: tuple[str, ...]
    window: Window = TERM


@dataclass(frozen=True, kw_only=True)
class Practised(Requirement):
    """Practised `basis` years of the last `last` years, part-time work by its share, overlapping work once."""

    frame = "employment"
    last: str
    attested: bool = False


@dataclass(frozen=True, kw_only=True)
class Holds(Requirement):
    """Holds one of these qualifications; `codes` may be the id of a list parameter instead.

    Whoever holds none of them, but one that nobody has matched to the catalogue, is for a person to judge.
    """

    frame = "qualifications"
    qualifications: tuple[str, ...] = ()
    codes: str = ""


@dataclass(frozen=True, kw_only=True)
class NoOrder(Requirement):
    """No order of these effects is in force."""

    frame = "orders"
    effects: tuple[str, ...] = ("suspended", "removed")


@dataclass(frozen=True, kw_only=True)
class Fulfilled(Requirement):
    """Every condition of a kind that was imposed is fulfilled and confirmed by somebody with one of these roles.

    One that is due only after the term runs on beside a renewal and is not asked for yet. `lasts` (a parameter) is how
    long such a condition goes on by its name: a confirmation before that is asked about once, and never refused.
    """

    frame = "conditions"
    condition: str
    confirmers: tuple[str, ...] = ()
    lasts: str = ""


@dataclass(frozen=True, kw_only=True)
class Paid(Requirement):
    """At least `basis` (an amount of money) was paid of a fee in a span."""

    frame = "payments"
    fee: str
    window: Window = TERM


@dataclass(frozen=True, kw_only=True)
class Declared(Requirement):
    """A declaration was signed in a span; `basis` states the rule."""

    frame = "declarations"
    declaration: str
    window: Window = TERM


@dataclass(frozen=True, kw_only=True)
class AllOf(Requirement):
    """All of the parts that apply."""

    parts: tuple[Requirement, ...]

    @property
    def children(self) -> tuple[Requirement, ...]:
        return self.parts


@dataclass(frozen=True, kw_only=True)
class AnyOf(Requirement):
    """One of the parts that apply."""

    parts: tuple[Requirement, ...]

    @property
    def children(self) -> tuple[Requirement, ...]:
        return self.parts


def frames_of(*requirements: Requirement) -> frozenset[str]:
    """The kinds of facts, beside the registrants, that must be known to judge these requirements."""
    return frozenset(frame for asked in requirements for node in asked.walk() for frame in node.frames)


def roles_of(*requirements: Requirement) -> frozenset[str]:
    """The positions that these requirements tell apart, as the law writes them."""
    nodes = [node for asked in requirements for node in asked.walk()]
    whom = [one for node in nodes for one in (node.applies, *(more.applies for more in node.deferrals))]
    return frozenset(role for one in whom for role in one.roles)


@dataclass(frozen=True)
class RequirementSet:
    """What the law asks of a part at an event: entry, renewal, restoration or practice."""

    code: str
    event: str
    part: str
    requirement: Requirement
