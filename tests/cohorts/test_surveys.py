"""Waves, links and the report made of the answers, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from councilkit.catalogue import Catalogue
from councilkit.censuses.answering import open_case
from councilkit.cohorts import services, surveys, telling
from councilkit.cohorts.model import CohortSurveys, Scale
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.ledger.services import verify
from tests.cohorts.conftest import answer_wave, fill_in
from tests.conftest import both_databases

Make = Callable[..., list[str]]
LOW = dict.fromkeys(("standards", "communication", "safety", "person", "records", "prepared", "support"), "2")
HIGH = dict.fromkeys(LOW, "4")


@both_databases
def test_from_the_cohort_to_the_report(cohort: Make, registrar: Context, analyst: Context) -> None:
    marks = cohort(19)
    answer_wave(registrar, "start", dict.fromkeys(marks, LOW))
    answer_wave(registrar, "mid", dict.fromkeys(marks[:13], LOW))
    answer_wave(registrar, "end", dict.fromkeys(marks[:12], HIGH) | {marks[0]: LOW})
    told = telling.report_of(analyst, "pilot")
    assert told.report.learners == 19
    assert [(each.wave, each.answered) for each in told.report.responses] == [("start", 19), ("mid", 13), ("end", 12)]
    change = told.report.changes[0]
    assert (change.n, change.mean) == (12, Decimal("1.8"))
    assert change.counts == {"improved": None, "same": None, "worse": 0}
    _, findings = verify(registrar)
    assert list(findings) == []
    rows = list(telling.rows_of(told))
    assert {"table": "change", "of": "standards", "figure": "pairs", "value": 12, "hidden": ""} in rows
    assert {"table": "change", "of": "standards", "figure": "same", "value": None, "hidden": "c"} in rows


@both_databases
def test_links_are_made_once_again_and_closed(cohort: Make, registrar: Context) -> None:
    marks = cohort(3)
    services.set_status(
        registrar, "pilot", marks[2], {"version": "1", "status": "left", "on": "2026-10-01", "reason": "Moved away"}
    )
    with pytest.raises(Conflict, match="never opened"):
        surveys.make_links(registrar, "pilot", "start")
    surveys.open_wave(registrar, "pilot", "start")
    first = {link.reference: link for link in surveys.make_links(registrar, "pilot", "start")}
    assert set(first) == set(marks[:2])
    assert {link.name for link in first.values()} == {"Learner AA", "Learner AB"}
    assert surveys.make_links(registrar, "pilot", "start") == []
    fill_in(registrar, first[marks[0]].code, LOW)
    (renewed,) = surveys.make_links(registrar, "pilot", "start", again=True)
    assert renewed.reference == marks[1]
    with pytest.raises(NotFound, match="do not know this code"):
        open_case(registrar, first[marks[1]].code)
    assert surveys.make_links(registrar, "pilot", "start", only=marks[0]) == []
    surveys.close_wave(registrar, "pilot", "start")
    with pytest.raises(Conflict, match="does not take answers now"):
        fill_in(registrar, renewed.code, LOW)
    with pytest.raises(Conflict, match="not open"):
        surveys.make_links(registrar, "pilot", "start")
    surveys.open_wave(registrar, "pilot", "start")
    fill_in(registrar, renewed.code, LOW)
    start = surveys.progress(registrar, services.read_cohort(registrar, "pilot"))[0]
    assert (start.state, start.sent, len(start.cases)) == ("open", 2, 2)


def test_sites_get_a_link_each(cohort: Make, registrar: Context) -> None:
    cohort()
    surveys.open_wave(registrar, "pilot", "manager")
    links = surveys.make_links(registrar, "pilot", "manager")
    assert [link.reference for link in links] == ["site-1-manager-1", "site-2-manager-1", "site-3-manager-1"]
    fill_in(registrar, links[0].code, {})
    told = telling.report_of(registrar, "pilot")
    assert [(each.wave, each.answered) for each in told.others] == [("manager", None)]


def test_an_answer_carries_no_name(cohort: Make, registrar: Context) -> None:
    marks = cohort(1)
    surveys.open_wave(registrar, "pilot", "start")
    (link,) = surveys.make_links(registrar, "pilot", "start")
    case = open_case(registrar, link.code)
    assert case.row["reference"] == marks[0]
    assert "Learner" not in str(case.row)


def test_who_may_do_what(cohort: Make, analyst: Context, acting: Callable[..., Context]) -> None:
    cohort(5)
    for refused in (
        lambda: surveys.open_wave(analyst, "pilot", "start"),
        lambda: surveys.make_links(analyst, "pilot", "start"),
        lambda: surveys.close_wave(analyst, "pilot", "start"),
        lambda: telling.report_of(acting("assessor"), "pilot"),
        lambda: telling.report_of_programme(acting("employer"), "l2"),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_a_wave_that_is_not_there(cohort: Make, registrar: Context) -> None:
    cohort()
    with pytest.raises(NotFound, match="no such survey"):
        surveys.open_wave(registrar, "pilot", "sideways")


def test_the_programme_sums_what_its_cohorts_tell(cohort: Make, registrar: Context) -> None:
    for code, count in (("pilot", 6), ("second", 7)):
        marks = cohort(count, code=code)
        answer_wave(registrar, "start", dict.fromkeys(marks, LOW), code)
        answer_wave(registrar, "end", dict.fromkeys(marks, HIGH), code)
    told = telling.report_of_programme(registrar, "l2")
    assert (told.cohorts, told.report.learners, told.report.changes[0].n) == (2, 13, 13)
    assert told.report.changes[0].counts["improved"] == 13
    with pytest.raises(NotFound):
        telling.report_of_programme(registrar, "nothing")


def test_scales_that_cannot_be_compared_are_refused_before_anybody_is_asked(cohort: Make, registrar: Context) -> None:
    cohort(1)
    known = registrar.catalogue.items
    wrong = replace(known[CohortSurveys]["ni_l2_certificate"], scales=(Scale("hopes", "Hopes"),))
    items = {**known, CohortSurveys: {wrong.code: wrong}}
    council = replace(registrar.council, catalogue=Catalogue(items, registrar.catalogue.origins))
    with pytest.raises(Problem, match="The form learner_start cannot show change: ask 'hopes' of all"):
        surveys.open_wave(council.acting(registrar.actor), "pilot", "start")
    assert surveys.progress(registrar, services.read_cohort(registrar, "pilot"))[0].state == "not open"


def test_links_can_be_made_when_the_names_are_gone(cohort: Make, registrar: Context) -> None:
    marks = cohort(2)
    services.forget(registrar, "pilot")
    surveys.open_wave(registrar, "pilot", "start")
    assert [(link.reference, link.name) for link in surveys.make_links(registrar, "pilot", "start")] == [
        (mark, "") for mark in sorted(marks)
    ]
