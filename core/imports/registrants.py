"""Registrants: a person, their registration, and what the row knows of names, qualification, work and status."""

import secrets
from array import array
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import polars as pl
from sqlalchemy import Connection, Table

from councilkit.context import Context
from councilkit.database import bulk_insert
from councilkit.imports import rows, store
from councilkit.imports.folding import search_names, sound_names
from councilkit.imports.model import Written
from councilkit.imports.organisations import with_organisations
from councilkit.ledger.store import seal
from councilkit.register.model import OrderKind
from councilkit.register.names import PUBLIC_ID_SEQUENCE, RANDOM_CHOICES, public_ids
from councilkit.register.tables import (
    employment,
    orders,
    person_names,
    persons,
    qualifications,
    registration_events,
    registrations,
)

ACTION = "imports.registrant"
_PERSON = ("given_names", "family_name", "date_of_birth", "gender", "email", "phone", "address")
_PLACE = ("country", "area_code", "settlement")
_ENDINGS = ("left", "removed")


def write(ctx: Context, connection: Connection, frame: pl.DataFrame) -> list[Written]:
    """Write rows that are new; returns their ledger entries, one a row. The frame is as the screen loads it."""
    frame, added = with_organisations(ctx, connection, frame.with_row_index("place"))
    frame = _with_ids(connection, frame)
    made = {table: rows_of(ctx, frame) for table, rows_of in _TABLES.items()}
    with ThreadPoolExecutor(1) as pool:  # what goes in next is made ready while rows go into the database
        ready = {table: pool.submit(rows.packed, chosen.drop("place")) for table, chosen in made.items()}
        snapshots = pool.submit(_sealed, made, frame.height)
        for table, packed in ready.items():
            bulk_insert(connection, table, *packed.result())
        texts, seals = snapshots.result()
    days = frame["registered_on"].cast(pl.String)
    changes = list(zip(frame["person_id"].to_list(), days.to_list(), texts, strict=True))
    return [*added, Written(ACTION, changes, seals)]


def _sealed(made: Mapping[Table, pl.DataFrame], count: int) -> tuple[list[str], list[tuple[str, str]]]:
    """The snapshot of each of the file's rows: everything that was made of it, in all tables; and its seal."""
    parts = {
        table.name: rows.at(chosen["place"], rows.as_json(table, chosen.drop("place")), count)
        for table, chosen in made.items()
        if chosen.height
    }
    texts = rows.snapshots(pl.DataFrame(parts))
    return texts, seal(texts)


def _with_ids(connection: Connection, frame: pl.DataFrame) -> pl.DataFrame:
    """Each row's person (a new one, or the one whose public id it names), public id and registration."""
    ids = rows.new_ids(frame.height)
    people, new = ids.to_list(), [True] * frame.height
    named = frame["public_id"].is_not_null().arg_true()
    if len(named):
        known = store.persons_by_public_id(connection, frame["public_id"].drop_nulls())
        owners = {public_id: row["id"] for public_id, row in known.items()}
        for place in named:
            public_id = frame["public_id"][place]
            new[place] = public_id not in owners
            people[place] = owners.setdefault(public_id, people[place])
        _keep_ahead(connection, max(int(public_id.rpartition("-")[2]) for public_id in owners))
    return frame.with_columns(
        pl.Series("person_id", people, pl.String),
        pl.Series("new_person", new, pl.Boolean),
        rows.new_ids(frame.height).alias("registration_id"),
        _with_public_ids(connection, frame["public_id"]),
    )


def _with_public_ids(connection: Connection, given: pl.Series) -> pl.Series:
    missing = given.is_null().arg_true()
    if missing.is_empty():
        return given
    first = store.next_counters(connection, PUBLIC_ID_SEQUENCE, len(missing))
    randoms = array("I", secrets.token_bytes(4 * len(missing)))
    made = public_ids((number % RANDOM_CHOICES for number in randoms), first)
    return given.scatter(missing, pl.Series(made, dtype=pl.String)).alias("public_id")


