"""Two records become one and, if need be, two again: nothing is lost, both ids go on answering."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.database import metadata, new_id
from councilkit.errors import Conflict, Problem
from councilkit.register import store
from councilkit.register.services import merges, people
from councilkit.register.services.files import read_file
from tests.conftest import both_databases

WHY = "The same diploma and date of birth."


def everything(ctx: Context) -> dict[str, list[Any]]:
    """Every row of every table that belongs to people, without versions and without the traces of merging."""
    tables = {table for table, _ in merges.belongings()} | {metadata.tables["persons"]}
    with ctx.reading() as connection:
        return {
            table.name: sorted(
                sorted((k, str(v)) for k, v in row.items() if k != "version")
                for row in connection.execute(select(table)).mappings()
            )
            for table in tables
        }


@both_databases
def test_what_two_records_hold_is_on_the_kept_one(
    ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Jones")
    register(kept)
    entry = register(merged)
    people.add_qualification(ana, merged, {"award": "Bachelor of Social Work"})
    merges.merge_people(ana, kept, merged, WHY)
    file = read_file(ana, merged)
    assert file.person["id"] == kept
    assert entry in {row["id"] for row in file.registrations}
    assert [row["award"] for row in file.qualifications] == ["Bachelor of Social Work"]
    assert [row["family_name"] for row in file.names] == ["Jones"]
    assert set(file.ids) == {kept, merged}
    assert [row["id"] for row in people.find_people(ana, "jones")] == [kept]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.tuples(*[st.sampled_from(["Mary Smyth", "Mary Jones", "Suharto"])] * 2),
    holds=st.lists(
        st.tuples(st.booleans(), st.sampled_from(["registration", "qualification", "work", "name", "account"])),
        max_size=8,
    ),
)
def test_a_merge_undone_leaves_everything_as_it_was(
    ctx: Context, ana: Context, add_person: Callable[..., str], register: Callable[..., str], names: Any, holds: Any
) -> None:
    pair = [add_person(name) for name in names]
    for first, what in holds:
        hold(ctx, ana, register, pair[first], what)
    before = everything(ctx)
    merge = merges.merge_people(ana, pair[0], pair[1], WHY)
    assert everything(ctx) != before
    merges.undo_merge(ana, merge)
    assert everything(ctx) == before


def hold(ctx: Context, ana: Context, register: Callable[..., str], person: str, what: str) -> None:
    if what == "registration":
        register(person)
    elif what == "qualification":
        people.add_qualification(ana, person, {"award": "Bachelor of Social Work"})
    elif what == "work":
        people.add_employment(ana, person, {"organisation": "Northside Trust", "role": new_id()})
    elif what == "name":
        people.add_name(ana, person, {"kind": "previous", "family_name": "Brown"})
    else:
        give_account(ctx, person)


def give_account(ctx: Context, person: str) -> None:
    with ctx.reading() as connection:
        there = connection.execute(select(accounts.c.id).where(accounts.c.person_id == person)).first()
    if there is None:
        id = new_id()
        with ctx.change("accounts.test", id) as change:
            row = {"id": id, "email": f"{id}@example.org", "name": "x", "roles": ["registrant"], "session": new_id()}
            change.insert(accounts, row | {"person_id": person})


@both_databases
def test_what_was_written_after_the_merge_stays_with_the_kept_record(
    ana: Context, add_person: Callable[..., str]
) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Jones")
    merge = merges.merge_people(ana, kept, merged, WHY)
    people.add_qualification(ana, kept, {"award": "Later"})
    merges.undo_merge(ana, merge)
    assert [row["award"] for row in read_file(ana, kept).qualifications] == ["Later"]
    assert read_file(ana, merged).qualifications == ()
    with pytest.raises(Conflict, match="undone already"):
        merges.undo_merge(ana, merge)


def test_merges_in_a_row_are_followed_and_undone_from_the_last(
    ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    one, two, three = add_person("One"), add_person("Two"), add_person("Three")
    register(one)
    first = merges.merge_people(ana, two, one, WHY)
    second = merges.merge_people(ana, three, two, WHY)
    assert read_file(ana, one).person["id"] == three
    assert len(read_file(ana, one).registrations) == 1
    with pytest.raises(Conflict, match="Undo that merge first"):
        merges.undo_merge(ana, first)
    merges.undo_merge(ana, second)
    merges.undo_merge(ana, first)
    assert len(read_file(ana, one).registrations) == 1


def test_what_cannot_be_merged(ana: Context, add_person: Callable[..., str]) -> None:
    one, two, three = add_person("One"), add_person("Two"), add_person("Three")
    with pytest.raises(Problem, match="same record"):
        merges.merge_people(ana, one, one, WHY)
    with pytest.raises(Problem):
        merges.merge_people(ana, one, two, "")
    merges.merge_people(ana, one, two, WHY)
    with pytest.raises(Conflict, match="merged into another already"):
        merges.merge_people(ana, three, two, WHY)


@both_databases
def test_a_possible_duplicate_is_settled_either_way(ana: Context, add_person: Callable[..., str]) -> None:
    one, two, three = add_person("Mary Smyth"), add_person("Mary Smyth"), add_person("Mary Smyth")
    pair = merges.propose_duplicate(ana, one, two, "The same name")
    assert merges.propose_duplicate(ana, two, one, "Again") == pair
    merges.propose_duplicate(ana, one, three, "The same name")
    assert len(merges.list_duplicates(ana)) == 2
    merges.settle_different(ana, pair, 1)
    merges.merge_people(ana, one, three, WHY)
    assert merges.list_duplicates(ana) == []
    with ana.reading() as connection:
        settled = {row["settled"] for row in (*store.pair(connection, one, two), *store.pair(connection, one, three))}
    assert settled == {"different", "merged"}


def test_an_account_stays_where_the_kept_person_has_one(
    ctx: Context, ana: Context, add_person: Callable[..., str]
) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Jones")
    give_account(ctx, kept)
    give_account(ctx, merged)
    merges.merge_people(ana, kept, merged, WHY)
    with ctx.reading() as connection:
        owners = set(connection.execute(select(accounts.c.person_id)).scalars())
    assert owners == {kept, merged}


def test_the_kept_record_takes_what_it_lacks_and_gives_it_back(
    ctx: Context, ana: Context, add_person: Callable[..., str]
) -> None:
    kept = add_person("Mary Smyth", phone="+447700900001")
    merged = add_person(
        "Mary Smyth", phone="+447700900002", email="mary@example.org", date_of_birth="1980-05-01", gender="female"
    )
    before = everything(ctx)
    merge = merges.merge_people(ana, kept, merged, WHY)
    person = read_file(ana, kept).person
    assert (person["phone"], person["email"]) == ("+447700900001", "mary@example.org")
    assert (person["date_of_birth"], person["gender"]) == (date(1980, 5, 1), "female")
    merges.undo_merge(ana, merge)
    assert everything(ctx) == before
    assert [{row["first_id"], row["second_id"]} for row in merges.list_duplicates(ana)] == [{kept, merged}]


def test_what_was_changed_since_the_merge_stays_when_it_is_undone(ana: Context, add_person: Callable[..., str]) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Smyth", email="mary@example.org", phone="+447700900002")
    merge = merges.merge_people(ana, kept, merged, WHY)
    now = read_file(ana, kept).person
    people.change_contact(ana, kept, {"email": "new@example.org", "phone": now["phone"], "version": now["version"]})
    merges.undo_merge(ana, merge)
    person = read_file(ana, kept).person
    assert (person["email"], person["phone"]) == ("new@example.org", "")


def test_the_page_says_what_is_taken_over(
    ana: Context, sign_in: Callable[..., Any], add_person: Callable[..., str]
) -> None:
    pair = merges.propose_duplicate(
        ana, add_person("Mary Smyth"), add_person("Mary Smyth", email="mary@example.org", gender="female"), "Same name"
    )
    shown = sign_in("registrar").get(f"/office/duplicates/{pair}").text
    first, second = shown.split("If record 2 is kept")
    taken = first.split("If record 1 is kept")[1]
    assert "mary@example.org" in taken
    assert "Woman" in taken
    assert "It lacks nothing" in second
