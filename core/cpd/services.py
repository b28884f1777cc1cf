"""Verbs of learning records: log, change, withdraw, bring back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.access import readable
from councilkit.cpd.decisions import record_of
from councilkit.cpd.drafts import forget_in, forget_kept
from councilkit.cpd.evidence import attach, placed
from councilkit.cpd.files import File
from councilkit.cpd.model import LearningFramework, framework_for, one_time_id, same_thing, same_thing_warning
from councilkit.cpd.tables import records
from councilkit.database import new_id
from councilkit.errors import Conflict, Problem
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]


class SameThing(Problem):
    """A record of the same thing is there already; a warning, not a refusal: log it with `anyway`."""

    def __init__(self, other: Row) -> None:
        super().__init__(same_thing_warning(other))
        self.other = other


@dataclass(frozen=True)
class Logged:
    """A record as it stands after logging; `again` when this very submission had been saved before."""

    record: Row
    again: bool = False


def framework_of(ctx: Context, part: str) -> LearningFramework | None:
    """The learning framework of a part of the register, None where none is known."""
    return framework_for(ctx.catalogue.all(LearningFramework), part)


def log_record(
    ctx: Context,
    registration: Row,
    given: Row,
    *,
    once: str = "",
    anyway: bool = False,
    files: Sequence[File] = (),
    draft: str = "",
) -> Logged:
    """Save a record under a registration row, with its evidence; the draft of that form's name is forgotten.

    Raises SameThing unless `anyway` when the same thing is logged already, and Invalid for what the framework does not
    know. The same `once` with the same content is saved once.
    """
    require(ctx, "cpd.log", registration["person_id"])
    row = record_of(registration["id"], given, framework_of(ctx, registration["part"]), ctx.today())
    row |= {"id": one_time_id(once, row["fingerprint"]) if once else new_id(), "logged_at": ctx.now()}
    try:
        with placed(ctx, files) as found, ctx.change("cpd.log", registration["person_id"]) as change:
            _refuse_twice(row, store.on_day(change.connection, registration["id"], row["on"]), anyway)
            change.insert(records, row)
            attach(ctx, change, row["id"], found)
            forget_in(change.connection, ctx.actor.id, draft)
            saved = Logged(change.rows[records.name][0])
    except (_SavedBefore, IntegrityError) as met:
        saved = _saved_before(ctx, row["id"], met)
    forget_kept(ctx, draft)
    return saved


class _SavedBefore(Exception):
    """The same submission was saved already; ends the transaction."""


def _refuse_twice(row: Row, there: Sequence[Row], anyway: bool) -> None:
    if any(other["id"] == row["id"] for other in there):
        raise _SavedBefore
    other = None if anyway else same_thing(row, there)
    if other is not None:
        raise SameThing(other)


def _saved_before(ctx: Context, record_id: str, met: Exception) -> Logged:
    """The record that this submission made before; one that was undone since is put back."""
    with ctx.reading() as connection:
        found = store.record(connection, record_id)
    if found is None:
        raise met from None
    return Logged(restore_record(ctx, record_id), again=True)


def change_record(
    ctx: Context, record_id: str, given: Row, version: int, *, files: Sequence[File] = (), draft: str = ""
) -> Row:
    """Change a record; raises Conflict when somebody else changed it since `version` was shown."""
    before = readable(ctx, record_id, "cpd.log")
    with placed(ctx, files) as found, ctx.change("cpd.change", before["person_id"]) as change:
        now = store.record(change.connection, record_id, lock=True)
        if now is None or now["version"] != version:
            raise Conflict(
                Sentence(N_("This record was changed elsewhere while you were editing it. Nothing was overwritten."))
            )
        row = record_of(
            before["registration_id"], {**_kept(now), **given}, framework_of(ctx, before["part"]), ctx.today()
        )
        changed: Row = change.update(records, record_id, row, version=version)
        attach(ctx, change, record_id, found)
        forget_in(change.connection, ctx.actor.id, draft)
    forget_kept(ctx, draft)
    return changed


def _kept(row: Row) -> dict[str, Any]:
    """What a change leaves as it is unless it says otherwise."""
    names = (
        "unit",
        "amount",
        "category",
        "kind",
        "provider",
        "standards",
        "reflection",
        "peer_reflection",
        "peer_role",
        "evidence",
    )
    return {name: row[name] for name in names}


def withdraw_record(ctx: Context, record_id: str) -> Row:
    """Take a record out of the log; it stays in the history and can be put back."""
    return _set_withdrawn(ctx, record_id, True)


def restore_record(ctx: Context, record_id: str) -> Row:
    """Put a withdrawn record back."""
    return _set_withdrawn(ctx, record_id, False)


def _set_withdrawn(ctx: Context, record_id: str, withdrawn: bool) -> Row:
    before = readable(ctx, record_id, "cpd.withdraw")
    if before["withdrawn"] == withdrawn:
        return before
    with ctx.change("cpd.withdraw" if withdrawn else "cpd.restore", before["person_id"]) as change:
        after: Row = change.update(records, record_id, {"withdrawn": withdrawn})
    return after
