"""Whose rows are read: of some people, of those that a statement selects, or of everybody; and whence conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl
from sqlalchemy import Column, ColumnElement, Connection, Select, bindparam, select, true

from councilkit.register.tables import registrations
from councilkit.standing.columns import read_frame


@dataclass(frozen=True)
class Scope:
    """Some people by their ids, those that `people` selects, or (both None) everybody."""

    person_ids: tuple[str, ...] | None = None
    people: Select[Any] | None = None

    def of(self, by: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a column that names a person, or a `registration_id`, is of these people."""
        if self.people is not None:
            return _among(by, self.people)
        return true() if self.person_ids is None else _among(by, self.person_ids)

    def rows(
        self, connection: Connection, statement: Select[Any], by: ColumnElement[Any], jsons: Sequence[str] = ()
    ) -> pl.DataFrame:
        """The rows of a statement that are of these people, by a column as of `of`.

        The statement is one that a module keeps: what asks it of named people is put together once.
        """
        if self.person_ids is not None:
            return read_frame(connection, _of_named(statement, by), jsons, people=self.person_ids)
        return read_frame(connection, statement if self.people is None else statement.where(self.of(by)), jsons)


@dataclass(frozen=True, eq=False)
class ConditionSource:
    """Where the conditions of a kind are kept, besides those that officers impose; the kind is its code.

    `statement` selects `registrant, id, kind, imposed_on, due_on, fulfilled_on, confirmed_by`; `by` is its column
    `registration_id`. What is written into the table of `by` may complete a renewal.
    """

    code: str
    statement: Select[Any]
    by: Column[Any]


@cache
def _of_named(statement: Select[Any], by: ColumnElement[Any]) -> Select[Any]:
    return statement.where(_among(by, bindparam("people", expanding=True)))


def _among(by: ColumnElement[Any], people: Any) -> ColumnElement[bool]:
    if by.name == "registration_id":
        return by.in_(select(registrations.c.id).where(registrations.c.person_id.in_(people)))
    return by.in_(people)
