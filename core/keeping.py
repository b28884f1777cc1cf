"""Sentences as data: kept with a row today, they can be said in any language later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.wording import Plural, Sentence


def as_data(said: str) -> Any:
    """A sentence as plain values for JSON: its pattern and values; text that is no sentence stays text."""
    if not isinstance(said, Sentence):
        return str(said)
    pattern = said.pattern
    form = {"one": pattern.one, "by": pattern.by} if isinstance(pattern, Plural) else {}
    return {"pattern": str(pattern), **form, "values": {name: _plain(value) for name, value in said.values.items()}}


def from_data(kept: Any) -> str:
    """The sentence that `as_data` kept."""
    if not isinstance(kept, Mapping):
        return str(kept)
    pattern = kept["pattern"]
    if "by" in kept:
        one, by = kept["one"], kept["by"]
        pattern = Plural(one, pattern, by)
    return Sentence(pattern, **{name: _value(value) for name, value in kept["values"].items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"sentence": as_data(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _value(kept: Any) -> Any:
    if not isinstance(kept, Mapping):
        return kept
    ((kind, value),) = kept.items()
    return {"sentence": from_data, "decimal": Decimal, "date": date.fromisoformat}[kind](value)
