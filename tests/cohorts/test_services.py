"""Programmes, cohorts and learners, on SQLite and on PostgreSQL; and that a key that is gone is gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from councilkit.cohorts import services
from councilkit.cohorts.model import FINISHED, LEFT, STARTED, status_of
from councilkit.cohorts.tables import keys
from councilkit.context import Context
from councilkit.database import metadata
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.ledger.services import verify
from tests.cohorts.conftest import COHORT, PROGRAMME, SITES, enrol
from tests.cohorts.conftest import STARTED as FIRST_DAY
from tests.conftest import both_databases

Make = Callable[..., list[str]]


@both_databases
def test_the_life_of_a_cohort(cohort: Make, registrar: Context) -> None:
    marks = cohort(5)
    found = services.read_cohort(registrar, "pilot")
    assert [site["name"] for site in found.sites] == list(SITES)
    assert len({*marks}) == 5
    assert {found.known[each["id"]]["name"] for each in found.learners} == {f"Learner A{x}" for x in "ABCDE"}
    done = {"version": "1", "status": "finished", "on": "2026-11-20"}
    services.set_status(registrar, "pilot", marks[0], done)
    with pytest.raises(Conflict):
        services.set_status(registrar, "pilot", marks[0], done)
    left = {"version": "1", "status": "left", "on": "2026-10-01", "reason": "Another job"}
    services.set_status(registrar, "pilot", marks[1], left)
    by_mark = {each["pseudonym"]: each for each in services.read_cohort(registrar, "pilot").learners}
    assert status_of(by_mark[marks[0]], date(2026, 11, 22)) == FINISHED
    assert status_of(by_mark[marks[0]], date(2026, 11, 19)) == STARTED
    assert status_of(by_mark[marks[0]], date(2026, 8, 31)) is None
    assert status_of(by_mark[marks[1]], date(2026, 11, 22)) == LEFT
    services.set_status(registrar, "pilot", marks[1], {"version": "2", "status": "started"})
    again = services.find_learner(registrar, "pilot", marks[1])
    assert (again["left_on"], again["left_reason"]) == (None, "")
    assert [each["code"] for each in services.all_cohorts(registrar)] == ["pilot"]
    _, findings = verify(registrar)
    assert list(findings) == []


@both_databases
def test_nothing_tells_who_a_learner_was_once_the_key_is_gone(cohort: Make, registrar: Context) -> None:
    """The name stands in no row of any table, the ledger among them; before, it stood in the table of keys alone."""
    cohort(2)

    def holding(text: str) -> set[str]:
        with registrar.reading() as connection:
            rows = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
        return {name for name, found in rows.items() if any(text in str(_read(row)) for row in found)}

    assert holding("Learner AA") == {"cohort_keys"}
    assert services.forget(registrar, "pilot") == 2
    assert holding("Learner AA") == set()
    with pytest.raises(Conflict, match="no key any more"):
        services.forget(registrar, "pilot")
    found = services.read_cohort(registrar, "pilot")
    assert len(found.learners) == 2
    assert found.known == {}
    _, findings = verify(registrar)
    assert list(findings) == []


def _read(row: Any) -> list[Any]:
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row]


def test_one_key_can_go_alone(cohort: Make, registrar: Context) -> None:
    marks = cohort(2)
    assert services.forget(registrar, "pilot", marks[0]) == 1
    with registrar.reading() as connection:
        assert len(connection.execute(select(keys)).all()) == 1


@both_databases
def test_a_registrant_is_enrolled_by_number(cohort: Make, registrar: Context, ctx: Context,
                                            entered: Callable[..., str]) -> None:  # fmt: skip
    cohort()
    entered(ctx, "Mary", "Smyth", number="104223", part="ni.social_care_worker")
    mark = enrol(registrar, "", number="104223")
    found = services.read_cohort(registrar, "pilot")
    (key,) = found.known.values()
    assert (key["name"], key["email"]) == ("Mary Smyth", "hidden@example.org")
    assert found.learners[0]["pseudonym"] == mark
    with pytest.raises(Problem, match=r"Mary Smyth is enrolled here already\.$"):
        enrol(registrar, "", site=1, number="104223")
    entered(ctx, "Mary", "Smyth", number="104224", part="ni.social_care_worker")
    assert enrol(registrar, "", number="104224")
    entered(ctx, "Ana", "Pop", number="104223")
    with pytest.raises(Problem, match="Several people have the number"):
        enrol(registrar, "", number="104223")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"started_on": date(2027, 1, 1)}, "started_on"),
        ({"started_on": date(2026, 8, 31)}, "started_on"),
        ({"started_on": date(2019, 9, 1)}, "started_on"),
        ({"site": "x"}, "site"),
        ({"email": "nowhere"}, "email"),
    ],
)
def test_who_cannot_be_enrolled(cohort: Make, registrar: Context, wrong: dict[str, Any], field: str) -> None:
    cohort()
    site = services.read_cohort(registrar, "pilot").sites[0]["id"]
    with pytest.raises(Problem) as refused:
        services.enrol(registrar, "pilot", {"site": site, "name": "Anna One", "started_on": FIRST_DAY} | wrong)
    assert field in refused.value.fields


def test_a_learner_of_a_cohort_to_come_begins_on_its_first_day(cohort: Make, registrar: Context) -> None:
    cohort(starts_on=date(2026, 12, 1))
    for wrong in (registrar.today(), date(2026, 12, 2)):
        with pytest.raises(Problem):
            enrol(registrar, "Anna One", started_on=wrong)
    mark = enrol(registrar, "Anna One", started_on=date(2026, 12, 1))
    assert status_of(services.find_learner(registrar, "pilot", mark), registrar.today()) is None


def test_what_no_cohort_can_be_made_of(cohort: Make, registrar: Context) -> None:
    cohort()
    with pytest.raises(Problem, match="'pilot' already"):
        services.make_cohort(registrar, COHORT)
    with pytest.raises(Problem, match="no such programme"):
        services.make_cohort(registrar, COHORT | {"code": "other", "programme": "none"})
    with pytest.raises(Invalid, match="at most 30 sites"):
        services.make_cohort(registrar, COHORT | {"code": "o", "sites": "\n".join(map(str, range(31)))})
    with pytest.raises(NotFound):
        services.make_programme(registrar, PROGRAMME | {"code": "x", "surveys": "none"})
    with pytest.raises(Problem, match="“Basket weaving” is not a qualification of the catalogue") as refused:
        services.make_programme(registrar, PROGRAMME | {"code": "x", "qualification": "Basket weaving"})
    assert refused.value.field == "qualification"
    with pytest.raises(NotFound):
        services.read_cohort(registrar, "none")


def test_a_programme_leads_to_a_qualification_of_the_catalogue_in_its_own_words(registrar: Context) -> None:
    for code, typed in (("a", "l2 certificate in safe & effective practice"), ("b", "ni.l2_certificate_sep")):
        made = services.make_programme(registrar, PROGRAMME | {"code": code, "qualification": typed})
        assert made["qualification"] == PROGRAMME["qualification"]
    assert services.make_programme(registrar, PROGRAMME | {"code": "c", "qualification": ""})["qualification"] == ""


def test_a_site_typed_twice_is_one_site(registrar: Context, cohort: Make) -> None:
    cohort(sites=f"{SITES[0]}\n{SITES[0].upper()}\n\n {SITES[0]} ")
    assert len(services.read_cohort(registrar, "pilot").sites) == 1


def test_a_cohort_has_an_end(cohort: Make, registrar: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort(2)
    monkeypatch.setattr(services, "MOST_LEARNERS", 2)
    with pytest.raises(Problem, match="at most 2 learners"):
        enrol(registrar, "One More")


@pytest.mark.parametrize("role", ["analyst", "assessor", "employer", "registrant", "publisher", "administrator"])
def test_only_registrars_change_and_see_names(role: str, cohort: Make, acting: Callable[..., Context]) -> None:
    (mark,) = cohort(1)
    ctx = acting(role)
    for refused in (
        lambda: services.make_programme(ctx, PROGRAMME),
        lambda: services.make_cohort(ctx, COHORT),
        lambda: services.enrol(ctx, "pilot", {}),
        lambda: services.set_status(ctx, "pilot", mark, {}),
        lambda: services.forget(ctx, "pilot"),
        lambda: services.find_learner(ctx, "pilot", mark),
    ):
        with pytest.raises(NotPermitted):
            refused()
    if role == "analyst":
        found = services.read_cohort(ctx, "pilot")
        assert (found.learners, found.known) == ((), {})


def test_a_learner_of_tomorrow_has_not_begun(cohort: Make, registrar: Context) -> None:
    (mark,) = cohort(1)
    early = replace(registrar, council=replace(registrar.council, clock=lambda: registrar.now().replace(month=8)))
    row = services.find_learner(early, "pilot", mark)
    assert row["started_on"] == FIRST_DAY
    assert status_of(row, early.today()) is None
