"""Everybody on the register is found by whoever knows their number or any of their names, and nobody else is shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from councilkit.context import VISITOR, Context
from councilkit.errors import NotFound
from councilkit.register.names import fold
from councilkit.register.services import endings, merges, people
from councilkit.register.services.files import read_file
from councilkit.standing.search import MOST, PAGE, entry, search, typed_public_id
from tests.conftest import both_databases


@pytest.fixture
def visitor(ctx: Context) -> Context:
    return ctx.acting(VISITOR)


@pytest.fixture
def enter(add_person: Callable[..., str], register: Callable[..., str]) -> Callable[..., str]:
    """Adds a person with an entry; returns the person's id."""

    def add(name: str, on: date = date(2024, 4, 1), **more: Any) -> str:
        person = add_person(name, **more)
        register(person, on)
        return person

    return add


def names(ctx: Context, text: str, **more: Any) -> list[str]:
    return [each.name for each in search(ctx, text, **more).entries]


@both_databases
def test_names_in_any_order_without_accents_and_by_the_beginning_of_a_word(
    visitor: Context, enter: Callable[..., str]
) -> None:
    enter("Ștefania Țîrlea-Pop")
    enter("Ștefan Vodă")
    enter("Suharto")
    assert names(visitor, "stefania") == ["Ștefania Țîrlea-Pop"]
    assert names(visitor, "POP ștefania") == ["Ștefania Țîrlea-Pop"]
    assert names(visitor, "tirl") == ["Ștefania Țîrlea-Pop"]
    assert names(visitor, "stef") == ["Ștefan Vodă", "Ștefania Țîrlea-Pop"]
    assert names(visitor, "suharto") == ["Suharto"]
    assert names(visitor, "efan") == []
    assert names(visitor, "%") == names(visitor, "_") == names(visitor, " ") == []


@both_databases
def test_a_former_name_matches_and_is_told(ana: Context, visitor: Context, enter: Callable[..., str]) -> None:
    person = enter("Mary Smyth")
    people.add_name(ana, person, {"kind": "previous", "given_names": "Mary", "family_name": "Jones"})
    people.add_name(ana, person, {"kind": "script", "given_names": "แมรี่", "language": "th"})
    found = search(visitor, "jones")
    assert [(each.name, each.matched) for each in found.entries] == [("Mary Smyth", "Mary Jones")]
    assert (found.total, found.otherwise) == (1, 1)
    assert search(visitor, "mary").entries[0].matched == ""
    assert search(visitor, "แมรี่").entries[0].matched == ""


