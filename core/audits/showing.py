"""A draw in words and as a record, as the commands print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilkit.audits.model import stage

if TYPE_CHECKING:
    from councilkit.audits.services.drawing import Plan
    from councilkit.register.store import Row


def plan_record(plan: Plan) -> dict[str, Any]:
    """What would be drawn, as JSON."""
    return {
        "part": plan.part,
        "as_of": plan.as_of.isoformat(),
        "fraction": None if plan.fraction is None else f"{plan.fraction.normalize():f}",
        "law": plan.law.parameter or None,
        "unknown": plan.law.why or None,
        "eligible": plan.eligible.count,
        "strata": plan.eligible.strata(plan.fraction) if plan.fraction else [],
        "exempt": [{"code": e.code, "count": e.count, "unknown": e.unknown} for e in plan.eligible.exempt],
    }


def plan_in_words(plan: Plan) -> str:
    """What would be drawn, in lines."""
    lines = [f"{plan.eligible.count} of {plan.part} can be drawn on {plan.as_of}."]
    lines += [_exempt(str(e.title), e.count, e.unknown) for e in plan.eligible.exempt]
    if plan.fraction is None:
        lines.append(f"{plan.law.why} Say which fraction to draw with --fraction, like 0.025.")
        return "\n".join(lines)
    if not plan.eligible.count:
        return "\n".join([*lines, "Nobody can be drawn. Choose another part or day."])
    lines += _strata(plan.eligible.strata(plan.fraction))
    return "\n".join([*lines, "Nothing is drawn yet. Add --seed-commitment, or use `sample commit`."])


def _exempt(title: str, count: int, unknown: int) -> str:
    stay = f" ({unknown} more cannot be judged and stay in)" if unknown else ""
    return f"Left out: {count}, {title[:1].lower()}{title[1:]}{stay}."


def _strata(strata: list[dict[str, Any]]) -> list[str]:
    return [f"{each['stratum'] or 'All'}: {each['size']} of {each['eligible']}" for each in strata]


def chosen(stratum: str, numbers: list[str]) -> str:
    """The numbers drawn from a stratum, in one line."""
    return f"{stratum or 'Drawn'}: {' '.join(sorted(numbers)) or 'nobody'}"


def in_words(audit: Row) -> list[str]:
    """An audit in lines: how far it is, what it draws from, what was promised."""
    count = sum(each["eligible"] for each in audit["strata"])
    by_law = f", by {audit['fraction_from']}" if audit["fraction_from"] else ""
    lines = [f"{audit['reference']}: {stage(audit)}. {audit['part']} on {audit['as_of']}, {audit['fraction']}{by_law}."]
    lines += [f"{count} can be drawn (SHA-256 of the list: {audit['frame_sha256']})."]
    lines += [_exempt(each["title"], each["count"], each["unknown"]) for each in audit["exempt"]]
    lines += _strata(audit["strata"])
    if audit["beacon_source"]:
        lines.append(f"Mixed in: {audit['beacon'] or 'not known yet'} ({audit['beacon_source']}).")
    return [*lines, f"Commitment: {audit['commitment']}"]
