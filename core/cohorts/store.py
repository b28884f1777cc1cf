"""Reads the rows of cohorts; the only file of this room that knows SQL."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, select

from councilkit.censuses.tables import rounds
from councilkit.cohorts.tables import cohorts, keys, learners, programmes, sites, waves
from councilkit.register.tables import organisations

Row = Mapping[str, Any]


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _one(connection: Connection, query: Select[Any]) -> Row | None:
    return next(iter(_rows(connection, query)), None)


def all_programmes(connection: Connection) -> list[Row]:
    """Every programme by title."""
    return _rows(connection, select(programmes).order_by(programmes.c.title, programmes.c.code))


def programme(connection: Connection, code: str) -> Row | None:
    """A programme."""
    return _one(connection, select(programmes).where(programmes.c.code == code))


_COHORT = select(
    cohorts,
    programmes.c.code.label("programme"),
    programmes.c.title.label("programme_title"),
    programmes.c.qualification,
    programmes.c.surveys,
).join(programmes)


def all_cohorts(connection: Connection) -> list[Row]:
    """Every cohort with its programme, the latest first."""
    return _rows(connection, _COHORT.order_by(cohorts.c.starts_on.desc(), cohorts.c.code))


def cohort(connection: Connection, code: str) -> Row | None:
    """A cohort with its programme."""
    return _one(connection, _COHORT.where(cohorts.c.code == code))


def sites_of(connection: Connection, cohort_id: str) -> list[Row]:
    """The sites of a cohort with their names, in order."""
    query = select(sites, organisations.c.name).join(organisations).where(sites.c.cohort_id == cohort_id)
    return _rows(connection, query.order_by(sites.c.position))


def learners_of(connection: Connection, cohort_id: str, *, lock: bool = False) -> list[Row]:
    """The learners of a cohort by their marks: an order that tells nothing. `lock` keeps other writers waiting."""
    query = select(learners).where(learners.c.cohort_id == cohort_id).order_by(learners.c.pseudonym)
    return _rows(connection, query.with_for_update() if lock else query)


def learner(connection: Connection, pseudonym: str) -> Row | None:
    """A learner with the code of the cohort."""
    query = select(learners, cohorts.c.code.label("cohort")).join(cohorts, cohorts.c.id == learners.c.cohort_id)
    return _one(connection, query.where(learners.c.pseudonym == pseudonym))


def keys_of(connection: Connection, cohort_id: str) -> dict[str, Row]:
    """Who the learners of a cohort are, by learner; those whose key is gone are not there."""
    query = select(keys).join(learners).where(learners.c.cohort_id == cohort_id)
    return {row["learner_id"]: row for row in _rows(connection, query)}


def waves_of(connection: Connection, cohort_id: str) -> dict[str, Row]:
    """The waves of a cohort that were made, by code, each with its census round."""
    columns = (rounds.c.code, rounds.c.forms, rounds.c.opened_at, rounds.c.closed_at, rounds.c.version)
    query = select(waves.c.wave, waves.c.round_id, *columns).join(rounds).where(waves.c.cohort_id == cohort_id)
    return {row["wave"]: row for row in _rows(connection, query)}
