"""Reads people: names, qualifications, employment, merges, and who matches a search."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Integer, Select, Table, and_, bindparam, case, false, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from councilkit.register.sounds import sounds
from councilkit.register.spelling import SHORTEST, clues
from councilkit.register.tables import (
    employment,
    merges,
    organisations,
    person_names,
    persons,
    qualifications,
    registrations,
)

Row = Mapping[str, Any]


def _same_person() -> Select[Any]:
    tree = select(persons.c.id).where(persons.c.id == bindparam("id")).cte("tree", recursive=True)
    return select(tree.union(select(persons.c.id).where(persons.c.merged_into == tree.c.id)).c.id)


# statements of every page of a person, put together once
_PERSON = select(persons).where(persons.c.id == bindparam("id"))
_SAME_PERSON = _same_person()


def row(connection: Connection, table: Table, id: str, *, lock: bool = False) -> Row | None:
    """The row with this id; `lock` keeps other writers of PostgreSQL from it until the commit."""
    query = select(table).where(table.c.id == id)
    return connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()


def rows(connection: Connection, query: Select[Any], **values: Any) -> list[Row]:
    """All rows of a query; `values` are those of the parameters that it names."""
    return list(connection.execute(query, values).mappings())


def person(connection: Connection, id: str) -> Row | None:
    """The person with this internal id."""
    return connection.execute(_PERSON, {"id": id}).mappings().one_or_none()


def person_by_public_id(connection: Connection, public_id: str) -> Row | None:
    """The person with exactly this public id."""
    return connection.execute(select(persons).where(persons.c.public_id == public_id)).mappings().one_or_none()


def persons_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Row]:
    """People by id."""
    return {found["id"]: found for found in rows(connection, select(persons).where(persons.c.id.in_(list(ids))))}


def follow(connection: Connection, found: Row) -> Row:
    """The person that this one was merged into, however many merges lie between; the person itself if there is none."""
    for _ in range(20):
        if found["merged_into"] is None:
            break
        found = connection.execute(select(persons).where(persons.c.id == found["merged_into"])).mappings().one()
    return found


def same_person_ids(connection: Connection, id: str) -> list[str]:
    """This person's id and those of everybody merged into it, directly or not."""
    return list(connection.execute(_SAME_PERSON, {"id": id}).scalars())


def ever_merged_with(connection: Connection, ids: Sequence[str]) -> list[str]:
    """These people and everybody whom a merge ever made one with any of them, also where it was undone."""
    found, new = set(ids), set(ids)
    while new:
        either = or_(merges.c.kept_id.in_(new), merges.c.merged_id.in_(new))
        pairs = connection.execute(select(merges.c.kept_id, merges.c.merged_id).where(either)).all()
        new = {id for pair in pairs for id in pair} - found
        found |= new
    return sorted(found)


def names_of(connection: Connection, person_id: str) -> list[Row]:
    """Previous names, the latest first, then names in other scripts."""
    query = select(person_names).where(person_names.c.person_id == person_id)
    return rows(connection, query.order_by(person_names.c.kind, person_names.c.until.desc(), person_names.c.id))


def qualifications_of(connection: Connection, person_id: str) -> list[Row]:
    """Qualifications, the latest first."""
    query = select(qualifications).where(qualifications.c.person_id == person_id)
    return rows(
        connection,
        query.order_by(qualifications.c.awarded_on.desc(), qualifications.c.awarded_year.desc(), qualifications.c.id),
    )


def work_of(connection: Connection, person_id: str) -> list[Row]:
    """Employment with the organisation's name, the latest first."""
    query = select(employment, organisations.c.name.label("organisation")).join(
        organisations, organisations.c.id == employment.c.organisation_id
    )
    return rows(
        connection,
        query.where(employment.c.person_id == person_id).order_by(employment.c.starts_on.desc(), employment.c.id),
    )


def merges_of(connection: Connection, person_id: str) -> list[Row]:
    """Merges into this person, the latest first, with the merged person's name and public id."""
    query = select(merges, persons.c.given_names, persons.c.family_name, persons.c.public_id).join(
        persons, persons.c.id == merges.c.merged_id
    )
    return rows(connection, query.where(merges.c.kept_id == person_id).order_by(merges.c.merged_at.desc()))


def organisation(connection: Connection, id: str) -> Row | None:
    """The organisation with this id."""
    return row(connection, organisations, id)


def organisation_named(connection: Connection, search_name: str) -> Row | None:
    """The organisation of exactly this folded name."""
    return (
        connection.execute(select(organisations).where(organisations.c.search_name == search_name))
        .mappings()
        .one_or_none()
    )


