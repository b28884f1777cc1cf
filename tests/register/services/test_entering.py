"""Nobody is entered on a part of the register that they are on, or were on before: they come back to it instead."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, NotPermitted, Problem
from councilkit.register import store
from councilkit.register.services import applications, endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.register.tables import applications as table
from tests.conftest import both_databases
from tests.register.conftest import PART
from tests.register.services.test_applications import applicant, decide, propose

Make = Callable[..., str]
NAME = "Ștefania Pop"


@pytest.fixture
def person(add_person: Make) -> str:
    """Somebody whom the register knows by the name and day of birth of the applicant."""
    return add_person(NAME, date_of_birth="1990-05-01")


@pytest.fixture
def removed(ana: Context, tom: Context) -> Callable[[str], None]:
    """Removes a registration by an order that two officers agreed to."""

    def remove(registration: str) -> None:
        order = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": "2026-11-01", "public_wording": "x"}
        proposal = orders.propose_order(ana, registration, order)
        orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})

    return remove


def left(ana: Context, registration: str) -> None:
    version = registrations.find_registration(ana, registration)["version"]
    endings.leave(ana, registration, {"on": "2026-11-01", "reason": "Moved abroad"}, version)


def numbers(ctx: Context, person: str) -> int:
    return len(read_file(ctx, person).registrations)


def results(ctx: Context, id: str) -> dict[str, tuple[str, str]]:
    found, _ = applications.read_checks(ctx, applications.read(ctx, id))
    return {str(check.rule): (check.result, str(check.found)) for check in found}


@both_databases
@pytest.mark.parametrize("own", [False, True])
def test_who_was_struck_off_gets_no_new_number_but_a_return_that_is_judged(
    ctx: Context, ana: Context, tom: Context, person: str, register: Make, removed: Callable[[str], None],
    application: dict[str, Any], own: bool,
) -> None:  # fmt: skip
    entry = register(person)
    removed(entry)
    sender = applicant(ctx) if own else ana
    id = applications.apply(sender, application)
    with pytest.raises(Problem, match=r"was on this register before.*by an application to return"):
        applications.link_person(ana, id, person, 1)
    applications.turn_into_return(ana, id, person, 1)
    found = applications.read(ana, id)
    assert (found["kind"], found["registration_id"], found["person_id"]) == ("restoration", entry, person)
    assert "Wait after removal before coming back" in results(ana, id)
    assert "Not on the register already" not in results(ana, id)
    propose(ana, id)
    assert decide(tom, id) == "admitted"
    assert numbers(ana, person) == 1
    if own:
        with ctx.reading() as connection:
            account = store.row(connection, accounts, sender.actor.id) or {}
        assert account["person_id"] == person


@both_databases
def test_who_is_registered_is_not_entered_twice_at_linking_proposing_or_admission(
    ctx: Context, ana: Context, tom: Context, person: str, register: Make, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    applications.link_person(ana, id, person, 1)
    propose(ana, id)
    register(person)  # by another application, meanwhile
    with pytest.raises(Problem, match=r"on this register already, with No\. .*nobody is entered twice"):
        decide(tom, id)
    assert decide(tom, id, "send_back", note="Registered since.") == "sent_back"
    with pytest.raises(Problem, match="nobody is entered twice"):
        propose(ana, id)
    assert results(ana, id)["Not on the register already"][0] == "not_met"
    other = applications.apply(applicant(ctx), application | {"id": new_id()})
    with pytest.raises(Problem, match="nobody is entered twice"):
        applications.link_person(ana, other, person, 1)
    with pytest.raises(Problem, match="no registration in this register to come back to"):
        applications.turn_into_return(ana, other, person, 1)
    assert numbers(ana, person) == 1


def test_what_was_linked_before_is_turned_by_its_own_person_and_its_proposal_falls(
    ana: Context, tom: Context, person: str, register: Make, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    applications.link_person(ana, id, person, 1)
    propose(ana, id)
    left(ana, register(person))
    with pytest.raises(Problem, match="was on this register before"):
        decide(tom, id)
    with pytest.raises(Conflict):
        applications.turn_into_return(tom, id, person, 1)
    applications.turn_into_return(tom, id, person, applications.read(tom, id)["version"])
    found = applications.read(ana, id)
    assert (found["kind"], found["state"]) == ("restoration", "open")


def test_a_return_that_was_sent_already_is_gone_on_with(
    ana: Context, person: str, register: Make, application: dict[str, Any]
) -> None:
    entry = register(person)
    left(ana, entry)
    sent = applications.apply_back(ana, entry, {"reason": "I am back.", "declaration": "yes"})
    reference = applications.read(ana, sent)["reference"]
    id = applications.apply(ana, application)
    with pytest.raises(Problem, match=f"open already: {reference}"):
        applications.turn_into_return(ana, id, person, 1)


@both_databases
@pytest.mark.parametrize("own", [False, True])
def test_nothing_else_is_sent_beside_an_application_that_became_one_to_return(
    ctx: Context, ana: Context, person: str, register: Make, application: dict[str, Any], own: bool
) -> None:
    left(ana, register(person))
    sender = applicant(ctx) if own else ana
    id = applications.apply(sender, application)
    applications.turn_into_return(ana, id, person, 1)
    reference = applications.read(ana, id)["reference"]
    with pytest.raises(Problem, match=f"already: {reference}"):
        applications.apply(sender, application | {"id": new_id()})
    applications.withdraw(ana, id, applications.read(ana, id)["version"])
    applications.apply(sender, application | {"id": new_id()})


def test_a_removal_from_another_part_is_for_a_person_to_judge(
    ana: Context, tom: Context, person: str, register: Make, removed: Callable[[str], None], application: dict[str, Any]
) -> None:
    removed(register(person, part="ni.social_care_worker"))
    id = applications.apply(ana, application)
    applications.link_person(ana, id, person, 1)
    found = results(ana, id)
    assert found["Not on the register already"] == ("met", "Known to the office, and never on this register")
    result, told = found["Not removed from another register"]
    assert result == "judge"
    assert "No. " in told
    with pytest.raises(Problem, match="Say why it can be accepted"):
        propose(ana, id, grounds="")
    propose(ana, id)
    assert decide(tom, id) == "admitted"
    assert results(ana, id)["Not removed from another register"][0] == "judge"
    assert results(ana, id)["Not on the register already"][0] == "met"


def test_nobody_passes_by_a_removal_with_a_number_that_ended_later(
    ana: Context, tom: Context, person: str, register: Make, removed: Callable[[str], None], application: dict[str, Any]
) -> None:
    first = register(person)
    removed(first)
    later = register(person, date(2026, 11, 5))
    endings.leave(ana, later, {"on": "2026-11-10"}, 1)
    own = applications.apply_back(ana, later, {"reason": "I am back.", "declaration": "yes"})
    result, told = results(ana, own)["Not removed from this register under another number"]
    assert (result, "on 1 November 2026, No. " in told) == ("not_met", True)
    with pytest.raises(Problem, match="Say why it can be accepted"):
        propose(ana, own, grounds="")
    id = applications.apply(ana, application)
    applications.turn_into_return(ana, id, person, 1)
    assert applications.read(ana, id)["registration_id"] == first
    assert "Not removed from this register under another number" not in results(ana, id)


@both_databases
def test_nobody_enters_or_comes_back_as_somebody_whose_death_is_recorded(
    ana: Context, tom: Context, person: str, register: Make, application: dict[str, Any], sign_in: Callable[..., Any]
) -> None:
    entry = register(person)
    endings.record_death(ana, entry, {"on": ana.today()}, 1)
    told, office = "The death of this person is recorded, with No. ", sign_in("registrar")
    for part in (PART, "ni.social_care_worker"):
        id = applications.apply(ana, application | {"id": new_id(), "part": part})
        for verb in (applications.link_person, applications.turn_into_return):
            with pytest.raises(Problem, match=told):
                verb(ana, id, person, 1)
        page = office.get(f"/office/applications/{id}").text
        assert told in page
        assert "Turn it into an application to return" not in page
    applications.tell_apart(ana, id, person, 1)
    propose(ana, id)
    assert decide(tom, id) == "admitted"
    assert numbers(ana, person) == 1


def test_a_renewal_is_handed_to_nobody_else(
    ana: Context, acting: Callable[..., Context], add_person: Make, person: str, register: Make
) -> None:
    with ana.change("register.test", person) as change:
        row = {"kind": "renewal", "part": PART, "person_id": person, "registration_id": register_in(change, person)}
        row |= {"reference": "A2026-00009", "details": {}, "received_at": ana.now()}
        id = change.insert(table, row)
    other, assessor = add_person("Eve Adams"), acting("assessor")
    for verb in (applications.link_person, applications.tell_apart, applications.turn_into_return):
        with pytest.raises(Problem, match="belongs to the person"):
            verb(assessor, id, other, 1)
    assert applications.read(ana, id)["person_id"] == person
    with pytest.raises(NotPermitted):
        applications.turn_into_return(acting("interviewer"), id, person, 1)


def register_in(change: Any, person: str) -> str:
    row = {"person_id": person, "part": PART, "number": "77", "registered_on": date(2024, 1, 1)}
    return str(change.insert(store.registrations.registrations, row))


def test_one_whose_record_was_merged_is_told_of_the_entry_that_they_have(
    ana: Context, acting: Callable[..., Context], person: str, add_person: Make, register: Make,
    application: dict[str, Any],
) -> None:  # fmt: skip
    from councilkit.register.services.merges import merge_people

    register(person)
    twin = add_person("Stefania Popa")
    merge_people(ana, person, twin, "The same day of birth and address.")
    hers = acting("registrant", person_id=twin)
    with pytest.raises(Problem, match="You have an entry in this register already"):
        applications.apply(hers, application)
