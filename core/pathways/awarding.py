"""Verbs of awards: a registrant tells of one, an employer or training provider endorses it or cannot."""

from collections.abc import Mapping
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd import store as cpd_store
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.pathways import store
from councilkit.pathways.gathering import title_of
from councilkit.pathways.places import organisation_of, places
from councilkit.pathways.reading import read_map
from councilkit.pathways.schemas import AwardSchema, EndorserSchema, EndorseSchema
from councilkit.pathways.tables import claims
from councilkit.pathways.writing import NOT_YOURS, of_person, offered, writes_for
from councilkit.register import store as register_store
from councilkit.register.model import Qualification
from councilkit.register.plausible import award_problems
from councilkit.register.schemas.common import checked
from councilkit.register.services.endorsing import own_organisation
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_ASKED = N_("Nobody asks your organisation to endorse this award any more. Go back to your list.")
OWN = N_("Nobody endorses their own award. Ask somebody else of your organisation.")
SETTLED = N_("This award is endorsed already. Nothing was changed.")


def awards(ctx: Context, person_id: str) -> list[tuple[str, str]]:
    """The awards that a person may tell of: those of their pathway and of their parts of the register."""
    shown = read_map(ctx, person_id)
    steps = [each.step for path in shown.pathways for each in path.steps if each.step.kind == "award"]
    found = {step.code: step.title for step in steps}
    parts = {row["part"] for row in _registrations(ctx, person_id)}
    known = [each for each in ctx.catalogue.all(Qualification) if parts.intersection(each.parts)]
    return list((found | {each.code: each.title for each in known if each.code not in found}).items())


def _registrations(ctx: Context, person_id: str) -> list[Row]:
    with ctx.reading() as connection:
        return cpd_store.registrations_of(connection, person_id)


def own_claims(ctx: Context, person_id: str) -> list[Row]:
    """The awards that a person told of, with `title` and the name of who is asked."""
    require(ctx, "pathways.read", person_id)
    ids = [row["id"] for row in _registrations(ctx, person_id)]
    with ctx.reading() as connection:
        found = store.claims_of(connection, ids)
        names = cpd_store.organisation_names(connection, [row["asked"] for row in found if row["asked"]])
    titles = dict(awards(ctx, person_id))
    return [
        {**row, "title": titles.get(row["code"]) or title_of(ctx, row["code"]), "asks": names.get(row["asked"], "")}
        for row in found
    ]


def tell(ctx: Context, person_id: str, data: Row) -> str:
    """Tell of an award; returns its id. Sent twice with the same `id`, it is one."""
    require(ctx, "pathways.write", person_id)
    given = checked(offered(AwardSchema(), {"code": awards(ctx, person_id)}), data, ctx.today())
    chosen = writes_for(ctx, person_id)
    id = given.pop("id")
    with ctx.change("pathways.tell_award", person_id) as change:
        person = register_store.person(change.connection, person_id)
        born = person["date_of_birth"] if person else None
        problems = award_problems(given["awarded_on"].year, born, ctx.today(), "awarded_on")
        if problems:
            raise Invalid(problems)
        before = store.owned(change.connection, claims, id) if id else None
        if before is not None and before["person_id"] != person_id:
            raise NotFound(NOT_YOURS)
        if before is None:
            id = change.insert(claims, {"id": id, "registration_id": chosen.id, "told_at": ctx.now(), **given})
    return str(id)


def ask_to_endorse(ctx: Context, claim_id: str, data: Row) -> None:
    """Ask an employer or a training provider to endorse an award; whoever was asked before is asked no more."""
    before = of_person(ctx, claims, claim_id)
    options = {"place": places(ctx, before["person_id"])}
    given = checked(offered(EndorserSchema(), options), data, ctx.today())
    values = {"asked": organisation_of(ctx, given), "answer": "", "note": ""}
    with ctx.change("pathways.ask_endorsement", before["person_id"]) as change:
        _unsettled(change, claim_id)
        change.update(claims, claim_id, values, version=given["version"])


def take_back(ctx: Context, claim_id: str, version: int) -> None:
    """Take an award back: it is told no more, and whoever is asked is asked no more."""
    before = of_person(ctx, claims, claim_id)
    with ctx.change("pathways.take_back_award", before["person_id"]) as change:
        change.update(claims, claim_id, {"withdrawn": True}, version=version)


def _unsettled(change: Any, claim_id: str) -> Row:
    """An award as it is now, kept from other writers; Conflict where it is endorsed or taken back."""
    now = store.owned(change.connection, claims, claim_id, lock=True)
    if now is None or now["withdrawn"] or now["answer"] == "endorsed":
        raise Conflict(SETTLED)
    return now


def asked_of_me(ctx: Context) -> list[Row]:
    """The awards that the actor's organisation is asked to endorse, with `title`, number and names."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return []
    with ctx.reading() as connection:
        found = store.claims_asked(connection, organisation["id"])
    return [{**row, "title": title_of(ctx, row["code"])} for row in found if row["person_id"] != ctx.actor.person_id]


def find_asked(ctx: Context, claim_id: str) -> Row:
    """One of them; NotFound for whatever is not asked of the actor's organisation."""
    for each in asked_of_me(ctx):
        if each["id"] == claim_id:
            return each
    raise NotFound(NOT_ASKED)


def endorse(ctx: Context, claim_id: str, data: Row) -> str:
    """Endorse an award for the actor's organisation, or say that it cannot; returns endorsed or unknown."""
    found, organisation = find_asked(ctx, claim_id), own_organisation(ctx)
    given = checked(EndorseSchema(), data, ctx.today())
    answer = str(given["answer"])
    with ctx.change(f"pathways.endorse_{answer}", found["person_id"]) as change:
        now = _unsettled(change, claim_id)
        if organisation is None or now["asked"] != organisation["id"]:
            raise NotFound(NOT_ASKED)
        if now["person_id"] == ctx.actor.person_id:
            raise NotPermitted(OWN)
        by = f"{ctx.actor.name}, {organisation['name']}"
        said = {"answer": answer, "note": given["note"] or "", "endorser": ctx.actor.id}
        said |= {"endorsed_by": by, "endorsed_on": ctx.today()}
        change.update(claims, claim_id, said, version=given["version"])
    return answer
