"""The register against the draft: who stands where, on both databases, and who may look."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import NotFound, NotPermitted
from councilkit.qualifications import services
from councilkit.qualifications.model import QualificationPlan
from councilkit.qualifications.services import read_register
from councilkit.standing import recording
from tests.conftest import both_databases

from .conftest import DAY, DIPLOMA, MANAGER, UNMATCHED, WORKER

Qualify = Callable[..., str]


@both_databases
def test_everybody_stands_somewhere(ana: Context, staff: dict[str, str]) -> None:
    found = read_register(ana, services.plan_of(ana), DAY)
    told = Counter((line.part, line.state, line.until) for line in found.lines)
    assert told == {
        (WORKER, "meets", date(2030, 12, 31)): 1,
        (WORKER, "judge", date(2030, 12, 31)): 1,
        (WORKER, "transition", date(2030, 12, 31)): 1,
        (WORKER, "transition", date(2028, 5, 31)): 1,
        (MANAGER, "equivalent", date(2030, 12, 31)): 2,
        (MANAGER, "meets", date(2030, 12, 31)): 1,
    }
    assert found.unmatched == ((UNMATCHED, (staff["Doubtful"],)),)
    (doubtful,), total = services.people_to_judge(ana, found, UNMATCHED, 1)
    assert (doubtful["given_names"], doubtful["part"], total) == ("Doubtful", WORKER, 1)
    assert Counter(line.employer for line in found.lines) == {"Rathmore Care": 2, "Lagan Homecare": 2, "": 3}
    assert Counter(line.area for line in found.lines) == {"GB-BFS": 5, "GB-DRS": 2}


@both_databases
def test_history_is_of_the_parts_of_the_plan(ana: Context, staff: dict[str, str], enter: Callable[..., Any]) -> None:
    enter("Social Worker", on=date(2026, 1, 5))
    found = read_register(ana, services.plan_of(ana), DAY)
    assert found.history.joined == (1, 0)  # one joined in June; all others came before there was a register
    assert found.history.left == (0, 0)
    assumed = found.assumed()
    assert (assumed.years, assumed.joiners, assumed.passing) == (4, Fraction(1, 2), Fraction(17, 19))
    assert found.assumed(joiners=Fraction(0), places=None).joiners == 0


@both_databases
def test_whose_term_runs_out_before_a_day_to_come_is_no_leaver(ana: Context, staff: dict[str, str]) -> None:
    plan = services.plan_of(ana)
    today, later = read_register(ana, plan, ana.today()), read_register(ana, plan, date(2034, 12, 31))
    assert later.history == today.history
    assert not later.lines


def test_an_undertaking_and_an_exemption_of_one_person_count(ana: Context, qualify: Qualify) -> None:
    late, freed = qualify("Late", on=date(2026, 1, 1)), qualify("Freed", on=date(2026, 1, 1))
    day = date(2028, 2, 1)
    reason = {"requirement": "qualification", "reason": "Place booked", "article": "Decision 7"}
    decided = {"kind": "undertaking", "starts_on": date(2026, 11, 1), "ends_on": date(2028, 6, 30)}
    recording.dispense(ana, late, reason | decided)
    recording.dispense(ana, freed, reason | {"kind": "exemption", "starts_on": date(2026, 11, 1)})
    found = read_register(ana, services.plan_of(ana), day)
    assert {(line.state, line.until) for line in found.lines} == {("transition", date(2028, 6, 30)), ("exempt", None)}


def test_before_the_draft_begins_nobody_is_asked(ana: Context, staff: dict[str, str]) -> None:
    found = read_register(ana, services.plan_of(ana), date(2025, 12, 31))
    assert {line.state for line in found.lines} == {"free"}


def test_after_the_deadline_whoever_has_nothing_lacks_it(ana: Context, qualify: Qualify) -> None:
    qualify("None", on=date(2030, 1, 1))
    qualify("Doubtful", UNMATCHED, on=date(2030, 1, 1))
    qualify("Listed", DIPLOMA, on=date(2030, 1, 1))
    found = read_register(ana, services.plan_of(ana), date(2032, 1, 1))
    assert Counter(line.state for line in found.lines) == {"lacks": 1, "judge": 1, "meets": 1}


def test_a_register_is_kept_until_something_is_written(ana: Context, staff: dict[str, str], qualify: Qualify) -> None:
    memory: dict[Any, Any] = {}
    plan = services.plan_of(ana)
    first = services.kept(ana, plan, DAY, memory)
    assert services.kept(ana, plan, DAY, memory) is first
    qualify("Another")
    assert len(services.kept(ana, plan, DAY, memory).lines) == len(first.lines) + 1
    assert len(memory) == 1


def test_only_the_office_may_look(acting: Callable[..., Context], staff: dict[str, str]) -> None:
    for role in ("registrant", "employer", "analyst"):
        other = acting(role)
        with pytest.raises(NotPermitted):
            read_register(other, services.plan_of(other), DAY)
        with pytest.raises(NotPermitted):
            services.kept(other, services.plan_of(other), DAY, {})


def test_readers_outside_are_told_of_nobody(acting: Callable[..., Context], staff: dict[str, str]) -> None:
    analyst = acting("analyst")
    found, shown = services.read_outside(analyst, services.plan_of(analyst), "part", {})
    assert (found.lines, found.unmatched, found.history.joined, found.as_of.day) == ((), (), (), 1)
    assert {count for row in shown.values() for count in row.values()} <= {None, 0, 7}
    for role in ("registrant", "employer"):
        with pytest.raises(NotPermitted):
            services.read_outside(acting(role), services.plan_of(analyst), "part", {})


def test_words_that_nobody_must_judge_are_not_found(ana: Context, staff: dict[str, str]) -> None:
    found = read_register(ana, services.plan_of(ana), DAY)
    with pytest.raises(NotFound, match="Go back"):
        services.people_to_judge(ana, found, DIPLOMA, 1)


def test_a_plan_that_is_not_there_is_told(ana: Context) -> None:
    with pytest.raises(NotFound, match=r"ni\.qbr"):
        services.plan_of(ana, "xx.plan")


def test_a_plan_without_figures_supposes_that_everybody_passes(
    ana: Context, staff: dict[str, str], tmp_path: Path
) -> None:
    plan = services.plan_of(ana)
    shutil.copy(plan.draft / "qbr.yaml", tmp_path)
    bare: QualificationPlan = replace(plan, passing="", draft=tmp_path)
    found = read_register(ana, bare, DAY)
    assert found.passed == (1, 1)
    assert found.deadline is None
    assert found.assumed().years == 5
