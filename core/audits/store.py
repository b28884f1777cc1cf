"""Reads audits, cases, deadlines and reviews; writing goes through a ledger change."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, exists, func, literal, or_, select

from councilkit.accounts.tables import accounts
from councilkit.audits import model
from councilkit.audits.tables import audits, cases, deadlines, frames, reviews
from councilkit.register.store import Row, row, rows
from councilkit.register.tables import employment, organisations, persons, registrations
from councilkit.standing.scope import ConditionSource

_OPEN = [column for column in audits.columns if column.name != "seed"]
_WHOSE = (
    registrations.c.person_id,
    registrations.c.number,
    registrations.c.part,
    persons.c.given_names,
    persons.c.family_name,
    persons.c.email,
)


def audit(connection: Connection, id: str, *, lock: bool = False) -> Row | None:
    """The audit with this id, its seed too."""
    return row(connection, audits, id, lock=lock)


def audit_referenced(connection: Connection, reference: str) -> Row | None:
    """The audit of exactly this reference, without its seed."""
    return next(iter(rows(connection, select(*_OPEN).where(audits.c.reference == reference))), None)


def every_audit(connection: Connection) -> list[Row]:
    """All audits without their seeds, the latest first."""
    return rows(connection, select(*_OPEN).order_by(audits.c.committed_at.desc(), audits.c.id))


def frame(connection: Connection, audit_id: str) -> str:
    """The text of an audit's frame."""
    return str(connection.execute(select(frames.c.content).where(frames.c.id == audit_id)).scalar_one())


def registrations_numbered(connection: Connection, part: str, numbers: Sequence[str]) -> dict[str, Row]:
    """The registrations of a part by number."""
    found: list[Row] = []
    for start in range(0, len(numbers), 500):
        wanted = registrations.c.number.in_(list(numbers[start : start + 500]))
        found += rows(connection, select(registrations).where(registrations.c.part == part, wanted))
    return {each["number"]: each for each in found}


def _waiting_form() -> ConditionSource:
    """Audits that wait for their registrants, as the law of renewal asks after them."""
    looked = (reviews.c.look == 1, reviews.c.ended_at.is_(None), reviews.c.outcome.is_not(None))
    empty = (cases.c.answered_at.is_(None), cases.c.outcome.is_(None))
    names = ("imposed_on", "due_on", "fulfilled_on")
    columns = [literal(model.FORM).label("kind"), *(literal(None, Date).label(name) for name in names)]
    query = select(cases.c.registration_id.label("registrant"), cases.c.id, *columns, literal("").label("confirmed_by"))
    waits = query.where(*empty, ~exists().where(reviews.c.audit_case_id == cases.c.id, *looked))
    return ConditionSource(model.FORM, waits.order_by(cases.c.id), cases.c.registration_id)


WAITING_FORM = _waiting_form()


def _cases() -> Any:
    joined = select(cases, *_WHOSE).join(registrations, registrations.c.id == cases.c.registration_id)
    return joined.join(persons, persons.c.id == registrations.c.person_id)


def case(connection: Connection, id: str) -> Row | None:
    """The case with this id, with number, part and person of its registration."""
    return next(iter(rows(connection, _cases().where(cases.c.id == id))), None)


def locked_case(connection: Connection, id: str) -> Row | None:
    """The case with this id alone, kept from other writers until the commit."""
    return row(connection, cases, id, lock=True)


def cases_of_audit(connection: Connection, audit_id: str) -> list[Row]:
    """The cases of an audit by number."""
    return rows(connection, _cases().where(cases.c.audit_id == audit_id).order_by(registrations.c.number))


def open_cases(connection: Connection, person_ids: Sequence[str] = ()) -> list[Row]:
    """Cases without an outcome, of these people or of everybody, by number."""
    query = _cases().where(cases.c.outcome.is_(None))
    if person_ids:
        query = query.where(registrations.c.person_id.in_(list(person_ids)))
    return rows(connection, query.order_by(registrations.c.number, cases.c.id))


def passed_on(connection: Connection) -> list[Row]:
    """Cases that were passed on and that no officer has dealt with, the oldest first, with the audit's `reference`."""
    query = _cases().add_columns(audits.c.reference).join(audits, audits.c.id == cases.c.audit_id)
    query = query.where(cases.c.outcome == "passed_on", cases.c.dealt_on.is_(None))
    return rows(connection, query.order_by(cases.c.closed_at, cases.c.id))


def deadlines_of(connection: Connection, case_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The deadlines of each case, in the order in which they were made."""
    return _by_case(connection, deadlines, deadlines.c.position, case_ids)


def reviews_of(connection: Connection, case_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The reviews of each case, in the order in which they were given."""
    return _by_case(connection, reviews, reviews.c.assigned_at, case_ids)


def _by_case(connection: Connection, table: Any, order: Any, case_ids: Iterable[str]) -> dict[str, list[Row]]:
    wanted = list(case_ids)
    found: dict[str, list[Row]] = {id: [] for id in wanted}
    for start in range(0, len(wanted), 500):
        query = select(table).where(table.c.audit_case_id.in_(wanted[start : start + 500]))
        for each in rows(connection, query.order_by(order, table.c.id)):
            found[each["audit_case_id"]].append(each)
    return found


def account(connection: Connection, id: str) -> Row | None:
    """An open account: whose it is and what it may do."""
    columns = [accounts.c[name] for name in ("id", "name", "roles", "person_id", "organisation_id")]
    query = select(*columns).where(accounts.c.id == id, accounts.c.closed.is_(False))
    return next(iter(rows(connection, query)), None)


def shared_employer(connection: Connection, reviewer: Row, person_ids: Sequence[str], since: date) -> str | None:
    """An organisation that the reviewer and the person have both worked for since a day, None where there is none."""
    theirs = _worked_at(person_ids, since)
    own = [organisations.c.id == reviewer["organisation_id"]] if reviewer["organisation_id"] else []
    if reviewer["person_id"]:
        own.append(organisations.c.id.in_(_worked_at([reviewer["person_id"]], since)))
    if not own:
        return None
    query = select(func.min(organisations.c.name)).where(organisations.c.id.in_(theirs), or_(*own))
    return connection.execute(query).scalar_one()


def _worked_at(person_ids: Sequence[str], since: date) -> Any:
    lasting = employment.c.ends_on.is_(None) | (employment.c.ends_on >= since)
    return select(employment.c.organisation_id).where(employment.c.person_id.in_(list(person_ids)), lasting)
