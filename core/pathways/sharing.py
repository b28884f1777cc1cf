"""Verbs of sharing: a portfolio is its registrant's own; an employer sees it from when it is shared until that ends.

It ends by the registrant's word, or with their work there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotFound
from councilkit.pathways import store
from councilkit.pathways.gathering import Held, gather
from councilkit.pathways.places import organisation_of, places
from councilkit.pathways.portfolio import worked_until
from councilkit.pathways.schemas import PlaceSchema
from councilkit.pathways.tables import shares
from councilkit.pathways.writing import of_person, offered, writes_for
from councilkit.register.schemas.common import checked
from councilkit.register.services.endorsing import own_organisation
from councilkit.wording import N_

Row = Mapping[str, Any]
TWICE = N_("You share your portfolio with this employer already.")
ENDED = N_("This sharing has ended already. Nothing was changed.")
NOT_SHARED = N_("No portfolio is shared with your organisation under this address, or that has ended.")


def share(ctx: Context, person_id: str, registration_id: str, data: Row) -> None:
    """Let an employer see the portfolio of a registration until it is ended."""
    require(ctx, "pathways.share", person_id)
    chosen = writes_for(ctx, person_id, registration_id)
    given = checked(offered(PlaceSchema(), {"place": places(ctx, person_id)}), data, ctx.today())
    organisation = organisation_of(ctx, given)
    with ctx.change("pathways.share", person_id) as change:
        known = _with_end(ctx, change.connection, store.shares_of(change.connection, chosen.id))
        if any(row["live"] and row["organisation_id"] == organisation for row in known):
            raise Invalid({"place": [TWICE]})
        row = {"registration_id": chosen.id, "organisation_id": organisation, "shared_at": ctx.now()}
        change.insert(shares, row)


def end_share(ctx: Context, share_id: str, version: int) -> Row:
    """End it: the employer sees nothing any more."""
    before = of_person(ctx, shares, share_id, "pathways.share")
    with ctx.change("pathways.end_share", before["person_id"]) as change:
        now = store.owned(change.connection, shares, share_id, lock=True)
        if now is None or not _with_end(ctx, change.connection, [now])[0]["live"]:
            raise Conflict(ENDED)
        change.update(shares, share_id, {"ended_at": ctx.now()}, version=version)
    return before


def own_shares(ctx: Context, person_id: str, registration_id: str) -> list[Row]:
    """With whom a portfolio is or was shared, those `live` first; `worked` is the last day of work that ended it."""
    require(ctx, "pathways.read", person_id)
    with ctx.reading() as connection:
        found = _with_end(ctx, connection, store.shares_of(connection, registration_id))
    return sorted(found, key=lambda row: not row["live"])


def _with_end(ctx: Context, connection: Connection, found: Sequence[Row]) -> list[Row]:
    work = store.work_behind(connection, found)
    return [_ended(ctx, row, work.get((row["person_id"], row["organisation_id"]), ())) for row in found]


def _ended(ctx: Context, row: Row, work: Sequence[tuple[Any, Any]]) -> Row:
    since = row["shared_at"].astimezone(ctx.config.zone).date()
    worked = None if row["ended_at"] else worked_until(since, work, ctx.today())
    return {**row, "worked": worked, "live": row["ended_at"] is None and worked is None}


def shared_with_me(ctx: Context) -> list[Row]:
    """The portfolios that are shared with the actor's organisation, with number, part and names."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return []
    with ctx.reading() as connection:
        found = _with_end(ctx, connection, store.shared_with(connection, organisation["id"]))
    return [row for row in found if row["live"]]


def read_shared(ctx: Context, share_id: str, start: date | None = None) -> Held:
    """A portfolio as an employer sees it while it is shared; NotFound for every other."""
    found = next((row for row in shared_with_me(ctx) if row["id"] == share_id), None)
    if found is None:
        raise NotFound(NOT_SHARED)
    return gather(ctx, found["person_id"], found["registration_id"], start)
