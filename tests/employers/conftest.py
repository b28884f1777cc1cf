"""Two employers with their staff, and the officers of the register."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.accounts.tables import accounts
from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.register.services import orders, people
from councilkit.register.services.files import read_file
from tests.standing.conftest import add_person, ana, application, enter, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "boss", "employ", "enter", "kind_of", "register", "remove", "tom"]

FAR, NEAR = date(2026, 1, 5), date(2024, 1, 1)  # entries whose term ends in 2029, and on 31 December 2026


@pytest.fixture
def boss(council: Council, ctx: Context) -> Callable[..., Context]:
    """Somebody who acts for an employer: `boss("Northside Trust")`, which is made if it is new."""

    def act(employer: str = "Northside Trust", **more: Any) -> Context:
        with ctx.change("register.test", new_id()) as change:
            organisation = people.insert_organisation(change, employer)
        row = {"id": new_id(), "name": "Eve Adams", "roles": ["employer"], "organisation_id": organisation}
        with ctx.change("accounts.test", row["id"]) as change:
            change.insert(accounts, row | {"email": f"{row['id']}@example.org", "session": new_id()})
        return council.acting(
            Actor(row["id"], "Eve Adams", frozenset({"employer"}), organisation_id=organisation, **more)
        )

    return act


@pytest.fixture
def employ(ana: Context, enter: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody with an entry who works for an employer: `employ("Mary Smyth", on=NEAR)`; returns the office's file."""

    def add(name: str, on: date = FAR, employer: str = "Northside Trust", **job: Any) -> Any:
        file = enter(name, on=on)
        people.add_employment(ana, file.person["id"], {"organisation": employer, "starts_on": on} | job)
        return read_file(ana, file.person["id"])

    return add


@pytest.fixture
def remove(ana: Context, tom: Context, kind_of: Callable[[str], str]) -> Callable[..., None]:
    """Strikes a registration off by an order that two officers agreed on: `remove(registration_id)`."""

    def act(registration_id: str) -> None:
        given = {"kind": kind_of("removed"), "starts_on": date(2026, 11, 1), "decided_by": "Committee"}
        proposal = orders.propose_order(ana, registration_id, given | {"public_wording": "Removed."})
        orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})

    return act
