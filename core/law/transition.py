"""Transitional provisions of a draft: whom it gives more time, and until when, in the shapes that the law has.

A provision is written in the draft's own file (see drafts.py), or typed in one line:
``in_post_before=2026-01-01,qualify_by=2029-01-01``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.law.parameters import Sourced
from councilkit.law.references import names, renamed
from councilkit.law.requirements import AllOf, AnyOf, Requirement
from councilkit.law.selection import Applies, Deferral
from councilkit.law.yamltree import Entry, LawError

DAYS = ("in_post_before", "joined_before", "qualify_by")
MONTHS = ("tenure_from", "within")
LISTS = ("requirements", "roles")
WHO = ("in_post_before", "joined_before", "tenure_from", "roles")
EVERYBODY = "everybody"  # has to be said: a provision that names nobody may have been forgotten
SINCE = ("role", "registration")  # what a length counts from
KEYS = ("title", *LISTS, *DAYS, *MONTHS, EVERYBODY, "since", "source", "article", "note")
TYPED = (*DAYS, *MONTHS, EVERYBODY, "since", *LISTS)
MOST_MONTHS = 600
NOW = "now."  # before the id of a parameter as the law has it now
NOW_CODE = "@now"  # after the code of a requirement that is judged by the law now
ALWAYS = date(1900, 1, 1)  # figures of a provision have no history


@dataclass(frozen=True)
class Provision:
    """More time for some people: until a day (`qualify_by`), or so many months (`within`).

    Months count from the first day of the present job, or of the registration where `since` says so. Meanwhile the law
    as it is now holds for them. What is left empty binds everybody. `in_post_before` looks at the first day of the
    present job, `joined_before` at the first registration, `tenure_from` at the months on the register. Without
    `requirements` it is about all that the draft changes. Whoever writes one for everybody says so (`everybody`).
    `place` is where it is written, empty where it was typed.
    """

    title: str = ""
    requirements: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    in_post_before: date | None = None
    joined_before: date | None = None
    tenure_from: int | None = None
    qualify_by: date | None = None
    within: int | None = None
    everybody: bool = False
    since: str = "role"
    source: Source | None = None
    article: str | None = None
    note: str = ""
    place: str = field(default="", compare=False, repr=False)

    def moved(self, days: timedelta) -> Provision:
        """The same provision with its days so much later."""
        found = {name: day + days for name in DAYS if (day := getattr(self, name)) is not None}
        return replace(self, **found)


def fault(one: Provision) -> tuple[str, str] | None:
    """The field of a provision that cannot be meant, and why; None where all is well."""
    if (one.qualify_by is None) == (one.within is None):
        return "qualify_by", "name either “qualify_by”, a day, or “within”, the months from the first day of the job."
    if one.since not in SINCE or (one.since != SINCE[0] and one.within is None):
        return "since", f"“since” says what the months of “within” count from: {' or '.join(SINCE)}."
    for name in MONTHS:
        months = getattr(one, name)
        if months is not None and not 0 < months <= MOST_MONTHS:
            return name, f"“{name}” is a number of months from 1 to {MOST_MONTHS}."
    for name in ("in_post_before", "joined_before"):
        day = getattr(one, name)
        if day is not None and one.qualify_by is not None and one.qualify_by <= day:
            return "qualify_by", f"“qualify_by” ({one.qualify_by}) must be later than “{name}” ({day})."
    return _nobody(one)


def _nobody(one: Provision) -> tuple[str, str] | None:
    named = [name for name in WHO if getattr(one, name)]
    if one.everybody and named:
        return (
            EVERYBODY,
            f"“{EVERYBODY}” leaves nobody out: leave it out, or {', '.join(f'“{name}”' for name in named)}.",
        )
    if one.everybody or named:
        return None
    return EVERYBODY, f"it does not say whom it gives time: add {', '.join(WHO)}, or “{EVERYBODY}”."


class Transition(Sourced):
    """Reads provisions from a draft's file, naming the line of whatever is wrong."""

    def provisions(self, entry: Entry) -> tuple[Provision, ...]:
        """All provisions of a list; raises LawError."""
        if not isinstance(entry.value, list):
            raise self.error("“transition” must be a list of provisions, each with “qualify_by” or “within”.", entry)
        return tuple(self._provision(each) for each in entry.value)

    def _provision(self, entry: Entry) -> Provision:
        fields = self.fields(entry, "transition", KEYS)
        one = Provision(
            title=self.optional_text(fields, "title") or "",
            source=self.source(fields, "transition") if "source" in fields else None,
            article=self.optional_text(fields, "article"),
            note=self.optional_text(fields, "note") or "",
            everybody=self._everybody(fields),
            since=self.optional_text(fields, "since") or SINCE[0],
            place=f"{self.file}, line {entry.line}",
            **{name: self._texts(fields, name) for name in LISTS},  # type: ignore[arg-type]
            **{name: self.optional_date(fields, name) for name in DAYS},  # type: ignore[arg-type]
            **{name: self._months(fields, name) for name in MONTHS},  # type: ignore[arg-type]
        )
        wrong = fault(one)
        if wrong is not None:
            raise self.error(wrong[1], fields.get(wrong[0], entry))
        return one

    def _everybody(self, fields: dict[str, Entry]) -> bool:
        entry = fields.get(EVERYBODY)
        if entry is not None and entry.value is not True:
            raise self.error(f"“{EVERYBODY}” can only be true: leave it out where you name whom you mean.", entry)
        return entry is not None

    def _texts(self, fields: dict[str, Entry], key: str) -> tuple[str, ...]:
        entry = fields.get(key)
        if entry is None:
            return ()
        each = entry.value if isinstance(entry.value, list) else [entry]
        if not all(isinstance(one.value, str) for one in each):
            raise self.error(f"“{key}” must be a text or a list of texts.", entry)
        return tuple(str(one.value) for one in each)

    def _months(self, fields: dict[str, Entry], key: str) -> int | None:
        entry = fields.get(key)
        if entry is None:
            return None
        if isinstance(entry.value, bool) or not isinstance(entry.value, int):
            raise self.error(f"“{key}” must be a whole number of months.", entry)
        return entry.value


