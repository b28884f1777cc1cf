"""What the register's services share: made once however often a form is sent, and blanks for what was left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotFound
from councilkit.register import store
from councilkit.wording import N_

NO_PERSON = N_("There is no such person. Go back and search again.")
NO_REGISTRATION = N_("There is no such registration. Go back and search again.")


class Unchanged(Exception):
    """Ends a change that has nothing to write: the same form came twice."""


@contextmanager
def changing(ctx: Context, action: str, subject: str) -> Iterator[Any]:
    """`ctx.change`, in which `raise Unchanged` leaves everything as it was, the ledger too."""
    with suppress(Unchanged), ctx.change(action, subject) as change:
        yield change


def once(ctx: Context, table: Table, id: str | None, make: Callable[[str], Any]) -> str:
    """Make the row `id` unless a form with this id was sent before; returns the id."""
    chosen = id or new_id()
    if id and _there(ctx, table, id):
        return id
    try:
        make(chosen)
    except IntegrityError:
        if not _there(ctx, table, chosen):
            raise
    return chosen


def _there(ctx: Context, table: Table, id: str) -> bool:
    with ctx.reading() as connection:
        return store.row(connection, table, id) is not None


def texts(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """These values, with "" for what was left out."""
    return {name: data.get(name) or "" for name in names}


def present(found: store.Row | None, sentence: str) -> store.Row:
    """The row, or NotFound with the sentence."""
    if found is None:
        raise NotFound(sentence)
    return found


def unless_same(row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Raise Unchanged when the row holds these values already: nothing was changed, or the same form came twice."""
    if all(row[name] == value for name, value in values.items()):
        raise Unchanged
