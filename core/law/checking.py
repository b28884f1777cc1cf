"""Faults of requirement sets that show before anybody is judged: named with place and mend."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from councilkit.law.model import Law, Parameter, Value, place
from councilkit.law.references import categories, references
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    Count,
    Covers,
    Holds,
    Kinds,
    Paid,
    Practised,
    Ratio,
    Requirement,
    RequirementSet,
)
from councilkit.law.worth import NAMES, worth_of

EFFECTS = ("none", "conditions", "suspended", "removed")
EVENTS = ("entry", "renewal", "restoration", "practice", "audit")
_FIGURES = (Amount, Count, Ratio, Kinds, Covers, Paid)


@dataclass(frozen=True)
class Known:
    """The codes that requirements may name; of qualifications and categories any where none are given."""

    parts: Collection[str]
    qualifications: Collection[str] = ()
    categories: Collection[str] = ()


def faults(one: RequirementSet, law: Law, known: Known) -> Iterator[str]:
    """Every fault of a requirement set, in a sentence each."""
    if one.event not in EVENTS:
        yield f"“{one.code}” is for the event “{one.event}”; use {', '.join(EVENTS)}."
    if one.part not in known.parts:
        yield f"“{one.code}” is for the part “{one.part}”, which no plugin declares."
    seen: set[str] = set()
    for node in one.requirement.walk():
        if node.code in seen:
            yield f"“{one.code}” has two requirements called “{node.code}”; give each a code of its own."
        seen.add(node.code)
        wrong = (*_node(node, law), *_strange(node, law, known))
        yield from (f"“{one.code}”, requirement “{node.code}”: {fault}" for fault in wrong)


def _node(node: Requirement, law: Law) -> Iterator[str]:
    if isinstance(node, AllOf | AnyOf) and not node.parts:
        yield "it is made of nothing; name its parts."
    if isinstance(node, _FIGURES) and not node.basis:
        yield "it compares a figure of the law; name the parameter in “basis”."
    if isinstance(node, _FIGURES) and node.basis in law:
        yield from _figures(law.get(node.basis))
    if isinstance(node, Practised):
        yield from _wrong(law.get(node.basis), "months") if node.basis in law else ()
    if isinstance(node, Amount) and node.worth and node.unit == "hour":
        yield "an hour is worth so many of another unit; “unit” cannot be hour."
    if any(bool(each.until) == bool(each.within) for each in node.deferrals):
        yield "a deferral names either a day (“until”) or a length (“within”)."
    if any(each.since not in ("role", "registration") for each in node.deferrals):
        yield "a deferral counts its length “since” role or registration."
    for field, wanted, id in references(node):
        yield from _named(id, wanted, field, law)


def _strange(node: Requirement, law: Law, known: Known) -> Iterator[str]:
    """Codes that nobody declares: a requirement that names one is never met, and nobody would see why."""
    named = [(code, "qualification", known.qualifications) for code in getattr(node, "qualifications", ())]
    if isinstance(node, Holds) and node.codes in law:
        what = f"qualification ({place(law.get(node.codes))})"
        named += [(code, what, known.qualifications) for code in _codes(law.get(node.codes))]
    named += [(code, "category of learning", known.categories) for code in categories(node)]
    named += [(code, "part of a register", known.parts) for code in node.applies.parts]
    named += [(code, "effect of an order", EFFECTS) for code in getattr(node, "effects", ())]
    for code, what, codes in named:
        if codes and code not in codes:
            yield f"it names “{code}”, which is no {what} that anybody declares. Mend the name."


def _codes(parameter: Parameter) -> Iterator[str]:
    for dated in parameter.values:
        yield from map(str, dated.value) if isinstance(dated.value, tuple) else ()


def _named(id: str, wanted: str, field: str, law: Law) -> Iterator[str]:
    if id not in law:
        yield f"“{field}” names “{id}”, which is no parameter of the law. Add it under law/, or mend the name."
    elif wanted:
        yield from _wrong(law.get(id), wanted)


def _wrong(parameter: Parameter, wanted: str) -> Iterator[str]:
    where = f"“{parameter.id}” ({place(parameter)})"
    if wanted == "months" and parameter.unit not in ("months", "years"):
        yield f"{where} must be in months or years."
    elif wanted == "date" and parameter.unit != "date":
        yield f"{where} must be a date."
    elif wanted == "number":
        yield from _figures(parameter)
    elif not all(_MEANT[wanted](dated.value) for dated in parameter.values):
        yield f"{where} must be {_SAID[wanted]}."


def _figures(parameter: Parameter) -> Iterator[str]:
    """A figure must be a number, or a mapping of numbers, not below nothing."""
    if not all(_each(dated.value, _is_figure) for dated in parameter.values):
        yield f"“{parameter.id}” ({place(parameter)}) must be a number from 0, or a number for each part."


def _each(value: Value, meant: Callable[[Value], bool]) -> bool:
    """Whether a value is what is meant, or each value of a mapping is."""
    return all(meant(each) for each in value.values()) if isinstance(value, Mapping) else meant(value)


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_date(value: Value) -> bool:
    return isinstance(value, date)


def _is_span(value: Value) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"start", "end"}:
        return False
    start, end = value["start"], value["end"]
    return isinstance(start, date) and isinstance(end, date) and start <= end


_MEANT: Mapping[str, Callable[[Value], bool]] = {
    "months": lambda value: _is_figure(value) and value == int(value),  # type: ignore[arg-type]
    "date": lambda value: _each(value, _is_date),
    "yes or no": lambda value: _each(value, lambda each: isinstance(each, bool)),
    "codes": lambda value: isinstance(value, tuple) and all(isinstance(each, str) for each in value),
    "spans": lambda value: isinstance(value, Mapping) and _each(value, _is_span),
    "worth": lambda value: worth_of(value) is not None,
}
_SAID = {
    "months": "a whole number from 0",
    "date": "a date like 2026-03-31, or a date for each part",
    "yes or no": "true or false, or one of them for each part",
    "codes": "a list of codes, in square brackets",
    "spans": "{start: …, end: …} for each part, the start not after the end",
    "worth": f"{NAMES}, each a number from 0 with at most two decimals",
}