def _keep_ahead(connection: Connection, counter: int) -> None:
    """No public id that is made later has the counter of one that came with the file."""
    if counter:
        last = store.next_counters(connection, PUBLIC_ID_SEQUENCE, 1)
        if counter > last:
            store.next_counters(connection, PUBLIC_ID_SEQUENCE, counter - last)


def _made(table: Table, given: Mapping[str, Any], frame: pl.DataFrame) -> pl.DataFrame:
    """A table's rows with the place that each has among the file's rows."""
    return rows.table_frame(table, given, frame).with_columns(frame["place"])


def _named(names: tuple[str, ...]) -> dict[str, pl.Expr]:
    return {name: pl.col(name) for name in names}


def _persons(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    given = _named((*_PERSON, *_PLACE, "public_id", "search_name")) | {
        "id": pl.col("person_id"),
        "invented": ctx.config.demo,
    }
    new = frame.filter("new_person")
    return _made(persons, given | {"sound_name": sound_names(new["search_name"])}, new)


def _previous(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.filter(pl.col("previous_names").is_not_null())
    names = chosen.with_columns(pl.col("previous_names").str.split("; ")).explode("previous_names")
    parts = names["previous_names"].str.splitn(", ", 2).struct.unnest()
    family, given = parts.to_series(0), parts.to_series(1).fill_null("")
    row = {"id": rows.new_ids(names.height), "person_id": pl.col("person_id")}
    folded = search_names(given, family)
    named = {"given_names": given, "family_name": family, "search_name": folded, "sound_name": sound_names(folded)}
    return _made(person_names, row | named | {"kind": "previous"}, names)


def _registrations(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    given = _named(("person_id", "part", "registered_on", "expires_on", "step"))
    return _made(registrations, given | {"id": pl.col("registration_id"), "number": pl.col("number")}, frame)


def _qualifications(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.filter(pl.col("qualification_award").is_not_null())
    year = pl.coalesce("qualification_awarded_year", pl.col("qualification_awarded_on").dt.year())
    given = {
        name: pl.col(f"qualification_{name}") for name in ("award", "institution", "country", "awarded_on", "level")
    }
    row = {"id": rows.new_ids(chosen.height), "person_id": pl.col("person_id")}
    return _made(qualifications, given | row | {"awarded_year": year}, chosen)


def _employment(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.filter(pl.col("employer").is_not_null())
    row = {"id": rows.new_ids(chosen.height)}
    return _made(employment, row | _named(("person_id", "organisation_id")), chosen)


def _events(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.filter(pl.col("status").is_in(_ENDINGS))
    row = {"id": rows.new_ids(chosen.height), "registration_id": pl.col("registration_id")}
    told = {
        "kind": pl.col("status"),
        "effective_on": pl.col("status_on"),
        "reason": pl.col("status_note"),
        "position": 1,
    }
    return _made(registration_events, row | told, chosen)


def _orders(ctx: Context, frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.filter(pl.col("status") == "suspended")
    kinds = pl.Series([_order_kind(ctx, part) for part in chosen["part"]], dtype=pl.String)
    row = {"id": rows.new_ids(chosen.height), "registration_id": pl.col("registration_id")}
    told = {
        "kind": kinds,
        "effect": "suspended",
        "starts_on": pl.col("status_on"),
        "private_note": pl.col("status_note"),
    }
    return _made(orders, row | told, chosen)


def _order_kind(ctx: Context, part: str) -> str:
    """The kind of order by which this part suspends; a plain word where its plugin declares none."""
    kinds = (kind for kind in ctx.catalogue.all(OrderKind) if kind.effect == "suspended")
    return next((kind.code for kind in kinds if part.startswith(kind.part_prefix)), "suspension")


_TABLES = {
    persons: _persons,
    person_names: _previous,
    registrations: _registrations,
    qualifications: _qualifications,
    employment: _employment,
    registration_events: _events,
    orders: _orders,
}
