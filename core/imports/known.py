"""What of an imported row the register knows already: all of it, something else, or nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.imports import registrants, store
from councilkit.imports.folding import folded
from councilkit.imports.model import UNCHANGED, Fate, Fault
from councilkit.register.names import fold
from councilkit.register.tables import (
    employment,
    orders,
    person_names,
    persons,
    qualifications,
    registration_events,
    registrations,
)
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
Held = Mapping[str, list[Row]]  # rows by table name
_OTHER = N_("%(number)s is already on the register with other data: %(differences)s.")
_OTHER_MEND = N_("If the file is right, change the entry in the office; if the register is right, take the row out.")
_DIFFERENCE = N_("%(field)s is “%(held)s” there")
_NOT_HELD = N_("%(field)s is not there")
_OTHER_PERSON = N_("The public id %(id)s belongs to somebody with another name or date of birth.")
_OTHER_PERSON_MEND = N_("Empty the cell to make a new person, or correct the name.")
_NO_NAME = N_("“%(found)s” is not a name.")
_NO_NAME_MEND = N_("Leave the cell empty, or write the employer's name.")
_PERSON_CELLS = (
    "given_names",
    "family_name",
    "date_of_birth",
    "gender",
    "email",
    "phone",
    "address",
    "country",
    "area_code",
    "settlement",
)


def place_registrants(_: Context, connection: Connection, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Fate]]:
    """What becomes of each row of registrants.csv."""
    fates: list[Fate] = [None] * frame.height
    refuse_nameless(frame, fates)
    _judge_public_ids(connection, frame, fates)
    there = store.registrations_by_number(connection, frame["number"])
    if there:
        _judge_registered(connection, frame, there, fates)
    return frame, fates


def refuse_nameless(frame: pl.DataFrame, fates: list[Fate]) -> None:
    """Refuse employers that are written with signs only, like a dash: they would all become one organisation."""
    for place in (folded(frame["employer"]) == "").arg_true():
        found = frame["employer"][place]
        fates[place] = Fault("employer", Sentence(_NO_NAME, found=found), Sentence(_NO_NAME_MEND))


def _judge_public_ids(connection: Connection, frame: pl.DataFrame, fates: list[Fate]) -> None:
    """Rows that name a person by public id tell of the same person as the register, and as each other."""
    people: dict[str, tuple[str, ...]] = {}
    for public_id, row in store.persons_by_public_id(connection, frame["public_id"].drop_nulls()).items():
        people[public_id] = _identity(row)
    for place in frame["public_id"].is_not_null().arg_true():
        row = frame.row(place, named=True)
        if people.setdefault(row["public_id"], _identity(row)) != _identity(row):
            problem = Sentence(_OTHER_PERSON, id=row["public_id"])
            fates[place] = Fault("public_id", problem, Sentence(_OTHER_PERSON_MEND))


def _identity(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in ("given_names", "family_name", "date_of_birth"))


def _judge_registered(
    connection: Connection, frame: pl.DataFrame, there: Mapping[str, list[Row]], fates: list[Fate]
) -> None:
    """Rows whose number is taken: unchanged when the register holds, or was once given, just what they say."""
    numbers = zip(frame["number"], frame["part"], strict=True)
    taken = {
        place: row
        for place, (number, part) in enumerate(numbers)
        for row in there.get(number, ())
        if row["part"] == part
    }
    held = _by_registration(taken.values(), store.held_of(connection, *_ids(taken.values())))
    differing: dict[int, list[Sentence]] = {}
    for place, registration in taken.items():
        row = frame.row(place, named=True)
        differences = list(_differences(row, held[registration["id"]]))
        fates[place] = fates[place] or UNCHANGED
        if differences:
            differing[place] = differences
    once = _once_imported(connection, [taken[place] for place in differing])
    for place, differences in differing.items():
        row, given = frame.row(place, named=True), once.get(taken[place]["id"])
        if given is None or any(_differences(row, given)):
            fates[place] = _refused(row, differences)


def _ids(taken: Iterable[Row]) -> tuple[list[str], list[str]]:
    found = list(taken)
    return [row["person_id"] for row in found], [row["id"] for row in found]


def _refused(row: Row, differences: list[Sentence]) -> Fault:
    several = {f"d{number}": difference for number, difference in enumerate(differences)}
    listed = Sentence(", ".join(f"%({name})s" for name in several), **several)
    problem = Sentence(_OTHER, number=row["number"], differences=listed)
    return Fault("registration_number", problem, Sentence(_OTHER_MEND))


def _by_registration(taken: Iterable[Row], held: Held) -> dict[str, Held]:
    """What is held, parted by registration."""
    by_person = {
        name: _grouped(held[name], "person_id") for name in (person_names.name, qualifications.name, employment.name)
    }
    by_entry = {name: _grouped(held[name], "registration_id") for name in (registration_events.name, orders.name)}
    people, entries = _grouped(held[persons.name], "id"), _grouped(held[registrations.name], "id")
    parted: dict[str, Held] = {}
    for row in taken:
        mine = {name: groups.get(row["person_id"], []) for name, groups in by_person.items()}
        mine |= {name: groups.get(row["id"], []) for name, groups in by_entry.items()}
        mine |= {persons.name: people[row["person_id"]], registrations.name: entries[row["id"]]}
        parted[row["id"]] = mine
    return parted


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _once_imported(connection: Connection, taken: Iterable[Row]) -> dict[str, Held]:
    """What an import once wrote of these registrations, from the ledger: the register may have moved on since."""
    ids, _ = _ids(taken)
    found: dict[str, Held] = {}
    work: list[dict[str, Any]] = []
    for snapshot in store.imported_as(connection, registrants.ACTION, ids):
        rows = json.loads(snapshot)
        work.extend(rows.get(employment.name, ()))
        found[rows[registrations.name][0]["id"]] = rows
    names = store.organisation_names(connection, (row["organisation_id"] for row in work))
    for row in work:
        row["organisation"] = names.get(row["organisation_id"], "")
    return found


def _differences(row: Row, held: Held) -> Iterator[Sentence]:
    """Where a row says something else than what is held; an empty cell says nothing."""
    for person in held.get(persons.name, ()):
        yield from _cells(row, person, _PERSON_CELLS)
    for registration in held.get(registrations.name, ()):
        yield from _cells(row, registration, ("registered_on", "expires_on", "step"))
    yield from _former_names(row, held)
    if row["qualification_award"] and not any(_same_award(row, each) for each in held.get(qualifications.name, ())):
        yield Sentence(_NOT_HELD, field="qualification_award")
    if row["employer"] and fold(row["employer"]) not in {
        fold(each["organisation"]) for each in held.get(employment.name, ())
    }:
        yield Sentence(_NOT_HELD, field="employer")
    if row["status"] not in (None, "active") and not _same_status(row, held):
        yield Sentence(_NOT_HELD, field="status")


def _cells(row: Row, held: Row, names: Iterable[str]) -> Iterator[Sentence]:
    for name in names:
        if row[name] is not None and str(row[name]) != str(held[name] or ""):
            yield Sentence(_DIFFERENCE, field=name, held=str(held[name] or ""))


def _former_names(row: Row, held: Held) -> Iterator[Sentence]:
    there = {(each["family_name"], each["given_names"]) for each in held.get(person_names.name, ())}
    for name in (row["previous_names"] or "").split("; "):
        family, _, given = name.partition(", ")
        if name and (family, given) not in there:
            yield Sentence(_NOT_HELD, field="previous_names")


def _same_award(row: Row, held: Row) -> bool:
    names = ("award", "institution", "country", "awarded_on", "awarded_year", "level")
    said = {name: row[f"qualification_{name}"] for name in names}
    return all(value is None or str(value) == str(held[name] or "") for name, value in said.items())


def _same_status(row: Row, held: Held) -> bool:
    day = str(row["status_on"])
    if row["status"] == "suspended":
        return any(
            order["effect"] == "suspended" and str(order["starts_on"]) == day for order in held.get(orders.name, ())
        )
    events = held.get(registration_events.name, ())
    return any(event["kind"] == row["status"] and str(event["effective_on"]) == day for event in events)
