"""An employer sees its own staff of today and nobody else, in the same state as the register and their own page."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.employers.staff import FIRST, read_listing, read_staff
from councilkit.errors import NotPermitted
from councilkit.register.services import merges, orders, people, registrations
from councilkit.register.services.files import read_file
from councilkit.standing import recording
from councilkit.standing.own import read_own
from tests.conftest import both_databases
from tests.employers.conftest import NEAR
from tests.standing.test_renewing import confirm, learn, pay, sign

TODAY = date(2026, 11, 22)


def names(ctx: Context) -> list[str]:
    return [each.name for each in read_staff(ctx).people]


@both_databases
def test_only_who_works_there_today_is_seen(
    boss: Callable[..., Context], employ: Callable[..., Any], enter: Callable[..., Any]
) -> None:
    employ("Mary Smyth")
    employ("Last Day", ends_on=TODAY)
    employ("Gone Before", ends_on=TODAY - timedelta(days=1))
    employ("Other Place", employer="Riverbank Trust")
    enter("No Work")
    assert names(boss()) == ["Last Day", "Mary Smyth"]
    assert names(boss("Riverbank Trust")) == ["Other Place"]
    assert names(boss("Empty House")) == []


def test_who_has_no_entry_is_no_business_of_an_employer(
    boss: Callable[..., Context], add_person: Callable[..., str], ana: Context
) -> None:
    people.add_employment(ana, add_person("Zoe Applicant"), {"organisation": "Northside Trust"})
    assert names(boss()) == []


def test_an_account_without_organisation_sees_nobody(council: Council, employ: Callable[..., Any]) -> None:
    employ("Mary Smyth")
    for organisation in (None, "", new_id()):
        nobody = council.acting(Actor(new_id(), "Sam", frozenset({"employer"}), organisation_id=organisation))
        assert names(nobody) == []
        assert read_listing(nobody).sections == ()


def test_other_roles_have_no_staff(acting: Callable[..., Context], boss: Callable[..., Context]) -> None:
    organisation = boss().actor.organisation_id
    for role in ("registrar", "registrant", "administrator"):
        with pytest.raises(NotPermitted):
            read_staff(acting(role, organisation_id=organisation))


@both_databases
def test_people_who_were_made_one_are_seen_once(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    kept, merged = employ("Mary Smyth"), employ("Mary Smith", employer="Riverbank Trust")
    merges.merge_people(ana, kept.person["id"], merged.person["id"], "Same person")
    assert names(boss()) == names(boss("Riverbank Trust")) == ["Mary Smyth"]
    assert len(read_staff(boss()).people[0].held) == 2


def test_two_jobs_at_one_employer_are_one_person(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file = employ("Mary Smyth")
    people.add_employment(
        ana, file.person["id"], {"organisation": "northside  TRUST", "role": "Night worker", "starts_on": TODAY}
    )
    assert names(boss()) == ["Mary Smyth"]


def test_what_lapsed_during_an_earlier_job_at_the_same_place_is_shown(
    ana: Context, boss: Callable[..., Context], employ: Callable[..., Any], register: Callable[..., str]
) -> None:
    """She lapsed as a social worker while she worked there; a new contract does not make that good."""
    person = employ("Mary Smyth", on=date(2022, 1, 3)).person["id"]
    register(person, date(2025, 6, 1), part="ni.social_care_worker")
    (job,) = read_file(ana, person).work
    people.end_employment(ana, person, job["id"], date(2025, 5, 31), job["version"])
    again = {"organisation": "Northside Trust", "starts_on": date(2025, 6, 1), "role": "Social worker"}
    people.add_employment(ana, person, again)
    (member,) = read_staff(boss()).people
    assert member.group == "ended"
    assert [each.part for each in member.held] == ["ni.social_worker", "ni.social_care_worker"]


@both_databases
def test_groups_and_what_is_left(
    boss: Callable[..., Context],
    employ: Callable[..., Any],
    ana: Context,
    tom: Context,
    kind_of: Callable[[str], str],
) -> None:
    employ("Fine Fiona")
    employ("Due Daisy", on=NEAR)
    employ("Lapsed Lucy", on=date(2020, 1, 1))
    for name, effect in (("Suspended Sue", "suspended"), ("Conditions Carl", "conditions")):
        entry = employ(name).registrations[0]["id"]
        order = {"kind": kind_of(effect), "starts_on": "2026-11-01", "public_wording": "Supervised.", "ends_on": None}
        given = order | {"ends_on": "2027-03-01", "review_on": "2027-01-15", "decided_by": "Committee"}
        proposal = orders.propose_order(ana, entry, given)
        orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    found = read_listing(boss())
    assert [(each.group, [one.name for one in each.people]) for each in found.sections] == [
        ("ended", ["Lapsed Lucy"]),
        ("suspended", ["Suspended Sue"]),
        ("not_renewed", ["Due Daisy"]),
        ("conditions", ["Conditions Carl"]),
        ("fine", ["Fine Fiona"]),
    ]
    assert found.staff.sentence == "1 has not renewed. 39 days left."
    left = {task.label: task.done for each in found.sections[2].people for task in each.held[0].tasks}
    assert left == {"Details checked": False, "Learning": False, "Fee": False, "Signed": False}
    assert all(not held.tasks for each in found.sections if each.group != "not_renewed"
               for one in each.people for held in one.held)  # fmt: skip


def test_who_is_removed_soon_has_nothing_to_renew(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, tom: Context, kind_of: Callable[[str], str]
) -> None:
    entry = employ("Due Daisy", on=NEAR).registrations[0]["id"]
    assert read_staff(boss()).people[0].held[0].opens is not None
    removal = {"kind": kind_of("removed"), "starts_on": TODAY + timedelta(days=9), "decided_by": "Committee"}
    orders.decide_proposal(
        tom,
        orders.propose_order(ana, entry, removal | {"public_wording": "Removed."}),
        {"decision": "agree", "version": 1},
    )
    (member,) = read_staff(boss()).people
    assert (member.group, member.held[0].opens) == ("ending", None)


def test_what_is_put_off_is_not_told_as_done(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    entry = employ("Due Daisy", on=NEAR).registrations[0]["id"]
    given = {"kind": "extension", "requirement": "learning", "reason": "Illness", "article": "s.5"}
    recording.dispense(ana, entry, given | {"starts_on": TODAY, "ends_on": date(2027, 3, 1)})
    (section,) = read_listing(boss()).sections
    assert [task.label for task in section.people[0].held[0].tasks] == ["Details checked", "Fee", "Signed"]


@both_databases
def test_the_state_is_that_of_the_registrants_own_page(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, council: Council
) -> None:
    eve, file = boss(), employ("Mary Smyth", on=NEAR)
    id = file.registrations[0]["id"]
    her = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=file.person["id"]))
    recording.impose_condition(ana, id, {"kind": "aye", "imposed_on": date(2025, 1, 1)})

    def agree() -> set[str]:
        (held,) = (one for each in read_listing(eve).sections for person in each.people for one in person.held)
        entry = read_own(her).entry(id)
        assert held.answer == entry.answer.code
        assert held.standing == entry.standing
        mine = {str(task.label) for task in entry.tasks if not task.done and not task.judged}
        theirs = {task.label for task in held.tasks if not task.done}
        assert bool(mine) == bool(theirs)
        return theirs

    aye = "Assessed Year in Employment, confirmed by the employer"
    assert agree() == {"Details checked", "Learning", aye, "Fee", "Signed"}
    confirm(her)
    assert agree() == {"Learning", aye, "Fee", "Signed"}
    learn(her, id)
    assert agree() == {aye, "Fee", "Signed"}
    pay(ana, id)
    assert agree() == {aye, "Signed"}
    sent = sign(her, id, "I wait for my employer.")
    if sent is not None:
        assert agree() == set()
        assert read_listing(eve).sections[0].group == "fine"


def test_the_law_is_asked_once_of_all(
    boss: Callable[..., Context], employ: Callable[..., Any], council: Council
) -> None:
    def asked() -> int:
        count = 0

        def more(*_: Any) -> None:
            nonlocal count
            count += 1

        event.listen(council.database.engine, "before_cursor_execute", more)
        read_listing(eve)
        event.remove(council.database.engine, "before_cursor_execute", more)
        return count

    eve = boss()
    employ("Mary One", on=NEAR)
    one = asked()
    for number in range(6):
        employ(f"Mary {'ABCDEFG'[number]}", on=NEAR)
    assert asked() == one


def test_a_large_group_is_shown_in_part_and_then_by_pages(
    boss: Callable[..., Context], employ: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from councilkit.employers import staff

    monkeypatch.setattr(staff, "PAGE", 3)
    monkeypatch.setattr(staff, "FIRST", 2)
    for number in range(7):
        employ(f"Mary {'ABCDEFG'[number]}")
    eve = boss()
    (first,) = read_listing(eve).sections
    assert (first.count, len(first.people)) == (7, 2)
    last = read_listing(eve, "fine", page=99)
    assert (last.page, last.pages, [each.name for each in last.sections[0].people]) == (3, 3, ["Mary G"])
    assert read_listing(eve, "fine", "ro.social_worker").sections == ()
    assert FIRST == 25


def test_money_hours_and_reasons_never_reach_the_employer(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, council: Council
) -> None:
    file = employ("Mary Smyth", on=NEAR)
    id = file.registrations[0]["id"]
    her = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=file.person["id"]))
    confirm(her)
    learn(her, id, 50)
    given = {"fee": "renewal", "amount": Decimal(12), "paid_on": ana.today()}
    recording.record_payment(ana, id, given)
    exempt = {"kind": "exemption", "requirement": "learning", "starts_on": ana.today()}
    recording.dispense(ana, id, exempt | {"reason": "Long illness.", "article": "Guidance"})
    shown = repr(read_listing(boss()).sections[0].people[0].held[0].tasks)
    for secret in ("50", "90", "12", "65", "illness", "exempt", "Course"):
        assert secret not in shown
    assert registrations.find_registration(ana, id)["number"] not in shown
