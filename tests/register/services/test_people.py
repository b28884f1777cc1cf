"""People: added once, changed without overwriting, found by every name they had."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger import services as ledger
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from councilkit.register.tables import persons
from tests.conftest import both_databases


@both_databases
def test_a_person_is_found_by_every_name_email_and_public_id(ana: Context, add_person: Callable[..., str]) -> None:
    id = add_person("Ștefania Țîrlea", email="st@example.org", date_of_birth="1990-05-01")
    person = read_file(ana, id).person
    for text in ("tirlea", "STEFANIA tir", "Țîrlea ștefania", "st@example.org", person["public_id"].lower()):
        assert [row["id"] for row in people.find_people(ana, text)] == [id], text
    assert people.find_people(ana, "irlea") == []
    assert people.find_people(ana, "...") == []


@both_databases
def test_a_form_sent_twice_adds_one_person(ana: Context, ctx: Context) -> None:
    form = {"id": new_id(), "given_names": "Suharto"}
    assert people.add_person(ana, form) == people.add_person(ana, form) == form["id"]
    assert len(people.find_people(ana, "suharto")) == 1
    assert len(ledger.history(ctx, form["id"])) == 1


@both_databases
def test_a_new_name_keeps_the_old_one_and_finds_the_person_by_both(
    ana: Context, add_person: Callable[..., str]
) -> None:
    id = add_person("Mary Jones")
    people.change_person(ana, id, {"given_names": "Mary", "family_name": "Smyth", "version": 1})
    file = read_file(ana, id)
    assert [(n["family_name"], n["kind"], n["until"]) for n in file.names] == [
        ("Jones", "previous", date(2026, 11, 22))
    ]
    assert [row["id"] for row in people.find_people(ana, "jones")] == [id]
    assert [row["id"] for row in people.find_people(ana, "smyth mary")] == [id]


def test_a_slip_leaves_no_former_name(ana: Context, add_person: Callable[..., str]) -> None:
    id = add_person("Mary Smiht")
    people.change_person(ana, id, {"given_names": "Mary", "family_name": "Smith", "version": 1, "slip": "yes"})
    assert read_file(ana, id).names == ()


@both_databases
def test_the_second_of_two_editors_is_told_and_overwrites_nothing(
    ana: Context, tom: Context, add_person: Callable[..., str]
) -> None:
    id = add_person("Mary Smyth", phone="0721 123 456")
    people.change_person(ana, id, {"given_names": "Mary", "family_name": "Smyth", "phone": "0721000000", "version": 1})
    with pytest.raises(Conflict):
        people.change_person(tom, id, {"given_names": "Maria", "family_name": "Smyth", "version": 1})
    assert read_file(ana, id).person["phone"] == "0721000000"


def test_the_same_change_sent_twice_is_no_conflict_and_one_entry(
    ana: Context, ctx: Context, add_person: Callable[..., str]
) -> None:
    id = add_person("Mary Smyth")
    for _ in range(2):
        people.change_person(
            ana, id, {"given_names": "Mary", "family_name": "Smyth", "phone": "0721000000", "version": 1}
        )
    assert [entry.action for entry in ledger.history(ctx, id)] == ["register.add_person", "register.change_person"]


@both_databases
def test_what_is_saved_unchanged_writes_nothing_however_a_number_is_spelled(
    council: Council, ana: Context, ctx: Context, add_person: Callable[..., str]
) -> None:
    id = add_person("Mary Smyth", email="mary@example.org")
    with ctx.change("imports.registrant", id) as change:
        change.update(persons, id, {"phone": "+44 20 7946 0001"})
    mary = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=id))
    shown = {name: read_file(ana, id).person[name] for name in ("email", "phone", "address")}
    people.change_contact(ana, id, {**shown, "version": 2})
    people.change_person(ana, id, {**shown, "given_names": "Mary", "family_name": "Smyth", "version": 2})
    assert len(ledger.history(ctx, id)) == 2
    for version in (2, 3):
        people.change_contact(mary, id, {**shown, "phone": "0044 20 79460001", "version": version})
    person = read_file(ana, id).person
    assert (person["phone"], person["confirmed_on"]) == ("+44 20 7946 0001", date(2026, 11, 22))
    assert [entry.action for entry in ledger.history(ctx, id)][2:] == ["register.details"]
    people.change_contact(mary, id, {**shown, "phone": "+44 20 7946 0002", "version": 3})
    assert read_file(ana, id).person["phone"] == "+442079460002"


def test_registrants_change_their_own_contact_and_nothing_else(
    council: Council, ana: Context, add_person: Callable[..., str]
) -> None:
    id, other = add_person("Mary Smyth"), add_person("Tom Other")
    mary = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=id))
    people.change_contact(mary, id, {"email": "mary@example.org", "phone": "+44 20 7946 0000", "version": 1})
    person = read_file(ana, id).person
    assert (person["email"], person["confirmed_on"]) == ("mary@example.org", date(2026, 11, 22))
    with pytest.raises(NotPermitted):
        people.change_contact(mary, other, {"email": "x@example.org", "version": 1})
    with pytest.raises(NotPermitted):
        people.change_person(mary, id, {"given_names": "Queen", "version": 2})
    with pytest.raises(NotPermitted):
        read_file(mary, other)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_names", ""),
        ("given_names", "12"),
        ("email", "nobody"),
        ("date_of_birth", "1990-02-31"),
        ("date_of_birth", "2090-02-01"),
        ("country", "Atlantis"),
        ("area_code", "Cluj"),
        ("gender", "x"),
    ],
)
def test_bad_input_names_its_field(ana: Context, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.add_person(ana, {"given_names": "Mary", field: value})
    assert list(refused.value.fields) == [field]


@both_databases
def test_qualifications_employment_and_other_scripts(ana: Context, add_person: Callable[..., str]) -> None:
    id = add_person("Somchai Jaidee")
    people.add_name(ana, id, {"kind": "script", "given_names": "สมชาย", "family_name": "ใจดี", "language": "th"})
    people.add_qualification(
        ana, id, {"award": "Bachelor of Social Work", "awarded_on": "2012-07-01", "level": "eqf:6"}
    )
    work: dict[str, Any] = {"organisation": "Northside Trust", "role": "Social worker", "starts_on": "2020-01-01"}
    people.add_employment(ana, id, work)
    people.add_employment(ana, id, work | {"organisation": " NORTHSIDE  trust ", "role": "Team leader"})
    file = read_file(ana, id)
    assert [row["id"] for row in people.find_people(ana, "ใจดี")] == [id]
    assert [(q["award"], q["awarded_year"], q["level"]) for q in file.qualifications] == [
        ("Bachelor of Social Work", 2012, "EQF:6")
    ]
    assert {row["organisation"] for row in file.work} == {"Northside Trust"}
    people.end_employment(ana, id, file.work[0]["id"], date(2026, 1, 1), file.work[0]["version"])
    people.remove_name(ana, id, file.names[0]["id"])
    assert read_file(ana, id).names == ()


def test_an_employment_does_not_end_before_it_starts(ana: Context, add_person: Callable[..., str]) -> None:
    work = {"organisation": "Northside Trust", "starts_on": "2020-01-01", "ends_on": "2019-01-01"}
    with pytest.raises(Invalid) as refused:
        people.add_employment(ana, add_person(), work)
    assert list(refused.value.fields) == ["ends_on"]


def test_nobody_is_not_found(ana: Context) -> None:
    with pytest.raises(NotFound):
        read_file(ana, new_id())
    with pytest.raises(NotFound):
        people.add_name(ana, new_id(), {"kind": "previous", "family_name": "Jones"})
