"""Letters about orders and ends: what was decided, what it means, and how to appeal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register import order_letters, store
from councilkit.register.services import orders
from tests.register.test_letters import letters_of


def agree(officer: Any, proposal: str) -> str:
    form = {"decision": "agree", "version": "1"}
    answer = officer.post(f"/office/proposals/{proposal}", data=form, follow_redirects=True)
    assert "The letter to the registrant is sent." in answer.text
    return str(answer.text)


def test_an_order_is_told_to_the_registrant_by_letter_and_on_their_page(
    council: Council,
    sign_in: Callable[..., Any],
    ana: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    person = add_person("Mary Smyth", email="mary@example.org")
    order = {
        "kind": "ni.suspension",
        "decided_by": "Fitness to Practise Committee",
        "starts_on": date(2026, 11, 20),
        "ends_on": date(2027, 5, 19),
        "review_on": date(2027, 4, 2),
        "public_wording": "Suspended for six months.",
        "private_note": "Not for her eyes.",
    }
    proposal = orders.propose_order(ana, register(person), order)
    form = {"decision": "agree", "version": "1"}
    assert sign_in("registrar").post(f"/office/proposals/{proposal}", data=form).status_code == 302
    (text,) = letters_of(council)
    page = sign_in("registrant", person_id=person).get("/my").text
    for each in ("Fitness to Practise Committee", "20 November 2026", "19 May 2027", "Suspended for six months."):
        assert each in text
        assert each in page
    assert "2 April 2027" in page
    assert "You may not practise while it lasts." in text
    assert "Not for her eyes" not in text + page


def test_the_lifting_of_an_order_and_a_removal_are_told_too(
    council: Council,
    sign_in: Callable[..., Any],
    ana: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    registration = register(add_person("Mary Smyth", email="mary@example.org"))
    order = {
        "kind": "ni.suspension",
        "decided_by": "Committee",
        "starts_on": date(2026, 11, 20),
        "ends_on": date(2027, 5, 19),
    }
    officer = sign_in("registrar")
    agree(officer, orders.propose_order(ana, registration, order))
    with ana.reading() as connection:
        (made,) = store.orders_of(connection, [registration])
    lifted = {"lifted_on": date(2026, 11, 22), "reason": "Not for her eyes."}
    agree(officer, orders.propose_lift(ana, made["id"], lifted))
    removal = {"on": date(2026, 11, 22), "reason": "Removed by agreement.", "article": "Rule 14"}
    agree(officer, orders.propose_removal(ana, registration, removal))
    texts = letters_of(council)
    assert len(texts) == 3
    made = next(text for text in texts if "An order was made" in text)
    assert "Care Tribunal: 28 days" in made
    lift = next(text for text in texts if "is lifted: Suspension." in text)
    assert "It no longer holds from 22 November 2026." in lift
    removed = next(text for text in texts if "ends by decision of the council" in text)
    told = ("Removed by agreement.", "Rule 14", "28 days", "From when you can ask to come back is not known")
    assert [each for each in told if each not in removed] == []
    assert "Not for her eyes" not in "".join(texts)


@pytest.mark.parametrize(
    ("kind", "says", "unsaid"),
    [
        ("ni.warning", "You can appeal. Time to appeal to the Care Tribunal: 28 days", "cannot be appealed"),
        ("ni.undertakings", "This kind of decision cannot be appealed (Health and Personal", "You can appeal"),
        ("ni.advice", "This kind of decision cannot be appealed (Health and Personal", "You can appeal"),
        ("ni.removal", "You can ask to come back from 22 November 2031 on, by a rule", "cannot be appealed"),
    ],
)
def test_whether_an_order_can_be_appealed_is_told_as_the_law_says_it(
    council: Council,
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    kind: str,
    says: str,
    unsaid: str,
) -> None:
    order = {"kind": kind, "decided_by": "Committee", "starts_on": date(2026, 11, 22), "public_wording": "Words."}
    order["ends_on"] = None if kind == "ni.removal" else date(2027, 5, 19)
    entry = register(add_person("Mary Smyth", email="mary@example.org"))
    proposal = orders.propose_order(ana, entry, order)
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    case = orders.agreed(tom, proposal)
    assert case is not None
    text = order_letters.order_letter(tom, case)
    assert says in text
    assert unsaid not in text
