"""How long somebody new to a post may work unregistered: days count, a removal leaves none, and without law nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register.model import RegisterPart
from councilkit.register.newcomers import grace
from councilkit.register.services import applications, orders, people
from councilkit.register.services.files import read_file

NOW = date(2026, 11, 22)
CARE = "ni.social_care_worker"


def asked(council: Council, began: date | None, part: str = CARE, *, removed: bool = False) -> Any:
    return grace(council.law, council.catalogue.get(RegisterPart, part), began, removed=removed, today=NOW)


@pytest.mark.parametrize(
    ("began", "until", "result"),
    [
        (date(2026, 9, 1), date(2027, 2, 28), "met"),
        (date(2026, 5, 23), date(2026, 11, 22), "met"),
        (date(2026, 5, 22), date(2026, 11, 21), "judge"),
        (date(2025, 8, 31), date(2026, 2, 27), "judge"),
    ],
)
def test_six_months_from_the_first_day(council: Council, began: date, until: date, result: str) -> None:
    found = asked(council, began)
    assert (found.until, found.check(NOW).result) == (until, result)
    assert "reg.7(3)" in found.article


def test_whoever_was_removed_has_no_day(council: Council) -> None:
    found = asked(council, date(2026, 11, 1), removed=True)
    assert (found.until, found.check(NOW).result) == (None, "judge")
    assert "reg.7(4)" in found.article


def test_no_time_is_told_without_law_or_day(council: Council) -> None:
    assert asked(council, None) is None
    assert asked(council, date(2013, 10, 20)) is None
    assert asked(council, date(2026, 9, 1), "ro.social_worker") is None
    assert asked(council, date(2026, 9, 1), "ni.social_worker", removed=True) is None


def test_office_applicant_and_employer_read_the_same(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    me, office = sign_in("registrant"), sign_in("registrar")
    assert "Since when do you work there?" in me.get("/apply").text
    days = ("date_of_birth", date(1990, 5, 1)), ("began_on", date(2026, 9, 1))
    typed = {f"{name}-{unit}": str(getattr(day, unit)) for name, day in days for unit in ("day", "month", "year")}
    kept = {name: value for name, value in application.items() if name != "date_of_birth"}
    sent = me.post("/apply", data={**kept, **typed, "part": CARE}).location.rpartition("/")[2]
    words = "Somebody new to this work may do it until 28 February 2027 without being registered."
    (asked_of,) = [applications.read(ana, sent)]
    employer = sign_in("employer", organisation_id=_organisation(ana, asked_of["details"]["employer"]))
    pages = (me, f"/my/applications/{sent}"), (office, f"/office/applications/{sent}"), (employer, "/employer")
    for reader, path in pages:
        assert words in reader.get(path).text, path
    assert "28 February 2027" in employer.get(f"/employer/applications/{sent}").text


def test_a_removal_in_the_same_country_leaves_no_time(
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    application: dict[str, Any],
) -> None:
    person = add_person("Mary Smyth", date_of_birth=date(1985, 1, 1))
    entry = register(person)
    sent = applications.apply(ana, application | {"part": CARE, "began_on": date(2026, 9, 1)})
    applications.link_person(ana, sent, person, 1)
    assert applications.grace_of(ana, applications.read(ana, sent)).until == date(2027, 2, 28)
    day = {"on": "2026-11-20", "reason": "The tribunal's decision.", "article": "Rule 19"}
    removal = orders.propose_removal(ana, entry, day)
    orders.decide_proposal(tom, removal, {"decision": "agree", "version": 1})
    assert applications.grace_of(ana, applications.read(ana, sent)).until is None


def test_the_first_day_becomes_that_of_the_employment(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    sent = applications.apply(ana, application | {"part": CARE, "began_on": date(2026, 9, 1)})
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Looked at.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    held = read_file(ana, applications.read(ana, sent)["person_id"])
    assert [row["starts_on"] for row in held.work] == [date(2026, 9, 1)]


def _organisation(ctx: Context, name: str) -> str:
    with ctx.change("register.test", name) as change:
        return people.insert_organisation(change, name)
