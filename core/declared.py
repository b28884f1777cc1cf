"""Refuses what plugins declare where it refers to nothing, before anybody is judged by it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from councilkit.api import AuditRule
from councilkit.catalogue import Catalogue
from councilkit.cpd.model import LearningFramework
from councilkit.errors import SetupError
from councilkit.law.checking import EFFECTS, faults
from councilkit.law.requirements import RequirementSet
from councilkit.pathways.model import faults as pathway_faults
from councilkit.qualifications.model import QualificationPlan
from councilkit.register.model import OrderKind, Qualification, RegisterPart
from councilkit.standing.known import known_to

# by kind of value, the fields that hold ids of law parameters: one, several, or by kind of work
LAW_FIELDS: Mapping[type, tuple[str, ...]] = {
    RegisterPart: ("period", "newcomers", "after_removal", "returners", "decides"),
    OrderKind: ("max_length", "total", "publication_window", "exists", "appealable"),
    LearningFramework: ("amount", "period", "credit", "unknown", "unknown_steps"),
    AuditRule: ("fraction",),
    QualificationPlan: ("status", "power", "passing", "each", "unknown"),
}
PART_FIELDS: Mapping[type, tuple[str, ...]] = {LearningFramework: ("parts",), AuditRule: ("part",)}


def check(built: Catalogue, law: Any) -> None:
    """Raise SetupError that names the plugin, what it declares and what that refers to in vain."""
    _check_requirements(built, law)
    _check_qualifications(built, law)
    _check_laws(built, law)
    _check_parts(built)
    _check_orders(built)
    for fault in pathway_faults([step for each in built.all(LearningFramework) for step in each.steps]):
        raise SetupError(f"The pathways of the learning frameworks cannot be used: {fault}")


def _check_requirements(built: Catalogue, law: Any) -> None:
    known = known_to(built)
    asked: dict[tuple[str, str], str] = {}
    for rule in built.all(AuditRule):
        for fault in (each for one in rule.sets for each in faults(one, law, known)):
            raise _refusal(built, AuditRule, rule.code, fault)
    for one in built.all(RequirementSet):
        other = asked.setdefault((one.event, one.part), one.code)
        if other != one.code:
            raise SetupError(
                f"Two laws say what {one.event} of {one.part} needs: '{other}' and '{one.code}'. Join them into one."
            )
        for fault in faults(one, law, known):
            raise _refusal(built, RequirementSet, one.code, fault)


def _check_qualifications(built: Catalogue, law: Any) -> None:
    """Refuse qualifications that are said to be good for what nobody declares."""
    for each in built.all(Qualification):
        named = [(RegisterPart, opens.part) for opens in each.opens]
        named += [(Qualification, opens.instead_of) for opens in each.opens if opens.instead_of]
        ids = [each.offered, *(id for opens in each.opens for id in (opens.basis, opens.status))]
        strange = [code for kind, code in named if not built.has(kind, code)]
        strange += [id for id in ids if id and id not in law]
        if strange:
            sentence = f"the qualification '{each.code}' names '{strange[0]}', which nobody declares."
            raise _refusal(built, Qualification, each.code, sentence)


def _check_laws(built: Catalogue, law: Any) -> None:
    """Refuse ids that the law does not have: what hangs on one would silently not be asked."""
    for kind, fields in LAW_FIELDS.items():
        for value in built.all(kind):
            for field, id in _named(value, fields):
                if law is None or id not in law:
                    fault = (
                        f"“{value.code}” names “{id}” in “{field}”, which is no parameter of the law. Mend the name."
                    )
                    raise _refusal(built, kind, value.code, fault)


def _check_parts(built: Catalogue) -> None:
    for kind, fields in PART_FIELDS.items():
        for value in built.all(kind):
            for field, code in _named(value, fields):
                if not built.has(RegisterPart, code):
                    fault = (
                        f"“{value.code}” names “{code}” in “{field}”, a part that no plugin declares. Mend the name."
                    )
                    raise _refusal(built, kind, value.code, fault)


def _check_orders(built: Catalogue) -> None:
    for order in built.all(OrderKind):
        if order.effect not in EFFECTS:
            fault = f"“{order.code}” has the effect “{order.effect}”; use {', '.join(EFFECTS)}."
            raise _refusal(built, OrderKind, order.code, fault)


def _named(value: Any, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the fields of a value name, each with its field."""
    for field in fields:
        held = getattr(value, field)
        several = held.values() if isinstance(held, Mapping) else (held,) if isinstance(held, str) else held or ()
        yield from ((field, name) for name in several if name)


def _refusal(built: Catalogue, kind: type, code: str, fault: str) -> SetupError:
    return SetupError(f"The plugin '{built.origins[kind, code]}' cannot be used: {fault}")
