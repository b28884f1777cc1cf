"""Reads rounds, cases and responses, and keeps drafts; the only file of this room that knows SQL."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from councilkit.censuses.tables import cases, responses, rounds

Row = Mapping[str, Any]

_CASE = select(
    cases.c.id.label("case_id"),
    cases.c.reference,
    cases.c.form,
    rounds.c.id.label("round_id"),
    rounds.c.code.label("round"),
    rounds.c.design,
    rounds.c.forms,
    rounds.c.opened_at,
    rounds.c.closed_at,
    responses.c.id.label("response_id"),
    responses.c.language,
    responses.c.draft,
    responses.c.receipt,
    responses.c.saved_at,
    responses.c.sent_at,
    responses.c.version,
).select_from(cases.join(rounds).outerjoin(responses, responses.c.case_id == cases.c.id))
_CASE = _CASE.where(cases.c.token == bindparam("wanted"))
_KEEP = (
    update(responses)
    .where(responses.c.id == bindparam("wanted"))
    .values(
        draft=bindparam("kept"),
        language=bindparam("spoken"),
        saved_at=bindparam("now"),
        version=responses.c.version + 1,
    )
)
_CASE_LOCKED = _CASE.with_for_update(of=cases)


def case(connection: Connection, token: str, *, lock: bool = False) -> Row | None:
    """The case of a token's digest with its round and response; `lock` keeps other writers waiting."""
    found = connection.execute(_CASE_LOCKED if lock else _CASE, {"wanted": token}).mappings().one_or_none()
    return dict(found) if found else None


def answers_of(connection: Connection, response_id: str) -> Mapping[str, str]:
    """The answers that were sent."""
    found = connection.execute(select(responses.c.answers).where(responses.c.id == response_id)).scalar_one_or_none()
    return found or {}


def keep_draft(connection: Connection, response_id: str, draft: Any, language: str, now: datetime) -> None:
    """Keep a page that was saved. Drafts are the respondent's own until they are sent, and not in the ledger."""
    values = {"wanted": response_id, "kept": draft, "spoken": language, "now": now}
    connection.execute(_KEEP, values)


def send(connection: Connection, response_id: str, values: Mapping[str, Any]) -> None:
    """Keep the answers that were sent."""
    query = update(responses).where(responses.c.id == response_id)
    connection.execute(query.values(**values, version=responses.c.version + 1))


def round_by_code(connection: Connection, code: str) -> Row | None:
    """A round."""
    found = connection.execute(select(rounds).where(rounds.c.code == code)).mappings().one_or_none()
    return dict(found) if found else None


def all_rounds(connection: Connection) -> list[Row]:
    """Every round, the newest first."""
    query = select(rounds).order_by(rounds.c.created_at.desc(), rounds.c.code)
    return [dict(row) for row in connection.execute(query).mappings()]


def progress(connection: Connection) -> list[Row]:
    """How many cases of each round and form were invited, begun and sent."""
    query = (
        select(
            cases.c.round_id,
            cases.c.form,
            func.count(cases.c.id).label("invited"),
            func.count(responses.c.id).label("begun"),
            func.count(responses.c.sent_at).label("sent"),
        )
        .select_from(cases.outerjoin(responses, responses.c.case_id == cases.c.id))
        .group_by(cases.c.round_id, cases.c.form)
        .order_by(cases.c.form)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def references(connection: Connection, round_id: str) -> set[str]:
    """The references of a round's cases."""
    return set(connection.execute(select(cases.c.reference).where(cases.c.round_id == round_id)).scalars())


def sent(connection: Connection, round_id: str, form: str, most: int | None = None) -> Iterator[Mapping[str, str]]:
    """The sent answers to a form of a round in the order of their sending; at most so many."""
    query = (
        select(responses.c.answers)
        .select_from(responses.join(cases))
        .where(cases.c.round_id == round_id, cases.c.form == form, responses.c.sent_at.is_not(None))
        .order_by(responses.c.sent_at, responses.c.id)
        .limit(most)
    )
    yield from connection.execution_options(yield_per=1000).execute(query).scalars()


def count_sent(connection: Connection, round_id: str, form: str) -> int:
    """How many answers to a form of a round were sent."""
    query = select(func.count(responses.c.sent_at)).select_from(responses.join(cases))
    return int(connection.execute(query.where(cases.c.round_id == round_id, cases.c.form == form)).scalar_one())


def cases_of(connection: Connection, round_id: str) -> list[Row]:
    """The cases of a round: id, form, reference, when they were invited, began and sent."""
    query = (
        select(
            cases.c.id,
            cases.c.form,
            cases.c.reference,
            cases.c.invited_at,
            responses.c.started_at,
            responses.c.sent_at,
        )
        .select_from(cases.outerjoin(responses, responses.c.case_id == cases.c.id))
        .where(cases.c.round_id == round_id)
        .order_by(cases.c.reference)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def answers_by_reference(connection: Connection, round_id: str, form: str) -> dict[str, Mapping[str, str]]:
    """The sent answers to a form of a round, by the reference of their case."""
    query = (
        select(cases.c.reference, responses.c.answers)
        .select_from(responses.join(cases))
        .where(cases.c.round_id == round_id, cases.c.form == form, responses.c.sent_at.is_not(None))
    )
    return {row.reference: row.answers for row in connection.execute(query)}
