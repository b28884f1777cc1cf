"""Recusal: no officer writes about themselves; what registrants do on their own pages is theirs all the same."""

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotPermitted
from councilkit.register import store
from councilkit.wording import N_

OWN = N_("This is about yourself. Another officer must do it.")


def require_officer(ctx: Context, action: str, *person_ids: str | None) -> None:
    """Raise NotPermitted unless the actor may do this as an officer, and none of these people is the actor."""
    if any(is_self(ctx, id) for id in person_ids):
        require(ctx, action)
        raise NotPermitted(OWN)
    require(ctx, action, next(iter(person_ids), None))


def is_self(ctx: Context, person_id: str | None) -> bool:
    """Whether a person is the actor, also by a record that was merged with theirs."""
    if ctx.actor.person_id is None or person_id is None:
        return False
    with ctx.reading() as connection:
        return person_id in own_ids(ctx, connection)


def own_ids(ctx: Context, connection: Connection) -> frozenset[str]:
    """The actor's own record and every record that is merged with it; empty for who has none."""
    if ctx.actor.person_id is None:
        return frozenset()
    found = store.person(connection, ctx.actor.person_id)
    kept = store.same_person_ids(connection, store.follow(connection, found)["id"]) if found else []
    return frozenset([ctx.actor.person_id, *kept])
