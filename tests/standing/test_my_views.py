"""What a registrant's own page says beside the answer: the way back after a removal, and appeals that run."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import appeals, orders


@pytest.mark.parametrize(
    ("part", "says"),
    [("ni.social_worker", "You can ask to come back from 1 November 2031 on"), ("ro.social_worker", "is not known")],
)
def test_who_was_removed_reads_when_coming_back_opens(
    sign_in: Callable[..., Any],
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    part: str,
    says: str,
) -> None:
    person = add_person("Mary Smyth")
    given = {"on": date(2026, 11, 1), "reason": "By agreement.", "article": "Rule 14"}
    proposal = orders.propose_removal(ana, register(person, date(2024, 1, 1), part=part), given)
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})
    assert says in sign_in("registrant", person_id=person).get("/my").text


def test_an_appeal_is_told_until_it_is_over(
    sign_in: Callable[..., Any], ana: Context, enter: Callable[..., Any]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    hers = sign_in("registrant", person_id=file.person["id"])
    given = {"against": "A <warning>", "received_on": date(2026, 11, 2)}
    made = appeals.record_appeal(ana, file.registrations[0]["id"], given)
    shown = hers.get("/my").text
    assert "Your appeal (A &lt;warning&gt;) reached the council on 2 November 2026." in shown
    assert "The council has not answered yet." in shown
    appeals.reply(ana, made, {"replied_on": date(2026, 11, 20), "version": 1})
    shown = hers.get("/my").text
    assert "The council answered on 20 November 2026. The tribunal or court decides." in shown
    closing = {"outcome": "confirmed", "outcome_on": date(2026, 11, 21), "version": 2}
    appeals.close(ana, made, closing)
    assert "Your appeal" not in hers.get("/my").text
