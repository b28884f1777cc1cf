"""Rows of employment.csv."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from councilkit.context import Context
from councilkit.imports import known, rows
from councilkit.imports.belonging import Placed, mark_known, with_owners, written
from councilkit.imports.model import Fault, Written
from councilkit.imports.organisations import with_organisations
from councilkit.register.names import fold
from councilkit.register.plausible import overlaps
from councilkit.register.tables import employment, organisations
from councilkit.wording import N_, Sentence

ACTION = "imports.employment"
_TWICE = N_("The register holds this role at this employer for some of these days already, with other details.")
_TWICE_MEND = N_("End that employment on the person's page first, or write other days here.")
_CELLS = ("role", "area_code", "settlement", "starts_on", "ends_on", "part_time")


def place(ctx: Context, connection: Connection, frame: pl.DataFrame) -> Placed:
    """Whose each employment is, and which the register holds already."""
    placed, fates = with_owners(ctx, connection, frame)
    known.refuse_nameless(frame, fates)
    held = select(employment, organisations.c.name.label("organisation")).join(organisations)
    mark_known(connection, placed, fates, "person_id", held, employment.c.person_id, _same)
    mark_known(connection, placed, fates, "person_id", held, employment.c.person_id, _overlaps, _twice())
    return placed, fates


def _same(row: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    cells = all((row[name] or "") == (held[name] or "") for name in _CELLS)
    return cells and fold(row["employer"]) == fold(held["organisation"])


def _overlaps(row: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    return overlaps({**row, "organisation": row["employer"]}, held)


def _twice() -> Fault:
    return Fault("starts_on", Sentence(_TWICE), Sentence(_TWICE_MEND))


def write(ctx: Context, connection: Connection, frame: pl.DataFrame) -> list[Written]:
    """Write new employments, and the employers that are not there yet; returns their ledger entries."""
    frame, entries = with_organisations(ctx, connection, frame)
    given = {name: pl.col(name) for name in (*_CELLS, "person_id", "organisation_id")}
    ids = rows.new_ids(frame.height)
    made = rows.table_frame(employment, given | {"id": ids}, frame)
    return [*entries, *written(connection, employment, made, ACTION, frame["person_id"], ctx.today().isoformat())]
