"""The employer that an applicant names answers for them; nobody else does, and the office sees it as evidence."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Actor, Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.register.decisions import Check
from councilkit.register.services import applications, people
from councilkit.register.services.endorsing import asked_of_employer, endorse
from councilkit.register.tables import organisations
from tests.conftest import both_databases
from tests.register.services.test_applications import applicant, decide, propose

YES = {"answer": "works_here", "role": "Social worker", "fit": "yes"}


@pytest.fixture
def employer(ctx: Context) -> Callable[..., Context]:
    """Somebody who acts for an organisation: `employer("Northside Trust")`, which is made if it is new."""

    def act(name: str, id: str | None = None) -> Context:
        with ctx.change("register.test", new_id()) as change:
            organisation = people.insert_organisation(change, name)
        row = {"id": id or new_id(), "email": f"{new_id()}@example.org", "name": "Eve", "session": new_id()}
        with ctx.change("accounts.test", row["id"]) as change:
            from councilkit.accounts.tables import accounts

            change.insert(accounts, row | {"roles": ["employer"], "organisation_id": organisation})
        return ctx.acting(Actor(row["id"], "Eve", frozenset({"employer"}), organisation_id=organisation))

    return act


def evidence(ana: Context, id: str) -> Check:
    found, _ = applications.read_checks(ana, applications.read(ana, id))
    return next(check for check in found if check.rule == "The employer endorses the applicant")


@both_databases
def test_the_named_employer_answers_and_may_answer_anew(
    ana: Context, employer: Callable[..., Context], application: dict[str, Any]
) -> None:
    eve, other = employer("Northside Trust"), employer("Riverbank Trust")
    id = applications.apply(ana, application | {"employer": "NORTHSIDE  trust"})
    assert evidence(ana, id).result == "judge"
    assert "has not answered yet" in evidence(ana, id).found
    (asked,) = asked_of_employer(eve)
    assert (asked.id, asked.name, asked.answer) == (id, "Ștefania Pop", None)
    assert asked_of_employer(other) == []
    with pytest.raises(NotFound):
        endorse(other, id, YES)
    endorse(eve, id, YES)
    assert evidence(ana, id) == Check(
        "The employer endorses the applicant",
        "met",
        "NORTHSIDE trust: works here as Social worker. Fit as far as they know.",
    )
    endorse(eve, id, {"answer": "unknown", "note": "Left in May.", "version": 1})
    assert evidence(ana, id).result == "not_met"
    assert evidence(ana, id).found == "NORTHSIDE trust does not know this person. They write: Left in May."
    with pytest.raises(Conflict):
        endorse(eve, id, YES | {"version": 1})


def test_a_doubt_goes_to_a_person(ana: Context, employer: Callable[..., Context], application: dict[str, Any]) -> None:
    eve, id = employer("Northside Trust"), applications.apply(ana, application)
    endorse(eve, id, YES | {"fit": "doubt", "note": "Please call us."})
    assert evidence(ana, id).result == "judge"
    assert "Please call us." in evidence(ana, id).found


def test_an_employer_without_an_account_is_for_the_officer_to_ask(ana: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application)
    assert evidence(ana, id).found == "Northside Trust has no account here: ask them"
    without = applications.apply(ana, application | {"id": new_id(), "email": "b@example.org", "employer": None,
                                                     "given_names": "Ana"})  # fmt: skip
    assert len(applications.read_checks(ana, applications.read(ana, without))[0]) == 4


def test_nobody_endorses_themselves(
    ctx: Context, employer: Callable[..., Context], application: dict[str, Any]
) -> None:
    own = applicant(ctx)
    id = applications.apply(own, application)
    organisation = employer("Northside Trust").actor.organisation_id
    me = ctx.acting(Actor(own.actor.id, "Me", frozenset({"employer"}), organisation_id=organisation))
    with pytest.raises(NotPermitted, match="own application"):
        endorse(me, id, YES)


def test_what_was_decided_or_withdrawn_is_asked_no_more(
    ana: Context, tom: Context, employer: Callable[..., Context], application: dict[str, Any]
) -> None:
    eve, id = employer("Northside Trust"), applications.apply(ana, application)
    endorse(eve, id, YES)
    propose(ana, id)
    decide(tom, id)
    assert asked_of_employer(eve) == []
    with pytest.raises(Conflict):
        endorse(eve, id, YES | {"version": 1})


def test_an_employer_without_organisation_is_not_asked(ana: Context, ctx: Context, application: dict[str, Any]) -> None:
    id = applications.apply(ana, application | {"employer": "Nowhere"})
    nobody = ctx.acting(Actor(new_id(), "Sam", frozenset({"employer"})))
    assert asked_of_employer(nobody) == []
    with pytest.raises(NotFound):
        endorse(nobody, id, YES)
    with pytest.raises(NotPermitted):
        asked_of_employer(ana)
    with ctx.reading() as connection:
        assert connection.execute(organisations.select()).all() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"role": ""}, "role"),
        ({"fit": ""}, "fit"),
        ({"fit": "doubt"}, "note"),
        ({"fit": "splendid"}, "fit"),
    ],
)
def test_incomplete_answers_are_refused_by_field(
    wrong: dict[str, Any],
    field: str,
    ana: Context,
    employer: Callable[..., Context],
    application: dict[str, Any],
) -> None:
    eve, id = employer("Northside Trust"), applications.apply(ana, application)
    with pytest.raises(Invalid) as refused:
        endorse(eve, id, YES | wrong)
    assert set(refused.value.problems) == {field}
