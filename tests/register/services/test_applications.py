"""From application to entry, renewal, lapse and return; two officers decide, one sentence is kept for each step."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.accounts.tables import accounts
from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.ledger import services as ledger
from councilkit.register import store
from councilkit.register.services import applications, endings, people, registrations
from councilkit.register.services.files import read_file
from councilkit.register.tables import applications as table
from councilkit.register.terms import term
from tests.conftest import both_databases

PART = "ni.social_worker"
KNOWN = {"employer": None, "award": "Degree in social work", "awarded_country": "GB"}


def propose(ctx: Context, id: str, proposal: str = "admit", **more: Any) -> None:
    grounds = {"grounds": "The degree was compared with the list."} if proposal == "admit" else {}
    version = applications.read(ctx, id)["version"]
    applications.propose(ctx, id, {"proposal": proposal, "version": version, **grounds, **more})


def decide(ctx: Context, id: str, decision: str = "agree", **more: Any) -> str:
    return applications.decide(
        ctx, id, {"decision": decision, "version": applications.read(ctx, id)["version"], **more}
    )


def applicant(ctx: Context, **more: Any) -> Context:
    """Somebody with an account of their own and no entry yet."""
    id = new_id()
    row = {"id": id, "email": f"{id}@example.org", "name": "Applicant", "roles": ["applicant"], "session": new_id()}
    with ctx.change("accounts.test", id) as change:
        change.insert(accounts, row)
    return ctx.acting(Actor(id, "Applicant", frozenset({"applicant"}), **more))


def test_what_no_rule_settles_is_accepted_with_a_reason_alone(
    ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application | {"employer": None})
    with pytest.raises(Problem, match="Say why it can be accepted"):
        propose(ana, id, grounds="")
    propose(ana, id, grounds="A degree of four years, seen in the original.")
    assert applications.read(tom, id)["reasons"] == "A degree of four years, seen in the original."
    assert decide(tom, id) == "admitted"


def test_where_every_rule_is_met_no_reason_is_asked(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application | KNOWN)
    propose(ana, id, grounds="")
    assert decide(tom, id) == "admitted"


def test_a_rule_that_fails_after_the_proposal_stops_an_agreement_without_a_reason(
    ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application | KNOWN)
    propose(ana, id, grounds="")
    with ana.change("register.test", id) as change:
        change.update(table, id, {"details": {**applications.read(ana, id)["details"], "award": "Another"}})
    with pytest.raises(Problem, match="no reason was given"):
        decide(tom, id)
    assert decide(tom, id, "send_back", note="Say why.") == "sent_back"


@both_databases
def test_an_application_becomes_an_entry_with_a_number_and_a_term(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    own = applicant(ctx)
    id = applications.apply(own, application)
    propose(ana, id)
    assert decide(tom, id) == "admitted"
    found = applications.read(own, id)
    file = read_file(ana, found["person_id"])
    (entry,) = file.registrations
    assert (found["state"], found["outcome"]) == ("decided", "admitted")
    assert (entry["part"], entry["registered_on"], entry["expires_on"]) == (
        PART,
        date(2026, 11, 22),
        date(2029, 11, 21),
    )
    assert entry["number"]
    assert file.qualifications[0]["award"] == "Bachelor of Social Work"
    assert file.work[0]["organisation"] == "Northside Trust"
    with ctx.reading() as connection:
        account = store.row(connection, accounts, own.actor.id)
    assert account is not None
    assert (account["person_id"], account["roles"]) == (file.person["id"], ["applicant", "registrant"])
    history = [entry.action for entry in ledger.history(ctx, file.person["id"])]
    assert history == ["register.admitted_entry"]


def test_the_proposer_cannot_decide_nor_can_the_applicant(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    propose(ana, id)
    with pytest.raises(NotPermitted, match="Another officer must decide"):
        decide(ana, id)
    both = ctx.acting(Actor(new_id(), "Both", frozenset({"registrar"}), person_id=new_id()))
    with ctx.change("register.test", id) as change:
        change.update(store.work.applications, id, {"account_id": both.actor.id})
    with pytest.raises(NotPermitted, match="about yourself"):
        decide(both, id)
    assert decide(tom, id) == "admitted"


@both_databases
def test_the_database_itself_refuses_one_officer_for_both(
    ctx: Context, ana: Context, application: dict[str, Any]
) -> None:
    from sqlalchemy.exc import IntegrityError

    id = applications.apply(ana, application)
    propose(ana, id)
    with pytest.raises(IntegrityError), ctx.change("register.test", id) as change:
        change.update(store.work.applications, id, {"decided_by": ana.actor.id})


def test_a_refusal_needs_reasons_and_makes_no_entry(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application)
    with pytest.raises(Invalid, match="Give the reasons"):
        propose(ana, id, "refuse")
    propose(ana, id, "refuse", reasons="The degree is not in social work.")
    assert decide(tom, id) == "refused"
    found = applications.read(ana, id)
    assert (found["outcome"], found["person_id"], found["registration_id"]) == ("refused", None, None)


def test_a_proposal_sent_back_is_open_again_and_says_why(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    propose(ana, id)
    with pytest.raises(Invalid, match="Say why"):
        decide(tom, id, "send_back")
    assert decide(tom, id, "send_back", note="The diploma is missing.") == "sent_back"
    assert applications.read(ana, id)["state"] == "open"
    assert ledger.history(ctx, id)[-1].rows["note"] == [{"id": id, "text": "The diploma is missing."}]


def test_asking_for_more_waits_for_the_applicant(
    ctx: Context, ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    own = applicant(ctx)
    id = applications.apply(own, application)
    with pytest.raises(Invalid):
        propose(ana, id, "ask", asked=["diploma"])
    propose(ana, id, "ask", asked=["diploma", "other"], asked_more="Your student number.", asked_until="2026-12-14")
    asked = applications.read(own, id)
    assert (asked["state"], asked["asked_until"]) == ("asked", date(2026, 12, 14))
    assert asked["asked"] == "A copy of your diploma or degree certificate\nYour student number."
    applications.answer(own, id, {"answer": "I sent it by post.", "version": asked["version"]})
    assert applications.read(own, id)["state"] == "open"
    with pytest.raises(Problem, match="not waiting"):
        applications.answer(own, id, {"answer": "Again", "version": 9})


def test_others_applications_are_not_there(ctx: Context, application: dict[str, Any]) -> None:
    id = applications.apply(applicant(ctx), application)
    with pytest.raises(NotFound):
        applications.read(applicant(ctx), id)
    with pytest.raises(NotFound):
        applications.withdraw(applicant(ctx), id, 1)


def test_a_visitor_must_sign_in_first(ctx: Context, application: dict[str, Any]) -> None:
    from councilkit.context import VISITOR

    with pytest.raises(NotPermitted, match="Sign in first"):
        applications.apply(ctx.acting(VISITOR), application)


@both_databases
def test_sent_twice_it_is_one_application(ctx: Context, ana: Context, application: dict[str, Any]) -> None:
    own = applicant(ctx)
    assert applications.apply(own, application) == applications.apply(own, application)
    assert len(applications.list_own(own)) == 1


def test_two_officers_who_propose_at_once_are_told(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application)
    propose(ana, id)
    with pytest.raises(Conflict):
        propose(tom, id, "refuse", reasons="No.")


def test_numbers_step_over_those_that_imports_brought(
    ctx: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    first = register(add_person("One"))
    taken = registrations.find_registration(ctx, first)["number"]
    with ctx.change("register.test", "x") as change:
        for number in range(2, 40):
            row = {"person_id": add_once(change, number), "part": PART, "number": taken[:-2] + f"{number:02d}"}
            change.insert(store.registrations.registrations, row | {"registered_on": date(2020, 1, 1)})
    assert registrations.find_registration(ctx, register(add_person("Two")))["number"] not in {
        taken[:-2] + f"{n:02d}" for n in range(1, 40)
    }


def add_once(change: Any, number: int) -> str:
    from councilkit.register.services.people import insert_person

    return str(insert_person(change, new_id(), {"given_names": f"Imported {number}"})["id"])


@pytest.fixture
def renewing(make_council: Callable[..., Council]) -> Any:
    """A registrant whose term ends on 31 March 2027, in February 2027."""
    council = make_council("renewing", now=datetime(2027, 2, 10, 9, 0, tzinfo=UTC))
    system = council.acting(Actor("system", "councilkit", frozenset({"system"})))
    id = people.add_person(system, {"given_names": "Mary", "family_name": "Smyth"})
    with system.change("register.test", id) as change:
        person = store.person(change.connection, id)
        entry = registrations.insert_registration(
            system, change, person or {}, registrations.part_of(system, {"part": PART}), date(2024, 4, 1)
        )
    mary = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=id))
    return system, mary, entry


def until(ctx: Context, entry: str) -> date | None:
    row = registrations.find_registration(ctx, entry)
    with ctx.reading() as connection:
        found = term(row, store.events_of(connection, [entry]), ctx.today())
    assert found is not None
    return found.until


def test_a_renewal_with_every_rule_met_holds_at_once_and_only_once(renewing: Any) -> None:
    system, mary, entry = renewing
    id = applications.send_renewal(mary, entry, {"declaration": True}, checked=True, id=new_id())
    assert until(system, entry) == date(2030, 3, 31)
    assert applications.send_renewal(mary, entry, {"declaration": True}, checked=True, id=id) == id
    with pytest.raises(Problem, match="can be renewed from"):
        applications.send_renewal(mary, entry, {"declaration": True}, checked=True)


def test_a_renewal_that_is_checked_does_not_lapse_meanwhile(renewing: Any) -> None:
    system, mary, entry = renewing
    id = applications.send_renewal(mary, entry, {"declaration": True, "note": "I was ill."}, checked=False)
    assert until(system, entry) is None
    with pytest.raises(Problem, match="sent this already"):
        applications.send_renewal(mary, entry, {"declaration": True}, checked=False)
    ana, tom = (system.acting(Actor(new_id(), name, frozenset({"registrar"}))) for name in ("Ana", "Tom"))
    propose(ana, id)
    decide(tom, id)
    assert until(system, entry) == date(2030, 3, 31)


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_a_renewal_not_accepted_gives_the_old_end_back(renewing: Any, how: str) -> None:
    system, mary, entry = renewing
    id = applications.send_renewal(mary, entry, {"declaration": True}, checked=False)
    if how == "withdrawn":
        applications.withdraw(mary, id, 1)
    else:
        ana, tom = (system.acting(Actor(new_id(), name, frozenset({"registrar"}))) for name in ("Ana", "Tom"))
        propose(ana, id, "refuse", reasons="No learning was logged.")
        decide(tom, id)
    assert until(system, entry) == date(2027, 3, 31)


def test_nobody_renews_for_somebody_else(renewing: Any) -> None:
    system, _, entry = renewing
    other = system.acting(Actor(new_id(), "Eve", frozenset({"registrant"}), person_id=new_id()))
    with pytest.raises(NotPermitted):
        applications.send_renewal(other, entry, {"declaration": True}, checked=True)


@both_databases
def test_who_left_comes_back_by_a_decision(
    council: Council, ana: Context, tom: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person)
    mary = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=person))
    with pytest.raises(Problem, match="has not ended"):
        applications.apply_back(mary, entry, {"reason": "x", "declaration": "yes"})
    endings.leave(
        ana,
        entry,
        {"on": "2026-11-01", "reason": "Moved abroad"},
        registrations.find_registration(ana, entry)["version"],
    )
    id = applications.apply_back(mary, entry, {"reason": "I am back.", "declaration": "yes"})
    propose(ana, id)
    assert decide(tom, id) == "admitted"
    file = read_file(ana, person)
    found = term(file.registrations[0], file.events, date(2026, 11, 22))
    assert found is not None
    assert (found.running, found.since, found.until) == (True, date(2026, 11, 22), date(2029, 11, 21))


def test_assigning_work(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application)
    assert applications.assign(ana, [id], tom.actor.id) == 1
    assert applications.assign(ana, [id], tom.actor.id) == 0
    assert applications.read(ana, id)["owner"] == tom.actor.id


def test_the_same_application_twice_is_refused_with_the_reference_of_the_first(
    acting: Callable[..., Context], ana: Context, application: dict[str, Any]
) -> None:
    first = applications.read(ana, applications.apply(ana, application))["reference"]
    with pytest.raises(Problem, match=first):
        applications.apply(ana, application | {"id": new_id(), "email": "other@example.org"})
    mine = acting("applicant")
    sent = applications.apply(mine, application | {"id": new_id()})
    with pytest.raises(Problem, match=applications.read(mine, sent)["reference"]):
        applications.apply(mine, application | {"id": new_id(), "given_names": "Another"})
    applications.withdraw(mine, sent, 1)
    assert applications.apply(mine, application | {"id": new_id()})
