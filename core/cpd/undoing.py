"""Takes the last change of a record back: its values become those that the ledger has from before."""

from collections.abc import Mapping, Sequence
from typing import Any

from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.access import readable
from councilkit.cpd.decisions import record_of
from councilkit.cpd.evidence import shelf
from councilkit.cpd.history import FIELDS, typed_value
from councilkit.cpd.services import framework_of
from councilkit.cpd.tables import evidence, records
from councilkit.errors import Conflict
from councilkit.ledger.model import Entry
from councilkit.ledger.store import read
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
GONE = N_("This change cannot be taken back any more. Open the record and change it.")
_MORE = ("unit", "evidence")


def undo_change(ctx: Context, record_id: str, version: int) -> Row:
    """Give a record the values from before the change that made `version`; Conflict when something came after it."""
    row = readable(ctx, record_id, "cpd.log")
    with shelf(ctx).turn():
        with ctx.change("cpd.change_undone", row["person_id"]) as change:
            now = store.record(change.connection, record_id, lock=True)
            entries = list(read(change.connection, subject=row["person_id"]))
            before, brought = _before(entries, record_id, version)
            if now is None or now["version"] != version or before is None:
                raise Conflict(Sentence(GONE))
            values = record_of(row["registration_id"], before, framework_of(ctx, row["part"]), ctx.today())
            after: Row = change.update(records, record_id, values, version=version)
            unused = _take_away(change, record_id, brought)
        for sha256 in unused:
            shelf(ctx).remove(sha256)
    return after


def _before(entries: Sequence[Entry], record_id: str, version: int) -> tuple[Row | None, list[str]]:
    """The values that the change which made `version` replaced, and the ids of the files that it brought."""
    before: Row | None = None
    for entry in entries:
        for found in entry.rows.get(records.name, ()):
            if found["id"] != record_id:
                continue
            if found["version"] == version:
                known = before if entry.action == "cpd.change" else None
                return known, [each["id"] for each in entry.rows.get(evidence.name, ())]
            before = {name: typed_value(name, found.get(name)) for name in (*FIELDS, *_MORE)}
    return None, []


def _take_away(change: Any, record_id: str, brought: Sequence[str]) -> list[str]:
    """Remove files from a record; returns the contents that nothing names any more."""
    there = {
        each["id"]: each["sha256"] for each in store.evidence_of(change.connection, [record_id]).get(record_id, ())
    }
    for id in brought:
        if id in there:
            change.delete(evidence, id)
    return [there[id] for id in brought if id in there and not store.uses_of(change.connection, there[id])]
