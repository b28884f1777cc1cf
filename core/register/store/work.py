"""Reads what waits for an officer: applications, proposals, possible duplicates."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, String, bindparam, cast, func, or_, select

from councilkit.accounts.tables import accounts
from councilkit.register.store.people import Row, row, rows
from councilkit.register.tables import applications, duplicates, persons, proposals, registrations

MOST_SHOWN = 1000
_OF_SOMEBODY = or_(
    applications.c.person_id.in_(bindparam("ids", expanding=True)), applications.c.account_id == bindparam("account")
)
_APPLICATIONS = select(applications).where(_OF_SOMEBODY).order_by(applications.c.received_at.desc())


def application(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The application with this id."""
    return row(connection, applications, id, lock=lock)


def applications_of(connection: Connection, *, person_ids: Sequence[str] = (), account_id: str = "") -> list[Row]:
    """A person's or an account's applications, or those of both, the latest first."""
    return rows(connection, _APPLICATIONS, ids=list(person_ids), account=account_id)


def open_applications(connection: Connection) -> list[Row]:
    """Applications without an outcome, the oldest first, with the `name` of the person where the register knows one."""
    name = func.trim(persons.c.given_names + " " + persons.c.family_name).label("name")
    joined = select(applications, name).outerjoin(persons, persons.c.id == applications.c.person_id)
    query = joined.where(applications.c.outcome.is_(None))
    return rows(connection, query.order_by(applications.c.received_at, applications.c.id).limit(MOST_SHOWN))


def application_referenced(connection: Connection, reference: str) -> list[Row]:
    """The application of exactly this reference, or none."""
    return rows(connection, select(applications).where(applications.c.reference == reference))


def applications_to_find(connection: Connection) -> list[Row]:
    """Applications for entry that no record leads to, or that are open, the latest first."""
    apart = applications.c.person_id.is_(None) | applications.c.outcome.is_(None)
    query = select(applications).where(apart, applications.c.kind == "entry")
    return rows(connection, query.order_by(applications.c.received_at.desc()).limit(5 * MOST_SHOWN))


def open_entries(connection: Connection, part: str) -> list[Row]:
    """Open applications to enter or come back to a part of the register, the oldest first."""
    wanted = (applications.c.kind != "renewal", applications.c.part == part, applications.c.outcome.is_(None))
    return rows(connection, select(applications).where(*wanted).order_by(applications.c.received_at))


def proposal(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The proposal with this id."""
    return row(connection, proposals, id, lock=lock)


def open_proposals(connection: Connection) -> list[Row]:
    """Proposals that nobody decided yet, the oldest first, with number and name of whom they concern."""
    query = with_person(proposals).where(proposals.c.outcome.is_(None))
    return rows(connection, query.order_by(proposals.c.proposed_at, proposals.c.id).limit(MOST_SHOWN))


def proposals_of(connection: Connection, registration_ids: Iterable[str]) -> list[Row]:
    """Open proposals about these registrations."""
    query = select(proposals).where(
        proposals.c.registration_id.in_(list(registration_ids)), proposals.c.outcome.is_(None)
    )
    return rows(connection, query.order_by(proposals.c.proposed_at))


def lapses_of(connection: Connection, registration_id: str) -> list[Row]:
    """The decisions of two officers to let a registration lapse."""
    agreed = (proposals.c.kind == "lapse", proposals.c.outcome == "agreed")
    return rows(connection, select(proposals).where(proposals.c.registration_id == registration_id, *agreed))


def proposal_about(connection: Connection, order_id: str) -> Row | None:
    """The proposal about an order that nobody decided yet."""
    query = select(proposals).where(proposals.c.order_id == order_id, proposals.c.outcome.is_(None))
    return next(iter(rows(connection, query.limit(1))), None)


def with_person(table: Any) -> Any:
    """A query over a table about registrations, with number, part and name of whom each row concerns."""
    named = (
        registrations.c.number,
        registrations.c.part,
        registrations.c.person_id,
        persons.c.given_names,
        persons.c.family_name,
    )
    joined = select(table, *named).join(registrations, registrations.c.id == table.c.registration_id)
    return joined.join(persons, persons.c.id == registrations.c.person_id)


def duplicate(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The possible duplicate with this id."""
    return row(connection, duplicates, id, lock=lock)


def open_duplicates(connection: Connection, limit: int = MOST_SHOWN) -> list[Row]:
    """Pairs that may be the same person and that nobody settled; pairs with somebody merged meanwhile are left out."""
    first, second = persons.alias("one"), persons.alias("other")
    columns: list[Any] = [duplicates]
    for prefix, table in (("first", first), ("second", second)):
        columns += [
            table.c[name].label(f"{prefix}_{name}")
            for name in ("given_names", "family_name", "date_of_birth", "public_id")
        ]
    query = (
        select(*columns)
        .join(first, first.c.id == duplicates.c.first_id)
        .join(second, second.c.id == duplicates.c.second_id)
    )
    still = query.where(duplicates.c.settled.is_(None), first.c.merged_into.is_(None), second.c.merged_into.is_(None))
    return rows(connection, still.order_by(duplicates.c.id).limit(limit))


def pair(connection: Connection, first_id: str, second_id: str) -> list[Row]:
    """What was said of these two records, whichever came first."""
    ids = (first_id, second_id)
    return rows(connection, select(duplicates).where(duplicates.c.first_id.in_(ids), duplicates.c.second_id.in_(ids)))


def duplicates_of(connection: Connection, person_id: str) -> list[Row]:
    """Open possible duplicates of one person."""
    mine = (duplicates.c.first_id == person_id) | (duplicates.c.second_id == person_id)
    return rows(connection, select(duplicates).where(mine, duplicates.c.settled.is_(None)))


def account_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Names of the people behind accounts."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    query = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(wanted))
    return {row.id: row.name for row in connection.execute(query)}


def officers(connection: Connection) -> list[Row]:
    """Accounts that may be given work, registrars and assessors, by name."""
    roles = cast(accounts.c.roles, String)
    query = select(accounts.c.id, accounts.c.name).where(
        accounts.c.closed.is_(False), or_(roles.contains('"registrar"'), roles.contains('"assessor"'))
    )
    return rows(connection, query.order_by(accounts.c.name))


def decided_names(connection: Connection, applications_: Iterable[Row]) -> dict[str, str]:
    """Names of everybody who touched these applications."""
    return account_names(
        connection, (row[key] for row in applications_ for key in ("owner", "proposed_by", "decided_by"))
    )
