"""Endorsement: the employer that an applicant names says whether they work there, and whether they are fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotFound, NotPermitted
from councilkit.register import schemas, store
from councilkit.register.model import full_name
from councilkit.register.names import organisation_key
from councilkit.register.newcomers import Grace
from councilkit.register.services.reading import grace_of, is_own, undecided
from councilkit.register.tables import endorsements
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_ASKED = N_("There is no open application that names your organisation under this address. Go back to your list.")


@dataclass(frozen=True)
class Asked:
    """An open application as the employer that it names may see it.

    `answer` is what the employer said, or None; `grace` how long the applicant may work unregistered, where a law says.
    """

    id: str
    reference: str
    name: str
    part: str
    received_at: datetime
    answer: Row | None
    grace: Grace | None


def own_organisation(ctx: Context) -> Row | None:
    """The organisation that an employer's account acts for; None where it has none."""
    require(ctx, "own.employer")
    with ctx.reading() as connection:
        return store.organisation(connection, ctx.actor.organisation_id or "")


def asked_of_employer(ctx: Context) -> list[Asked]:
    """The open applications that name the actor's organisation as employer, the oldest first."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return []
    with ctx.reading() as connection:
        given = {row["application_id"]: row for row in store.endorsements_by(connection, organisation["id"])}
        found = store.open_entries_naming(connection, organisation["search_name"])
    return [_asked(row, given.get(row["id"]), grace_of(ctx, row)) for row in found]


def _asked(application: Row, answer: Row | None, grace: Grace | None) -> Asked:
    named = {name: application["details"].get(name) or "" for name in ("given_names", "family_name")}
    shown = (application[name] for name in ("part", "received_at"))
    return Asked(application["id"], application["reference"], full_name(named), *shown, answer, grace)


def endorse(ctx: Context, application_id: str, data: Row) -> None:
    """Answer for the actor's organisation, or answer anew while the application is not decided."""
    organisation = own_organisation(ctx)
    given = schemas.checked(schemas.EndorsementSchema(), data, ctx.today())
    version = given.pop("version")
    given = {name: value or "" for name, value in given.items()}
    with ctx.change("register.endorse", application_id) as change:
        found = undecided(change, application_id)
        if organisation is None or not _names(found, organisation):
            raise NotFound(NOT_ASKED)
        if is_own(ctx, found):
            raise NotPermitted("Nobody endorses their own application. Ask somebody else of your organisation.")
        change.subject = found["person_id"] or application_id
        before = store.endorsement(change.connection, application_id, organisation["id"])
        said = given | {"answered_by": ctx.actor.id, "answered_at": ctx.now()}
        if before is not None:
            change.update(endorsements, before["id"], said, version=version)
        else:
            about = {"application_id": application_id, "organisation_id": organisation["id"]}
            change.insert(endorsements, said | about)


def _names(application: Row, organisation: Row) -> bool:
    employer = application["details"].get("employer") or ""
    return application["kind"] != "renewal" and organisation_key(employer) == organisation["search_name"]
