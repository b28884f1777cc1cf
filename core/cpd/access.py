"""Who may see a record or a file: what is not yours looks as if it were not there."""

from collections.abc import Callable

from sqlalchemy import Connection

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.store import Row
from councilkit.errors import NotFound
from councilkit.wording import N_, Sentence

NO_RECORD = N_("There is no such record, or it is not yours to see. Go back to your list.")
NO_FILE = N_("There is no such file, or it is not yours to see. Go back to your list.")


def readable(ctx: Context, record_id: str, action: str = "cpd.read") -> Row:
    """A record with `person_id` and `part`; NotFound when it is not there or the actor may not know of it."""
    return _found(ctx, store.record, record_id, action, NO_RECORD)


def readable_file(ctx: Context, evidence_id: str, action: str = "cpd.read") -> Row:
    """A file's row with `person_id`; NotFound when it is not there or the actor may not know of it."""
    return _found(ctx, store.evidence_row, evidence_id, action, NO_FILE)


def _found(ctx: Context, read: Callable[[Connection, str], Row | None], id: str, action: str, sentence: str) -> Row:
    with ctx.reading() as connection:
        row = read(connection, id)
    if row is None or not permitted(ctx.actor, "cpd.read", row["person_id"]):
        raise NotFound(Sentence(sentence))
    require(ctx, action, row["person_id"])
    return row
