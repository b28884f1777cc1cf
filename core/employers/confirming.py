"""What an employer is asked to confirm: open conditions of its own staff, where the law names it as confirmer."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select

from councilkit.context import Context
from councilkit.employers import schemas, store
from councilkit.employers.model import confirms
from councilkit.errors import NotFound
from councilkit.law.requirements import Fulfilled
from councilkit.register.bounds import BOUNDLESS, all_bounds
from councilkit.register.schemas.common import checked
from councilkit.register.services.endorsing import own_organisation
from councilkit.register.services.reports import report
from councilkit.standing.model import standing
from councilkit.standing.recording import confirm_condition, requirements
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_ASKED = N_("This is not yours to confirm, or it was confirmed already. Go back to your list.")


def asked_to_confirm(ctx: Context) -> list[dict[str, Any]]:
    """The open conditions of those on the register, by name: rows with `title`, `number`, `part` and whose they are."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return []
    with ctx.reading() as connection:
        people = store.working(organisation["id"], ctx.today())
        found = store.open_conditions(connection, people, ctx.today())
        live = _on_register(ctx, connection, people) if found else frozenset()
    theirs = [row for row in found if row["registration_id"] in live and row["person_id"] != ctx.actor.person_id]
    titles = {part: _titles(ctx, part) for part in {row["part"] for row in theirs}}
    return [{**row, "title": titles[row["part"]][row["kind"]]} for row in theirs if row["kind"] in titles[row["part"]]]


def _on_register(ctx: Context, connection: Connection, people: Select[Any]) -> frozenset[str]:
    """The registrations of people that are live today: nobody confirms anything of one that has ended."""
    events, orders, today = store.events(connection, people), store.orders_on(connection, people), ctx.today()
    bounds = all_bounds(ctx.catalogue, ctx.law, today)

    def live(row: Row) -> bool:
        by_row = (events.get(row["id"], []), orders.get(row["id"], []))
        return standing(row, *by_row, today, bounds.get(row["part"], BOUNDLESS)).on_register

    return frozenset(row["id"] for row in store.entries(connection, people) if live(row))


def _titles(ctx: Context, part: str) -> dict[str, str]:
    """The conditions of a part that an employer confirms, by kind."""
    return {
        node.condition: node.title for node in requirements(ctx, part) if isinstance(node, Fulfilled) and confirms(node)
    }


def find_asked(ctx: Context, condition_id: str) -> dict[str, Any]:
    """One of them; NotFound for whatever is not asked of the actor's organisation."""
    for each in asked_to_confirm(ctx):
        if each["id"] == condition_id:
            return each
    raise NotFound(NOT_ASKED)


def confirm(ctx: Context, condition_id: str, data: Row) -> None:
    """Say that a condition is fulfilled; raises Problem where it cannot be."""
    find_asked(ctx, condition_id)
    given = {name: data[name] for name in ("fulfilled_on", "anyway") if name in data}
    confirm_condition(ctx, condition_id, given, data["version"])


def ask_for_time(ctx: Context, condition_id: str, data: Row) -> None:
    """Tell the office that a condition is not fulfilled yet: it becomes work there, and nothing else changes."""
    found = find_asked(ctx, condition_id)
    given = checked(schemas.MoreTimeSchema(), data, ctx.today())
    with ctx.change("employers.more_time", found["person_id"]) as change:
        about = {"condition_id": condition_id, "part": found["part"]}
        report(ctx, change, "more_time", found["person_id"], text=given["note"], **about)
        change.rows["note"] = [{"id": condition_id, "text": given["note"]}]
