"""A register that can be counted by hand, and drafts."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.impact.trials import Trial, read_draft
from councilkit.law.drafts import Draft
from councilkit.plugins import Plugin
from councilkit.register.model import Qualification
from councilkit.register.services import people
from councilkit.register.tables import employment, persons, qualifications, registrations
from tests.standing.conftest import add_person, ana, application, enter, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "enter", "kind_of", "register", "tom"]

SHIPPED = Path(__file__).parents[2] / "plugins" / "ni_qbr" / "drafts" / "qbr"
IN_POST = """
title: "Qualification-based register"
transition:
  - title: "Time for people in post"
    requirements: [qualification]
    in_post_before: 2026-01-01
    qualify_by: 2030-12-31
    source: TRIAL
    note: "Chosen for these tests."
"""
DAY = date(2026, 11, 22)
LONG_AGO, NEWLY = date(2020, 3, 2), date(2026, 3, 2)  # jobs that began before and after the draft's first day
WORKER = "ni.social_care_worker"


@pytest.fixture
def crowd(ctx: Context) -> None:
    """37 people: 28 care workers, of whom 16 hold no qualification that the draft accepts, and 9 social workers.

    Of the 16, 7 were in post at Northside Trust in Belfast before the draft begins, 6 began later at Southside Care in
    Antrim, and 3 in Derry have no job. The 12 others hold the Level 2 Diploma and work at Northside Trust in Belfast.
    """
    fill(ctx, 12, area="GB-BFS", employer="Northside Trust", since=LONG_AGO, qualified=True)
    fill(ctx, 7, area="GB-BFS", employer="Northside Trust", since=LONG_AGO)
    fill(ctx, 6, area="GB-ANN", employer="Southside Care", since=NEWLY)
    fill(ctx, 3, area="GB-DRS")
    fill(ctx, 9, part="ni.social_worker", area="GB-BFS", employer="Northside Trust", since=LONG_AGO)


def fill(ctx: Context, count: int, *, part: str = WORKER, area: str = "", **more: Any) -> list[str]:
    """Enter so many invented people who are alike; gives the ids of the people."""
    made = []
    with ctx.change("test.fill", new_id()) as change:
        for number in range(count):
            mark = new_id()
            name = {"given_names": "Ana", "family_name": f"Demo{number}", "search_name": f"ana demo{number}"}
            person = change.insert(
                persons, {"public_id": f"SW-{mark[:12]}", "area_code": area, **name, "invented": True}
            )
            entry = {"person_id": person, "part": part, "number": f"{part[3:9]}-{mark[:12]}"}
            change.insert(registrations, entry | {"registered_on": date(2024, 4, 1)})
            _work(ctx, change, person, **more)
            made.append(person)
    return made


def _work(
    ctx: Context, change: Any, person: str, employer: str = "", since: date | None = None, qualified: bool = False
) -> None:
    if employer:
        organisation = people.insert_organisation(change, employer)
        change.insert(employment, {"person_id": person, "organisation_id": organisation, "starts_on": since})
    if qualified:
        award = ctx.catalogue.get(Qualification, "ni.l2_diploma").title
        change.insert(qualifications, {"person_id": person, "award": award, "awarded_on": date(2019, 6, 1)})


@pytest.fixture(autouse=True)
def qbr_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The draft that the plugin ships, with time for people in post instead: that can be counted by hand."""
    folder = tmp_path / "shipped" / "qbr"
    shutil.copytree(SHIPPED, folder)
    (folder / "draft.yaml").write_text(IN_POST, encoding="utf-8")
    known = Plugin.folders

    def folders(plugin: Plugin, name: str) -> list[Path]:
        return [folder.parent] if (plugin.info.code, name) == ("ni_qbr", "drafts") else known(plugin, name)

    monkeypatch.setattr(Plugin, "folders", folders)
    return folder


@pytest.fixture
def qbr(qbr_folder: Path) -> Draft:
    """That draft of the qualification-based register, with its transition."""
    return read_draft(qbr_folder, "ni_qbr/qbr")


@pytest.fixture
def trial(qbr: Draft) -> Callable[..., Trial]:
    """That draft tried on the day: `trial(requirement="qualification")`; `transition=()` leaves its own out."""

    def make(**more: Any) -> Trial:
        return Trial(qbr, **({"as_of": DAY, "transition": qbr.transition} | more))

    return make
