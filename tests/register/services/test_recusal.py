"""An officer who is on the register does nothing about themselves: another one must; reading and own pages stay."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotPermitted, Problem
from councilkit.ledger.store import end
from councilkit.register.services import appeals, applications, endings, merges, orders, people, registrations, reports
from councilkit.register.services.files import read_file
from councilkit.register.tables import employer_reports, organisations
from tests.conftest import both_databases
from tests.register.services.test_applications import propose

Make = Callable[..., str]
Verb = Callable[[Context, str, str, dict[str, str]], Any]
OTHER = r"This is about yourself\. Another officer must (do it|propose|decide)\."
ORDER = {"kind": "ni.warning", "decided_by": "Committee", "starts_on": "2026-11-01", "ends_on": "2026-12-01",
         "public_wording": "x", "review_on": "2026-11-20"}  # fmt: skip
END = {"on": "2026-11-20", "reason": "x", "article": "s. 1"}
STUDY = {"award": "BSc Social Work", "institution": "x", "awarded_year": 2012}
APPEAL = {"against": "Removal", "received_on": "2026-11-20"}

VERBS: dict[str, Verb] = {
    "change_person": lambda me, p, r, o: people.change_person(me, p, {"given_names": "Mary", "version": 1}),
    "add_name": lambda me, p, r, o: people.add_name(me, p, {"given_names": "Maria", "kind": "previous"}),
    "remove_name": lambda me, p, r, o: people.remove_name(me, p, new_id()),
    "add_qualification": lambda me, p, r, o: people.add_qualification(me, p, STUDY),
    "add_employment": lambda me, p, r, o: people.add_employment(me, p, {"organisation": "Northside Trust"}),
    "end_employment": lambda me, p, r, o: people.end_employment(me, p, o["work"], END["on"], 1),
    "renew": lambda me, p, r, o: registrations.renew(me, r, 1, reason="x"),
    "extend": lambda me, p, r, o: registrations.extend(me, r, {"until": "2028-01-01", "reason": "x"}, 1),
    "leave": lambda me, p, r, o: endings.leave(me, r, END, 1),
    "record_death": lambda me, p, r, o: endings.record_death(me, r, END, 1),
    "take_back_ending": lambda me, p, r, o: endings.take_back_ending(me, r, {"reason": "x", "version": 1}),
    "propose_stay": lambda me, p, r, o: orders.propose_stay(me, r, {"reason": "x", "version": 1}),
    "propose_removal": lambda me, p, r, o: orders.propose_removal(me, r, END),
    "propose_order": lambda me, p, r, o: orders.propose_order(me, r, ORDER),
    "propose_change": lambda me, p, r, o: orders.propose_change(me, o["order"], ORDER),
    "propose_lift": lambda me, p, r, o: orders.propose_lift(me, o["order"], {"lifted_on": "2026-11-10"}),
    "decide_proposal": lambda me, p, r, o: orders.decide_proposal(
        me, o["proposal"], {"decision": "agree", "version": 1}
    ),
    "record_appeal": lambda me, p, r, o: appeals.record_appeal(me, r, APPEAL),
    "reply": lambda me, p, r, o: appeals.reply(me, o["appeal"], {"replied_on": "2026-11-21", "version": 1}),
    "close": lambda me, p, r, o: appeals.close(
        me, o["appeal"], {"outcome": "confirmed", "outcome_on": "2026-11-21", "version": 1}
    ),
    "merge_people": lambda me, p, r, o: merges.merge_people(me, p, o["twin"], "The same address."),
    "propose_duplicate": lambda me, p, r, o: merges.propose_duplicate(me, o["twin"], p, "x"),
    "settle_different": lambda me, p, r, o: merges.settle_different(me, o["pair"], 1),
    "close_report": lambda me, p, r, o: reports.close_report(me, o["report"], {"done": "x", "version": 1}),
    "link_person": lambda me, p, r, o: applications.link_person(me, o["application"], p, 1),
    "tell_apart": lambda me, p, r, o: applications.tell_apart(me, o["application"], p, 1),
    "turn_into_return": lambda me, p, r, o: applications.turn_into_return(me, o["application"], p, 1),
    "propose": lambda me, p, r, o: propose(me, o["linked"]),
}


@pytest.fixture
def world(
    ana: Context, tom: Context, add_person: Make, register: Make, application: dict[str, Any]
) -> tuple[str, str, dict[str, str]]:
    """A registered person, the registration, and everything that officers write about, by name."""
    person, twin = add_person(), add_person("Mary Smith")
    entry = register(person)
    order = orders.propose_order(ana, entry, ORDER)
    orders.decide_proposal(tom, order, {"decision": "agree", "version": 1})
    people.add_employment(ana, person, {"organisation": "Southside Trust"})
    file = read_file(ana, person)
    pair = merges.propose_duplicate(ana, person, add_person("Mary Smythe"), "Alike")
    sent = applications.apply(ana, application)
    about_her = {"id": new_id(), "given_names": "Mary", "email": "m@example.org", "part": "ni.social_care_worker"}
    linked = applications.apply(ana, application | about_her)
    applications.link_person(ana, linked, person, 1)
    with ana.change("register.test", person) as change:
        employer = change.insert(organisations, {"name": "Eastside Trust", "search_name": "eastside trust"})
        about = {"kind": "never_worked", "person_id": person, "organisation_id": employer, "reported_on": ana.today()}
        report = change.insert(employer_reports, about)
    return person, entry, {
        "order": file.orders[0]["id"],
        "work": file.work[0]["id"],
        "proposal": orders.propose_removal(tom, entry, END),
        "appeal": appeals.record_appeal(ana, entry, APPEAL | {"against": "Warning"}),
        "twin": twin,
        "pair": pair,
        "report": report,
        "application": sent,
        "linked": linked,
    }  # fmt: skip


def refused(verb: Verb, *given: Any) -> bool:
    """Whether the actor is told that another officer must do it."""
    try:
        verb(*given)
    except Problem as told:
        return isinstance(told, NotPermitted) and re.search(OTHER, told.message) is not None
    return False


def test_no_verb_of_an_officer_is_for_ones_own_record(
    world: tuple[str, str, dict[str, str]], acting: Callable[..., Context], ana: Context
) -> None:
    person, entry, others = world
    me = acting("registrar", "registrant", person_id=person)
    with ana.reading() as connection:
        before = end(connection)
    assert [name for name, verb in VERBS.items() if not refused(verb, me, person, entry, others)] == []
    with ana.reading() as connection:
        assert end(connection) == before
    assert read_file(me, person).person["id"] == person


@both_databases
def test_a_record_that_was_merged_into_ones_own_is_ones_own(
    add_person: Make, register: Make, acting: Callable[..., Context], ana: Context
) -> None:
    kept, merged = add_person(), add_person("Mary Smythe")
    entry = register(merged)
    merge = merges.merge_people(ana, kept, merged, "The same address.")
    for mine in (kept, merged):
        me = acting("registrar", person_id=mine)
        with pytest.raises(NotPermitted, match=OTHER):
            endings.leave(me, entry, END, 1)
        with pytest.raises(NotPermitted, match=OTHER):
            merges.undo_merge(me, merge)


def test_what_registrants_do_for_themselves_stays_theirs(
    world: tuple[str, str, dict[str, str]], acting: Callable[..., Context]
) -> None:
    person, entry, _ = world
    me = acting("registrar", "registrant", person_id=person)
    people.change_contact(me, person, {"email": "mary@example.org", "version": 1})
    assert read_file(me, person).person["confirmed_on"] == me.today()
    with pytest.raises(Problem, match="has not ended"):  # no refusal of the officer
        applications.apply_back(me, entry, {"reason": "x", "declaration": "yes"})


def test_others_are_served_as_before(
    world: tuple[str, str, dict[str, str]], add_person: Make, acting: Callable[..., Context]
) -> None:
    person, entry, others = world
    me = acting("registrar", person_id=add_person("Eve Adams"))
    people.add_qualification(me, person, STUDY)
    assert appeals.reply(me, others["appeal"], {"replied_on": "2026-11-21", "version": 1}) is None
    version = registrations.find_registration(me, entry)["version"]
    assert endings.record_death(me, entry, END, version) is None
