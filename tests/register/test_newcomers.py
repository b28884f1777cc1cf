"""How long somebody new to a post may work unregistered: days count, a removal leaves none, and without law nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.register.model import RegisterPart
from councilkit.register.newcomers import BACK, NEVER, Past, grace, past_of
from councilkit.register.services import applications, endings, orders, people, registrations
from councilkit.register.services.files import read_file

NOW = date(2026, 11, 22)
CARE = "ni.social_care_worker"


def asked(council: Council, began: date | None, part: str = CARE, **past: bool) -> Any:
    return grace(council.law, council.catalogue.get(RegisterPart, part), began, Past(**past), NOW)


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


def test_whoever_comes_back_is_registered_before_starting(council: Council) -> None:
    for began in (None, date(2026, 11, 1)):
        found = asked(council, began, returns=True)
        assert (found.until, found.check(NOW).result) == (None, "judge")
        assert "until they are registered again" in found.sentence(NOW)
        assert "new to social care" in found.article
    assert asked(council, date(2026, 9, 1), "ni.social_care_manager", returns=True).until == date(2027, 2, 28)


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


@pytest.fixture
def mary(
    ana: Context, add_person: Callable[..., str], register: Callable[..., str], application: dict[str, Any]
) -> tuple[str, str]:
    """A social worker's registration, and her application to do care work, which she began in September."""
    person = add_person("Mary Smyth", date_of_birth=date(1985, 1, 1))
    entry = register(person)
    sent = applications.apply(ana, application | {"part": CARE, "began_on": date(2026, 9, 1)})
    applications.link_person(ana, sent, person, 1)
    return entry, sent


def grace_now(ana: Context, sent: str) -> Any:
    return applications.grace_of(ana, applications.read(ana, sent))


def test_a_removal_in_the_same_country_leaves_no_time(ana: Context, tom: Context, mary: tuple[str, str]) -> None:
    entry, sent = mary
    assert grace_now(ana, sent).until == date(2027, 2, 28)
    day = {"on": "2026-11-20", "reason": "The tribunal's decision.", "article": "Rule 19"}
    removal = orders.propose_removal(ana, entry, day)
    orders.decide_proposal(tom, removal, {"decision": "agree", "version": 1})
    assert (grace_now(ana, sent).until, grace_now(ana, sent).barred) == (None, NEVER)


def test_an_order_that_was_lifted_removed_nobody(
    ana: Context, tom: Context, mary: tuple[str, str], kind_of: Callable[[str], str]
) -> None:
    entry, sent = mary
    given = {"kind": kind_of("removed"), "starts_on": date(2026, 11, 1), "decided_by": "Committee"}
    agreed = {"decision": "agree", "version": 1}
    orders.decide_proposal(tom, orders.propose_order(ana, entry, given | {"public_wording": "Removed."}), agreed)
    assert grace_now(ana, sent).until is None
    order = read_file(ana, applications.read(ana, sent)["person_id"]).orders[0]["id"]
    lift = orders.propose_lift(ana, order, {"lifted_on": date(2026, 11, 10), "reason": "Overturned on appeal."})
    orders.decide_proposal(tom, lift, agreed)
    assert grace_now(ana, sent).until == date(2027, 2, 28)


def test_an_order_that_ended_by_coming_back_did_remove() -> None:
    held = [{"id": "r", "registered_on": date(2020, 1, 1), "expires_on": None}]
    order = {"registration_id": "r", "effect": "removed", "starts_on": date(2021, 1, 1), "lifted_on": date(2025, 1, 1)}
    back = {"registration_id": "r", "kind": "restored", "effective_on": date(2025, 1, 1), "until": date(2028, 1, 1)}
    assert past_of(held, [back], [order], NOW) == Past(removed=True)
    assert past_of(held, [], [order], NOW) == Past()


def test_whoever_left_comes_back_and_is_not_new(ana: Context, mary: tuple[str, str]) -> None:
    entry, sent = mary
    endings.leave(ana, entry, {"on": date(2026, 11, 1)}, registrations.find_registration(ana, entry)["version"])
    assert (grace_now(ana, sent).until, grace_now(ana, sent).barred) == (None, BACK)


def test_the_first_day_becomes_that_of_the_employment(ana: Context, tom: Context, application: dict[str, Any]) -> None:
    sent = applications.apply(ana, application | {"part": CARE, "began_on": date(2026, 9, 1)})
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Looked at.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    held = read_file(ana, applications.read(ana, sent)["person_id"])
    assert [row["starts_on"] for row in held.work] == [date(2026, 9, 1)]


def _organisation(ctx: Context, name: str) -> str:
    with ctx.change("register.test", name) as change:
        return people.insert_organisation(change, name)