@both_databases
def test_numbers_and_public_ids_match_exactly_however_typed(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    person = enter("Mary Smyth")
    enter("Tom Other")
    file = read_file(ana, person)
    number, public_id = file.registrations[0]["number"], file.person["public_id"]
    assert names(visitor, f" {number} ") == ["Mary Smyth"]
    assert names(visitor, public_id.lower().replace("-", " ")) == ["Mary Smyth"]
    assert names(visitor, public_id[:-1]) == []
    assert names(visitor, number + "9") == []


def test_a_slip_in_a_public_id_does_not_show_somebody_else(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    public_id = read_file(ana, enter("Mary Smyth")).person["public_id"]
    other = public_id[:3] + ("2" if public_id[3] != "2" else "3") + public_id[4:]
    with pytest.raises(NotFound, match="no entry with this address"):
        entry(visitor, other)


@both_databases
def test_pages_of_twenty_and_too_many(visitor: Context, enter: Callable[..., str]) -> None:
    for number in range(PAGE + 5):
        enter(f"Ana {chr(97 + number)}")
    first, second = search(visitor, "ana"), search(visitor, "ana", page=2)
    assert (first.total, first.pages, len(first.entries), len(second.entries)) == (25, 2, 20, 5)
    assert search(visitor, "ana", page=99).page == 2
    for number in range(MOST):
        enter(f"Ana x{number}")
    many = search(visitor, "ana")
    assert many.too_many
    assert many.entries == ()
    assert names(visitor, "ana x59") == ["Ana x59"]


@both_databases
def test_filters_and_people_no_longer_registered(ana: Context, visitor: Context, enter: Callable[..., str]) -> None:
    gone, here = enter("Mary Gone"), enter("Mary Here", area_code="GB-BFS")
    people.add_employment(ana, gone, {"organisation": "Trust", "area_code": "GB-DRS"})
    entered = read_file(ana, gone).registrations[0]
    endings.leave(ana, entered["id"], {"on": "2026-11-01"}, entered["version"])
    assert set(names(visitor, "mary")) == {"Mary Gone", "Mary Here"}
    assert names(visitor, "mary", ended=False) == ["Mary Here"]
    assert names(visitor, "mary", area="GB-DRS") == ["Mary Gone"]
    assert names(visitor, "mary", area="GB-BFS") == ["Mary Here"]
    assert names(visitor, "mary", part="ro.social_worker") == []
    assert entry(visitor, read_file(ana, here).person["public_id"]).area_code == "GB-BFS"


def test_people_without_an_entry_are_not_shown(ana: Context, visitor: Context, add_person: Callable[..., str]) -> None:
    person = add_person("Mary Applicant")
    assert names(visitor, "applicant") == []
    with pytest.raises(NotFound):
        entry(visitor, read_file(ana, person).person["public_id"])


@both_databases
def test_a_merged_persons_address_leads_to_the_kept_entry(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    kept, merged = enter("Mary Smyth"), enter("Mary Jones")
    old = read_file(ana, merged).person["public_id"]
    number = read_file(ana, merged).registrations[0]["number"]
    merges.merge_people(ana, kept, merged, "The same diploma.")
    found = entry(visitor, old)
    assert (found.name, len(found.registrations), found.former_names) == ("Mary Smyth", 2, ("Mary Jones",))
    assert names(visitor, old) == names(visitor, number) == names(visitor, "jones") == ["Mary Smyth"]
    merges.merge_people(ana, enter("Mary Smyth-Jones"), kept, "The same person again.")
    assert names(visitor, old) == names(visitor, number) == ["Mary Smyth-Jones"]


def test_an_entry_is_read_with_one_statement_and_a_page_with_three(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    public_id = read_file(ana, enter("Mary Smyth")).person["public_id"]
    statements: list[str] = []
    event.listen(visitor.database.engine, "checkout", lambda raw, *_: raw.set_trace_callback(statements.append))
    entry(visitor, public_id)
    assert sum(each.startswith("SELECT") for each in statements) == 1
    search(visitor, "mary")
    assert sum(each.startswith("SELECT") for each in statements) == 4


@both_databases
def test_the_quick_lookup_and_the_page_of_results_agree(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    person = enter("Mary Smyth", area_code="GB-BFS")
    people.add_qualification(ana, person, {"award": "Bachelor of Social Work", "awarded_on": "2004-07-01"})
    entered = read_file(ana, person).registrations[0]
    endings.leave(ana, entered["id"], {"on": "2026-12-01"}, entered["version"])
    assert entry(visitor, read_file(ana, person).person["public_id"]) == search(visitor, "smyth").entries[0]


def test_public_ids_are_read_with_letters_for_digits() -> None:
    assert typed_public_id(" sw-7kq4 oo123") == "SW-7KQ4-00123"
    assert typed_public_id("SW-I0LO-00001") == "SW-1010-00001"
    assert typed_public_id("nonsense") == "NONSENSE"
    assert fold("SW-7KQ4") == "sw 7kq4"


@both_databases
def test_names_that_sound_alike_come_after_those_that_are_spelled_so(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    other, same, before = enter("Anna Smith"), enter("Zoe Smyth"), enter("Bea Jones")
    people.add_name(ana, before, {"kind": "previous", "given_names": "Bea", "family_name": "Smithe"})
    people.add_name(ana, other, {"kind": "script", "given_names": "สิริ", "language": "th"})
    found = search(visitor, "smyth")
    assert [(each.name, each.matched, each.by_sound) for each in found.entries] == [
        ("Zoe Smyth", "", False),
        ("Anna Smith", "", True),
        ("Bea Jones", "Bea Smithe", True),
    ]
    assert (found.total, found.otherwise) == (3, 2)
    assert names(visitor, "zoi smith") == ["Zoe Smyth"]
    assert names(visitor, "ศิริ") == ["Anna Smith"]
    assert same in [each.person_id for each in search(visitor, "zoe smith").entries]


@both_databases
def test_so_many_that_sound_alike_hide_nobody_who_is_spelled_so(visitor: Context, enter: Callable[..., str]) -> None:
    enter("Zoe Smyth")
    for number in range(MOST):
        enter(f"Ana{chr(97 + number % 26)} Smith")
    found = search(visitor, "smyth")
    assert ([each.name for each in found.entries], found.more_alike) == (["Zoe Smyth"], True)
    assert search(visitor, "smithe").too_many
    assert not search(visitor, "zoe smithe").too_many


@both_databases
def test_a_slip_of_the_pen_finds_names_spelled_almost_so_where_nothing_else_does(
    ana: Context, visitor: Context, enter: Callable[..., str]
) -> None:
    enter("Maria Popéscu")
    before = enter("Bea Jones")
    people.add_name(ana, before, {"kind": "previous", "given_names": "Bea", "family_name": "Whitmore"})
    for typed in ("popecsu", "opescu", "mazia popescü", "Maria Potescu"):
        found = search(visitor, typed)
        assert [(each.name, each.by_spelling) for each in found.entries] == [("Maria Popéscu", True)], typed
        assert (found.misspelled, found.total, found.otherwise) == (True, 1, 0)
    assert [(each.name, each.matched) for each in search(visitor, "whitmroe").entries] == [
        ("Bea Jones", "Bea Whitmore")
    ]
    assert not search(visitor, "jones").misspelled


@both_databases
def test_two_slips_in_a_word_a_short_word_and_a_number_find_nobody(visitor: Context, enter: Callable[..., str]) -> None:
    enter("Una Smith")
    assert names(visitor, "smitahx") == names(visitor, "uoa") == names(visitor, "smiht tom") == []
    assert search(visitor, "1234567").misspelled is False


@both_databases
def test_so_many_that_are_spelled_almost_so_are_not_shown(visitor: Context, enter: Callable[..., str]) -> None:
    for number in range(MOST + 1):
        enter(f"Ana{chr(97 + number % 26)} Smith")
    found = search(visitor, "smibth", area="")
    assert (found.too_many, found.misspelled, found.entries) == (True, True, ())
    assert search(visitor, "anab smibth").misspelled


@both_databases
def test_a_changed_name_sounds_as_it_is_now(ana: Context, visitor: Context, enter: Callable[..., str]) -> None:
    person = enter("Mary Smyth")
    changed = {"given_names": "Mary", "family_name": "Stephens", "version": 1, "slip": "yes"}
    people.change_person(ana, person, changed)
    assert names(visitor, "stevens") == ["Mary Stephens"]
    assert names(visitor, "smith") == []
