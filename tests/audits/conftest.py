"""A part with people to draw from, officers with accounts, and an audit that is drawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from councilkit.accounts.tables import accounts
from councilkit.audits.services import drawing, reading
from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.register import tables
from councilkit.register.store import Row

PART = "ni.social_worker"
SEED = "5e" * 32


@pytest.fixture
def officer(council: Council, ctx: Context) -> Callable[..., Context]:
    """Somebody of the council with an account: `officer("Ana Officer")`, also roles and `person_id`."""

    def make(name: str, *roles: str, **more: Any) -> Context:
        row = {"id": new_id(), "name": name, "roles": list(roles or ("registrar",)), "session": new_id(), **more}
        with ctx.change("test.account", row["id"]) as change:
            change.insert(accounts, row | {"email": f"{row['id']}@example.org"})
        return council.acting(
            Actor(row["id"], name, frozenset(row["roles"]), more.get("person_id"), more.get("organisation_id"))
        )

    return make


@pytest.fixture
def ana(officer: Callable[..., Context]) -> Context:
    """A registrar."""
    return officer("Ana Officer")


@pytest.fixture
def tom(officer: Callable[..., Context]) -> Context:
    """Another registrar."""
    return officer("Tom Officer")


@pytest.fixture
def nok(officer: Callable[..., Context]) -> Context:
    """An assessor."""
    return officer("Nok Assessor", "assessor")


@pytest.fixture
def people(ctx: Context, entered: Callable[..., str]) -> list[str]:
    """Twelve registrations numbered 100 to 111, each with ten hours of learning."""
    learning = [(date(2026, 3, day), 2) for day in range(1, 6)]
    return [
        entered(
            ctx, f"Given{n}", "Family", number=str(100 + n), part=PART, since=date(2025, 4, 1), learning=learning,
            until=date(2028, 3, 31), area=("GB-BFS", "GB-LBC")[n % 2],
        )
        for n in range(12)
    ]  # fmt: skip


@pytest.fixture
def committed(ana: Context, people: list[str]) -> Callable[..., Row]:
    """Commits to a draw of a quarter: `committed(by="area", beacon="The lottery")`."""

    def commit(fraction: str = "0.25", beacon: str = "", **more: Any) -> Row:
        wanted = drawing.plan(ana, PART, Decimal(fraction), **more)
        return drawing.commit(ana, wanted, beacon=beacon, seed=SEED)

    return commit


@pytest.fixture
def cases(ana: Context, committed: Callable[..., Row]) -> list[reading.Case]:
    """The cases of a drawn audit."""
    audit = committed()
    drawing.draw(ana, audit["id"])
    return reading.read_audit(ana, audit["id"])[1]


@pytest.fixture
def holder(council: Council) -> Callable[[reading.Case], Context]:
    """The registrant of a case at work."""

    def act(case: reading.Case) -> Context:
        person = case.row["person_id"]
        return council.acting(Actor(f"{person[:31]}x", "Registrant", frozenset({"registrant"}), person))

    return act


@pytest.fixture
def employ(ctx: Context) -> Callable[..., str]:
    """Gives people a job at one employer: `employ(person_id, other_id, until=...)`; gives the organisation's id."""

    def add(*person_ids: str, since: date = date(2020, 1, 1), until: date | None = None) -> str:
        with ctx.change("test.employ", person_ids[0]) as change:
            name = f"Trust {new_id()[:6]}"
            organisation = change.insert(tables.organisations, {"name": name, "search_name": name.lower()})
            for each in person_ids:
                job = {"person_id": each, "organisation_id": organisation, "starts_on": since, "ends_on": until}
                change.insert(tables.employment, job)
        return organisation

    return add


def later(ctx: Context, days: int) -> Context:
    """The same actor some days on."""
    moment: datetime = ctx.now() + timedelta(days=days)
    return replace(ctx, council=replace(ctx.council, clock=lambda: moment))
