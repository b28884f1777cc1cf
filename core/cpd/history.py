"""What happened to a record, told from the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from councilkit.cpd.model import plain_amount
from councilkit.ledger.model import Entry
from councilkit.wording import N_

Row = Mapping[str, Any]

WORDS = {
    "cpd.log": N_("Logged"),
    "cpd.change": N_("Changed"),
    "cpd.change_undone": N_("Change taken back"),
    "cpd.withdraw": N_("Removed"),
    "cpd.restore": N_("Put back"),
    "cpd.evidence": N_("File added"),
    "cpd.evidence_removed": N_("File taken away"),
}
FIELDS = {
    "title": N_("What did you do?"),
    "on": N_("When?"),
    "amount": N_("How much?"),
    "category": N_("What kind?"),
    "kind": N_("Formal or informal?"),
    "provider": N_("Who ran it?"),
    "standards": N_("Standards"),
    "reflection": N_("What will you do differently?"),
    "peer_reflection": N_("Talked it over with someone"),
    "peer_role": N_("Who did you talk to?"),
    "impact_on": N_("On whom did it have an impact?"),
    "impact": N_("What difference did it make?"),
}


@dataclass(frozen=True)
class Edit:
    """One change of a record: when, by whom, what it was called, and each field's (name, before, after).

    `by` is the id of an actor, or `you`, `registrant` or `council` once somebody has looked that up.
    """

    at: datetime
    by: str
    title: str
    changes: Sequence[tuple[str, Any, Any]] = ()
    files: Sequence[str] = ()


def edits(entries: Iterable[Entry], record_id: str) -> list[Edit]:
    """The edits of one record, oldest first, from the entries of its person; a redacted entry tells nothing."""
    found: list[Edit] = []
    files: dict[str, str] = {}
    before: Row = {}
    for entry in entries:
        row = next((r for r in entry.rows.get("cpd_records", ()) if r["id"] == record_id), None)
        names = _files_of(entry, record_id, files)
        if row is None and not names:
            continue
        changes = _differences(before, row) if before and row else ()
        found.append(Edit(_moment(entry), entry.actor, WORDS.get(entry.action, N_("Recorded")), changes, names))
        before = row or before
    return found


def titled(edit: Edit, titles: Mapping[str, str]) -> Edit:
    """The edit with the titles of categories and kinds of impact instead of their codes."""
    coded = (FIELDS["category"], FIELDS["impact_on"])
    changes = [
        (label, titles.get(one, one), titles.get(other, other)) if label in coded else (label, one, other)
        for label, one, other in edit.changes
    ]
    return replace(edit, changes=changes)


def _files_of(entry: Entry, record_id: str, known: dict[str, str]) -> list[str]:
    """The names of the record's files that the entry adds or removes; `known` remembers them by id."""
    names = []
    for row in entry.rows.get("cpd_evidence", ()):
        if row.get("_deleted"):
            names += [known[row["id"]]] if row["id"] in known else []
        elif row["record_id"] == record_id:
            known[row["id"]] = row["name"]
            names.append(row["name"])
    return names


def _differences(before: Row, after: Row) -> list[tuple[str, Any, Any]]:
    pairs = ((name, typed_value(name, before.get(name)), typed_value(name, after.get(name))) for name in FIELDS)
    return [(FIELDS[name], one, other) for name, one, other in pairs if (one or "") != (other or "")]


def typed_value(name: str, value: Any) -> Any:
    """A value of the ledger, which is text there, as what it is."""
    if name == "on":
        return date.fromisoformat(value)
    return plain_amount(Decimal(value)) if name == "amount" else value


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.recorded_at)
