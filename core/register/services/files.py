"""Verbs that read what the register holds of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.register import store
from councilkit.register.services.making import NO_PERSON, present

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Entries:
    """A person and what their standing hangs on; `ids` are theirs and those of records merged into theirs."""

    person: Row
    ids: tuple[str, ...]
    registrations: tuple[Row, ...]
    events: tuple[Row, ...]
    orders: tuple[Row, ...]
    applications: tuple[Row, ...]
    appeals: tuple[Row, ...]


@dataclass(frozen=True)
class PersonFile(Entries):
    """Everything the register holds of a person."""

    names: tuple[Row, ...]
    qualifications: tuple[Row, ...]
    work: tuple[Row, ...]
    merges: tuple[Row, ...]
    proposals: tuple[Row, ...]
    reports: tuple[Row, ...]
    duplicates: tuple[Row, ...]


def read_person(ctx: Context, person_id: str) -> Row:
    """The row of a person, for those who may read it; follows merges."""
    require(ctx, "register.read", person_id)
    with ctx.reading() as connection:
        return _person(connection, person_id)


def read_entries(ctx: Context, person_id: str) -> Entries:
    """A person with what their standing hangs on, for those who may read it; follows merges."""
    require(ctx, "register.read", person_id)
    with ctx.reading() as connection:
        return Entries(**_entries(connection, person_id))


def read_file(ctx: Context, person_id: str) -> PersonFile:
    """Everything the register holds of a person, for those who may read it; follows merges."""
    require(ctx, "register.read", person_id)
    with ctx.reading() as connection:
        found = _entries(connection, person_id)
        id = found["person"]["id"]
        return PersonFile(
            **found,
            names=tuple(store.names_of(connection, id)),
            qualifications=tuple(store.qualifications_of(connection, id)),
            work=tuple(store.work_of(connection, id)),
            merges=tuple(store.merges_of(connection, id)),
            proposals=tuple(store.proposals_of(connection, [entry["id"] for entry in found["registrations"]])),
            reports=tuple(store.reports_of(connection, found["ids"])),
            duplicates=tuple(store.duplicates_of(connection, id)),
        )


def _person(connection: Connection, person_id: str) -> Row:
    return store.follow(connection, present(store.person(connection, person_id), NO_PERSON))


def _entries(connection: Connection, person_id: str) -> dict[str, Any]:
    person = _person(connection, person_id)
    ids = tuple(store.same_person_ids(connection, person["id"]))
    entries = tuple(store.registrations_of(connection, person["id"]))
    registration_ids = [entry["id"] for entry in entries]
    sent = tuple(store.applications_of(connection, person_ids=ids))
    return {
        "person": person,
        "ids": ids,
        "registrations": entries,
        "events": tuple(store.events_of(connection, registration_ids)),
        "orders": tuple(store.orders_of(connection, registration_ids)),
        "applications": sent,
        "appeals": tuple(store.appeals_of(connection, registration_ids, [each["id"] for each in sent])),
    }
