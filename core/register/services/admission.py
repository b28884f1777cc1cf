"""What a decided application does: a new entry, another term, a return, or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from councilkit.accounts import store as account_store
from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register import store
from councilkit.register.decisions import told_apart
from councilkit.register.lapsing import held_from
from councilkit.register.names import organisation_key
from councilkit.register.services.entering import known_person, refuse_entry
from councilkit.register.services.people import insert_employment, insert_person, insert_qualification
from councilkit.register.services.registrations import (
    current,
    insert_event,
    insert_registration,
    insert_renewal,
    insert_restoration,
    part_of,
)
from councilkit.register.tables import applications, duplicates
from councilkit.register.terms import held_for, term
from councilkit.wording import N_

Row = Mapping[str, Any]
KEPT = N_("The renewal was sent in time and is being checked.")
NOT_RENEWED = N_("The renewal was not accepted.")
TAKEN_BACK = N_("What was recorded was taken back.")


def carry_out(ctx: Context, change: Any, application: Row) -> None:
    """Write what the decision on an application means."""
    if application["outcome"] == "refused":
        undo_keeping(ctx, change, application)
    elif application["kind"] == "entry":
        _enter(ctx, change, application)
    else:
        registration = current(change, application["registration_id"])
        if application["kind"] == "restoration":
            insert_restoration(ctx, change, registration, ctx.today())
            _background(change, registration["person_id"], application["details"])
            if application["account_id"]:
                _claim(change, application["account_id"], registration["person_id"])
        else:
            insert_renewal(ctx, change, registration)


def keep_running(ctx: Context, change: Any, registration: Row, reason: str = KEPT) -> None:
    """Hold the term of a registration open, so that it cannot lapse before a person has decided.

    One that ended by the calendar is held from its last day, so that it never lapsed.
    """
    events = store.events_of(change.connection, [registration["id"]])
    on = held_from(term(registration, events, ctx.today()), ctx.today())
    if on is not None and reason not in held_for(events, ctx.today()):
        insert_event(change, registration["id"], "extended", on, until=None, reason=reason)


def give_end_back(ctx: Context, change: Any, registration: Row, *gone: str, reason: str = TAKEN_BACK) -> None:
    """Hold a term open no longer for what is gone: without any other reason it has its end back, not before today."""
    events = store.events_of(change.connection, [registration["id"]])
    found, held = term(registration, events, ctx.today()), held_for(events, ctx.today())
    if found is None or not found.running or found.regular_end is None or not set(gone) & set(held):
        return
    until = max(found.regular_end, ctx.today())
    insert_event(change, registration["id"], "extended", ctx.today(), until=until, reason=reason)
    for each in held:
        if each not in gone:
            keep_running(ctx, change, registration, each)


def undo_keeping(ctx: Context, change: Any, application: Row) -> None:
    """Give a registration its end back when its renewal is refused, whatever held it open.

    One that is withdrawn gives it back only where nothing else, like a fee that was paid, holds the term open.
    """
    if application["kind"] != "renewal":
        return
    registration = current(change, application["registration_id"])
    if application["outcome"] == "refused":
        held = held_for(store.events_of(change.connection, [registration["id"]]), ctx.today())
        give_end_back(ctx, change, registration, *held, reason=NOT_RENEWED)
    else:
        give_end_back(ctx, change, registration, KEPT)


def _enter(ctx: Context, change: Any, application: Row) -> None:
    part = part_of(ctx, application)
    person = _person(ctx, change, application)
    refuse_entry(ctx, change.connection, person["id"], part.code)
    registration_id = insert_registration(ctx, change, person, part, ctx.today())
    _background(change, person["id"], application["details"])
    change.update(applications, application["id"], {"person_id": person["id"], "registration_id": registration_id})
    if application["account_id"]:
        _claim(change, application["account_id"], person["id"])
    if change.subject == application["id"]:  # the history of a new person begins with their admission
        change.subject = person["id"]


def _person(ctx: Context, change: Any, application: Row) -> Row:
    if application["person_id"]:
        return known_person(change.connection, application["person_id"], lock=True)
    details = application["details"]
    born = details.get("date_of_birth")
    given = {**details, "date_of_birth": date.fromisoformat(born) if born else None}
    person = insert_person(change, new_id(), given)
    for other in store.persons_by_id(change.connection, sorted(told_apart(details))):
        pair = {"first_id": other, "second_id": person["id"], "why": "The same name or email address at admission"}
        change.insert(duplicates, pair | {"settled": "different"})
    return person


def _background(change: Any, person_id: str, details: Row) -> None:
    """The award and the employer that an application names, unless the register has them already."""
    held = {(row["award"], row["institution"]) for row in store.qualifications_of(change.connection, person_id)}
    if details.get("award") and (details["award"], details.get("institution") or "") not in held:
        insert_qualification(change, person_id, {**details, "country": details.get("awarded_country"), "level": ""})
    if details.get("employer") and not _works_at(change, person_id, details["employer"]):
        began = details.get("began_on")
        given = {"organisation": details["employer"], "starts_on": began and date.fromisoformat(began)}
        insert_employment(change, person_id, given)


def _works_at(change: Any, person_id: str, employer: str) -> bool:
    going_on = [row for row in store.work_of(change.connection, person_id) if row["ends_on"] is None]
    return organisation_key(employer) in {organisation_key(row["organisation"]) for row in going_on}


def _claim(change: Any, account_id: str, person_id: str) -> None:
    """Let the applicant's account see the new entry, unless it or the entry is taken."""
    account = account_store.account(change.connection, account_id)
    if account is None or account["person_id"] or account_store.by_person(change.connection, person_id):
        return
    change.update(accounts, account_id, {"person_id": person_id, "roles": sorted({*account["roles"], "registrant"})})
