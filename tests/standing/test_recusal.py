"""An officer who is on the register records nothing for themselves, and reads everything as before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.errors import NotPermitted
from councilkit.register.services import appeals
from councilkit.standing import recording, renewing
from councilkit.standing.own import read_own
from councilkit.standing.services import standing_of
from councilkit.standing.tables import conditions, leave
from tests.standing.test_renewing import confirm, learn, pay

OTHER = r"This is about yourself\. Another officer must do it\."
PAYMENT = {"fee": "renewal", "amount": "65", "paid_on": date(2026, 11, 20)}
EXEMPT = {"kind": "exemption", "requirement": "learning", "starts_on": date(2024, 1, 1), "reason": "x", "article": "y"}
CONDITION = {"kind": "ni.prtl", "imposed_on": "2026-01-01"}
LEAVE = {"kind": "sick", "starts_on": "2026-01-01"}


@pytest.fixture
def person(enter: Callable[..., Any]) -> Any:
    """Everything held of Mary, whose term ends with the year."""
    return enter("Mary Smyth", on=date(2024, 1, 1))


@pytest.fixture
def me(council: Council, person: Any) -> Context:
    """Mary, who is an officer too."""
    roles = frozenset({"registrar", "registrant"})
    return council.acting(Actor(new_id(), "Mary Smyth", roles, person_id=person.person["id"]))


def test_nothing_is_recorded_for_oneself(me: Context, ana: Context, person: Any) -> None:
    id = person.registrations[0]["id"]
    kind = recording.condition_kinds(ana, person.registrations[0]["part"])[0][0]
    condition = recording.impose_condition(ana, id, CONDITION | {"kind": kind})
    recording.record_leave(ana, id, LEAVE)
    with ana.reading() as connection:
        on_leave = connection.execute(leave.select()).mappings().one()["id"]
    for verb in (
        lambda: recording.record_payment(me, id, PAYMENT),
        lambda: recording.impose_condition(me, id, CONDITION | {"kind": kind}),
        lambda: recording.confirm_condition(me, condition, {"fulfilled_on": "2026-11-20"}, 1),
        lambda: recording.record_leave(me, id, LEAVE),
        lambda: recording.dispense(me, id, EXEMPT),
        lambda: recording.take_back(me, leave, on_leave, 1),
        lambda: recording.take_back(me, conditions, condition, 1),
    ):
        with pytest.raises(NotPermitted, match=OTHER):
            verb()


def test_what_is_ones_own_to_do_is_done(me: Context, ana: Context, person: Any) -> None:
    id = person.registrations[0]["id"]
    learn(me, id)
    pay(ana, id)
    confirm(me)
    assert read_own(me).entry(id).renewable
    renewing.sign(me, id, {"declaration": True})
    assert standing_of(ana, id).until == date(2029, 12, 31)


def test_the_pages_say_who_must_do_it_and_offer_nothing(sign_in: Callable[..., Any], ana: Context, person: Any) -> None:
    id, whose = person.registrations[0]["id"], f"/office/people/{person.person['id']}"
    base = f"/office/registrations/{id}"
    appeal = appeals.record_appeal(ana, id, {"against": "Warning", "received_on": "2026-11-20"})
    mine, other = sign_in("registrar", "registrant", person_id=person.person["id"]), sign_in("registrar")
    for address, offered in (
        (whose, "Change the record"),
        (whose, "Propose an order"),
        (f"{base}/renewal", "Add"),
        (f"/office/appeals/{appeal}", "Record the reply"),
    ):
        page = mine.get(address)
        assert page.status_code == 200
        assert "This is about yourself. You can read it here" in page.text
        assert f">{offered}<" not in page.text
        assert f">{offered}<" in other.get(address).text
    forms = ("extend", "renew", "end", "orders/new", "appeal", "renewal/payment", "renewal/leave", "renewal/decision")
    for address in (*(f"{base}/{form}" for form in forms), f"{whose}/qualifications", f"{whose}/same"):
        answer = mine.get(address)
        assert answer.status_code == 403, address
        assert "Another officer must do it." in answer.text
        assert "ask the person at your council who looks after accounts" not in answer.text
    assert mine.post(f"{base}/renewal/payment", data={"fee": "renewal", "amount": "65"}).status_code == 403
    assert mine.get("/my").status_code == 200
