"""Runs cases: what the evaluator says of each, against what is expected."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from councilkit.catalogue import Catalogue
from councilkit.law.cases import ME, Case
from councilkit.law.evaluation import Reason, evaluate
from councilkit.law.facts import SCHEMAS, Facts, FactsError
from councilkit.law.model import Law
from councilkit.law.requirements import Requirement, RequirementSet


def sets_of(catalogue: Catalogue) -> dict[str, RequirementSet]:
    """What cases may be about: what the law asks at an event, and the `sets` of whatever else is declared."""
    declared = [value for values in catalogue.items.values() for value in values.values()]
    beside = [one for value in declared for one in getattr(value, "sets", ())]
    return {each.code: each for each in (*catalogue.all(RequirementSet), *beside)}


def wrong(case: Case, law: Law, sets: Mapping[str, RequirementSet]) -> Iterator[str]:
    """What a case finds otherwise than expected, in a sentence each; nothing where it holds."""
    requirement = _find(case, sets)
    if requirement is None:
        yield f"There is no requirement “{case.requirement}”."
        return
    yield from _strange(case, sets[case.requirement.partition("/")[0]])
    try:
        reason = evaluate(requirement, _facts(case), law=law, as_of=case.as_of).of(ME).reason
    except FactsError as error:
        yield f"The facts cannot be used: {error}"
        return
    for key, wanted in case.expect.items():
        found = _told(reason, key)
        if not _same(key, found, wanted):
            yield f"{key}: expected “{wanted}”, found “{found}”."


def _strange(case: Case, asked: RequirementSet) -> Iterator[str]:
    """What makes a case say less than it seems to: a part that the law is not for, a decision about nothing."""
    part = case.frames["registrants"][0].get("part")
    if part != asked.part:
        yield f"The registrant is of the part “{part}”; this law is for {asked.part}."
    codes = {node.code for node in asked.requirement.walk()}
    for row in case.frames.get("decisions", ()):
        if row.get("requirement") not in codes:
            yield f"A decision is about “{row.get('requirement')}”; use {', '.join(sorted(codes))}."


def _find(case: Case, sets: Mapping[str, RequirementSet]) -> Requirement | None:
    code, _, inner = case.requirement.partition("/")
    if code not in sets:
        return None
    whole = sets[code].requirement
    return next((node for node in whole.walk() if node.code == inner), None) if inner else whole


def _facts(case: Case) -> Facts:
    frames = {}
    for name, rows in case.frames.items():
        known = SCHEMAS[name]
        for row in rows:
            extra = set(row) - set(known)
            if extra:
                raise FactsError(f"“{name}” has no “{min(extra)}”; use {', '.join(known)}.")
        used = {column: dtype for column, dtype in known.items() if any(column in row for row in rows)}
        try:
            frames[name] = pl.DataFrame(rows, schema=used) if rows else pl.DataFrame()
        except (pl.exceptions.PolarsError, TypeError) as error:
            raise FactsError(f"a value of “{name}” is of the wrong kind: {error}") from None
    return Facts.of(**frames)


def _told(reason: Reason, key: str) -> Any:
    if key == "step":
        return reason.step or " ".join(str(each.step) for each in reason.walk() if each.step)
    return reason.unknown if key == "unknown" else getattr(reason, key)


def _same(key: str, found: Any, wanted: Any) -> bool:
    if isinstance(found, Decimal):
        return not isinstance(wanted, str) and wanted is not None and found == Decimal(str(wanted))
    if key in ("step", "unknown"):
        return bool(wanted) and str(wanted) in str(found)
    return bool(found == wanted)
