"""Check numbers: up to a hundred, parted however they are typed, in the words of the public entry."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.employers.numbers import check_numbers
from councilkit.errors import NotPermitted, Problem
from councilkit.register.services import merges, registrations
from councilkit.standing.search import entry
from tests.conftest import both_databases


@both_databases
def test_each_number_is_answered_as_its_public_entry_says(
    boss: Callable[..., Context], entered: Callable[..., str], ctx: Context
) -> None:
    entered(ctx, "Ana", "Pop", number="A1", public_id="SW-1")
    entered(ctx, "Dan", "Rus", number="A2", public_id="SW-2", orders=["suspended"])
    found = check_numbers(boss(), " a2, A1\nA1;  nobody\t")
    assert [each.number for each in found] == ["A2", "A1", "NOBODY"]
    for each, public_id in zip(found, ("SW-2", "SW-1"), strict=False):
        (public,) = entry(ctx, public_id).registrations
        assert each.found is not None
        assert (each.found.sentence, each.found.standing) == (public.sentence, public.standing)
    assert (found[2].entry, found[2].found) == (None, None)


def test_a_public_id_is_answered_for_every_part_however_it_is_typed(
    boss: Callable[..., Context], entered: Callable[..., str], ctx: Context
) -> None:
    entered(ctx, "Ana", "Pop", number="A1", public_id="SW-01KQ-00001")
    found = check_numbers(boss(), "sw-olkq-oooo1; SW-01KQ-00009, A1")
    assert [each.number for each in found] == ["SW-01KQ-00001", "SW-01KQ-00009", "A1"]
    assert [each.found and each.found.number for each in found] == ["A1", None, "A1"]
    assert found[0].found == found[2].found


def test_parts_may_number_alike(boss: Callable[..., Context], entered: Callable[..., str], ctx: Context) -> None:
    entered(ctx, "Ana", "Pop", number="7")
    entered(ctx, "Mary", "Smyth", number="7", part="ni.social_worker")
    found = check_numbers(boss(), "7")
    assert {(each.entry.name, each.found.part) for each in found if each.entry and each.found} == {
        ("Ana Pop", "ro.social_worker"),
        ("Mary Smyth", "ni.social_worker"),
    }


def test_what_the_council_stopped_in_another_part_is_answered_with_any_number(
    boss: Callable[..., Context],
    enter: Callable[..., Any],
    register: Callable[..., str],
    remove: Callable[..., None],
    add_person: Callable[..., str],
    ana: Context,
) -> None:
    register(add_person("Zoe First"), part="ni.social_care_worker")  # so that the numbers of the two parts differ
    file = enter("Mary Smyth")
    other = register(file.person["id"], part="ni.social_care_worker")
    live = registrations.find_registration(ana, other)["number"]
    remove(file.registrations[0]["id"])
    found = check_numbers(boss(), live)
    assert [(each.found.part, each.found.standing.status) for each in found if each.found] == [
        ("ni.social_care_worker", "registered"),
        ("ni.social_worker", "removed"),
    ]


def test_a_number_of_somebody_who_was_merged_leads_to_who_they_are(
    boss: Callable[..., Context], enter: Callable[..., Any], ana: Context
) -> None:
    kept, merged = enter("Mary Smyth"), enter("Mary Smith")
    merges.merge_people(ana, kept.person["id"], merged.person["id"], "Same person")
    (found,) = check_numbers(boss(), merged.registrations[0]["number"])
    assert found.entry is not None
    assert found.entry.public_id == kept.person["public_id"]
    last = enter("Mary Smyth-Jones")
    for expected in (kept, last):
        by_id = check_numbers(boss(), merged.person["public_id"])
        assert {each.entry.public_id for each in by_id if each.entry} == {expected.person["public_id"]}
        if expected is kept:
            merges.merge_people(ana, last.person["id"], kept.person["id"], "Same person")


@pytest.mark.parametrize(("typed", "words"), [(" , ;\n", "at least one"), (" ".join(map(str, range(101))), "101")])
def test_none_and_too_many_are_refused(typed: str, words: str, boss: Callable[..., Context]) -> None:
    with pytest.raises(Problem, match=words) as refused:
        check_numbers(boss(), typed)
    assert refused.value.field == "numbers"


def test_a_hundred_are_answered_and_only_for_employers(
    boss: Callable[..., Context], acting: Callable[..., Context]
) -> None:
    assert len(check_numbers(boss(), "\n".join(map(str, range(100))))) == 100
    with pytest.raises(NotPermitted):
        check_numbers(acting("registrant"), "1")
