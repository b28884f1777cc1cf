"""Likely duplicates: people who may be one person are proposed to the office, never merged alone."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from councilkit.context import Context
from councilkit.imports import rows, store
from councilkit.ledger import store as ledger
from councilkit.ledger.model import encode
from councilkit.register.tables import duplicates
from councilkit.wording import N_

ACTION = "imports.duplicate"
MOST = 10_000  # proposals of one import; whoever has more has another problem than duplicates
SAME_NAME = N_("Same name and date of birth")
SAME_EMAIL = N_("Same email address and date of birth")
SIMILAR_NUMBER = N_("Same name, and registration numbers one slip apart")

_LONG = re.compile(r"\D*\d{4}")

Row = Mapping[str, Any]
Pair = tuple[str, str]


class People:
    """The people of one import, and who of them may be one person, or one with somebody on the register."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        with ctx.reading() as connection:
            self.first = store.nobody_there(connection)
        self.added: list[pl.DataFrame] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Remember people who went in, or would in a dry run."""
        email = pl.col("email").str.to_lowercase()
        self.added.append(rows.select("search_name", "date_of_birth", email))

    def alike(self) -> int:
        """How many of the people added are like somebody added before them."""
        people = self._people()
        named = people.select(_repeated("search_name") | _repeated("email"))
        return int(named.to_series().sum())

    def propose(self) -> int:
        """Propose every likely pair that nobody proposed or settled yet; returns how many."""
        with self.ctx.database.writing() as connection:
            found: dict[Pair, str] = {}
            for pair, why in islice(self._pairs(connection), MOST):
                if pair[::-1] not in found:
                    found.setdefault(pair, why)
            there = _proposed(connection, found)
            new = {pair: why for pair, why in found.items() if pair not in there and pair[::-1] not in there}
            _write(self.ctx, connection, new)
        return len(new)

    def _people(self) -> pl.DataFrame:
        schema = {"search_name": pl.String, "date_of_birth": pl.Date, "email": pl.String}
        return pl.concat([pl.DataFrame(schema=schema), *self.added])

    def _pairs(self, connection: Connection) -> Iterator[tuple[Pair, str]]:
        """Likely pairs; the first import of all need only look at what it brought twice itself."""
        names: list[str] | None = None
        emails: list[str] | None = None
        unborn: list[str] | None = None
        if self.first:
            people = self._people()
            names = people.filter(_repeated("search_name"))["search_name"].unique().to_list()
            emails = people.filter(_repeated("email"))["email"].unique().to_list()
            unborn = people.filter(pl.col("date_of_birth").is_null())["search_name"].unique().to_list()
        for group in store.same_name_and_birth(connection, names):
            yield from (((group[0]["id"], other["id"]), SAME_NAME) for other in group[1:])
        for group in store.same_email_and_birth(connection, emails):
            yield from (((group[0]["id"], other["id"]), SAME_EMAIL) for other in group[1:])
        for group in store.same_name_without_birth(connection, unborn):
            yield from ((pair, SIMILAR_NUMBER) for pair in _similar(group))


def _repeated(column: str) -> pl.Expr:
    """Whether an earlier row has the same value and date of birth."""
    known = pl.col(column).is_not_null() & pl.col("date_of_birth").is_not_null()
    return known & ~pl.struct(column, "date_of_birth").is_first_distinct()


def _similar(group: list[Row]) -> Iterator[Pair]:
    """Pairs of one name and part whose numbers are one slip apart and whose dates of birth do not speak against it."""
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            against = one["date_of_birth"] and other["date_of_birth"]
            apart = one["person_id"] != other["person_id"] and one["part"] == other["part"]
            if apart and not against and one_slip(one["number"], other["number"]):
                yield one["person_id"], other["person_id"]


def one_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by one sign changed, left out or added, or by two neighbours swapped.

    Short numbers say nothing: 7/2020 and 8/2020 are neighbours in the book, not slips.
    """
    if not (_LONG.match(one) and _LONG.match(other)):
        return False
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    swapped = len(a) == len(b) and a[:2] == b[:2][::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _proposed(connection: Connection, found: Mapping[Pair, str]) -> set[Pair]:
    query = select(duplicates.c.first_id, duplicates.c.second_id)
    ids = {id for pair in found for id in pair}
    held = store.matching(connection, query, duplicates.c.first_id, ids)
    return {(row["first_id"], row["second_id"]) for row in held}


def _write(ctx: Context, connection: Connection, new: Mapping[Pair, str]) -> None:
    if not new:
        return
    made = [
        {"id": id, "first_id": first, "second_id": second, "why": why, "settled": None, "version": 1}
        for id, ((first, second), why) in zip(rows.new_ids(len(new)), new.items(), strict=True)
    ]
    connection.execute(duplicates.insert(), made)
    day = ctx.today().isoformat()
    changes = [(row["first_id"], day, encode({duplicates.name: [row]})) for row in made]
    ledger.append(connection, ctx.now(), ctx.actor.id, ACTION, changes)
