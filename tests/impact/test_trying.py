"""A draft law tried against the register: who would be judged otherwise, with a transition too, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from councilkit.context import Context
from councilkit.errors import NotPermitted, Problem
from councilkit.impact import model, showing, telling, trying
from councilkit.impact.trials import Trial, read_draft
from councilkit.law.transition import Provision
from tests.conftest import both_databases
from tests.impact.conftest import DAY, LONG_AGO, NEWLY, WORKER, fill

Trials = Callable[..., Trial]
LOSES, SPARED, STAYS = ("met", "unmet", "unmet"), ("met", "unmet", "met"), ("met", "met", "met")


@both_databases
def test_the_numbers_known_by_hand_come_out(crowd: None, ana: Context, trial: Trials) -> None:
    found = trying.try_draft(ana, trial())
    told = trying.tables(ana, found)
    assert told.kinds == {LOSES: 9, SPARED: 7, STAYS: 12}
    assert told.people == 28
    assert found.untouched == 9
    assert told.verdicts(0) == {"met": 28}
    assert told.verdicts(1) == {"met": 12, "unmet": 16}
    assert told.verdicts(-1) == {"met": 19, "unmet": 9}
    assert told.changes() == {"loses": 16, "stays": 12}
    assert told.changes(-1) == {"loses": 9, "stays": 19}
    assert _cells(told.tables["part"]) == {WORKER: {LOSES: 9, SPARED: 7, STAYS: 12}}
    assert _cells(told.tables["area"]) == {
        "GB-BFS": {LOSES: 0, SPARED: 7, STAYS: 12},
        "GB-ANN": {LOSES: 6, SPARED: 0, STAYS: 0},
        "GB-DRS": {LOSES: 3, SPARED: 0, STAYS: 0},
    }
    assert _cells(told.tables["employer"]) == {
        "Northside Trust": {LOSES: 0, SPARED: 7, STAYS: 12},
        "Southside Care": {LOSES: 6, SPARED: 0, STAYS: 0},
        "": {LOSES: 3, SPARED: 0, STAYS: 0},
    }
    assert _cells(told.tables["reason"]) == {"qualification": {LOSES: 9, SPARED: 7}}


def _cells(table: model.Table) -> dict[str, dict[model.Kind, int | None]]:
    return {group: {kind: table.cells[group, kind] for kind in table.kinds} for group in table.groups}


def test_without_a_transition_there_are_two_columns(crowd: None, ana: Context, trial: Trials) -> None:
    found = trying.try_draft(ana, trial(transition=()))
    assert trying.tables(ana, found).kinds == {("met", "unmet"): 16, ("met", "met"): 12}
    assert "then" not in found.people.columns


@pytest.mark.parametrize(
    ("provision", "loses"),
    [
        (Provision(qualify_by=date(2029, 1, 1)), 0),  # by decree, for everybody
        (Provision(qualify_by=date(2026, 11, 22)), 0),
        (Provision(qualify_by=date(2026, 11, 21)), 16),
        (Provision(in_post_before=date(2026, 6, 1), qualify_by=date(2029, 1, 1)), 3),  # all but those without a job
        (Provision(in_post_before=date(2020, 3, 2), qualify_by=date(2029, 1, 1)), 16),
        (Provision(joined_before=date(2024, 4, 2), qualify_by=date(2029, 1, 1)), 0),
        (Provision(tenure_from=36, qualify_by=date(2029, 1, 1)), 16),
        (Provision(tenure_from=24, qualify_by=date(2029, 1, 1)), 0),
        (Provision(within=12), 10),  # those who began in March
        (Provision(roles=("Manager",), qualify_by=date(2029, 1, 1)), 16),
        (Provision(requirements=("learning",), qualify_by=date(2029, 1, 1)), 16),
    ],
)
def test_a_transition_gives_time_to_whom_it_names(
    crowd: None, ana: Context, trial: Trials, provision: Provision, loses: int
) -> None:
    found = trying.try_draft(ana, trial(transition=(provision,)))
    assert trying.tables(ana, found).changes(-1)["loses"] == loses  # type: ignore[index]


def test_a_job_whose_beginning_is_unknown_gives_no_time(ctx: Context, ana: Context, trial: Trials) -> None:
    fill(ctx, 2, employer="Northside Trust", since=None)
    found = trying.try_draft(ana, trial())
    assert trying.tables(ana, found).kinds == {LOSES: 2}


def test_a_draft_binds_from_its_own_day_or_from_another(crowd: None, ana: Context, trial: Trials) -> None:
    before = trial(as_of=date(2025, 12, 31), transition=())
    assert trying.tables(ana, trying.try_draft(ana, before)).changes() == {"stays": 28}
    earlier = replace(before, holds_from=date(2025, 6, 1))
    assert trying.tables(ana, trying.try_draft(ana, earlier)).changes() == {"stays": 12, "loses": 16}


def test_a_transition_of_the_draft_moves_with_its_day(crowd: None, ana: Context, trial: Trials) -> None:
    """Eight months later those who began in March are in post too."""
    moved = trying.try_draft(ana, trial(holds_from=date(2026, 9, 1)))
    assert trying.tables(ana, moved).changes(-1)["loses"] == 3  # type: ignore[index]
    typed = (Provision(in_post_before=date(2026, 1, 1), qualify_by=date(2029, 1, 1)),)
    stands = trying.try_draft(ana, trial(holds_from=date(2026, 9, 1), transition=typed))
    assert trying.tables(ana, stands).changes(-1)["loses"] == 9  # type: ignore[index]


def test_one_requirement_or_the_whole_verdict_may_be_looked_at(crowd: None, ana: Context, trial: Trials) -> None:
    one = trying.try_draft(ana, trial(requirement="qualification"))
    assert set(one.people["state_before"]) == {"does not apply"}
    assert set(one.people["state_after"]) == {"met", "unmet"}
    whole = trying.try_draft(ana, trial(requirement="whole"))
    assert trying.tables(ana, whole).verdicts(0) == {"unmet": 28}  # nobody has learnt, paid or signed
    assert trying.tables(ana, whole).changes() == {"stays": 28}


def test_what_a_draft_says_of_another_event_is_named(crowd: None, ana: Context, trial: Trials) -> None:
    with pytest.raises(Problem, match="changes nothing that “Practice” asks"):
        trying.try_draft(ana, trial(event="practice", transition=()))
    with pytest.raises(Problem, match=r"no requirement “no_such”. Choose one of: .*qualification"):
        trying.try_draft(ana, trial(requirement="no_such"))
    with pytest.raises(
        Problem, match=r"Transition: no law asks for a requirement “no_such”. Choose one of: .*learning"
    ):
        trying.try_draft(ana, trial(transition=(Provision(requirements=("no_such",), within=3),)))


def test_a_transition_of_nothing_is_named_with_its_place(ana: Context, qbr_folder: Path) -> None:
    text = "transition:\n  - {title: Time, everybody: true, requirements: [no_such], qualify_by: 2030-12-31}\n"
    (qbr_folder / "draft.yaml").write_text(text, encoding="utf-8")
    draft = read_draft(qbr_folder)
    with pytest.raises(Problem, match=r"draft.yaml, line 2: no law asks for a requirement “no_such”"):
        trying.try_draft(ana, Trial(draft, DAY, transition=draft.transition))


def test_a_role_of_the_transition_that_nobody_works_in_is_told(crowd: None, ana: Context, trial: Trials) -> None:
    run = trying.try_draft(ana, trial(transition=(Provision(roles=("Manger",), within=3),)))
    assert run.idle == ("Manger",)
    said = " ".join(str(each) for each in showing.warnings(ana, run, trying.tables(ana, run)))
    assert "names the role “Manger”. Nobody works in it" in said
    assert any("Nobody on the register works as “Manger”" in line for line in telling.lines(run, run.whole, "part"))


def test_a_draft_that_names_a_qualification_that_nobody_declares_is_named(
    crowd: None, ana: Context, qbr_folder: Path
) -> None:
    path = qbr_folder / "qbr.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ni.l2_diploma]", "ni.l2_diplma]"), encoding="utf-8")
    with pytest.raises(Problem, match=r"names “ni.l2_diplma”, which is no qualification \(.*qbr.yaml:\d+\)"):
        trying.try_draft(ana, Trial(read_draft(qbr_folder), DAY))


def test_a_cell_names_its_people_to_the_office_alone(
    crowd: None, ana: Context, trial: Trials, acting: Callable[..., Context]
) -> None:
    found = trying.try_draft(ana, trial())
    cell = trying.in_cell(ana, found, "employer", "Southside Care", "met-unmet-unmet")
    assert cell.height == 6
    assert set(cell["area"]) == {"GB-ANN"}
    assert trying.in_cell(ana, found, "reason", "qualification", "").height == 16
    assert trying.in_cell(ana, found, "", "", "").height == 28
    with pytest.raises(NotPermitted):
        trying.in_cell(acting("analyst"), found, "", "", "")


def test_outside_the_office_small_counts_are_hidden(
    crowd: None, ana: Context, trial: Trials, acting: Callable[..., Context]
) -> None:
    analyst = acting("analyst")
    found = trying.try_draft(analyst, trial())
    told = trying.tables(analyst, found)
    assert told.protected
    assert told == trying.tables(ana, found, public=True)
    area = told.tables["area"]
    assert area.cells[model.FEW, LOSES] is None  # the 3 in Derry
    assert area.cells["GB-ANN", LOSES] is None  # or the 3 would be what is left of 9
    assert area.cells["GB-BFS", STAYS] == 12


@pytest.mark.parametrize("role", ["registrant", "interviewer"])
def test_others_may_not_try(trial: Trials, acting: Callable[..., Context], role: str) -> None:
    with pytest.raises(NotPermitted):
        trying.try_draft(acting(role), trial())


def test_a_run_is_kept_until_something_is_written(crowd: None, ctx: Context, ana: Context, trial: Trials) -> None:
    memory: dict[Any, Any] = {}
    first = trying.kept(ana, trial(), memory)
    assert trying.kept(ana, trial(), memory) is first
    assert trying.kept(ana, trial(holds_from=NEWLY), memory) is not first
    fill(ctx, 1, area="GB-BFS", employer="Northside Trust", since=LONG_AGO)
    again = trying.kept(ana, trial(), memory)
    assert again.people.height == 29
    for day in range(1, 9):
        trying.kept(ana, trial(as_of=date(2026, 11, day)), memory)
    assert len(memory) == trying.MOST_KEPT


def test_everybody_of_a_touched_part_is_there_once(crowd: None, ana: Context, trial: Trials) -> None:
    people = trying.try_draft(ana, trial()).people
    assert people["registrant"].n_unique() == people.height == 28
    assert people["number"].is_sorted()
    assert people.filter(pl.col("after") == "unmet")["reason"].unique().to_list() == ["qualification"]
