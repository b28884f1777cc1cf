"""Two officers at one application: who comes second is told in a sentence, and loses nothing that they typed."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Actor, Context
from councilkit.register.services import applications, orders
from tests.register.pages.test_pages import hidden
from tests.register.services.test_applications import decide, propose

ALREADY = "Somebody proposed a decision already. Look again."
NOTHING = "Nothing is proposed here yet. Look again."
DECIDED = "This application was decided already. Nothing was changed."
NOW = "Look at the application as it is now"
TYPED = "Typed for a long while."


@pytest.fixture
def sent(ana: Context, application: dict[str, Any]) -> str:
    return applications.apply(ana, application)


def version(ctx: Context, id: str) -> int:
    return int(applications.read(ctx, id)["version"])


@pytest.mark.parametrize(
    "form",
    [
        {"proposal": "admit"},
        {"proposal": "ask", "asked_more": TYPED},
        {"proposal": "refuse", "reasons": TYPED},
        {"proposal": "refuse", "reasons": TYPED, "sure": "yes"},
        {"proposal": "admit", "grounds": TYPED},
        {"proposal": "admit", "grounds": TYPED, "sure": "yes"},
        {"reasons": TYPED},
        {},
    ],
)
def test_a_proposal_that_comes_second_is_told_and_kept(
    sign_in: Callable[..., Any], tom: Context, sent: str, form: dict[str, str]
) -> None:
    propose(tom, sent)
    late = sign_in("registrar").post(f"/office/applications/{sent}/propose", data=form | {"version": "1"})
    assert late.status_code == 409
    assert ALREADY in late.text
    assert NOW in late.text
    assert (TYPED in late.text) == (TYPED in form.values())


@pytest.mark.parametrize(
    "form", [{"decision": "agree"}, {"decision": "send_back"}, {"decision": "send_back", "note": TYPED}, {}]
)
def test_a_decision_about_what_was_taken_back_is_told_and_kept(
    sign_in: Callable[..., Any], tom: Context, sent: str, form: dict[str, str]
) -> None:
    propose(tom, sent)
    applications.take_back(tom, sent, 2)
    late = sign_in("registrar").post(f"/office/applications/{sent}/decide", data=form | {"version": "2"})
    assert late.status_code == 409
    assert NOTHING in late.text
    assert NOW in late.text
    assert (TYPED in late.text) == (TYPED in form.values())


def test_what_comes_after_the_decision_is_told_and_kept(
    sign_in: Callable[..., Any], ana: Context, tom: Context, sent: str
) -> None:
    propose(tom, sent)
    decide(ana, sent)
    office, base = sign_in("registrar"), f"/office/applications/{sent}"
    for step, form in (
        ("propose", {"proposal": "refuse", "reasons": TYPED}),
        ("propose", {"proposal": "ask", "asked_more": TYPED}),
        ("decide", {"decision": "send_back", "note": TYPED}),
    ):
        late = office.post(f"{base}/{step}", data=form | {"version": "2"})
        assert (late.status_code, DECIDED in late.text, TYPED in late.text) == (409, True, True), (step, form)


def test_who_agreed_to_another_proposal_chooses_again(sign_in: Callable[..., Any], tom: Context, sent: str) -> None:
    propose(tom, sent)
    second, base = sign_in("registrar"), f"/office/applications/{sent}"
    read = hidden(second.get(base), "version")
    applications.take_back(tom, sent, 2)
    propose(tom, sent, "refuse", reasons="No degree.")
    late = second.post(f"{base}/decide", data={"decision": "agree", "note": TYPED, "version": read})
    assert late.status_code == 409
    assert "Somebody else changed this record" in late.text
    assert TYPED in late.text
    assert "checked" not in late.text
    assert hidden(late, "version") == str(version(tom, sent))


def test_an_answer_that_nobody_waits_for_any_more_is_told_and_kept(
    ctx: Context, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    client = sign_in("applicant")
    own = ctx.acting(Actor(client.account_id, "Applicant", frozenset({"applicant"})))
    id = applications.apply(own, application)
    propose(ana, id, "ask", asked_more="Your diploma.", asked_until="2026-12-14")
    applications.answer(ana, id, {"answer": "Sent by post.", "version": version(ana, id)})
    late = client.post(f"/my/applications/{id}", data={"answer": TYPED, "version": "2"})
    assert late.status_code == 422
    assert "We are not waiting for an answer. Nothing more is needed." in late.text
    assert TYPED in late.text


def test_a_second_word_about_an_order_is_told_and_kept(
    sign_in: Callable[..., Any], ana: Context, tom: Context, add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:  # fmt: skip
    end = {"on": "2026-11-20", "reason": "x", "article": "s. 1"}
    proposal = orders.propose_removal(ana, register(add_person()), end)
    orders.decide_proposal(tom, proposal, {"decision": "send_back", "note": "Why?", "version": 1})
    late = sign_in("registrar").post(
        f"/office/proposals/{proposal}", data={"decision": "send_back", "note": TYPED, "version": "1"}
    )
    assert late.status_code == 409
    assert "This proposal was decided already. Nothing was changed." in late.text
    assert TYPED in late.text
