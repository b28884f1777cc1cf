"""What a record becomes when it is logged or changed: pure, from what was given and the framework."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.cpd.model import UNITS, LearningFramework, fingerprint, settled_kind
from councilkit.cpd.requirements import unit_of
from councilkit.errors import Invalid
from councilkit.register.plausible import learning_problems
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
MOST = Decimal(1000)
LONGEST_AGO = 60  # years; a working life, so that a slip in the year is told


def record_of(
    registration_id: str, given: Row, framework: LearningFramework | None, today: date, born: date | None = None
) -> dict[str, Any]:
    """The columns of a record from what was given; raises Invalid with a sentence for each wrong field."""
    unit = given.get("unit") or unit_of(framework)
    category = given.get("category") or ""
    row: dict[str, Any] = {
        "registration_id": registration_id,
        "on": given["on"],
        "title": given["title"],
        "category": category,
        "kind": settled_kind(framework, category, given.get("kind") or ""),
        "amount": Decimal(given.get("amount") or (1 if unit == "piece" else 0)),
        "unit": unit,
        "provider": given.get("provider") or "",
        "standards": list(given.get("standards") or ()),
        "reflection": given.get("reflection") or "",
        "peer_reflection": bool(given.get("peer_reflection") or given.get("peer_role")),
        "peer_role": given.get("peer_role") or "",
        "impact_on": given.get("impact_on") or "",
        "impact": given.get("impact") or "",
        "evidence": given.get("evidence") or "",
    }
    problems = learning_problems(row["on"], born) | _problems(row, framework, today)
    if problems:
        raise Invalid(problems)
    return row | {"fingerprint": fingerprint(registration_id, row)}


def says_the_same(before: Row, row: Row) -> bool:
    """Whether a record would stay as it is."""
    return all(before[name] == value for name, value in row.items() if name in before)


def _problems(row: Row, framework: LearningFramework | None, today: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if row["on"] > today:
        found["on"] = [Sentence(N_("The date is in the future - pick today or earlier."))]
    if row["on"].year < today.year - LONGEST_AGO:
        sentence = N_("That is more than %(years)s years ago. Check the year.")
        found["on"] = [Sentence(sentence, years=LONGEST_AGO)]
    if not row["title"].strip():
        found["title"] = [Sentence(N_("Enter what you did."))]
    if not 0 < row["amount"] <= MOST or row["unit"] not in UNITS:
        found["amount"] = [Sentence(N_("Enter how long, like 1.5 or 90 min."))]
    return found | _half_told(row) | _unknown_codes(row, framework)


def _half_told(row: Row) -> dict[str, list[str]]:
    """An impact is told by both: on whom, and what difference it made."""
    if row["impact_on"] and not row["impact"]:
        return {"impact": [Sentence(N_("Write what difference it made, or leave both empty."))]}
    if row["impact"] and not row["impact_on"]:
        return {"impact_on": [Sentence(N_("Choose on whom it had an impact, or leave both empty."))]}
    return {}


def _unknown_codes(row: Row, framework: LearningFramework | None) -> dict[str, list[str]]:
    if framework is None:
        return {}
    found: dict[str, list[str]] = {}
    categories = {each.code for each in framework.categories}
    if row["category"] and row["category"] not in categories:
        found["category"] = [_not_known(row["category"], categories)]
    impacts = {each.code for each in framework.impacts}
    if row["impact_on"] and row["impact_on"] not in impacts:
        found["impact_on"] = [_not_known(row["impact_on"], impacts)]
    standards = {each.code for each in framework.standards}
    unknown = [code for code in row["standards"] if code not in standards]
    if unknown:
        found["standards"] = [_not_known(unknown[0], standards)]
    return found


def _not_known(code: str, known: set[str]) -> Sentence:
    if not known:
        return Sentence(N_('"%(code)s" is not known here: leave this empty.'), code=code)
    return Sentence(
        N_('"%(code)s" is not known here. Use one of: %(known)s.'), code=code, known=", ".join(sorted(known))
    )
