"""Reading applications: one, one's own, and what the rules find in one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import (
    DECIDED_ALREADY,
    Check,
    checks,
    endorsement_check,
    state,
    twin_check,
    unsettled,
)
from councilkit.register.entering import Held, entry_checks, removal_checks
from councilkit.register.model import Qualification, RegisterPart, full_name
from councilkit.register.names import fold, organisation_key, search_name
from councilkit.register.newcomers import Grace, Past, grace, past_of
from councilkit.register.services.entering import held_by, refuse_entry
from councilkit.register.services.making import NO_REGISTRATION, present
from councilkit.register.services.recusal import is_self
from councilkit.register.services.registrations import refuse_return, return_refusal, waiting_application
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NO_APPLICATION = N_("There is no such application, or it is not yours. Go back and look again.")
UNSETTLED = N_(
    "This may be somebody whom the register knows: %(names)s. "
    "Choose “This is the same person” or “Somebody else” first; otherwise one person would have two records."
)
RETURN_OPEN = N_(
    "An application to return is open: %(reference)s. Nobody comes back to a registration that runs: "
    "refuse it, or ask the applicant to take it back."
)
ALSO = N_("%(said)s %(also)s")
ENDED, HAS_ENDED = N_("There is a registration to come back to"), N_("It has ended")
ASKED = dict(schemas.ASKED)
MOST_FOUND = 60


def open_parts(ctx: Context) -> list[RegisterPart]:
    """The parts that take new people today."""
    today = ctx.today()
    return [
        p
        for p in ctx.catalogue.all(RegisterPart)
        if (p.opened is None or p.opened <= today) and (p.closed is None or today < p.closed)
    ]


def read(ctx: Context, application_id: str) -> dict[str, Any]:
    """An application with its `state` and the `names` of the officers; applicants may read their own."""
    with ctx.reading() as connection:
        found = present(store.application(connection, application_id), NO_APPLICATION)
        names = store.decided_names(connection, [found])
    if not (permitted(ctx.actor, "register.read") or is_own(ctx, found)):
        raise NotFound(NO_APPLICATION)
    return {**found, "state": state(found), "names": names}


def is_own(ctx: Context, application: Row) -> bool:
    """Whether the actor is the applicant."""
    mine = application["account_id"] == ctx.actor.id or is_self(ctx, application["person_id"])
    return bool(ctx.actor.roles) and mine


def undecided(change: Any, application_id: str) -> Row:
    """The application, kept from other writers until the commit; a Conflict when it was decided."""
    found = present(store.application(change.connection, application_id, lock=True), NO_APPLICATION)
    if found["outcome"]:
        raise Conflict(DECIDED_ALREADY)
    return found


def read_checks(ctx: Context, application: Row) -> tuple[list[Check], list[Row]]:
    """What the rules find in an application, and people who may be the same as the applicant."""
    require(ctx, "register.read")
    told = ctx.council.hooks.evidence(ctx, application)
    if application["kind"] != "entry":
        return [*(_back(ctx, application) if application["kind"] == "restoration" else ()), *told], []
    with ctx.reading() as connection:
        alike = [] if application["person_id"] else lookalikes(connection, application["details"])
        endorsed = _endorsement(connection, application)
        there = _there_already(ctx, connection, application, alike)
    found, given = _by_rows(ctx, application), grace_of(ctx, application)
    return [*found, *there, *filter(None, [endorsed, given and given.check(ctx.today())]), *told], alike


def _back(ctx: Context, application: Row) -> list[Check]:
    """What stands against a return, and what the applicant says of their background."""
    with ctx.reading() as connection:
        refusal = return_refusal(ctx, connection, _registration(connection, application))
        others = _others(ctx, connection, application)
        endorsed = _endorsement(connection, application)
    found = [*_by_rows(ctx, application), *removal_checks(others, application["part"], _titles(ctx))]
    # once it is decided, it runs by that decision
    ended = Check(ENDED, "not_met" if refusal else "met", refusal or HAS_ENDED)
    return [*found, *filter(None, [None if application["outcome"] else ended, endorsed])]


def _by_rows(ctx: Context, application: Row) -> list[Check]:
    return checks(application, _part(ctx, application), ctx.catalogue.all(Qualification), ctx.today())


def _there_already(ctx: Context, connection: Connection, application: Row, alike: list[Row]) -> list[Check]:
    """Whether the register knows the applicant, and what it holds of them once it is known who they are."""
    if not application["person_id"]:
        return [twin_check(alike, application["details"])]
    return entry_checks(_others(ctx, connection, application), application["part"], _titles(ctx))


def _others(ctx: Context, connection: Connection, application: Row) -> list[Held]:
    """What an applicant holds besides the registration of which this application is, or that came of it."""
    holds = held_by(ctx, connection, application["person_id"])
    return [each for each in holds if each.row["id"] != application["registration_id"]]


def _titles(ctx: Context) -> dict[str, str]:
    return {part.code: part.title for part in ctx.catalogue.all(RegisterPart)}


def _part(ctx: Context, application: Row) -> RegisterPart | None:
    code = application["part"]
    return ctx.catalogue.get(RegisterPart, code) if ctx.catalogue.has(RegisterPart, code) else None


def grace_of(ctx: Context, application: Row) -> Grace | None:
    """How long an applicant for entry may work unregistered while nobody has decided; None where no law says so."""
    part, began = _part(ctx, application), application["details"].get("began_on")
    if part is None or application["kind"] != "entry" or application["outcome"]:
        return None
    with ctx.reading() as connection:
        past = _past(connection, application["person_id"], f"{part.code.partition('.')[0]}.", ctx.today())
    return grace(ctx.law, part, began and date.fromisoformat(began), past, ctx.today())


def _past(connection: Connection, person_id: str | None, parts_of: str, today: date) -> Past:
    """What was before of a person in all parts of the register of one country."""
    entered = store.registrations_of(connection, person_id) if person_id else []
    held = [row for row in entered if row["part"].startswith(parts_of)]
    ids = [row["id"] for row in held]
    return past_of(held, store.events_of(connection, ids), store.orders_of(connection, ids), today)


def _endorsement(connection: Connection, application: Row) -> Check | None:
    employer = application["details"].get("employer") or ""
    if not employer:
        return None
    organisation = store.organisation_named(connection, organisation_key(employer))
    given = store.endorsement(connection, application["id"], organisation["id"]) if organisation else None
    asked = organisation is not None and store.acts_for(connection, organisation["id"])
    return endorsement_check(employer, given, asked=asked)


def lookalikes(connection: Connection, details: Row) -> list[Row]:
    """People of the register who may be the same as an applicant."""
    born = details.get("date_of_birth")
    name = search_name(details.get("given_names") or "", details.get("family_name") or "")
    return store.lookalikes(connection, name, date.fromisoformat(born) if born else None, details.get("email") or "")


def refuse_unsettled(ctx: Context, connection: Connection, application: Row) -> None:
    """Raise Problem while nobody has said whether the applicant is a person whom the register may know.

    Of one who is known already, where they are or were on this part of the register; of one who comes back, where
    they cannot.
    """
    if application["kind"] == "restoration":
        refuse_return(ctx, connection, _registration(connection, application))
    if application["kind"] != "entry":
        return
    refuse_entry(ctx, connection, application["person_id"], application["part"])
    details = application["details"]
    open_ = [] if application["person_id"] else unsettled(lookalikes(connection, details), details)
    if open_:
        names = ", ".join(full_name(each) for each in open_)
        raise Problem(Sentence(UNSETTLED, names=names), "proposal")


def _registration(connection: Connection, application: Row) -> Row:
    return present(store.registration(connection, application["registration_id"]), NO_REGISTRATION)


def return_open(ctx: Context, registration: Row) -> Sentence | None:
    """What officers are told of an application to return that is open where its registration runs again."""
    sent = waiting_application(ctx, registration)
    return Sentence(RETURN_OPEN, reference=sent["reference"]) if sent and sent["kind"] == "restoration" else None


def also_open(ctx: Context, registration: Row, said: Sentence) -> Sentence:
    """What is said of a registration that runs again, and of an application to return that is open beside it."""
    back = return_open(ctx, registration)
    return Sentence(ALSO, said=said, also=back) if back else said


def find_applications(ctx: Context, text: str) -> list[Row]:
    """Applications for the office, by reference or by the name of the applicant."""
    require(ctx, "register.read")
    words = fold(text).split()
    with ctx.reading() as connection:
        exact = store.application_referenced(connection, "".join(text.split()).upper())
        named = store.applications_to_find(connection) if words and not exact else []
    return exact or [row for row in named if _named_so(row["details"], words)][:MOST_FOUND]


def _named_so(details: Row, words: list[str]) -> bool:
    """Whether each word begins a name of the applicant; in scripts without blanks, whether it stands anywhere."""
    name = search_name(details.get("given_names") or "", details.get("family_name") or "")
    return all(f" {word}" in f" {name}" if word.isascii() else word in name for word in words)


def list_own(ctx: Context) -> list[dict[str, Any]]:
    """The actor's own applications, the latest first."""
    with ctx.reading() as connection:
        ids = store.same_person_ids(connection, ctx.actor.person_id) if ctx.actor.person_id else []
        mine = store.applications_of(connection, person_ids=ids, account_id=ctx.actor.id)
    return [{**found, "state": state(found)} for found in mine]
