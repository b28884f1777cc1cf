"""The letter about what came of an appeal: to a registrant, and to an applicant who is on no register."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.database import new_id
from councilkit.register.services import appeals, applications
from tests.register.pages.test_appeals import typed
from tests.register.test_letters import letters_of

TODAY = date(2026, 11, 22)
AGAINST = "Warning of <3 May>"


def closed(office: Any, id: str, outcome: str) -> str:
    form = {"version": "1", "outcome": outcome, "note": "SECRET", **typed(TODAY, "outcome_on")}
    return str(office.post(f"/office/appeals/{id}/outcome", data=form, follow_redirects=True).text)


@pytest.mark.parametrize(
    ("outcome", "says", "follows"),
    [
        ("confirmed", "Outcome: The decision stands.", "The decision of the council holds."),
        ("withdrawn", "Outcome: The appeal was taken back.", "The decision of the council holds."),
        ("set_aside", "Outcome: The decision is set aside.", "Where that changes your registration, we write to you"),
    ],
)
def test_a_registrant_is_told_what_came_of_their_appeal(
    council: Council,
    sign_in: Callable[..., Any],
    ana: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    outcome: str,
    says: str,
    follows: str,
) -> None:
    entry = register(add_person("Mary Smyth", email="mary@example.org"))
    given = {"id": new_id(), "against": AGAINST, "received_on": TODAY, "reference": "NISCC 6/2026"}
    shown = closed(sign_in("registrar"), appeals.record_appeal(ana, entry, given), outcome)
    assert "Recorded. The letter is sent." in shown
    (text,) = letters_of(council)
    over = f"Your appeal ({AGAINST}) is over since 22 November 2026."
    for each in ("Mary Smyth", over, says, follows, "Reference of the tribunal or court: NISCC 6/2026."):
        assert each in text
    assert "SECRET" not in text


def test_an_applicant_on_no_register_is_told_that_the_application_is_decided_again(
    council: Council, sign_in: Callable[..., Any], ana: Context, tom: Context, application: dict[str, Any]
) -> None:
    sent = applications.apply(ana, application)
    applications.propose(ana, sent, {"proposal": "refuse", "reasons": "The award is not taken.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    given = {"id": new_id(), "against": "The refusal", "received_on": TODAY}
    id = appeals.record_appeal_of_application(ana, sent, given)
    assert "Recorded. The letter is sent." in closed(sign_in("registrar"), id, "set_aside")
    (text,) = letters_of(council)
    assert "Ștefania Pop" in text
    assert "The council decides your application again. You need not send it again." in text
    assert "/my/applications/" not in text


def test_where_no_letter_can_be_sent_the_officer_is_told(
    sign_in: Callable[..., Any], ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    given = {"id": new_id(), "against": AGAINST, "received_on": TODAY}
    id = appeals.record_appeal(ana, register(add_person("Mary Smyth")), given)
    assert "No letter could be sent: tell the person." in closed(sign_in("registrar"), id, "confirmed")
