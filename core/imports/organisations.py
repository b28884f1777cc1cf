"""Employers named in imported rows: found by their folded name, or added."""

import polars as pl
from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.imports import rows, store
from councilkit.imports.folding import folded
from councilkit.imports.model import Entry
from councilkit.register.tables import organisations

ACTION = "imports.organisation"


def with_organisations(ctx: Context, connection: Connection, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Entry]]:
    """The frame with the `organisation_id` of each `employer`, and the ledger entries of those that were added."""
    names = frame["employer"].drop_nulls().unique(maintain_order=True)
    if names.is_empty():
        return frame.with_columns(pl.lit(None, pl.String).alias("organisation_id")), []
    ids, made = store.organisation_ids(connection, names)
    plain = folded(frame["employer"]).str.slice(0, store.ORGANISATION_LENGTH)
    placed = plain.replace_strict(list(ids), list(ids.values()), default=None, return_dtype=pl.String)
    return frame.with_columns(placed.alias("organisation_id")), _add(ctx, connection, made)


def _add(ctx: Context, connection: Connection, made: dict[str, str]) -> list[Entry]:
    new = pl.DataFrame({"id": list(made.values()), "name": list(made)}, schema={"id": pl.String, "name": pl.String})
    if new.is_empty():
        return []
    given = {"id": pl.col("id"), "name": pl.col("name"), "invented": ctx.config.demo}
    search = folded(new["name"]).str.slice(0, store.ORGANISATION_LENGTH)
    frame = rows.table_frame(organisations, given | {"search_name": search}, new)
    rows.insert(connection, organisations, frame)
    texts = rows.snapshots(pl.DataFrame({organisations.name: rows.as_json(organisations, frame)}))
    return [(ACTION, id, ctx.today().isoformat(), text) for id, text in zip(new["id"], texts, strict=True)]
