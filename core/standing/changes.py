"""What a ledger entry changed of a person's record: field by field, the old and the new value."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from councilkit.ledger.model import Entry
from councilkit.register.schemas import GENDERS, SETTLEMENTS, PersonSchema
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
FIELDS = {name: str(field.metadata["label"]) for name, field in PersonSchema._declared_fields.items() if name != "id"}
WORDS = {"gender": dict(GENDERS), "settlement": dict(SETTLEMENTS)}
CONFIRMED = N_("Confirmed: nothing was changed.")


def changes(entries: Iterable[Entry]) -> dict[int, tuple[Sentence, ...]]:
    """What each entry changed of people's own details, by its number; where the state before is not known, nothing."""
    known: dict[str, Row] = {}
    found: dict[int, tuple[Sentence, ...]] = {}
    for entry in sorted(entries, key=lambda each: each.seq):
        lines: list[Sentence] = []
        for row in entry.rows.get("persons", ()):
            before = known.get(row["id"])
            lines += _lines(before, row) if before else []
            if before and not lines and entry.action == "register.details":
                lines.append(Sentence(CONFIRMED))
            known[row["id"]] = row
        found[entry.seq] = tuple(lines)
    return found


def _lines(before: Row, after: Row) -> list[Sentence]:
    return [
        Sentence(
            "%(what)s: was %(old)s, is %(new)s.",
            what=Sentence(label),
            old=_shown(name, before.get(name)),
            new=_shown(name, after.get(name)),
        )
        for name, label in FIELDS.items()
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def _shown(name: str, value: Any) -> Any:
    if not value:
        return "–"
    if name == "date_of_birth":
        return date.fromisoformat(value)
    if name in WORDS:
        return Sentence(WORDS[name].get(value, value))
    return ", ".join(line.strip() for line in str(value).splitlines() if line.strip())
