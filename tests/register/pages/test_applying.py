"""Pages of those who apply: what follows is said before an application is taken back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import applications
from councilkit.standing.services import standing_of
from tests.standing.conftest import enter
from tests.standing.test_renewing import AFTER, later, mary, pay, sign

__all__ = ["enter", "later", "mary"]


@pytest.mark.parametrize(
    ("paid", "moment", "told", "left"),
    [
        (
            False,
            AFTER,
            "Mary Smyth is registered until 1 February 2027, and from 2 February 2027 on is not registered",
            "lapsed",
        ),
        (
            False,
            datetime(2026, 12, 1, 12, tzinfo=UTC),
            "Mary Smyth is registered until 31 December 2026, and from 1 January 2027 on is not registered",
            "registered",
        ),
        (True, AFTER, "The registration does not end by this.", "registered"),
    ],
)
def test_what_taking_a_renewal_back_ends_is_said_before_it_is_done(
    mary: tuple[Context, str],
    ana: Context,
    later: Callable[[datetime], None],
    sign_in: Callable[..., Any],
    paid: bool,
    moment: datetime,
    told: str,
    left: str,
) -> None:
    her, id = mary
    if paid:
        pay(ana, id)
    sent = sign(her, id, "I was ill.")["id"]
    later(moment)
    browser = sign_in("registrant", person_id=her.actor.person_id)
    address = f"/my/applications/{sent}"
    assert f'action="{address}/withdraw"' in browser.get(address).text
    form = {"version": applications.read(her, sent)["version"]}
    asked = browser.post(f"{address}/withdraw", data=form)
    assert told in asked.text
    assert f'href="{address}"' in asked.text
    assert applications.read(her, sent)["outcome"] is None
    assert browser.post(f"{address}/withdraw", data=form | {"sure": "yes"}).location == address
    assert applications.read(her, sent)["outcome"] == "withdrawn"
    assert standing_of(ana, id, moment.date()).status == "registered"
    later(moment.replace(day=moment.day + 1))
    assert standing_of(ana, id).status == left


def test_an_application_for_entry_is_taken_back_after_a_second_step(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    sent = applications.apply(ana, application)
    browser = sign_in("registrar")
    address = f"/my/applications/{sent}/withdraw"
    asked = browser.post(address, data={"version": "1"}).text
    assert "The council stops working on it and decides nothing." in asked
    assert browser.post(address, data={"version": "x"}).status_code == 422
    browser.post(address, data={"version": "1", "sure": "yes"})
    assert applications.read(ana, sent)["outcome"] == "withdrawn"
