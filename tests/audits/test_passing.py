"""What an audit passes on waits in the office's Work until an officer says what was done about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.audits.services import passing
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotPermitted, Problem
from councilkit.ledger.store import read as read_ledger
from councilkit.register.model import WorkItem
from councilkit.register.services.desk import read_queue
from tests.audits.test_reviewing import answer, find, look_again, now, take, version
from tests.conftest import both_databases


def work(office: Context, tab: str = "all") -> list[WorkItem]:
    return [each for group in read_queue(office, tab).groups.values() for each in group]


@pytest.fixture
def passed_on(ana: Context, tom: Context, cases: list[Case], holder: Callable[[Case], Context]) -> Case:
    """A case that two reviewers passed on."""
    case = cases[0]
    answer(holder(case), case)
    take(ana, case)
    assert find(ana, case, "passed_on") == "second"
    take(tom, case)
    assert work(tom) == []
    assert look_again(tom, case, "agree") == "closed"
    return case


@both_databases
def test_what_is_passed_on_waits_in_work_until_it_is_dealt_with(ana: Context, ctx: Context, passed_on: Case) -> None:
    (item,) = work(ana, "unassigned")
    about = (item.id, item.kind, item.reference, item.part, item.due)
    audit = passed_on.audit["reference"]
    assert about == (passed_on.id, "passed_on", audit, passed_on.row["part"], date(2026, 12, 20))
    assert item.name == f"{passed_on.row['given_names']} {passed_on.row['family_name']}"
    with pytest.raises(Invalid):
        passing.settle(ana, passed_on.id, {"done": " ", "version": version(ana, passed_on)})
    with pytest.raises(Conflict):
        passing.settle(ana, passed_on.id, {"done": "Written to.", "version": 1})
    passing.settle(ana, passed_on.id, {"done": "Written to.", "version": version(ana, passed_on)})
    assert work(ana) == []
    assert now(ana, passed_on).row["done"] == "Written to."
    with pytest.raises(Problem, match="dealt with already"):
        passing.settle(ana, passed_on.id, {"done": "Again.", "version": version(ana, passed_on)})
    with ctx.reading() as connection:
        assert list(read_ledger(connection, subject=passed_on.row["person_id"]))[-1].action == "audits.settle"


def test_who_decides_nothing_about_registrations_settles_nothing(
    officer: Callable[..., Context], nok: Context, passed_on: Case, holder: Callable[[Case], Context]
) -> None:
    own = officer("Holder", "registrar", person_id=passed_on.row["person_id"])
    for other in (nok, holder(passed_on), own):
        with pytest.raises(NotPermitted):
            passing.settle(other, passed_on.id, {"done": "Nothing.", "version": version(own, passed_on)})
    assert passing.waiting(officer("Admin", "administrator")) == []


def test_a_case_that_is_not_passed_on_is_not_settled(ana: Context, cases: list[Case]) -> None:
    with pytest.raises(Problem, match="is not passed on"):
        passing.settle(ana, cases[0].id, {"done": "Nothing.", "version": version(ana, cases[0])})


def test_from_work_to_the_case_and_out_of_work_on_pages(
    sign_in: Callable[..., Any], passed_on: Case, ana: Context
) -> None:
    office, address = sign_in("registrar"), f"/office/audits/cases/{passed_on.id}"
    shown = office.get("/office?tab=all").text
    assert f'href="{address}"' in shown
    assert "Passed on by an audit" in shown
    assert "This case waits in Work." in office.get(address).text
    assert "This case waits in Work." not in sign_in("assessor").get(address).text
    form = {"done": "A letter <sent>.", "version": str(version(ana, passed_on))}
    told = office.post(f"{address}/settle", data=form, follow_redirects=True).text
    assert "It is no longer in Work." in told
    assert "A letter &lt;sent&gt;." in told
    assert "This case waits in Work." not in told
    assert address not in office.get("/office?tab=all").text
