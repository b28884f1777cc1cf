"""An audit that waits for its registrant is a need of their renewal; what comes of it never is."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from councilkit.audits.services import answering, drawing, reading, reviewing
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.errors import Invalid
from councilkit.standing import recording, renewing
from councilkit.standing.own import read_own
from councilkit.standing.services import standing_of
from tests.audits.conftest import PART, later
from tests.conftest import both_databases
from tests.standing.test_renewing import confirm, learn, pay

UNTIL = date(2026, 12, 31)


@pytest.fixture
def case(ana: Context, ctx: Context, entered: Callable[..., str]) -> Case:
    """The case of the only registrant, who can renew."""
    entered(ctx, "Mary", "Smyth", number="1", part=PART, since=date(2024, 1, 1), until=UNTIL)
    audit = drawing.commit(ana, drawing.plan(ana, PART, Decimal(1)))
    drawing.draw(ana, audit["id"])
    return reading.read_audit(ana, audit["id"])[1][0]


@pytest.fixture
def mary(case: Case, holder: Callable[[Case], Context], ana: Context) -> tuple[Context, str]:
    """The registrant with all else done, and the registration."""
    her, id = holder(case), case.row["registration_id"]
    confirm(her)
    learn(her, id)
    pay(ana, id)
    return her, id


def needs(her: Context, id: str) -> dict[str, bool]:
    return {task.code: task.done for task in read_own(her).entry(id).tasks}


@both_databases
def test_a_signature_holds_only_once_the_audit_is_answered(case: Case, mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    assert needs(her, id)["audit_form"] is False
    with pytest.raises(Invalid, match="Say why"):
        renewing.sign(her, id, {"declaration": True})
    sent = renewing.sign(her, id, {"declaration": True, "note": "My papers are at my old office."})
    assert sent is not None
    assert (sent["outcome"], standing_of(ana, id).until) == (None, None)  # held open until a person has decided
    answering.answer(her, case.id, {"answer": "Please look.", "version": 1})
    assert standing_of(ana, id).until == date(2029, 12, 31)


def test_what_comes_of_an_audit_never_keeps_anybody_from_renewing(
    case: Case, mary: tuple[Context, str], ana: Context, tom: Context
) -> None:
    her, id = mary
    answering.answer(her, case.id, {"answer": "Please look.", "version": 1})
    assert "audit_form" not in needs(her, id)
    for reviewer, find in ((ana, "decide"), (tom, "agree")):
        reviewing.assign(ana, case.id, reviewer.actor.id)
        version = reading.read_case(ana, case.id).row["version"]
        reviewing.declare(reviewer, case.id, {"declaration": "none", "version": version})
        version = reading.read_case(ana, case.id).row["version"]
        if find == "decide":
            outcome = {"outcome": "not_met", "reasons": "80 hours are missing."}
            reviewing.review(reviewer, case.id, outcome | {"version": version})
        else:
            reviewing.look_again(reviewer, case.id, {"second": "agree", "version": version})
    assert reading.read_case(ana, case.id).state == "closed"
    assert standing_of(ana, id).due == UNTIL
    renewing.sign(her, id, {"declaration": True})
    assert standing_of(ana, id).until == date(2029, 12, 31)


def test_the_task_leads_to_the_audit_and_no_officer_imposes_it(
    case: Case, mary: tuple[Context, str], sign_in: Callable[..., Any], ana: Context
) -> None:
    _, id = mary
    shown = sign_in("registrant", person_id=case.row["person_id"]).get(f"/my/renew/{id}").text
    assert f'<a href="/my/audits/{case.id}"' in shown
    assert "audit_form" not in dict(recording.condition_kinds(ana, PART))


def test_a_case_that_was_looked_at_without_an_answer_waits_for_nobody(
    case: Case, mary: tuple[Context, str], ana: Context
) -> None:
    her, id = mary
    ana = later(ana, 40)
    reviewing.assign(ana, case.id, ana.actor.id)
    for act, given in (
        (reviewing.declare, {"declaration": "none"}),
        (reviewing.review, {"outcome": "not_met", "reasons": "Nothing came."}),
    ):
        act(ana, case.id, given | {"version": reading.read_case(ana, case.id).row["version"]})
    assert reading.read_case(ana, case.id).state == "second"
    assert "audit_form" not in needs(her, id)
