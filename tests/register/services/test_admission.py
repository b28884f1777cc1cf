"""Nobody comes back to a registration that runs, and whoever comes back loses nothing of what they sent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register.services import applications, orders, people, registrations
from councilkit.register.services.endorsing import asked_of_employer, endorse
from councilkit.register.services.files import read_file
from councilkit.standing.services import standing_of
from tests.conftest import both_databases
from tests.register.services.test_applications import decide, propose
from tests.register.services.test_endorsing import YES, employer
from tests.register.services.test_entering import left, person, results

__all__ = ["employer", "person"]
BACK = {"declaration": "yes", "reason": "A mistake."}


def taken_back(ana: Context, tom: Context, entry: str) -> None:
    version = registrations.find_registration(ana, entry)["version"]
    proposal = orders.propose_stay(ana, entry, {"reason": "Another person.", "version": version})
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})


@both_databases
@pytest.mark.parametrize("proposed", [False, True])
def test_nobody_comes_back_to_a_registration_whose_end_was_taken_back(
    ana: Context, tom: Context, person: str, register: Callable[..., str], proposed: bool
) -> None:
    entry = register(person)
    left(ana, entry)
    sent = applications.apply_back(ana, entry, BACK)
    assert results(ana, sent)["There is a registration to come back to"] == ("met", "It has ended")
    if proposed:
        propose(ana, sent)
    taken_back(ana, tom, entry)
    before = standing_of(ana, entry)
    with pytest.raises(Problem, match="This registration has not ended, so there is nothing to come back to"):
        decide(tom, sent) if proposed else propose(ana, sent)
    assert results(ana, sent)["There is a registration to come back to"][0] == "not_met"
    assert standing_of(ana, entry) == before
    if proposed:
        assert decide(tom, sent, "send_back", note="It runs.") == "sent_back"
    propose(ana, sent, "refuse", reasons="It runs.")
    assert decide(tom, sent) == "refused"


@both_databases
@pytest.mark.parametrize("known", [False, True])
def test_an_application_that_is_turned_into_a_return_keeps_its_award_its_employer_and_its_checks(
    ana: Context, tom: Context, person: str, register: Callable[..., str], employer: Callable[..., Context],
    application: dict[str, Any], known: bool,
) -> None:  # fmt: skip
    eve = employer("Northside Trust")
    if known:
        people.add_employment(ana, person, {"organisation": "NORTHSIDE trust", "starts_on": "2020-01-01"})
    left(ana, register(person))
    sent = applications.apply(ana, application | {"began_on": date(2026, 11, 3)})
    applications.turn_into_return(ana, sent, person, 1)
    found = results(ana, sent)
    assert found["The qualification is one that this register takes"] == ("judge", "Bachelor of Social Work")
    assert found["The declaration is made"] == ("met", "Ticked")
    assert found["The employer endorses the applicant"][0] == "judge"
    assert [each.id for each in asked_of_employer(eve)] == [sent]
    endorse(eve, sent, YES)
    assert results(ana, sent)["The employer endorses the applicant"][0] == "met"
    propose(ana, sent)
    assert decide(tom, sent) == "admitted"
    file = read_file(ana, person)
    assert [each["award"] for each in file.qualifications] == ["Bachelor of Social Work"]
    began = date(2020, 1, 1) if known else date(2026, 11, 3)
    assert [each["starts_on"] for each in file.work] == [began]


def test_who_comes_back_without_more_is_asked_for_no_award(
    ana: Context, person: str, register: Callable[..., str]
) -> None:
    entry = register(person)
    left(ana, entry)
    found = results(ana, applications.apply_back(ana, entry, BACK))
    assert found["The declaration is made"] == ("met", "Ticked")
    assert "The qualification is one that this register takes" not in found
    assert "The employer endorses the applicant" not in found
