"""Dates that cannot be right are refused at their field, on every form that asks for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import Invalid
from councilkit.register.services import applications, people


def refused(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(Invalid) as found:
        act()
    return list(found.value.fields)


@pytest.mark.parametrize("born", ["2012-11-23", "1915-11-22"])
def test_nobody_is_younger_than_14_or_older_than_110(
    ana: Context, add_person: Callable[..., str], application: dict[str, Any], born: str
) -> None:
    person = add_person("Mary Smyth")
    change = {"given_names": "Mary", "date_of_birth": born, "version": 1}
    assert refused(lambda: add_person("Tom Smyth", date_of_birth=born)) == ["date_of_birth"]
    assert refused(lambda: people.change_person(ana, person, change)) == ["date_of_birth"]
    assert "date_of_birth" in refused(lambda: applications.apply(ana, application | {"date_of_birth": born}))


@pytest.mark.parametrize("born", ["2012-11-22", "1915-11-23"])
def test_the_days_at_the_edge_are_taken(add_person: Callable[..., str], born: str) -> None:
    assert add_person("Mary Smyth", date_of_birth=born)


@pytest.mark.parametrize("year", [2027, 1989])
def test_an_award_is_neither_in_the_future_nor_before_birth(
    ana: Context, add_person: Callable[..., str], application: dict[str, Any], year: int
) -> None:
    person = add_person("Mary Smyth", date_of_birth="1990-05-01")
    award = {"award": "BSW", "awarded_year": year}
    assert refused(lambda: people.add_qualification(ana, person, award)) == ["awarded_year"]
    assert refused(lambda: applications.apply(ana, application | {"awarded_year": year})) == ["awarded_year"]


@pytest.mark.parametrize("day", ["2004-04-30", "2026-11-23"])
def test_nobody_works_as_a_child_or_from_a_day_to_come(ana: Context, add_person: Callable[..., str], day: str) -> None:
    person = add_person("Mary Smyth", date_of_birth="1990-05-01")
    work = {"organisation": "Northside Trust", "starts_on": day}
    assert refused(lambda: people.add_employment(ana, person, work)) == ["starts_on"]
    assert people.add_employment(ana, person, work | {"starts_on": "2004-05-01"})


def test_the_same_job_does_not_stand_twice_for_some_days(ana: Context, add_person: Callable[..., str]) -> None:
    person = add_person("Mary Smyth", date_of_birth="1980-05-01")
    job = {
        "organisation": "Northside Trust",
        "role": "Social worker",
        "starts_on": "2020-01-01",
        "ends_on": "2022-06-30",
    }
    people.add_employment(ana, person, job)
    for days in ({"starts_on": "2022-06-30", "ends_on": None}, {"starts_on": None, "ends_on": "2020-01-01"}, {}):
        again = job | {"organisation": " northside  TRUST", "role": "social worker"} | days
        assert refused(lambda again=again: people.add_employment(ana, person, again)) == ["starts_on"]
    people.add_employment(ana, person, job | {"starts_on": "2022-07-01", "ends_on": None})
    people.add_employment(ana, person, job | {"role": "Team leader"})
    people.add_employment(ana, person, job | {"organisation": "Southside Care"})


def test_an_employment_does_not_end_before_it_began(ana: Context, add_person: Callable[..., str]) -> None:
    person = add_person("Mary Smyth", date_of_birth="1980-05-01")
    job = people.add_employment(ana, person, {"organisation": "Northside Trust", "starts_on": "2020-01-02"})
    too_early = date(2020, 1, 1)
    assert refused(lambda: people.end_employment(ana, person, job, too_early, 1)) == ["ends_on"]
    people.end_employment(ana, person, job, date(2020, 1, 2), 1)


def test_a_new_date_of_birth_is_held_against_the_record(ana: Context, add_person: Callable[..., str]) -> None:
    person = add_person("Mary Smyth", date_of_birth="1980-05-01")
    people.add_qualification(ana, person, {"award": "BSW", "awarded_year": 1999})
    change = {"given_names": "Mary", "family_name": "Smyth", "date_of_birth": "2000-05-01", "version": 1}
    assert refused(lambda: people.change_person(ana, person, change)) == ["date_of_birth"]
