"""Whose renewal is open, by rows and by what the law sets to each part."""

from datetime import date

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.deadlines import store
from councilkit.deadlines.model import Deadline
from councilkit.register.bounds import all_bounds


def deadlines(ctx: Context, connection: Connection, day: date, *person_ids: str) -> list[Deadline]:
    """Whose renewal is open on a day, and whose term lapsed just before it: everybody's, or those of named people."""
    return store.deadlines(connection, day, *person_ids, bounds=all_bounds(ctx.catalogue, ctx.law, day))
