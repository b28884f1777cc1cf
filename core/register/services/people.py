"""Verbs about people: add, change, name, find, qualifications, employment, organisations."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid
from councilkit.fields.cleaning import plain_digits
from councilkit.register import schemas, store
from councilkit.register.model import number_key, phone_ending
from councilkit.register.names import (
    NAMED,
    PUBLIC_ID_SEQUENCE,
    RANDOM_CHOICES,
    fold,
    organisation_key,
    public_id,
    search_name,
    searched,
)
from councilkit.register.plausible import Problems, award_problems, overlap_problems, work_problems
from councilkit.register.services.making import NO_PERSON, changing, once, present, texts, unless_same
from councilkit.register.services.recusal import require_officer
from councilkit.register.tables import duplicates, employment, organisations, person_names, persons, qualifications
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
TEXTS = ("given_names", "family_name", "gender", "email", "phone", "address", "country", "area_code", "settlement")
FOUND_PAGE = 25


def alike(ctx: Context, given: Row) -> list[Row]:
    """People whom the register knows and who may be the same as somebody about to be added."""
    require(ctx, "register.person")
    name = search_name(given["given_names"], given["family_name"] or "")
    with ctx.reading() as connection:
        found = store.lookalikes(connection, name, given["date_of_birth"], given["email"] or "")
    return [row for row in found if row["id"] != given["id"]]


def add_person(ctx: Context, data: Row, others: Sequence[str] = ()) -> str:
    """Add a person who is on no register yet; returns the id. Sent twice with the same `id`, it adds one.

    `others` are the ids of people who may be the same: each makes a possible duplicate.
    """
    require(ctx, "register.person")
    given = schemas.checked(schemas.PersonSchema(), data, ctx.today())

    def make(id: str) -> None:
        with ctx.change("register.add_person", id) as change:
            insert_person(change, id, given)
            for other in others:
                pair = {"first_id": other, "second_id": id, "why": "Alike when the second was added"}
                change.insert(duplicates, pair)

    return once(ctx, persons, given["id"], make)


def insert_person(change: Any, id: str, given: Row) -> Row:
    """Write a new person inside a change; returns the row as written."""
    counter = store.next_number(change.connection, PUBLIC_ID_SEQUENCE)
    row = texts(given, TEXTS) | {
        "id": id,
        "public_id": public_id(secrets.randbelow(RANDOM_CHOICES), counter),
        **searched(given["given_names"], given.get("family_name") or ""),
        "date_of_birth": given.get("date_of_birth"),
    }
    change.insert(persons, row)
    written: Row = change.rows[persons.name][-1]
    return written


def change_person(ctx: Context, person_id: str, data: Row) -> None:
    """Change a person's record; a new name keeps the old one as a former name unless it was a slip."""
    require_officer(ctx, "register.person", person_id)
    schema = schemas.PersonChangeSchema()
    given = schemas.checked(schema, data, ctx.today())
    with changing(ctx, "register.change_person", person_id) as change:
        before = present(store.row(change.connection, persons, person_id, lock=True), NO_PERSON)
        values = schemas.as_kept(schema, before, texts(given, TEXTS)) | {"date_of_birth": given["date_of_birth"]}
        values |= searched(values["given_names"], values["family_name"])
        unless_same(before, values)
        if before["date_of_birth"] != values["date_of_birth"]:
            _refuse(_birth_against_record(change, person_id, values["date_of_birth"], ctx.today()))
        change.update(persons, person_id, values, version=given["version"])
        if before["search_name"] != values["search_name"] and not given["slip"]:
            change.insert(person_names, _former(before) | {"until": ctx.today()})


def _birth_against_record(change: Any, person_id: str, born: date | None, today: date) -> Problems:
    """What the record holds that a new date of birth makes impossible."""
    awards = store.qualifications_of(change.connection, person_id)
    work = store.work_of(change.connection, person_id)
    wrong = any(_award_problems(row, born, today) and not _award_problems(row, None, today) for row in awards)
    wrong = wrong or any(work_problems(row["starts_on"], row["ends_on"], born, date.max) for row in work)
    sentence = N_("By this date an award or an employment on this record is too early. Check the year of birth.")
    return {"date_of_birth": [sentence]} if wrong else {}


def _former(person: Row) -> dict[str, Any]:
    named = {name: person[name] for name in NAMED}
    return {"person_id": person["id"], "kind": "previous", **named}


def change_contact(ctx: Context, person_id: str, data: Row) -> None:
    """Change how a person is reached, or confirm that it is right; a registrant may do so for themselves."""
    require(ctx, "register.details", person_id)
    schema = schemas.ContactSchema()
    given = schemas.checked(schema, data, ctx.today())
    confirmed = {"confirmed_on": ctx.today()} if ctx.actor.person_id == person_id else {}
    with changing(ctx, "register.details", person_id) as change:
        before = present(store.row(change.connection, persons, person_id, lock=True), NO_PERSON)
        values = schemas.as_kept(schema, before, texts(given, ("email", "phone", "address"))) | confirmed
        unless_same(before, values)
        change.update(persons, person_id, values, version=given["version"])