def typed(text: str) -> Provision:
    """A provision from one line of ``name=value`` parts with commas between; raises LawError naming the part."""
    found: dict[str, object] = {}
    for part in text.split(","):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or name not in TYPED or not value:
            raise LawError(
                f"“{part.strip()}” is not understood. Write {', '.join(TYPED)}, each with = and a "
                "value, and commas between: in_post_before=2026-01-01,qualify_by=2029-01-01.",
                "transition",
                0,
            )
        if name in found:
            raise LawError(f"“{name}” is there twice; leave one of them out.", "transition", 0)
        found[name] = _value(name, value)
    one = Provision(**found)  # type: ignore[arg-type]
    wrong = fault(one)
    if wrong is not None:
        raise LawError(wrong[1], "transition", 0)
    return one


def _value(name: str, text: str) -> object:
    if name in LISTS:
        return tuple(filter(None, (each.strip() for each in text.split("+"))))
    if name == "since":
        return text
    if name == EVERYBODY and text == "yes":
        return True
    try:
        return date.fromisoformat(text) if name in DAYS else int(text)
    except ValueError:
        wanted = "a whole number of months" if name in MONTHS else "a day like 2029-01-01"
        wanted = "yes, or is left out" if name == EVERYBODY else wanted
        raise LawError(f"“{name}” is {wanted}, not “{text}”.", "transition", 0) from None


def kept(whole: Requirement, provisions: Sequence[Provision], ids: Collection[str]) -> Requirement:
    """A tree for those who have time: what the provisions are about is met by the law now as well as by the draft.

    `ids` are the parameters that the draft changes; see `with_kept`. Nobody is spared what they owe already.
    """
    about = (whole.code in one.requirements if one.requirements else names(whole, ids) for one in provisions)
    if any(about):
        return _either(whole, ids)
    if not isinstance(whole, AllOf | AnyOf):
        return whole
    return replace(whole, parts=tuple(kept(each, provisions, ids) for each in whole.parts))


def _either(node: Requirement, ids: Collection[str]) -> Requirement:
    """A requirement by the draft or by the law now; each is a tree of its own, since what does not bind is met so."""
    now = _coded(renamed(node, {id: f"{NOW}{id}" for id in ids}))
    draft = replace(node, code=f"{node.code}@draft")
    parts = tuple(AllOf(code=f"{each.code}@", title=node.title, parts=(each,)) for each in (draft, now))
    return AnyOf(code=node.code, title=node.title, parts=parts)


def _coded(node: Requirement) -> Requirement:
    """A tree with codes of its own, since a code is there once."""
    if isinstance(node, AllOf | AnyOf):
        node = replace(node, parts=tuple(_coded(each) for each in node.parts))
    return replace(node, code=f"{node.code}{NOW_CODE}")


def with_kept(draft: Law, now: Law, ids: Collection[str]) -> Law:
    """The law of a draft that knows what the law says now too."""
    return Law({**draft.parameters, **{f"{NOW}{id}": now.parameters[id] for id in ids}})


def deferral(place: int, one: Provision) -> Deferral:
    """A provision as a shape of the law; `place` is its number among those of `with_figures`."""

    def named(field: str) -> str:
        return _id(place, field) if getattr(one, field) is not None else ""

    who = Applies(
        roles=one.roles,
        in_post_before=named("in_post_before"),
        joined_before=named("joined_before"),
        tenure_from=named("tenure_from"),
    )
    return Deferral(until=named("qualify_by"), within=named("within"), applies=who, since=one.since)


def deferred(node: Requirement, provisions: Sequence[Provision]) -> Requirement:
    """A requirement with the time that provisions about it give, by a law of `with_figures`."""
    more = (
        deferral(place, one) for place, one in enumerate(provisions) if node.code in (one.requirements or (node.code,))
    )
    return replace(node, deferrals=(*node.deferrals, *more))


def _id(place: int, field: str) -> str:
    return f"transition.{place}.{field}"


def with_figures(law: Law, provisions: Sequence[Provision]) -> Law:
    """A law that knows the days and lengths of the provisions."""
    return Law({**law.parameters, **dict(_figures(provisions))})


def _figures(provisions: Sequence[Provision]) -> Iterator[tuple[str, Parameter]]:
    units: Mapping[str, str] = dict.fromkeys(DAYS, "date") | dict.fromkeys(MONTHS, "months")
    for place, one in enumerate(provisions):
        for name, unit in units.items():
            value = getattr(one, name)
            if value is not None:
                dated = DatedValue(value, ALWAYS, one.source or Source("", "transition"))
                yield _id(place, name), Parameter(_id(place, name), name, unit, (dated,))
