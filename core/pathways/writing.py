"""Verbs of practice examples: write, change, take out, put back."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema
from sqlalchemy import Table

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd import store as cpd_store
from councilkit.cpd.drafts import forget_in, forget_kept
from councilkit.cpd.reading import Registration, target
from councilkit.errors import NotFound
from councilkit.pathways import store
from councilkit.pathways.schemas import ExampleSchema, standard_options
from councilkit.pathways.tables import examples
from councilkit.register.schemas.common import checked
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_YOURS = N_("This is not there, or it is not yours. Go back to your portfolio.")
MOST_RECORDS = 200


def of_person(ctx: Context, table: Table, id: str, action: str = "pathways.write") -> Row:
    """A row of the actor's own portfolio; NotFound for anybody else's."""
    with ctx.reading() as connection:
        found = store.owned(connection, table, id)
    if found is None or not permitted(ctx.actor, action, found["person_id"]):
        raise NotFound(NOT_YOURS)
    require(ctx, action, found["person_id"])
    return found


def writes_for(ctx: Context, person_id: str, registration_id: str = "") -> Registration:
    """The registration that something is written for; NotFound where it is not the person's."""
    require(ctx, "pathways.write", person_id)
    return target(ctx, person_id, registration_id)


def choices(ctx: Context, chosen: Registration) -> dict[str, Any]:
    """What an example may be linked to: the standards of the part, and the person's own learning."""
    with ctx.reading() as connection:
        found = cpd_store.latest(connection, [chosen.id], MOST_RECORDS)
    known = [(row["id"], f"{row['title']} ({row['on'].isoformat()})") for row in found]
    return {"standards": standard_options(chosen.framework.standards if chosen.framework else ()), "record": known}


def write_example(ctx: Context, chosen: Registration, data: Row, *, draft: str = "") -> str:
    """Add an example to a portfolio; returns its id. Sent twice with the same `id`, it adds one."""
    person_id = chosen.row["person_id"]
    require(ctx, "pathways.write", person_id)
    given = _given(ctx, chosen, data)
    id = given.pop("id")
    given.pop("version")
    with ctx.change("pathways.write_example", person_id) as change:
        before = store.owned(change.connection, examples, id) if id else None
        if before is not None and before["registration_id"] != chosen.id:
            raise NotFound(NOT_YOURS)
        if before is None:
            row = {"id": id, "registration_id": chosen.id, "written_at": ctx.now()}
            id = change.insert(examples, {**given, **row})
        forget_in(change.connection, ctx.actor.id, draft)
    forget_kept(ctx, draft)
    return str(id)


def change_example(ctx: Context, example_id: str, data: Row, *, draft: str = "") -> None:
    """Change an example; raises Conflict when it was changed since its version was shown."""
    before = of_person(ctx, examples, example_id)
    chosen = target(ctx, before["person_id"], before["registration_id"])
    given = _given(ctx, chosen, data)
    version = given.pop("version")
    given.pop("id")
    with ctx.change("pathways.change_example", before["person_id"]) as change:
        change.update(examples, example_id, given, version=-1 if version is None else version)
        forget_in(change.connection, ctx.actor.id, draft)
    forget_kept(ctx, draft)


def _given(ctx: Context, chosen: Registration, data: Row) -> dict[str, Any]:
    """What was typed as columns; Invalid where it is linked to what is not there."""
    given = checked(offered(ExampleSchema(), choices(ctx, chosen)), data, ctx.today())
    record = given.pop("record")
    return {"id": None, "version": None, **given, "cpd_record": record or None}


def offered(schema: Schema, options: Mapping[str, Any]) -> Schema:
    """The schema with the choices that there are just now; where there are none, none is taken."""
    for name, found in options.items():
        field: Any = schema.fields[name]
        field.choices = tuple(tuple(each) for each in found) or ((" ", ""),)
    return schema


def set_withdrawn(ctx: Context, example_id: str, withdrawn: bool) -> Row:
    """Take an example out of the portfolio, or put it back; nothing is deleted."""
    before = of_person(ctx, examples, example_id)
    if before["withdrawn"] == withdrawn:
        return before
    action = "pathways.take_out_example" if withdrawn else "pathways.put_back_example"
    with ctx.change(action, before["person_id"]) as change:
        after: Row = change.update(examples, example_id, {"withdrawn": withdrawn})
    return after