def add_name(ctx: Context, person_id: str, data: Row) -> str:
    """Add a former name, or the same name in another script; both are found by the public search."""
    require_officer(ctx, "register.person", person_id)
    given = schemas.checked(schemas.NameSchema(), data, ctx.today())
    named = texts(given, ("given_names", "family_name", "language"))

    def make(id: str) -> None:
        with ctx.change("register.add_name", person_id) as change:
            present(store.person(change.connection, person_id), NO_PERSON)
            found = searched(named["given_names"], named["family_name"])
            row = {"id": id, "person_id": person_id, "kind": given["kind"], "until": given["until"]}
            change.insert(person_names, named | found | row)

    return once(ctx, person_names, given["id"], make)


def remove_name(ctx: Context, person_id: str, name_id: str) -> None:
    """Take a name away that was added by mistake; that it was there stays in the history."""
    require_officer(ctx, "register.person", person_id)
    with ctx.change("register.remove_name", person_id) as change:
        found = store.row(change.connection, person_names, name_id)
        if found is not None and found["person_id"] == person_id:
            change.delete(person_names, name_id)


def add_qualification(ctx: Context, person_id: str, data: Row) -> str:
    """Add a qualification of a person."""
    require_officer(ctx, "register.person", person_id)
    given = schemas.checked(schemas.QualificationSchema(), data, ctx.today())

    def make(id: str) -> None:
        with ctx.change("register.add_qualification", person_id) as change:
            born = present(store.person(change.connection, person_id), NO_PERSON)["date_of_birth"]
            _refuse(_award_problems(given, born, ctx.today()))
            insert_qualification(change, person_id, given | {"id": id})

    return once(ctx, qualifications, given["id"], make)


def _refuse(problems: Problems) -> None:
    if problems:
        raise Invalid(problems)


def _award_problems(row: Row, born: date | None, today: date) -> Problems:
    """What is wrong with the day or else the year of an award, at the field that was filled in."""
    if row["awarded_on"]:
        return award_problems(row["awarded_on"].year, born, today, "awarded_on")
    return award_problems(row["awarded_year"], born, today)


def insert_qualification(change: Any, person_id: str, given: Row) -> None:
    """Write a qualification inside a change."""
    row = texts(given, ("award", "institution", "country", "level"))
    year = given.get("awarded_year") or (given["awarded_on"].year if given.get("awarded_on") else None)
    change.insert(
        qualifications,
        row
        | {"id": given.get("id"), "person_id": person_id, "awarded_on": given.get("awarded_on"), "awarded_year": year},
    )


def add_employment(ctx: Context, person_id: str, data: Row) -> str:
    """Add an employment; the organisation is found by its name or made."""
    require_officer(ctx, "register.person", person_id)
    given = schemas.checked(schemas.EmploymentSchema(), data, ctx.today())

    def make(id: str) -> None:
        with ctx.change("register.add_employment", person_id) as change:
            born = present(store.person(change.connection, person_id), NO_PERSON)["date_of_birth"]
            _refuse(work_problems(given["starts_on"], given["ends_on"], born, ctx.today()))
            _refuse(overlap_problems(given, store.work_of(change.connection, person_id)))
            insert_employment(change, person_id, given | {"id": id})

    return once(ctx, employment, given["id"], make)


def insert_employment(change: Any, person_id: str, given: Row) -> None:
    """Write an employment inside a change."""
    organisation = insert_organisation(change, given["organisation"])
    row = texts(given, ("role", "area_code", "settlement")) | {
        name: given.get(name) for name in ("id", "starts_on", "ends_on", "part_time")
    }
    change.insert(employment, row | {"person_id": person_id, "organisation_id": organisation})


def insert_organisation(change: Any, name: str) -> str:
    """The id of the organisation of this name, made inside the change if nobody has that name yet."""
    folded = organisation_key(name)
    found = store.organisation_named(change.connection, folded)
    return (
        str(found["id"]) if found else str(change.insert(organisations, {"name": name.strip(), "search_name": folded}))
    )


def end_employment(ctx: Context, person_id: str, employment_id: str, ends_on: Any, version: int) -> None:
    """Say when an employment ended; Invalid for a day before it began."""
    require_officer(ctx, "register.person", person_id)
    with ctx.change("register.end_employment", person_id) as change:
        found = present(store.row(change.connection, employment, employment_id, lock=True), NO_PERSON)
        if found["person_id"] != person_id:
            raise Conflict("This employment is another person's. Go back and look again.")
        if found["starts_on"] and ends_on < found["starts_on"]:
            begun = N_("They began on %(begin)s: choose that day or a later one.")
            _refuse({"ends_on": [Sentence(begun, begin=found["starts_on"])]})
        change.update(employment, employment_id, {"ends_on": ends_on}, version=version)


def find_people(ctx: Context, text: str, page: int = 1) -> list[Row]:
    """People for the office by number, public id, email, phone or any name; of names FOUND_PAGE a page.

    Rows that were found by a name tell in `total` how many there are, and whether it was found `by_sound`.
    """
    require(ctx, "register.read")
    words = fold(text).split()
    with ctx.reading() as connection:
        exact = store.exactly(connection, number_key(text), text.strip())
        if not exact and (ending := phone_ending(plain_digits(text))):
            exact = store.with_phone(connection, ending)
        return exact or (store.matching(connection, words, FOUND_PAGE, FOUND_PAGE * (page - 1)) if words else [])
