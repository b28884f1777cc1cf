"""Reads what an entry shows, of one person or of a page of them, in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Dialect,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    union_all,
)

from councilkit.database import Database
from councilkit.register.spelling import misspelled
from councilkit.register.store.people import alike, alone, follow, person_by_public_id, slipped, spelled
from councilkit.register.tables import (
    employment,
    orders,
    person_names,
    persons,
    qualifications,
    registration_events,
    registrations,
)

# The columns of the one statement: what the row is, whose it is, its id, four dates, seven texts.
LOOKED_AT = 100_000  # names of which Python tells whether they are spelled almost as typed: under half a second
_DATES = ("d1", "d2", "d3", "d4")
_TEXTS = ("t1", "t2", "t3", "t4", "t5", "t6", "t7")


def _part(source: str, owner: Any, id: Any, dates: Sequence[Any] = (), texts: Sequence[Any] = ()) -> Select[Any]:
    """One of the selects that are put together: each fills the shared columns from its own."""
    columns = [literal_column(f"'{source}'").label("source"), owner.label("person_id"), id.label("id")]
    for names, given, kind in ((_DATES, dates, Date), (_TEXTS, texts, String)):
        for position, name in enumerate(names):
            value: Any = given[position] if position < len(given) else cast(null(), kind)
            columns.append(value.label(name))
    return select(*columns)


def _statement(whose: ColumnElement[bool]) -> Any:
    p, r, e, o, n, q, w = (
        table.c
        for table in (persons, registrations, registration_events, orders, person_names, qualifications, employment)
    )
    on = r.person_id == p.id
    named = (p.public_id, p.given_names, p.family_name, p.area_code, p.merged_into)
    return union_all(
        _part("person", p.id, p.id, (), named).where(whose),
        _part("registration", r.person_id, r.id, (r.registered_on, r.expires_on), (r.part, r.number, r.step))
        .join(persons, on)
        .where(whose),
        _part(
            "event",
            r.person_id,
            e.registration_id,
            (e.effective_on, e.until),
            (e.kind, e.reason, cast(e.position, String)),
        )
        .select_from(registration_events)
        .join(registrations, r.id == e.registration_id)
        .join(persons, on)
        .where(whose),
        _part(
            "order",
            r.person_id,
            o.registration_id,
            (o.starts_on, o.ends_on, o.review_on, o.lifted_on),
            (o.kind, o.effect, o.public_wording, o.decided_by, o.id),
        )
        .select_from(orders)
        .join(registrations, r.id == o.registration_id)
        .join(persons, on)
        .where(whose),
        _part("name", n.person_id, n.id, (n.until,), (n.kind, n.given_names, n.family_name, n.language))
        .join(persons, p.id == n.person_id)
        .where(whose),
        _part(
            "qualification",
            q.person_id,
            q.id,
            (q.awarded_on,),
            (q.award, q.institution, q.country, q.level, cast(q.awarded_year, String)),
        )
        .join(persons, p.id == q.person_id)
        .where(whose),
        _part("work", w.person_id, w.id, (w.starts_on, w.ends_on), (w.area_code,))
        .join(persons, p.id == w.person_id)
        .where(whose),
    )


_BY_PUBLIC_ID = _statement(persons.c.public_id == bindparam("wanted"))
_BY_IDS = _statement(persons.c.id.in_(bindparam("wanted", expanding=True)))


class Fact(NamedTuple):
    """One row of the statement; what its dates and texts are depends on its source."""

    source: str
    person_id: str
    id: str
    d1: date | None = None
    d2: date | None = None
    d3: date | None = None
    d4: date | None = None
    t1: str | None = None
    t2: str | None = None
    t3: str | None = None
    t4: str | None = None
    t5: str | None = None
    t6: str | None = None
    t7: str | None = None


_DAYS = tuple(Fact._fields.index(name) for name in _DATES)


@dataclass(frozen=True)
class _Lookup:
    """The statement of one entry made ready for a database's driver."""

    sql: str
    names: Sequence[str] | None  # the order of the values where the driver takes them by position
    values: Mapping[str, Any]

    def given(self, public_id: str) -> Any:
        """The values as the driver takes them."""
        values = {**self.values, "wanted": public_id}
        return values if self.names is None else [values[name] for name in self.names]


