"""Says in words, or as a record, what a parameter is on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from councilkit.law.model import CERTAINTIES, DatedValue, Parameter, Value, plain
from councilkit.wording import Plural, Sentence

COUNTED = {  # units that have two forms; others are written as the law's file has them
    "days": Plural("%(number)s day", "%(number)s days", "number"),
    "working days": Plural("%(number)s working day", "%(number)s working days", "number"),
    "weeks": Plural("%(number)s week", "%(number)s weeks", "number"),
    "months": Plural("%(number)s month", "%(number)s months", "number"),
    "years": Plural("%(number)s year", "%(number)s years", "number"),
    "hours": Plural("%(number)s hour", "%(number)s hours", "number"),
    "credits": Plural("%(number)s credit", "%(number)s credits", "number"),
}


def value_in_words(value: Value, unit: str = "") -> str:
    """A value as a reader writes it: “90 hours”, “a, b”, “sw: 3, scw: 5 years”."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit in COUNTED and isinstance(value, int | float):
        return Sentence(COUNTED[unit], number=value)
    if isinstance(value, Mapping):
        text = ", ".join(f"{key}: {value_in_words(item)}" for key, item in value.items())
    elif isinstance(value, tuple):
        text = ", ".join(value_in_words(item) for item in value)
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = "" if value is None else str(value)
    return f"{text} {unit}".strip() if unit not in ("text", "date", "list", "code", "status") else text


def start_in_words(value: DatedValue) -> str:
    """Since when the value holds, no more precisely than the source says."""
    if not value.start_known:
        return f"in force when read on {value.start.isoformat()}; the day it began was not read"
    form = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[value.precision]
    return f"since {value.start.strftime(form)}"


def certainty_in_words(value: DatedValue) -> str:
    """How sure the value is: checked on a day, or in which way it is unverified."""
    if value.checked is not None:
        return f"checked against the source on {value.checked.isoformat()}"
    return CERTAINTIES.get(value.certainty or "", "not yet verified against the source")


def one_line(parameter: Parameter, value: DatedValue | None) -> str:
    """A parameter and its value in one line."""
    if value is None:
        return f"{parameter.id}  {'unknown' if parameter.unknown else 'no value on this day'}"
    mark = "" if value.checked else "  (not verified)"
    return f"{parameter.id}  {value_in_words(value.value, parameter.unit)}{mark}"


def in_words(parameter: Parameter, value: DatedValue | None, day: date) -> str:
    """A parameter in a few lines: title, value, start, source, certainty and what is announced."""
    lines = [f"{parameter.title} ({parameter.id})"]
    if value is None:
        reason = parameter.unknown.reason if parameter.unknown else "no value on this day"
        lines.append(f"  unknown: {reason}")
        source, article = (parameter.unknown.source, parameter.unknown.article) if parameter.unknown else (None, None)
        address = source.url if source else None
    else:
        lines.append(f"  {value_in_words(value.value, parameter.unit)}, {start_in_words(value)}")
        source, article, address = value.source, value.article, value.address
    if source is not None:
        lines.append(f"  source: {', '.join(filter(None, [source.title, article]))}")
    if address:
        lines.append(f"  {address}")
    if value is not None:
        lines.append(f"  {certainty_in_words(value)}")
        lines.extend([f"  note: {value.note}"] if value.note else [])
    for later in parameter.announced(day):
        lines.append(f"  announced: {value_in_words(later.value, parameter.unit)} from {later.start.isoformat()}")
    return "\n".join(lines)


def as_record(parameter: Parameter, value: DatedValue | None, day: date) -> dict[str, Any]:
    """The same as JSON: value None with the reason when it is unknown."""
    unknown = parameter.unknown
    source = value.source if value else (unknown.source if unknown else None)
    return {
        "id": parameter.id,
        "title": parameter.title,
        "unit": parameter.unit,
        "as_of": day.isoformat(),
        "value": plain(value.value) if value else None,
        "unknown": unknown.reason if unknown else None,
        "start": value.start.isoformat() if value and value.start_known else None,
        "start_precision": value.precision if value and value.start_known else None,
        "seen": value.start.isoformat() if value and not value.start_known else None,
        "ends": value.ends.isoformat() if value and value.ends else None,
        "source": source.title if source else None,
        "article": value.article if value else (unknown.article if unknown else None),
        "url": value.address if value else (source.url if source else None),
        "checked": value.checked.isoformat() if value and value.checked else None,
        "certainty": value.certainty if value else None,
        "note": value.note if value else "",
        "announced": [{"from": v.start.isoformat(), "value": plain(v.value)} for v in parameter.announced(day)],
    }
