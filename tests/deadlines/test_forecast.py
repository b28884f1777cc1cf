"""The forecast says of everybody what their own page says."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import services as cpd
from councilkit.deadlines.forecast import Forecast, as_rows, counts, forecast, kept, record
from councilkit.errors import NotPermitted
from councilkit.register.services import applications, people, registrations
from councilkit.standing import recording, renewing
from councilkit.standing.own import read_entry
from tests.conftest import both_databases, learner
from tests.deadlines.conftest import confirm

Due = Callable[..., tuple[str, str]]
Later = Callable[[date], None]


def learn(ctx: Context, registration: str, hours: int = 90) -> None:
    for day in range(hours // 10):
        given = {"title": f"Course {day}", "on": date(2026, 5, 1) + timedelta(days=day), "amount": Decimal(10)}
        cpd.log_record(ctx, learner(ctx, registration), given)


def pay(ana: Context, registration: str) -> None:
    recording.record_payment(ana, registration, {"fee": "renewal", "amount": "65", "paid_on": ana.today()})


def sign(her: Context, registration: str, note: str = "") -> None:
    renewing.sign(her, registration, {"declaration": True, "note": note})


@pytest.fixture
def crowd(due: Due, ana: Context, herself: Callable[[str], Context]) -> dict[str, str]:
    """One registration of each kind, by what was done for it."""
    found: dict[str, str] = {}
    for name in ("Nora", "Bella", "Paula", "Sigrid", "Meta", "Judy"):
        person, registration = due(f"{name} Smyth")
        her = herself(person)
        if name != "Nora":
            confirm(her)
        if name in ("Paula", "Judy"):
            pay(ana, registration)
        if name in ("Sigrid", "Meta"):
            learn(her, registration)
        if name == "Sigrid":
            sign(her, registration)
        if name == "Judy":
            sign(her, registration, "I was ill.")
        if name == "Meta":
            decision = {"kind": "exemption", "requirement": "fee", "starts_on": ana.today(), "reason": "Hardship."}
            recording.dispense(ana, registration, decision | {"article": "Guidance"})
        found[name] = registration
    return found


def groups(found: Forecast) -> dict[str, str]:
    return {line.name.split()[0]: line.group for line in found.lines}


EXPECTED = {"Nora": "nothing", "Bella": "begun", "Paula": "paid", "Sigrid": "signed", "Meta": "met", "Judy": "judge"}


@both_databases
def test_each_stands_where_it_matters_most(crowd: dict[str, str], ana: Context, later: Later) -> None:
    found = forecast(ana)
    assert groups(found) == EXPECTED
    assert [line.group for line in found.lines] == ["paid", "signed", "met", "begun", "nothing", "judge"]
    assert {line.name.split()[0] for line in found.lines if line.lapses} == {"Nora", "Bella", "Meta"}
    assert counts(found.lines)["paid", "ni.social_worker"] == 1
    later(date(2027, 1, 1))
    assert groups(forecast(ana)) == {"Paula": "held", "Sigrid": "held", "Judy": "held"}


@both_databases
def test_what_is_left_is_what_the_page_says(crowd: dict[str, str], ana: Context) -> None:
    lines = {line.deadline.id: line for line in forecast(ana).lines}
    for registration in crowd.values():
        _, entry = read_entry(ana, registration)
        if entry.application is None:
            left = [(task.code, str(task.label)) for task in entry.tasks if not task.done]
            assert [(each.code, str(each.words)) for each in lines[registration].left] == left
            assert lines[registration].deadline.due == entry.standing.due
        else:
            assert [each.code for each in lines[registration].left] == ["decision"]


def test_who_paid_before_the_renewal_opened_is_told_first_and_does_not_lapse(
    due: Due, ana: Context, later: Later
) -> None:
    _, registration = due()
    later(date(2026, 3, 1))
    pay(ana, registration)
    later(date(2026, 12, 1))
    (line,) = forecast(ana).lines
    assert (line.group, line.lapses) == ("paid", False)


def test_who_answers_late_waits_for_them_not_for_us(crowd: dict[str, str], ana: Context) -> None:
    (sent,) = (a for a in _open(ana) if a["registration_id"] == crowd["Judy"])
    until = ana.today() + timedelta(days=10)
    given = {"proposal": "ask", "asked": ["other"], "asked_more": "A letter.", "asked_until": until, "version": 1}
    applications.propose(ana, sent["id"], given)
    line = next(each for each in forecast(ana).lines if each.deadline.id == crowd["Judy"])
    assert [each.words for each in line.left] == ["An answer to what the council asked, by 2 December 2026"]


def _open(ctx: Context) -> list[Any]:
    from councilkit.register import store

    with ctx.reading() as connection:
        return store.open_applications(connection)


def test_only_learning_is_asked_where_no_law_of_renewal_is_known(
    enter: Callable[..., Any], ana: Context, entered: Callable[..., str]
) -> None:
    registration = entered(ana, "Ștefan", "Țurcanu", until=date(2026, 12, 1), learning=[(date(2026, 2, 1), Decimal(5))])
    (line,) = forecast(ana).lines
    _, entry = read_entry(ana, registration)
    *mine, law = [(each.code, str(each.words)) for each in line.left]
    assert mine == [(task.code, str(task.label)) for task in entry.tasks if not task.done]
    assert law == ("law", "No law of renewal is known; a person decides")
    assert line.group in ("begun", "judge")
    with_nothing = entered(ana, "Ana", "Pop", until=date(2026, 12, 1))
    groups = {each.deadline.id: each.group for each in forecast(ana).lines}
    assert groups[with_nothing] != "met"


def test_lines_are_picked_by_part_day_and_group(crowd: dict[str, str], ana: Context) -> None:
    found = forecast(ana)
    assert len(found.of(part="ni.social_worker")) == 6
    assert found.of(part="ro.social_worker") == ()
    assert found.of(by=date(2026, 12, 30)) == ()
    assert [line.name for line in found.of(group="paid", by=date(2026, 12, 31))] == ["Paula Smyth"]


def test_a_file_has_what_a_desk_needs(crowd: dict[str, str], ana: Context) -> None:
    people.add_employment(
        ana, _person(ana, crowd["Paula"]), {"organisation": "=Northside", "starts_on": date(2024, 1, 1)}
    )
    line = forecast(ana).lines[0]
    assert record(line)["employer"] == "=Northside"
    names, first, *rest = as_rows([line])
    row = dict(zip(names, first, strict=True))
    assert (row["name"], row["due"], row["group"], row["lapses"]) == ("Paula Smyth", "2026-12-31", "paid", "no")
    assert row["left"] == "learning; sign"
    assert rest == []


def _person(ctx: Context, registration: str) -> str:
    return str(registrations.find_registration(ctx, registration)["person_id"])


def test_it_is_kept_until_something_is_written(crowd: dict[str, str], ana: Context) -> None:
    memory: dict[Any, Forecast] = {}
    first = kept(ana, memory)
    assert kept(ana, memory) is first
    pay(ana, crowd["Nora"])
    assert groups(kept(ana, memory))["Nora"] == "paid"
    assert len(memory) == 1


def test_it_is_for_the_office(crowd: dict[str, str], council: Any, herself: Callable[[str], Context]) -> None:
    with pytest.raises(NotPermitted):
        forecast(herself("x"))
    with pytest.raises(NotPermitted):
        kept(herself("x"), {})
