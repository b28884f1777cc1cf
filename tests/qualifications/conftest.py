"""Care workers and managers of every kind: with an award of the list, in place of it, unmatched, and with none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import people
from councilkit.register.tables import qualifications
from tests.standing.conftest import add_person, ana, application, enter, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "enter", "kind_of", "register", "tom"]
DAY = date(2026, 11, 22)
DIPLOMA = "L2 Diploma in Health & Social Care (NI)"  # an alias
UNMATCHED = "Level 2 Diploma in Health and Social Care"
WORKER, MANAGER = "ni.social_care_worker", "ni.social_care_manager"


@pytest.fixture
def qualify(
    add_person: Callable[..., str], register: Callable[..., str], ctx: Context, ana: Context
) -> Callable[..., str]:
    """Enters a care worker: `qualify("Mary", DIPLOMA, on=..., part=..., employer=...)`; the registration's id."""

    def add(name: str, *awards: str, employer: str = "", **entry: Any) -> str:
        person = add_person(f"{name} Worker", area_code=entry.pop("area", "GB-BFS"))
        with ctx.change("test.qualify", person) as change:
            for award in awards:
                row = {"person_id": person, "award": award, "country": "GB", "awarded_on": date(2019, 6, 1)}
                change.insert(qualifications, row)
        if employer:
            people.add_employment(ana, person, {"organisation": employer, "starts_on": date(2024, 4, 1)})
        return register(person, **{"part": WORKER, **entry})

    return add


@pytest.fixture
def staff(qualify: Callable[..., str]) -> dict[str, str]:
    """Seven people in two parts, at two employers."""
    return {
        "Listed": qualify("Listed", DIPLOMA, employer="Rathmore Care"),
        "Equal": qualify("Equal", "Bachelor of Social Work", part=MANAGER, employer="Rathmore Care"),
        "Nurse": qualify("Nurse", "BSc (Hons) Nursing", part=MANAGER),
        "Leader": qualify("Leader", "Level 5 Diploma in Leadership (Adult Management)", part=MANAGER),
        "Doubtful": qualify("Doubtful", UNMATCHED, employer="Lagan Homecare"),
        "Old": qualify("Old", employer="Lagan Homecare", area="GB-DRS"),
        "New": qualify("New", on=date(2026, 6, 1), area="GB-DRS"),
    }
