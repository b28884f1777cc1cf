"""Reads whose renewal is open and what was done for it, and reminders with their runs."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from councilkit.accounts.tables import accounts
from councilkit.deadlines.model import ENDED_LATEST, TO_EMPLOYER, Deadline, deadline
from councilkit.deadlines.tables import reminder_runs, reminders
from councilkit.register.bounds import BOUNDLESS, Bounds
from councilkit.register.store import Row, rows
from councilkit.register.tables import (
    applications,
    employment,
    orders,
    organisations,
    persons,
    registration_events,
    registrations,
)
from councilkit.register.terms import RENEWAL_DAYS
from councilkit.standing.columns import read_frame
from councilkit.standing.facts import read_events
from councilkit.standing.renewal_store import SIGNATURE, STANDS, going_on
from councilkit.standing.scope import Scope
from councilkit.standing.tables import declarations

_BATCH = 500
_OF_PERSON = ("given_names", "family_name", "phone", "address", "email", "area_code", "confirmed_on")


def deadlines(connection: Connection, as_of: date, *person_ids: str, bounds: Mapping[str, Bounds]) -> list[Deadline]:
    """Whose renewal is open on a day, and whose term lapsed just before it, by due day and number.

    Of everybody, or of the people that are named.
    """
    scope = Scope(person_ids or None)
    events, removals, entered = read_events(connection, scope), _removals(connection), _entered(scope, as_of)
    entries = read_frame(connection, entered).iter_rows(named=True)

    def judged(row: Row) -> Deadline | None:
        by_row = (events.get(row["id"], ()), removals.get(row["id"], ()))
        return deadline(row, *by_row, as_of, bounds.get(row["part"], BOUNDLESS))

    found = [each for each in map(judged, entries) if each is not None]
    return sorted(found, key=lambda each: (each.due, each.row["number"], each.id))


def _entered(scope: Scope, as_of: date) -> Select[Any]:
    """Registrations whose present term may end by then: by their first end, or by what happened since."""
    r, p = registrations.c, persons.c
    ends = r.expires_on.between(as_of - timedelta(days=ENDED_LATEST), as_of + timedelta(days=RENEWAL_DAYS))
    moved = exists().where(registration_events.c.registration_id == r.id)
    own = (r.id, r.person_id, r.part, r.number, r.registered_on, r.expires_on)
    query = select(*own, *[p[name] for name in _OF_PERSON], accounts.c.email.label("account_email"))
    open_ = (accounts.c.person_id == p.id) & accounts.c.closed.is_(False)
    joined = query.join(persons, p.id == r.person_id).outerjoin(accounts, open_)
    return joined.where(or_(ends, moved), scope.of(r.person_id)).order_by(r.id)


def _removals(connection: Connection) -> dict[str, list[Row]]:
    """The orders that remove somebody, by registration."""
    found: dict[str, list[Row]] = {}
    for order in rows(connection, select(orders).where(orders.c.effect == "removed")):
        found.setdefault(order["registration_id"], []).append(order)
    return found


def signatures(connection: Connection) -> dict[str, date]:
    """When each registration's renewal was signed last."""
    query = select(declarations.c.registration_id, func.max(declarations.c.signed_on))
    query = query.where(declarations.c.kind == SIGNATURE, STANDS).group_by(declarations.c.registration_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def waiting(connection: Connection) -> dict[str, Row]:
    """The application about each registration that is not decided."""
    open_ = applications.c.outcome.is_(None) & applications.c.registration_id.is_not(None)
    return {row["registration_id"]: row for row in rows(connection, select(applications).where(open_))}


def reminders_about(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, date], list[Row]]:
    """Reminders of these registrations by registration and due day."""
    found: dict[tuple[str, date], list[Row]] = {}
    for start in range(0, len(ids), _BATCH):
        query = select(reminders).where(reminders.c.registration_id.in_(ids[start : start + _BATCH]))
        for row in rows(connection, query):
            found.setdefault((row["registration_id"], row["due_on"]), []).append(row)
    return found


def employers_of(connection: Connection, person_ids: Sequence[str], day: date) -> dict[str, list[Row]]:
    """The accounts of those who act for the employers of people on a day, with the `employer`; never one's own."""
    wanted = [accounts.c[name] for name in ("id", "name", "email", "language", "roles")]
    query = select(employment.c.person_id, organisations.c.name.label("employer"), *wanted)
    query = query.join(organisations, organisations.c.id == employment.c.organisation_id)
    query = query.join(accounts, accounts.c.organisation_id == organisations.c.id).where(going_on(day))
    query = query.where(accounts.c.closed.is_(False), accounts.c.person_id.is_distinct_from(employment.c.person_id))
    found: dict[str, dict[str, Row]] = {}
    for start in range(0, len(person_ids), _BATCH):
        for row in rows(connection, query.where(employment.c.person_id.in_(person_ids[start : start + _BATCH]))):
            if "employer" in row["roles"]:
                found.setdefault(row["person_id"], {})[row["id"]] = row
    return {person: [each for _, each in sorted(theirs.items())] for person, theirs in found.items()}


def unsent(connection: Connection, since: date) -> list[Row]:
    """Reminders with an address that did not go out and that no later one made up for, with person and number."""
    r, later = reminders.c, reminders.alias("later")
    same = (later.c.registration_id == r.registration_id) & (later.c.due_on == r.due_on)
    her_own = ~r.step.startswith(TO_EMPLOYER, autoescape=True), ~later.c.step.startswith(TO_EMPLOYER, autoescape=True)
    made_up = exists().where(same, *her_own, later.c.sent_at.is_not(None), later.c.claimed_at > r.claimed_at)
    query = select(reminders, registrations.c.person_id).join(registrations, registrations.c.id == r.registration_id)
    query = query.where(r.sent_at.is_(None), r.due_on >= since, r.address != "", ~made_up)
    return rows(connection, query.order_by(r.due_on, r.id))


def anybody(connection: Connection) -> bool:
    """Whether anybody is registered at all."""
    return connection.execute(select(registrations.c.id).limit(1)).first() is not None


def run_of(connection: Connection, day: date, *, lock: bool = False) -> Row | None:
    """The run of a day."""
    query = select(reminder_runs).where(reminder_runs.c.day == day)
    return connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()


def runs(connection: Connection, limit: int) -> list[Row]:
    """The latest runs."""
    return rows(connection, select(reminder_runs).order_by(reminder_runs.c.day.desc()).limit(limit))


def started(connection: Connection) -> bool:
    """Whether a run has ever had somebody to write to, or was started and is to go on."""
    c = reminder_runs.c
    had = (c.sent + c.failed + c.unreachable) > 0
    return connection.execute(select(c.id).where(had | c.finished_at.is_(None)).limit(1)).first() is not None


def last_run(connection: Connection) -> date | None:
    """The day of the last run that came to its end."""
    query = select(func.max(reminder_runs.c.day)).where(
        reminder_runs.c.finished_at.is_not(None), reminder_runs.c.problem == ""
    )
    found: date | None = connection.execute(query).scalar()
    return found
