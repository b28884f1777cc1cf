"""Reads portfolios: practice examples, reviews, shares and awards told; writing goes through a ledger change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from councilkit.accounts.tables import accounts
from councilkit.pathways.tables import claims, examples, reviews, shares, steps
from councilkit.register.store.people import Row, rows
from councilkit.register.tables import employment, organisations, persons, registrations
from councilkit.standing.renewal_store import going_on
from councilkit.standing.tables import conditions


def claims_of(connection: Connection, registration_ids: Sequence[str]) -> list[Row]:
    """The awards that a registrant told of, the latest first, without those taken back."""
    query = select(claims).where(claims.c.registration_id.in_(registration_ids), claims.c.withdrawn.is_(False))
    return rows(connection, query.order_by(claims.c.awarded_on.desc(), claims.c.id))


def conditions_of(connection: Connection, registration_ids: Sequence[str]) -> Mapping[str, bool]:
    """The conditions of registrations by kind: whether each is fulfilled."""
    query = select(conditions).where(conditions.c.registration_id.in_(registration_ids))
    found: dict[str, bool] = {}
    for row in rows(connection, query.order_by(conditions.c.imposed_on, conditions.c.id)):
        found[row["kind"]] = row["fulfilled_on"] is not None
    return found


def examples_of(connection: Connection, registration_id: str, *, withdrawn: bool = False) -> list[Row]:
    """The practice examples of a registration, the latest first: those that stand, or those taken out."""
    query = select(examples).where(examples.c.registration_id == registration_id, examples.c.withdrawn.is_(withdrawn))
    return rows(connection, query.order_by(examples.c.on.desc(), examples.c.written_at.desc(), examples.c.id))


def owned(connection: Connection, table: Table, id: str, *, lock: bool = False) -> Row | None:
    """A row of a portfolio with `person_id` and `part` of its registration; `lock` keeps other writers waiting."""
    query = select(table, registrations.c.person_id, registrations.c.part, registrations.c.number)
    query = query.join(registrations, registrations.c.id == table.c.registration_id).where(table.c.id == id)
    found = rows(connection, query.with_for_update(of=table) if lock else query)
    return next(iter(found), None)


_WHOSE = (registrations.c.person_id, registrations.c.part, registrations.c.number)


def _reviews() -> Select[Any]:
    return select(reviews, *_WHOSE).join(registrations, registrations.c.id == reviews.c.registration_id)


def reviews_of(connection: Connection, registration_id: str) -> list[Row]:
    """The reviews of a registration's portfolios, the latest period first."""
    query = _reviews().where(reviews.c.registration_id == registration_id)
    return rows(connection, query.order_by(reviews.c.starts_on.desc(), reviews.c.id))


def reviews_by(connection: Connection, account_id: str) -> list[Row]:
    """The reviews that an account was asked for, without those taken back."""
    query = _reviews().where(reviews.c.supervisor == account_id, reviews.c.state != "withdrawn")
    return rows(connection, query.order_by(reviews.c.starts_on.desc(), reviews.c.id))


def review_by_link(connection: Connection, digest: str) -> Row | None:
    """The review that a one-time link opens."""
    return next(iter(rows(connection, _reviews().where(reviews.c.digest == digest))), None)


def steps_of(connection: Connection, review_ids: Sequence[str]) -> list[Row]:
    """The steps of reviews, the oldest first."""
    query = select(steps).where(steps.c.portfolio_review_id.in_(review_ids))
    return rows(connection, query.order_by(steps.c.portfolio_review_id, steps.c.position))


def next_position(connection: Connection, review_id: str) -> int:
    """The place of the next step of a review."""
    query = select(func.count()).select_from(steps).where(steps.c.portfolio_review_id == review_id)
    return int(connection.execute(query).scalar_one())


def supervisors(connection: Connection, person_id: str, day: date) -> list[Row]:
    """The account holders of the employers that somebody works for on a day, by name; never the person themselves."""
    query = select(accounts.c.id, accounts.c.name, accounts.c.roles, organisations.c.name.label("organisation"))
    query = query.join(organisations, organisations.c.id == accounts.c.organisation_id)
    query = query.join(employment, employment.c.organisation_id == organisations.c.id)
    works = (employment.c.person_id == person_id, going_on(day))
    themselves = func.coalesce(accounts.c.person_id, "") == person_id
    query = query.where(*works, accounts.c.closed.is_(False), ~themselves).order_by(accounts.c.name, accounts.c.id)
    found = {row["id"]: row for row in rows(connection, query) if "employer" in row["roles"]}
    return list(found.values())


def employers_of(connection: Connection, person_id: str, day: date) -> list[Row]:
    """The organisations that somebody works for on a day, by name."""
    query = select(organisations).where(
        organisations.c.id.in_(
            select(employment.c.organisation_id).where(employment.c.person_id == person_id, going_on(day))
        )
    )
    return rows(connection, query.order_by(organisations.c.search_name))


def shares_of(connection: Connection, registration_id: str) -> list[Row]:
    """With whom a portfolio is or was shared, with `name`, what goes on first."""
    query = select(shares, *_WHOSE, organisations.c.name)
    query = query.join(organisations, organisations.c.id == shares.c.organisation_id)
    query = query.join(registrations, registrations.c.id == shares.c.registration_id)
    query = query.where(shares.c.registration_id == registration_id)
    return rows(connection, query.order_by(shares.c.ended_at.is_not(None), shares.c.shared_at.desc(), shares.c.id))


_NAMED = (persons.c.public_id, persons.c.given_names, persons.c.family_name)


def shared_with(connection: Connection, organisation_id: str) -> list[Row]:
    """What is shared with an organisation and was not ended, by name of the person."""
    query = select(shares, *_WHOSE, *_NAMED).join(registrations, registrations.c.id == shares.c.registration_id)
    query = query.join(persons, persons.c.id == registrations.c.person_id)
    live = (shares.c.organisation_id == organisation_id, shares.c.ended_at.is_(None))
    return rows(connection, query.where(*live).order_by(persons.c.search_name, shares.c.id))


def work_behind(connection: Connection, found: Sequence[Row]) -> dict[tuple[str, str], list[tuple[Any, Any]]]:
    """The first and last days of the work behind shares, by person and organisation."""
    people, places = ({row[name] for row in found} for name in ("person_id", "organisation_id"))
    query = select(employment).where(employment.c.person_id.in_(people), employment.c.organisation_id.in_(places))
    work: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
    for job in rows(connection, query):
        work.setdefault((job["person_id"], job["organisation_id"]), []).append((job["starts_on"], job["ends_on"]))
    return work


def claims_asked(connection: Connection, organisation_id: str) -> list[Row]:
    """The awards that an organisation is asked to endorse and has not answered, the oldest first."""
    query = select(claims, *_WHOSE, *_NAMED).join(registrations, registrations.c.id == claims.c.registration_id)
    query = query.join(persons, persons.c.id == registrations.c.person_id)
    waiting = (claims.c.asked == organisation_id, claims.c.answer == "", claims.c.withdrawn.is_(False))
    return rows(connection, query.where(*waiting).order_by(claims.c.told_at, claims.c.id))
