"""Drafts: what somebody typed and has not saved yet, kept per account and form; drafts are not part of the ledger."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from councilkit.accounts.tables import drafts
from councilkit.context import Context
from councilkit.cpd.evidence import shelf
from councilkit.cpd.files import File
from councilkit.errors import NotPermitted, Problem
from councilkit.wording import N_, Sentence

LARGEST = 60_000
_FORGET = delete(drafts).where(drafts.c.account_id == bindparam("account"), drafts.c.form == bindparam("called"))
_FILE = "_file"


@dataclass(frozen=True)
class Draft:
    """What was typed, box by box, when, and the name of a file that was sent with it."""

    values: Mapping[str, list[str]]
    saved_at: datetime
    file: Mapping[str, str] | None = None


def read_draft(ctx: Context, form: str) -> Draft | None:
    """The actor's draft of a form."""
    with ctx.reading() as connection:
        return draft_in(connection, ctx.actor.id, form)


def draft_in(connection: Any, account_id: str, form: str) -> Draft | None:
    """The draft of an account's form, on an open connection."""
    row = connection.execute(_which(select(drafts.c["values"], drafts.c.saved_at), account_id, form)).one_or_none()
    if row is None:
        return None
    values = dict(row[0])
    return Draft({k: v for k, v in values.items() if k != _FILE}, row[1], values.get(_FILE))


def save_draft(
    ctx: Context, form: str, values: Mapping[str, list[str]], file: File | None = None, *, drop_file: bool = False
) -> None:
    """Keep what was typed, in place of the draft before.

    A file kept earlier stays unless another comes or it is dropped.
    """
    if not ctx.actor.person_id:
        raise NotPermitted(Sentence(N_("Only people who are signed in can keep drafts.")))
    if len(json.dumps(dict(values))) > LARGEST:
        raise Problem(Sentence(N_("This is too much text to keep as a draft. Save it now, or shorten it.")))
    kept = _keep(ctx, form, file)
    if drop_file and file is None:
        forget_kept(ctx, form)
    try:
        _write(ctx, form, values, kept, drop_file)
    except IntegrityError:  # another page of the same person was first to write: this one is the newer
        _write(ctx, form, values, kept, drop_file)


def _write(
    ctx: Context, form: str, values: Mapping[str, list[str]], kept: dict[str, str] | None, drop_file: bool
) -> None:
    with ctx.database.writing() as connection:
        before = draft_in(connection, ctx.actor.id, form)
        file = kept or (before.file if before and not drop_file else None)
        content = dict(values) | ({_FILE: file} if file else {})
        if not content:
            forget_in(connection, ctx.actor.id, form)
        elif before is None:
            row = {"account_id": ctx.actor.id, "form": form, "values": content, "saved_at": ctx.now()}
            connection.execute(insert(drafts), row)
        else:
            connection.execute(_which(update(drafts), ctx.actor.id, form).values(values=content, saved_at=ctx.now()))


def _keep(ctx: Context, form: str, file: File | None) -> dict[str, str] | None:
    if file is None:
        return None
    shelf(ctx).keep(_key(ctx, form), file.content)
    return {"name": file.name, "media_type": file.media_type}


def kept_file(ctx: Context, form: str) -> File | None:
    """The good file that came with a form that was not right yet."""
    content = shelf(ctx).kept(_key(ctx, form))
    draft = read_draft(ctx, form) if content is not None else None
    if content is None or draft is None or draft.file is None:
        return None
    return File(content, draft.file["media_type"], draft.file["name"])


def clear_draft(ctx: Context, form: str) -> None:
    """Forget the draft of a form and the file kept with it."""
    with ctx.database.writing() as connection:
        forget_in(connection, ctx.actor.id, form)
    forget_kept(ctx, form)


def forget_in(connection: Any, account_id: str, form: str) -> None:
    """Forget a draft inside the transaction that saves what it became; the empty name is no draft."""
    if form:
        connection.execute(_FORGET, {"account": account_id, "called": form})


def forget_kept(ctx: Context, form: str) -> None:
    """Take away the file that was kept with a draft."""
    if form:
        shelf(ctx).forget(_key(ctx, form))


def _which(statement: Any, account_id: str, form: str) -> Any:
    return statement.where(drafts.c.account_id == account_id, drafts.c.form == form)


def _key(ctx: Context, form: str) -> str:
    return f"{ctx.actor.id}:{form}"
