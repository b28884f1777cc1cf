"""Employers named in imported rows: found by their folded name, or added."""

import polars as pl
from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.imports import rows, store
from councilkit.imports.folding import folded
from councilkit.imports.model import Written
from councilkit.register.tables import organisations

ACTION = "imports.organisation"


def with_organisations(ctx: Context, connection: Connection, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Written]]:
    """The frame with the `organisation_id` of each `employer`, and the ledger entries of those that were added."""
    different = frame["employer"].drop_nulls().unique(maintain_order=True)
    search = folded(different).str.slice(0, store.ORGANISATION_LENGTH)
    names = pl.DataFrame({"search_name": search, "name": different}).unique(
        "search_name", keep="first", maintain_order=True
    )
    ids = store.organisation_ids(connection, names["search_name"])
    new = names.filter(~pl.col("search_name").is_in(list(ids)))
    new = new.with_columns(rows.new_ids(new.height))
    ids |= dict(zip(new["search_name"], new["id"], strict=True))
    known = search.replace_strict(list(ids), list(ids.values()), return_dtype=pl.String)
    placed = frame["employer"].replace_strict(different, known, default=None, return_dtype=pl.String)
    return frame.with_columns(placed.alias("organisation_id")), _added(ctx, connection, new)


def _added(ctx: Context, connection: Connection, new: pl.DataFrame) -> list[Written]:
    if new.is_empty():
        return []
    given = {name: pl.col(name) for name in ("id", "name", "search_name")} | {"invented": ctx.config.demo}
    frame = rows.table_frame(organisations, given, new)
    rows.insert(connection, organisations, frame)
    texts = rows.snapshots(pl.DataFrame({organisations.name: rows.as_json(organisations, frame)}))
    days = [ctx.today().isoformat()] * new.height
    return [Written(ACTION, list(zip(new["id"], days, texts, strict=True)))]
