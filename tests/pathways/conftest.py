"""Registrants of the Northern Ireland parts, at work and signed in, and their employer's account holders."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd.services import log_record
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from tests.conftest import learner
from tests.employers.conftest import add_person, ana, boss, employ, enter, kind_of, register, tom

__all__ = ["add_person", "ana", "boss", "employ", "enter", "kind_of", "register", "tom"]

WORKER = "ni.social_care_worker"


@pytest.fixture
def mary(
    ana: Context, acting: Callable[..., Context], add_person: Callable[..., str], register: Callable[..., str]
) -> Context:
    """Mary Smyth, a social care worker at Northside Trust, at work for herself."""
    return worker("Mary Smyth", ana, acting, add_person, register)


@pytest.fixture
def john(
    ana: Context, acting: Callable[..., Context], add_person: Callable[..., str], register: Callable[..., str]
) -> Context:
    """John Toner, another one at the same place."""
    return worker("John Toner", ana, acting, add_person, register)


def worker(name: str, ana: Context, acting: Callable[..., Context], add: Any, register: Any) -> Context:
    person = add(name)
    register(person, on=date(2024, 4, 1), part=WORKER)
    job = {"organisation": "Northside Trust", "starts_on": date(2024, 4, 1), "role": "Support worker"}
    people.add_employment(ana, person, job)
    return acting("registrant", person_id=person, name=name)


@pytest.fixture
def hers(mary: Context, sign_in: Callable[..., Any]) -> Any:
    """Mary's browser."""
    return sign_in("registrant", person_id=mary.actor.person_id, name="Mary Smyth")


def entry_of(ctx: Context) -> Any:
    """The registration of whoever acts."""
    return read_file(ctx, str(ctx.actor.person_id)).registrations[0]


def logged(ctx: Context, title: str = "Adult safeguarding", on: date = date(2026, 3, 2), **more: Any) -> Any:
    """A learning record of whoever acts."""
    given = {"title": title, "on": on, "amount": 2, "unit": "hour", "category": "course", "kind": "formal", **more}
    return log_record(ctx, learner(ctx, entry_of(ctx)["id"]), given).record
