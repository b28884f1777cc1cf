"""Applicants whom the register may know already: an officer says who they are before they are admitted."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.register import store
from councilkit.register.services import applications
from councilkit.register.services.files import read_file
from tests.conftest import both_databases
from tests.register.conftest import PART
from tests.register.services.test_applications import applicant, decide, propose


def test_somebody_known_is_linked_and_not_entered_twice(
    ana: Context, tom: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    known = add_person("Ștefania Pop", date_of_birth="1990-05-01")
    id = applications.apply(ana, application)
    found, alike = applications.read_checks(ana, applications.read(ana, id))
    assert [row["id"] for row in alike] == [known]
    assert {check.rule: check.result for check in found}["Not on the register already"] == "judge"
    applications.link_person(ana, id, known, 1)
    propose(ana, id)
    decide(tom, id)
    assert [r["part"] for r in read_file(ana, known).registrations] == [PART]


@both_databases
def test_a_lookalike_is_admitted_once_an_officer_said_that_it_is_somebody_else(
    ana: Context, tom: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    known = add_person("Stefania Pop")
    id = applications.apply(ana, application)
    with pytest.raises(Problem, match=r"Stefania Pop.*same person.*Somebody else"):
        propose(ana, id)
    assert applications.read(ana, id)["state"] == "open"
    applications.tell_apart(ana, id, known, 1)
    found, _ = applications.read_checks(ana, applications.read(ana, id))
    assert {check.rule: check.result for check in found}["Not on the register already"] == "met"
    propose(ana, id)
    decide(tom, id)
    new = applications.read(ana, id)["person_id"]
    assert new != known
    assert read_file(ana, known).duplicates == ()
    with ana.reading() as connection:
        (pair,) = store.pair(connection, known, new)
    assert pair["settled"] == "different"


def test_a_lookalike_that_came_after_the_proposal_is_settled_before_the_decision(
    ana: Context, tom: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    id = applications.apply(ana, application)
    propose(ana, id)
    known = add_person("Stefania Pop")
    with pytest.raises(Problem, match="same person"):
        decide(tom, id)
    applications.link_person(tom, id, known, applications.read(tom, id)["version"])
    assert decide(tom, id) == "admitted"
    assert len(read_file(ana, known).registrations) == 1


def test_asking_and_refusing_do_not_wait_for_lookalikes(
    ana: Context, add_person: Callable[..., str], application: dict[str, Any]
) -> None:
    add_person("Stefania Pop")
    id = applications.apply(ana, application)
    propose(ana, id, "refuse", reasons="No degree.")
    assert applications.read(ana, id)["state"] == "proposed"


def test_only_officers_tell_apart(ctx: Context, ana: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application)
    with pytest.raises(NotPermitted):
        applications.tell_apart(applicant(ctx), id, new_id(), 1)
    with pytest.raises(NotFound):
        applications.tell_apart(ana, id, new_id(), 1)
