"""Rows of cpd.csv: decided like a record that is logged on a page, kept with the mark of where they came from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from councilkit.context import Context
from councilkit.cpd.decisions import record_of
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.tables import records
from councilkit.errors import Invalid
from councilkit.imports import rows, store
from councilkit.imports.belonging import Placed, with_owners
from councilkit.imports.model import UNCHANGED, Fate, Fault, Written
from councilkit.ledger.model import encode
from councilkit.wording import N_, Sentence

ACTION = "imports.learning"
_MEND = N_("Write a code that this register's learning framework knows, or leave the cell empty.")


_IMPORTED = {"source": "import", "withdrawn": False, "version": 1}


def place(ctx: Context, connection: Connection, frame: pl.DataFrame, met: dict[str, int]) -> Placed:
    """Whose each record is, what it becomes under the framework of its part, and which the register holds already.

    `met` counts what earlier lines of the file said.
    """
    placed, fates = with_owners(ctx, connection, frame)
    frameworks = ctx.catalogue.all(LearningFramework)
    becomes: list[dict[str, Any] | None] = [None] * placed.height
    for number, row in enumerate(placed.iter_rows(named=True)):
        if fates[number] is None:
            made = _made(ctx, row, framework_for(frameworks, row["owner_part"]))
            if isinstance(made, Fault):
                fates[number] = made
            else:
                becomes[number] = made
    _mark_known(connection, becomes, fates, met)
    return placed.with_columns(pl.Series("becomes", becomes, pl.Object)), fates


def _made(ctx: Context, row: Mapping[str, Any], framework: LearningFramework | None) -> dict[str, Any] | Fault:
    given = dict(row) | {"amount": Decimal(row["amount"]) / 100}
    try:
        return record_of(row["registration_id"], given, framework, ctx.today(), row["owner_born"])
    except Invalid as refused:
        field, sentences = next(iter(refused.problems.items()))
        return Fault(field, sentences[0], Sentence(_MEND))


def _mark_known(
    connection: Connection, becomes: list[dict[str, Any] | None], fates: list[Fate], met: dict[str, int]
) -> None:
    """The third line that says one thing is new only when the register holds that thing less than three times.

    So a register's own export goes into an empty council whole, and into its own council without a change.
    """
    held = _held(connection, {row["registration_id"] for row in becomes if row})
    for number, row in enumerate(becomes):
        if row:
            mark = row["fingerprint"]
            met[mark] = met.get(mark, 0) + 1
            if held.get(mark, 0) >= met[mark]:
                fates[number] = UNCHANGED


def _held(connection: Connection, registration_ids: set[str]) -> dict[str, int]:
    """How often each content stands in the register, as it is now or as it was imported."""
    found: dict[str, int] = {}
    query = select(records.c.fingerprint, records.c.origin)
    for row in store.matching(connection, query, records.c.registration_id, registration_ids):
        for mark in {row["fingerprint"], row["origin"]} - {None}:
            found[mark] = found.get(mark, 0) + 1
    return found


def write(ctx: Context, connection: Connection, frame: pl.DataFrame) -> list[Written]:
    """Write new records; returns their ledger entries."""
    made = frame["becomes"].to_list()
    whole = [
        _full(row | {"id": id, "origin": row["fingerprint"]}, ctx)
        for row, id in zip(made, rows.new_ids(len(made)), strict=True)
    ]
    if whole:
        connection.execute(records.insert(), whole)
    day = ctx.today().isoformat()
    people = zip(frame["person_id"], whole, strict=True)
    return [Written(ACTION, [(person, day, encode({records.name: [row]})) for person, row in people])]


def _full(row: Mapping[str, Any], ctx: Context) -> dict[str, Any]:
    return {**dict.fromkeys(records.columns.keys()), **row, **_IMPORTED, "logged_at": ctx.now()}
