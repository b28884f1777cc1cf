"""Orders hold once a second officer agrees, keep their limits, and are lifted without rewriting anything."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid, NotPermitted, Problem
from councilkit.ledger import services as ledger
from councilkit.ledger.tables import entries
from councilkit.register.order_limits import days_of, total_problem
from councilkit.register.services import endings, orders, registrations
from councilkit.register.services.files import read_file
from councilkit.register.tables import orders as order_rows
from councilkit.register.terms import in_force, term
from tests.conftest import both_databases


@pytest.fixture
def entry(add_person: Callable[..., str], register: Callable[..., str]) -> str:
    return register(add_person("Mary Smyth"))


@pytest.fixture
def given(kind_of: Callable[[str], str]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": "ni.suspension",
        "decided_by": "Fitness to Practise Committee, 20 November 2026",
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2027, 5, 22),
        "public_wording": "Suspended for six months.",
        "private_note": "Report of the panel.",
    }


def agree(ctx: Context, proposal: str, decision: str = "agree", **more: Any) -> str:
    return orders.decide_proposal(ctx, proposal, {"decision": decision, "version": 1, **more})


def only_order(ctx: Context, entry: str) -> Any:
    person = registrations.find_registration(ctx, entry)["person_id"]
    (order,) = read_file(ctx, person).orders
    return order


@both_databases
def test_an_order_is_nowhere_until_a_second_officer_agrees(
    ana: Context, tom: Context, entry: str, given: dict[str, Any]
) -> None:
    proposal = orders.propose_order(ana, entry, given)
    person = registrations.find_registration(ana, entry)["person_id"]
    file = read_file(ana, person)
    assert (len(file.orders), len(file.proposals)) == (0, 1)
    with pytest.raises(NotPermitted, match="Another officer must decide"):
        agree(ana, proposal)
    assert agree(tom, proposal) == "agreed"
    order = only_order(ana, entry)
    assert (order["effect"], order["starts_on"], order["ends_on"]) == (
        "suspended",
        date(2026, 11, 23),
        date(2027, 5, 22),
    )
    assert in_force(order, date(2026, 11, 23))
    with pytest.raises(Conflict, match="decided already"):
        agree(tom, proposal)


def test_an_order_sent_twice_is_proposed_once(ana: Context, entry: str, given: dict[str, Any]) -> None:
    assert orders.propose_order(ana, entry, given) == orders.propose_order(ana, entry, given)


def test_an_order_sent_back_never_holds(ana: Context, tom: Context, entry: str, given: dict[str, Any]) -> None:
    proposal = orders.propose_order(ana, entry, given)
    assert agree(tom, proposal, "send_back", note="Wrong person?") == "sent_back"
    assert read_file(ana, registrations.find_registration(ana, entry)["person_id"]).orders == ()


def test_only_the_proposer_takes_a_proposal_back(ana: Context, tom: Context, entry: str, given: dict[str, Any]) -> None:
    proposal = orders.propose_order(ana, entry, given)
    with pytest.raises(NotPermitted):
        orders.withdraw_proposal(tom, proposal, 1)
    orders.withdraw_proposal(ana, proposal, 1)
    with pytest.raises(Conflict):
        agree(tom, proposal)


@both_databases
def test_an_order_is_lifted_from_a_day_on_and_its_first_form_stays_in_the_history(
    ctx: Context, ana: Context, tom: Context, entry: str, given: dict[str, Any]
) -> None:
    agree(tom, orders.propose_order(ana, entry, given))
    order = only_order(ana, entry)
    with pytest.raises(Problem, match="choose that day or a later one"):
        orders.propose_lift(ana, order["id"], {"lifted_on": "2026-01-01", "reason": "Appeal"})
    agree(tom, orders.propose_lift(ana, order["id"], {"lifted_on": "2027-01-10", "reason": "Appeal allowed"}))
    lifted = only_order(ana, entry)
    assert [in_force(lifted, day) for day in (date(2027, 1, 9), date(2027, 1, 10))] == [True, False]
    person = registrations.find_registration(ana, entry)["person_id"]
    versions = [row["lifted_on"] for each in ledger.history(ctx, person) for row in each.rows.get("orders", [])]
    assert versions == [None, "2027-01-10"]


def test_a_lift_and_a_change_of_one_order_never_wait_side_by_side(
    ana: Context, tom: Context, entry: str, given: dict[str, Any]
) -> None:
    agree(tom, orders.propose_order(ana, entry, given))
    order = only_order(ana, entry)
    lift = {"lifted_on": "2027-01-10", "reason": "Appeal allowed"}
    with pytest.raises(Problem, match="choose that day or an earlier one"):
        orders.propose_lift(ana, order["id"], lift | {"lifted_on": "2027-05-23"})
    first = orders.propose_lift(ana, order["id"], lift)
    for again in (lambda: orders.propose_lift(ana, order["id"], lift), lambda: propose_same(ana, order, given)):
        with pytest.raises(Conflict, match="Another proposal about this order waits"):
            again()
    agree(tom, first)
    later = orders.propose_lift(ana, order["id"], lift | {"lifted_on": "2027-02-10"})  # a slip can still be put right
    assert agree(tom, later) == "agreed"
    assert only_order(ana, entry)["lifted_on"] == date(2027, 2, 10)


def propose_same(ctx: Context, order: Any, given: dict[str, Any]) -> str:
    return orders.propose_change(ctx, order["id"], given | {"id": new_id()})


@pytest.mark.parametrize(
    ("values", "sentence"), [({"lifted_on": date(2027, 1, 10)}, "changed"), ({"decided_by": "Court"}, "changed")]
)
def test_nobody_agrees_about_an_order_that_is_not_what_it_was(
    ctx: Context, ana: Context, tom: Context, entry: str, given: dict[str, Any], values: dict[str, Any], sentence: str
) -> None:
    agree(tom, orders.propose_order(ana, entry, given))
    order = only_order(ana, entry)
    stale = propose_same(ana, order, given)
    with ctx.change("register.test", entry) as change:
        change.update(order_rows, order["id"], values)
    with pytest.raises(Conflict, match=sentence):
        agree(tom, stale)
    assert agree(tom, stale, "send_back", note="Look again.") == "sent_back"


def test_a_changed_order_is_a_new_version(
    ctx: Context, ana: Context, tom: Context, entry: str, given: dict[str, Any]
) -> None:
    agree(tom, orders.propose_order(ana, entry, given))
    order = only_order(ana, entry)
    changed = given | {"id": new_id(), "ends_on": date(2027, 8, 22)}
    agree(tom, orders.propose_change(ana, order["id"], changed))
    after = only_order(ana, entry)
    assert (after["id"], after["ends_on"], after["version"]) == (order["id"], date(2027, 8, 22), order["version"] + 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2026, 11, 1)}, "ends_on"),
        ({"review_on": date(2028, 1, 1)}, "review_on"),
        ({"review_on": date(2026, 1, 1)}, "review_on"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2040, 1, 1)}, "ends_on"),
        ({"kind": "ro.suspension"}, "kind"),
        ({"kind": "ni.conditions", "public_wording": ""}, "public_wording"),
        ({"decided_by": ""}, "decided_by"),
        ({"starts_on": "31/02"}, "starts_on"),
        ({"starts_on": date(2024, 3, 31), "ends_on": date(2025, 3, 30)}, "starts_on"),
    ],
)
def test_an_order_that_cannot_be_is_refused_at_its_field(
    ana: Context, entry: str, given: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    with pytest.raises((Invalid, Problem)) as refused:
        orders.propose_order(ana, entry, given | change)
    assert list(refused.value.fields) == [field]


@both_databases
def test_a_removal_needs_reason_rule_and_two_officers(ana: Context, tom: Context, entry: str) -> None:
    with pytest.raises(Invalid) as refused:
        orders.propose_removal(ana, entry, {"on": "2026-11-22"})
    assert set(refused.value.fields) == {"reason", "article"}
    proposal = orders.propose_removal(
        ana, entry, {"on": "2026-11-22", "reason": "Fraudulent entry", "article": "s.6(1)"}
    )
    agree(tom, proposal)
    file = read_file(ana, registrations.find_registration(ana, entry)["person_id"])
    found = term(file.registrations[0], file.events, date(2026, 11, 22))
    assert found is not None
    assert (found.ended_by, found.reason) == ("removed", "Fraudulent entry")


def test_the_ledger_tells_from_when_a_decision_holds(ana: Context, tom: Context, entry: str) -> None:
    agree(tom, orders.propose_removal(ana, entry, {"on": "2026-12-01", "reason": "Decided.", "article": "Rule 19"}))
    with ana.reading() as connection:
        query = select(entries.c.effective_on).where(entries.c.action == "register.removal_agreed")
        assert connection.execute(query).scalar() == date(2026, 12, 1)


def test_an_assessor_proposes_but_does_not_decide(
    council: Any, acting: Callable[..., Context], ana: Context, entry: str, given: dict[str, Any]
) -> None:
    assessor = acting("assessor")
    proposal = orders.propose_order(ana, entry, given)
    with pytest.raises(NotPermitted):
        agree(assessor, proposal)
    assert orders.propose_order(assessor, entry, given | {"id": new_id()})


def test_endings_and_extensions_refuse_what_cannot_be(ana: Context, entry: str) -> None:
    version = registrations.find_registration(ana, entry)["version"]
    with pytest.raises(Problem, match="registration began"):
        endings.leave(ana, entry, {"on": "2020-01-01"}, version)
    with pytest.raises(Problem, match="in the future"):
        endings.record_death(ana, entry, {"on": "2027-01-01"}, version)
    with pytest.raises(Problem, match="Choose 31 March 2027 or a later day"):
        registrations.extend(ana, entry, {"until": "2026-12-01", "reason": "Decree"}, version)
    registrations.extend(ana, entry, {"until": "2027-09-30", "reason": "Decree"}, version)
    with pytest.raises(Conflict):
        endings.leave(ana, entry, {"on": "2026-12-01"}, version)
    endings.leave(ana, entry, {"on": "2026-12-01"}, version + 1)
    with pytest.raises(Problem, match="had ended on 1 December 2026"):
        endings.leave(ana, entry, {"on": "2026-12-02"}, version + 2)


def interim(starts: date, ends: date | None, review: date | None = None) -> dict[str, Any]:
    made = {"id": new_id(), "kind": "ni.interim_suspension", "decided_by": "Preliminary Proceedings Committee"}
    return made | {"starts_on": starts, "ends_on": ends, "review_on": review or starts}


def test_an_interim_order_begins_with_six_months_and_ends_within_two_years(
    ana: Context, tom: Context, entry: str
) -> None:
    start = date(2025, 1, 1)
    with pytest.raises(Invalid, match="at most 6 months"):
        orders.propose_order(ana, entry, interim(start, date(2025, 7, 1)))
    with pytest.raises(Invalid, match="day of the review"):
        orders.propose_order(ana, entry, interim(start, date(2025, 6, 30)) | {"review_on": None})
    agree(tom, orders.propose_order(ana, entry, interim(start, date(2025, 6, 30))))
    order = only_order(ana, entry)
    with pytest.raises(
        Invalid, match="24 months in all, and 0 days are spent: enter a last day up to 31 December 2026"
    ):
        orders.propose_change(ana, order["id"], interim(start, date(2027, 1, 1)))
    with pytest.raises(Invalid, match="24 months in all"):
        orders.propose_change(ana, order["id"], interim(start, None))
    agree(tom, orders.propose_change(ana, order["id"], interim(start, date(2026, 12, 31))))
    assert only_order(ana, entry)["ends_on"] == date(2026, 12, 31)


@pytest.mark.parametrize("kind", ["ni.warning", "ni.interim_conditions"])
def test_an_order_that_is_changed_into_another_kind_begins_with_the_first_term_of_that_kind(
    ana: Context, tom: Context, entry: str, kind: str
) -> None:
    start = date(2026, 11, 1)
    before = interim(start, date(2026, 12, 1)) | {"kind": kind, "public_wording": "Works under supervision."}
    agree(tom, orders.propose_order(ana, entry, before))
    order = only_order(ana, entry)["id"]
    with pytest.raises(Invalid, match="at most 6 months"):
        orders.propose_change(ana, order, interim(start, date(2028, 10, 31)))
    agree(tom, orders.propose_change(ana, order, interim(start, date(2027, 4, 30))))
    agree(tom, orders.propose_change(ana, order, interim(start, date(2028, 10, 31))))
    assert only_order(ana, entry)["ends_on"] == date(2028, 10, 31)


def test_what_an_interim_order_lasted_before_it_was_changed_is_counted(ana: Context, tom: Context, entry: str) -> None:
    conditions = interim(date(2025, 1, 1), date(2025, 6, 30)) | {"kind": "ni.interim_conditions"}
    agree(tom, orders.propose_order(ana, entry, conditions | {"public_wording": "Works under supervision."}))
    order = only_order(ana, entry)["id"]
    agree(tom, orders.propose_change(ana, order, interim(date(2025, 7, 1), date(2025, 12, 31))))
    with pytest.raises(Invalid, match="365 days are spent: enter a last day up to 31 December 2026"):
        orders.propose_change(ana, order, interim(date(2026, 1, 1), date(2028, 1, 1)))


def test_interim_orders_of_either_kind_are_counted_together(ana: Context, tom: Context, entry: str) -> None:
    for year, half in ((2025, 1), (2025, 7), (2026, 1)):
        begin, end = (date(year, half, 1), date(year, 6, 30) if half == 1 else date(year, 12, 31))
        agree(tom, orders.propose_order(ana, entry, interim(begin, end)))
    conditions = interim(date(2026, 7, 1), date(2026, 8, 31)) | {"kind": "ni.interim_conditions"}
    conditions |= {"public_wording": "Works under supervision."}
    agree(tom, orders.propose_order(ana, entry, conditions))
    with pytest.raises(Invalid, match="608 days are spent: enter a last day up to 30 January 2027"):
        orders.propose_order(ana, entry, interim(date(2026, 10, 1), date(2027, 1, 31)))
    agree(tom, orders.propose_order(ana, entry, interim(date(2026, 10, 1), date(2027, 1, 30))))


def test_two_proposals_that_wait_side_by_side_never_last_too_long_together(
    ana: Context, tom: Context, entry: str
) -> None:
    start = date(2025, 1, 1)
    agree(tom, orders.propose_order(ana, entry, interim(start, date(2025, 6, 30))))
    first = only_order(ana, entry)
    longer = orders.propose_change(ana, first["id"], interim(start, date(2026, 12, 31)))
    another = orders.propose_order(ana, entry, interim(date(2027, 1, 1), date(2027, 6, 30)))
    agree(tom, longer)
    with pytest.raises(Problem, match=r"cannot be agreed to as it stands\. Such orders may last 24 months in all"):
        agree(tom, another)
    assert only_order(ana, entry)["ends_on"] == date(2026, 12, 31)
    assert agree(tom, another, "send_back", note="Too long.") == "sent_back"


def test_what_was_lifted_is_not_counted_to_its_end() -> None:
    lifted = interim(date(2025, 1, 1), date(2025, 6, 30)) | {"lifted_on": date(2025, 1, 11)}
    now = interim(date(2026, 11, 1), None)
    assert days_of(lifted) == 10
    assert str(total_problem(now, [lifted], 24)).endswith(
        "and 10 days are spent: enter a last day up to 20 October 2028."
    )


@pytest.mark.parametrize(
    "kind", ["ni.warning", "ni.advice", "ni.undertakings", "ni.conditions", "ni.interim_conditions"]
)
def test_a_measure_is_not_older_than_the_act_that_made_it(
    ana: Context, add_person: Callable[..., str], register: Callable[..., str], given: dict[str, Any], kind: str
) -> None:
    entry = register(add_person("Mary Smyth"), date(2016, 1, 1))
    early = given | {"kind": kind, "starts_on": date(2016, 5, 12), "ends_on": date(2016, 10, 31)}
    early |= {"review_on": date(2016, 8, 1)}
    with pytest.raises(Invalid, match="such orders from 13 May 2016 on") as refused:
        orders.propose_order(ana, entry, early)
    assert list(refused.value.fields) == ["starts_on"]
    orders.propose_order(ana, entry, early | {"starts_on": date(2016, 5, 13)})
    orders.propose_order(ana, entry, early | {"id": new_id(), "kind": "ni.suspension"})