def organisations_like(connection: Connection, search_name: str, limit: int = 20) -> list[Row]:
    """Organisations whose folded name holds the text."""
    query = select(organisations).where(organisations.c.search_name.contains(search_name, autoescape=True))
    return rows(connection, query.order_by(organisations.c.search_name).limit(limit))


class _place(GenericFunction[int]):
    """Where a text begins in another, 0 when it does not; many times faster than LIKE on SQLite."""

    inherit_cache = True
    type = Integer()


@compiles(_place, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(_place)
def _elsewhere(element: Any, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


def alone() -> Any:
    """Not merged into another; coalesce keeps SQLite from walking an index in which nearly everybody is null."""
    return func.coalesce(persons.c.merged_into, "") == ""


def has_word(column: Any, word: str) -> Any:
    """Whether a folded name has a word that begins so; scripts without blanks between words match anywhere."""
    anywhere = _place(column, word) > 0
    return and_(anywhere, _place(" " + column, f" {word}") > 0) if word.isascii() else anywhere


def spelled(table: Table, words: Sequence[str]) -> Any:
    """Whether a name in this table has all these words."""
    return and_(*[has_word(table.c.search_name, word) for word in words])


def alike(table: Table, words: Sequence[str]) -> Any:
    """Whether a name in this table has all these words, or words that sound like them."""
    return and_(*[or_(has_word(table.c.search_name, word), _sounds_so(table.c.sound_name, word)) for word in words])


def _sounds_so(column: Any, word: str) -> Any:
    return or_(*[_place(" " + column + " ", f" {key} ") > 0 for key in sounds(word)])


def slipped(table: Table, words: Sequence[str]) -> Any:
    """Whether a name in this table may have all these words, one or more with a slip: never no where it has."""
    among = [_shows(table.c.search_name, word) for word in words]
    return and_(*among) if len(words) == 1 else and_(*map(or_, among, [alike(table, [word]) for word in words]))


def _shows(column: Any, word: str) -> Any:
    """Whether a folded name has a word with a clue of this one; the bare clue is looked for first, which is cheaper."""
    if len(word) < SHORTEST:
        return false()
    begin, end, whole = clues(word)
    name, shown = " " + column + " ", ((begin, f" {begin}"), (end, f"{end} "), (whole, f" {whole} "))
    return or_(*[and_(_place(column, bare) > 0, _place(name, clue) > 0) for bare, clue in shown])


def matching(connection: Connection, words: Sequence[str], limit: int, offset: int = 0) -> list[Row]:
    """People one of whose names has all these words or sounds so, and who are not merged into another; for staff only.

    Each row tells `by_sound`, and in `total` how many there are; those who are spelled so come first.
    """

    def named(match: Any) -> Any:
        return or_(
            match(persons, words), persons.c.id.in_(select(person_names.c.person_id).where(match(person_names, words)))
        )

    by_sound = case((named(spelled), 0), else_=1)
    found = select(persons, by_sound.label("by_sound"), func.count().over().label("total"))
    found = found.where(named(alike), alone()).order_by(by_sound, persons.c.search_name, persons.c.id)
    return rows(connection, found.limit(limit).offset(offset))


def exactly(connection: Connection, number: str, text: str) -> list[Row]:
    """People with exactly this registration number, public id, email or phone; staff pages only."""
    numbered = select(registrations.c.person_id).where(registrations.c.number == number)
    known = or_(
        persons.c.id.in_(numbered), persons.c.public_id == number, persons.c.email == text, persons.c.phone == text
    )
    return rows(connection, select(persons).where(known).order_by(persons.c.search_name).limit(20)) if text else []


def with_phone(connection: Connection, ending: str) -> list[Row]:
    """People whose phone number ends so; staff pages only."""
    query = select(persons).where(persons.c.phone.endswith(ending), alone())
    return rows(connection, query.order_by(persons.c.search_name).limit(20))


def lookalikes(connection: Connection, search_name: str, born: date | None, email: str) -> list[Row]:
    """People who may be the same as somebody new: the same folded name, or born the same day with the same email."""
    same_name = persons.c.search_name == search_name
    if born is not None:
        same_name = and_(same_name, or_(persons.c.date_of_birth.is_(None), persons.c.date_of_birth == born))
    either = or_(same_name, func.lower(persons.c.email) == email.lower()) if email else same_name
    return rows(connection, select(persons).where(either, alone()).order_by(persons.c.id).limit(10))


def numbers_of(connection: Connection, person_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Registrations by person."""
    found: dict[str, list[Row]] = {}
    query = (
        select(registrations)
        .where(registrations.c.person_id.in_(list(person_ids)))
        .order_by(registrations.c.registered_on)
    )
    for each in connection.execute(query).mappings():
        found.setdefault(each["person_id"], []).append(each)
    return found