@cache
def _lookup(dialect: Dialect) -> _Lookup:
    compiled = _BY_PUBLIC_ID.compile(dialect=dialect)
    return _Lookup(str(compiled), compiled.positiontup, compiled.params)


def facts_by_public_id(database: Database, public_id: str) -> list[Fact]:
    """What an entry shows, by its exact public id; empty when there is none.

    The question that is asked most: it goes straight to the driver, as one statement without a transaction around it.
    """
    lookup, raw = _lookup(database.engine.dialect), database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(lookup.sql, lookup.given(public_id))
        rows = cursor.fetchall()
        cursor.close()
    finally:
        raw.close()
    return [_dated(row) for row in rows] if database.is_sqlite else [Fact._make(row) for row in rows]


def _dated(row: Sequence[Any]) -> Fact:
    """A row of SQLite, which keeps dates as text."""
    values = list(row)
    for place in _DAYS:
        if values[place]:
            values[place] = date.fromisoformat(values[place])
    return Fact._make(values)


def facts_by_ids(connection: Connection, ids: Iterable[str]) -> Sequence[Any]:
    """What the entries of these people show."""
    return connection.execute(_BY_IDS, {"wanted": list(ids)}).all()


def numbered(connection: Connection, key: str, public_id: str) -> list[str]:
    """Ids of the people with exactly this registration number or public id."""
    by_number = connection.execute(select(registrations.c.person_id).where(registrations.c.number == key)).scalars()
    named = person_by_public_id(connection, public_id)
    return list(dict.fromkeys([*by_number, *([follow(connection, named)["id"]] if named else [])]))


def named(
    connection: Connection, words: Sequence[str], part: str, area: str, limit: int, *, by_sound: bool = False
) -> list[tuple[str, str]]:
    """(person id, former name or "") of people on the register one of whose names has all these words.

    With `by_sound` those whose name sounds so and is spelled otherwise.
    """

    def so(table: Any) -> Any:
        return and_(alike(table, words), not_(spelled(table, words))) if by_sound else spelled(table, words)

    query = _names(so(persons), so(person_names), _wanted(part, area)).limit(limit)
    return [(row.id, row.former) for row in connection.execute(query)]


def _names(now: Any, before: Any, wanted: Sequence[Any]) -> Any:
    """Whose names they are, which former name it is or "", and how it is searched: of present names, then of others."""
    full = person_names.c.given_names + " " + person_names.c.family_name
    former = case((person_names.c.kind == "previous", full), else_="").label("former")
    earlier = select(person_names.c.person_id, former, person_names.c.search_name, person_names.c.sound_name)
    earlier = earlier.join(persons, persons.c.id == person_names.c.person_id).where(before, *wanted)
    present = select(persons.c.id, literal("").label("former"), persons.c.search_name, persons.c.sound_name)
    return union_all(present.where(now, *wanted), earlier)


def misspelled_as(
    connection: Connection, words: Sequence[str], part: str, area: str, limit: int
) -> list[tuple[str, str]]:
    """The same of people one of whose names is spelled almost so; at most LOOKED_AT names that may be are looked at."""
    query = _names(slipped(persons, words), slipped(person_names, words), _wanted(part, area)).limit(LOOKED_AT)
    seen = connection.execute(query.execution_options(yield_per=1000))
    return list(islice(((id, former) for id, former, name, keys in seen if misspelled(words, name, keys)), limit))


def _wanted(part: str, area: str) -> list[Any]:
    """Nobody merged into another, only who has an entry (in a part), and lives or works in an area."""
    entered = exists().where(registrations.c.person_id == persons.c.id)
    found = [alone(), entered.where(registrations.c.part == part) if part else entered]
    if area:
        works = exists().where(employment.c.person_id == persons.c.id, employment.c.area_code == area)
        found.append(or_(persons.c.area_code == area, works))
    return found
