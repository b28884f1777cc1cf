"""The people and officers of the register's tests, and people with an entry."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services.files import read_file
from tests.register.conftest import add_person, ana, application, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "enter", "kind_of", "register", "tom"]


@pytest.fixture
def enter(ana: Context, add_person: Callable[..., str], register: Callable[..., str]) -> Callable[..., Any]:
    """Adds a person with an entry; returns what the office holds of them."""

    def add(name: str = "Mary Smyth", on: date = date(2024, 4, 1), **more: Any) -> Any:
        person = add_person(name, **more)
        register(person, on)
        return read_file(ana, person)

    return add
