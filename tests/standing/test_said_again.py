"""What somebody declared at a renewal is told again later in the language of whoever reads it."""

from collections.abc import Callable
from typing import Any

from councilkit.context import Context
from councilkit.keeping import from_data
from councilkit.register.services import applications
from councilkit.speech import speaker
from tests.standing.test_renewing import learn, mary, pay, sign

__all__ = ["mary"]


def test_what_was_sent_is_told_in_romanian(
    mary: tuple[Context, str], ana: Context, sign_in: Callable[..., Any]
) -> None:
    her, id = mary
    learn(her, id, 90)
    pay(ana, id)
    sign(her, id)
    (sent,) = applications.list_own(her)
    said = [from_data(each) for each in sent["details"]["learning_said"]]
    assert [str(each) for each in said] == sent["details"]["learning"]
    assert "Learning: 90 of 90 hours" in sent["details"]["learning"]
    page = sign_in("registrant", person_id=her.actor.person_id).get(f"/renewals/{sent['reference']}?lang=ro").text
    for each in said:
        assert speaker("ro")(each) in page
    assert "Learning: 90" not in page
