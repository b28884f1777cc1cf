"""Faults of requirement sets that show before anybody is judged: named with place and mend."""

from collections.abc import Collection, Iterator, Mapping

from councilkit.law.model import Law, Parameter, place
from councilkit.law.references import references
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    Count,
    Covers,
    Kinds,
    Paid,
    Practised,
    Ratio,
    Requirement,
    RequirementSet,
)
from councilkit.law.worth import NAMES, worth_of

EVENTS = ("entry", "renewal", "restoration", "practice", "audit")
_FIGURES = (Amount, Count, Ratio, Kinds, Covers, Paid)


def faults(one: RequirementSet, law: Law, parts: Collection[str]) -> Iterator[str]:
    """Every fault of a requirement set, in a sentence each."""
    if one.event not in EVENTS:
        yield f"“{one.code}” is for the event “{one.event}”; use {', '.join(EVENTS)}."
    if one.part not in parts:
        yield f"“{one.code}” is for the part “{one.part}”, which no plugin declares."
    seen: set[str] = set()
    for node in one.requirement.walk():
        if node.code in seen:
            yield f"“{one.code}” has two requirements called “{node.code}”; give each a code of its own."
        seen.add(node.code)
        yield from (f"“{one.code}”, requirement “{node.code}”: {fault}" for fault in _node(node, law))


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


def _named(id: str, wanted: str, field: str, law: Law) -> Iterator[str]:
    if id not in law:
        yield f"“{field}” names “{id}”, which is no parameter of the law. Add it under law/, or mend the name."
    elif wanted:
        yield from _wrong(law.get(id), wanted)


def _wrong(parameter: Parameter, wanted: str) -> Iterator[str]:
    if wanted == "months" and parameter.unit not in ("months", "years"):
        yield f"“{parameter.id}” ({place(parameter)}) must be in months or years."
    if wanted == "date" and parameter.unit != "date":
        yield f"“{parameter.id}” ({place(parameter)}) must be a date."
    if wanted == "yes or no" and not all(isinstance(dated.value, bool) for dated in parameter.values):
        yield f"“{parameter.id}” ({place(parameter)}) must be true or false."
    if wanted == "number":
        yield from _figures(parameter)
    if wanted == "worth" and not all(worth_of(dated.value) for dated in parameter.values):
        yield f"“{parameter.id}” ({place(parameter)}) must say {NAMES}, each a number from 0 with at most two decimals."


def _figures(parameter: Parameter) -> Iterator[str]:
    """A figure must be a number, or a mapping of numbers, not below nothing."""
    for dated in parameter.values:
        values = tuple(dated.value.values()) if isinstance(dated.value, Mapping) else (dated.value,)
        if any(isinstance(each, bool) or not isinstance(each, int | float) or each < 0 for each in values):
            yield f"“{parameter.id}” ({place(parameter)}) must be a number from 0, or a number for each part."
            return
