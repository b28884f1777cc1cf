"""Verbs of employers: say that somebody does not work there; and the council's own: invite somebody to act for one."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from councilkit.accounts import services as accounts
from councilkit.context import Context
from councilkit.employers import schemas, store
from councilkit.errors import NotFound, Problem
from councilkit.register import store as register_store
from councilkit.register.names import fold
from councilkit.register.schemas.common import checked
from councilkit.register.services.endorsing import own_organisation
from councilkit.register.services.reports import report
from councilkit.register.tables import employment
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NOT_STAFF = N_("Nobody with this public id works for your organisation by the register. Go back to your list.")
NEVER = "The employer says that this person never worked there."


def find_member(ctx: Context, public_id: str) -> Row:
    """Somebody of the actor's own staff; NotFound for anybody else."""
    organisation = own_organisation(ctx)
    with ctx.reading() as connection:
        people = store.working(organisation["id"] if organisation else "", ctx.today())
        found = store.member(connection, people, public_id)
    if found is None:
        raise NotFound(NOT_STAFF)
    return found


def report_end(ctx: Context, public_id: str, data: Row) -> None:
    """Record that somebody does not work for the actor's organisation: their employment gets a last day, none goes."""
    person = find_member(ctx, public_id)
    given = checked(schemas.EndSchema(), data, ctx.today())
    never = given["what"] == "never"
    day = ctx.today() - timedelta(days=1) if never else given["last_day"]
    with ctx.change("employers.end_employment", person["id"], day) as change:
        organisation = str(ctx.actor.organisation_id)
        for job in store.jobs(change.connection, person["id"], organisation, ctx.today()):
            change.update(employment, job["id"], {"ends_on": _last_day(job, day, never=never)})
        if never:
            report(ctx, change, "never_worked", person["id"])
            change.rows["note"] = [{"id": person["id"], "text": NEVER}]


def _last_day(job: Row, day: date, *, never: bool) -> date:
    begun = job["starts_on"]
    if begun is None or begun <= day:
        return day
    if never:
        return begun
    raise Problem(Sentence("They began on %(begin)s: choose that day or a later one.", begin=begun), "last_day")


def reported(ctx: Context) -> list[Row]:
    """What the actor's organisation reported and the council has not dealt with, the oldest first."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return []
    with ctx.reading() as connection:
        return register_store.reports_by(connection, organisation["id"])


def find_organisations(ctx: Context, text: str) -> list[Row]:
    """Organisations that the register knows, by a part of their name."""
    accounts.require(ctx, "accounts.invite")
    with ctx.reading() as connection:
        return register_store.organisations_like(connection, fold(text)) if fold(text) else []


def find_organisation(ctx: Context, organisation_id: str) -> Row:
    """One of them; NotFound where there is none of this id."""
    accounts.require(ctx, "accounts.invite")
    with ctx.reading() as connection:
        found = register_store.organisation(connection, organisation_id)
    if found is None:
        raise NotFound("There is no such organisation. Go back and search again.")
    return found


def invite(ctx: Context, organisation_id: str, data: Row) -> str:
    """Invite somebody to act for an organisation as employer; returns the token of their one-time link."""
    organisation = find_organisation(ctx, organisation_id)
    given = checked(schemas.InviteSchema(), data, ctx.today())
    return accounts.invite(ctx, given["email"], given["name"], ("employer",), organisation["id"])
