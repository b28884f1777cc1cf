"""A draft law tried against the register: who would be judged otherwise, and what is wrong with a draft."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register.model import Qualification
from councilkit.register.tables import qualifications
from councilkit.standing import impact

DRAFT = Path(__file__).parents[2] / "plugins" / "ni_qbr" / "drafts" / "qbr"
DAY = date(2026, 11, 22)


@pytest.fixture
def workers(add_person: Callable[..., str], register: Callable[..., str], ctx: Context) -> dict[str, str]:
    """Two care workers, one of them with the Level 2 Diploma."""
    found = {name: add_person(f"{name} Worker") for name in ("Qualified", "Unqualified")}
    with ctx.change("test.qualify", found["Qualified"]) as change:
        award = ctx.catalogue.get(Qualification, "ni.l2_diploma").title.upper()
        change.insert(qualifications, {"person_id": found["Qualified"], "award": award, "awarded_on": date(2019, 6, 1)})
    return {register(person, part="ni.social_care_worker"): name for name, person in found.items()}


def test_who_lacks_the_qualification_would_not_be_renewed(workers: dict[str, str], ana: Context) -> None:
    draft = impact.with_draft(ana.law, DRAFT)
    found = impact.impact(ana, draft, requirement="qualification", as_of=DAY)
    told = {workers[row["registrant"]]: (row["before"], row["after"]) for row in found.iter_rows(named=True)}
    assert told == {"Qualified": ("does not apply", "met"), "Unqualified": ("does not apply", "unmet")}
    counts = impact.counted(found, "part").select("part", "before", "after", "people").rows()
    assert counts == [("ni.social_care_worker", "does not apply", after, 1) for after in ("met", "unmet")]


def test_a_draft_binds_from_its_own_day(workers: dict[str, str], ana: Context) -> None:
    draft = impact.with_draft(ana.law, DRAFT)
    before = impact.impact(ana, draft, requirement="qualification", as_of=date(2025, 12, 31))
    assert set(before["after"]) == {"does not apply"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no law in"),
        ("a: 1\n", "line 1"),
        (
            "sources:\n  X: {title: X}\nno.such:\n  title: T\n  values:\n    2026-01-01: {value: 1, source: X}\n",
            "no.such",
        ),
    ],
)
def test_a_broken_draft_is_named(text: str, sentence: str, tmp_path: Path, ana: Context) -> None:
    (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=sentence):
        impact.with_draft(ana.law, tmp_path)


def test_a_draft_of_no_requirement_is_told(ana: Context, workers: dict[str, str]) -> None:
    with pytest.raises(Problem, match="changes nothing"):
        impact.impact(ana, ana.law, requirement="no such")
