"""Reads what the people of a cell are called; the only file of this room that knows SQL."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from councilkit.register.model import full_name
from councilkit.register.tables import persons

_BATCH = 5000


def names(connection: Connection, people: Sequence[str]) -> dict[str, str]:
    """The names of people by their ids."""
    found: dict[str, str] = {}
    for start in range(0, len(people), _BATCH):
        query = select(persons.c.id, persons.c.given_names, persons.c.family_name)
        rows = connection.execute(query.where(persons.c.id.in_(people[start : start + _BATCH]))).mappings()
        found |= {row["id"]: full_name(row) for row in rows}
    return found
