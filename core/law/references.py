"""Which parameters of the law a requirement names, and the part of a tree that hangs on some of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from councilkit.law.requirements import AllOf, Requirement
from councilkit.law.selection import Applies, Cap, Carry, Deferral, Where
from councilkit.law.windows import Anchored, Calendar, Cycle, Ever, InRole, Rolling, Term

# fields that hold the id of a parameter, and what the parameter must be
_IDS = {
    "basis": "", "percent": "number", "last": "months", "codes": "codes", "length": "months", "anchor": "date",
    "spans": "spans", "most": "number", "until": "date", "within": "months", "tenure_from": "months",
    "age_below": "months", "joined_from": "date", "joined_before": "date", "in_post_before": "date",
    "condition_from": "date", "rule": "yes or no", "worth": "worth", "lasts": "months",
}  # fmt: skip
_HOLDERS = (Requirement, Applies, Where, Cap, Carry, Deferral, Term, Rolling, Calendar, Anchored, Cycle, Ever, InRole)


def references(value: object) -> Iterator[tuple[str, str, str]]:
    """Field, what its parameter must be ("" for anything) and id of each parameter that a shape names.

    The parts of a tree are not looked at: they are requirements of their own.
    """
    if isinstance(value, tuple):
        for each in value:
            yield from references(each)
    elif isinstance(value, _HOLDERS):
        for field in fields(value):
            inner = getattr(value, field.name)
            wanted = "number" if isinstance(value, Carry) and field.name == "spans" else _IDS.get(field.name)
            if wanted is not None and isinstance(inner, str) and inner:
                yield field.name, wanted, inner
            elif field.name != "parts":
                yield from references(inner)


def categories(value: object) -> Iterator[str]:
    """The categories of learning that a shape names, those of the parts of a tree left out."""
    if isinstance(value, tuple):
        for each in value:
            yield from categories(each)
    elif isinstance(value, _HOLDERS):
        yield from getattr(value, "categories", ())
        for field in fields(value):
            if field.name not in ("parts", "categories"):
                yield from categories(getattr(value, field.name))


def renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """A shape, with all below it, that names other parameters in the place of some."""
    if isinstance(value, tuple):
        return tuple(renamed(each, ids) for each in value)
    if not isinstance(value, _HOLDERS):
        return value
    shape: Any = value
    given = {field.name: getattr(shape, field.name) for field in fields(shape)}
    named = {name: ids.get(each, each) for name, each in given.items() if name in _IDS and isinstance(each, str)}
    return replace(shape, **{name: named.get(name, renamed(each, ids)) for name, each in given.items()})


def names(requirement: Requirement, ids: Collection[str]) -> bool:
    """Whether a requirement itself names one of these parameters."""
    return any(id in ids for _, _, id in references(requirement))


def touched(requirement: Requirement, ids: Collection[str]) -> Requirement | None:
    """The part of a tree that hangs on some parameters, with everything above it; None where none does.

    Of alternatives all stay: whether one of them suffices hangs on the others too.
    """
    if names(requirement, ids):
        return requirement
    if not isinstance(requirement, AllOf):
        return requirement if any(names(node, ids) for node in requirement.walk()) else None
    parts = tuple(part for each in requirement.parts if (part := touched(each, ids)) is not None)
    return replace(requirement, parts=parts) if parts else None
