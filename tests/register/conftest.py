"""Two officers, an applicant, and people to work on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.register.model import OrderKind
from councilkit.register.services import people
from councilkit.register.services.registrations import insert_registration, part_of

PART = "ni.social_worker"


@pytest.fixture
def ana(council: Council) -> Context:
    """A registrar at work."""
    return council.acting(Actor("a" * 32, "Ana Officer", frozenset({"registrar"})))


@pytest.fixture
def tom(council: Council) -> Context:
    """Another registrar."""
    return council.acting(Actor("b" * 32, "Tom Officer", frozenset({"registrar"})))


@pytest.fixture
def add_person(ana: Context) -> Callable[..., str]:
    """Adds a person: `add_person("Ștefania Pop")`."""

    def add(name: str = "Mary Smyth", **more: Any) -> str:
        given, _, family = name.partition(" ")
        return people.add_person(ana, {"given_names": given, "family_name": family, **more})

    return add


@pytest.fixture
def register(ctx: Context) -> Callable[..., str]:
    """Enters a person on the register: `register(person_id, on=date(2024, 4, 1))`; returns the registration's id."""

    def enter(person_id: str, on: date = date(2024, 4, 1), part: str = PART) -> str:
        with ctx.reading() as connection:
            person = people.store.person(connection, person_id)
        with ctx.change("register.test", person_id) as change:
            return insert_registration(ctx, change, person or {}, part_of(ctx, {"part": part}), on)

    return enter


@pytest.fixture
def kind_of(council: Council) -> Callable[[str], str]:
    """The code of a kind of order of the part by its effect."""

    def find(effect: str) -> str:
        return next(k.code for k in council.catalogue.all(OrderKind) if k.effect == effect and k.code.startswith("ni."))

    return find


@pytest.fixture
def application() -> dict[str, Any]:
    """A complete application."""
    return {
        "id": new_id(),
        "part": PART,
        "given_names": "Ștefania",
        "family_name": "Pop",
        "date_of_birth": date(1990, 5, 1),
        "email": "stefania@example.org",
        "award": "Bachelor of Social Work",
        "institution": "University of Example",
        "awarded_country": "RO",
        "awarded_year": 2012,
        "employer": "Northside Trust",
        "declaration": "yes",
    }
