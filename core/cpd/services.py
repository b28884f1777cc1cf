"""Verbs of learning records: log, change, withdraw, bring back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.access import readable
from councilkit.cpd.decisions import record_of, says_the_same
from councilkit.cpd.drafts import clear_draft, forget_in, forget_kept
from councilkit.cpd.evidence import add_evidence, attach, placed
from councilkit.cpd.files import File
from councilkit.cpd.model import (
    LearningFramework,
    framework_for,
    hours_of_day,
    one_time_id,
    same_thing,
    same_thing_warning,
)
from councilkit.cpd.tables import records
from councilkit.cpd.totals import amount_in_words
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, Problem
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]


class Asked(Problem):
    """A question, not a refusal: save it with `anyway`. `about` says more of what is asked."""

    def __init__(self, question: Sentence, about: Sentence) -> None:
        super().__init__(question)
        self.about = about


class SameThing(Asked):
    """A record of the same thing is there already."""

    def __init__(self, other: Row) -> None:
        amount = amount_in_words(other["amount"], other["unit"])
        super().__init__(
            same_thing_warning(other),
            Sentence(N_("%(title)s, %(amount)s. Save anyway?"), title=other["title"], amount=amount),
        )


class LongDay(Asked):
    """More hours on one day than a day has."""

    def __init__(self, day: date, hours: Decimal) -> None:
        super().__init__(
            Sentence(N_("%(hours)s on %(day)s. Is that one day?"), hours=amount_in_words(hours, "hour"), day=day),
            Sentence(N_("A course over several days may be logged with its last day. Save anyway?")),
        )


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

    Raises SameThing unless `anyway` when the same thing is logged already, LongDay when a day would have more than 24
    hours, and Invalid for what the framework does not know. The same `once` with the same content is saved once.
    """
    require(ctx, "cpd.log", registration["person_id"])
    framework = framework_of(ctx, registration["part"])
    row = record_of(registration["id"], given, framework, ctx.today(), registration["born_on"])
    row |= {"id": one_time_id(once, row["fingerprint"]) if once else new_id(), "logged_at": ctx.now()}
    try:
        with placed(ctx, files) as found, ctx.change("cpd.log", registration["person_id"]) as change:
            _question(row, store.on_day(change.connection, registration["id"], row["on"]), anyway)
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


def _question(row: Row, there: Sequence[Row], anyway: bool) -> None:
    if any(other["id"] == row["id"] for other in there):
        raise _SavedBefore
    other = None if anyway else same_thing(row, there)
    if other is not None:
        raise SameThing(other)
    _question_day(row, there, anyway)


def _question_day(row: Row, there: Sequence[Row], anyway: bool) -> None:
    hours = None if anyway else hours_of_day(row, there)
    if hours is not None:
        raise LongDay(row["on"], hours)


def _saved_before(ctx: Context, record_id: str, met: Exception) -> Logged:
    """The record that this submission made before; one that was undone since is put back."""
    with ctx.reading() as connection:
        found = store.record(connection, record_id)
    if found is None:
        raise met from None
    return Logged(restore_record(ctx, record_id), again=True)


def change_record(
    ctx: Context,
    record_id: str,
    given: Row,
    version: int,
    *,
    anyway: bool = False,
    files: Sequence[File] = (),
    draft: str = "",
) -> Row:
    """Change a record; raises Conflict when somebody else changed it since `version` was shown.

    Raises LongDay unless `anyway` when its day would have more than 24 hours. Where nothing is different, only files
    are added, and the record stays at its version.
    """
    before = readable(ctx, record_id, "cpd.log")
    if before["version"] == version and says_the_same(before, _changed(ctx, before, given)):
        add_evidence(ctx, record_id, *files)
        clear_draft(ctx, draft)
        return before
    with placed(ctx, files) as found, ctx.change("cpd.change", before["person_id"]) as change:
        now = store.record(change.connection, record_id, lock=True)
        if now is None or now["version"] != version:
            raise Conflict(
                Sentence(N_("This record was changed elsewhere while you were editing it. Nothing was overwritten."))
            )
        row = _changed(ctx, now, given)
        if (row["on"], row["amount"]) != (now["on"], now["amount"]):
            there = store.on_day(change.connection, before["registration_id"], row["on"])
            _question_day({**row, "id": record_id}, there, anyway)
        changed: Row = change.update(records, record_id, row, version=version)
        attach(ctx, change, record_id, found)
        forget_in(change.connection, ctx.actor.id, draft)
    forget_kept(ctx, draft)
    return changed


def is_unchanged(ctx: Context, before: Row, given: Row) -> bool:
    """Whether a form says of a record what it says already; what is not right is a change."""
    try:
        return says_the_same(before, _changed(ctx, before, given))
    except Invalid:
        return False


def _changed(ctx: Context, before: Row, given: Row) -> dict[str, Any]:
    """The record as a form would make it."""
    framework = framework_of(ctx, before["part"])
    return record_of(before["registration_id"], {**_kept(before), **given}, framework, ctx.today(), before["born_on"])


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
        "impact_on",
        "impact",
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
