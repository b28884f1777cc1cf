"""A person's own copy tells nothing that is for staff only, and nothing that officers have not decided yet."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from marshmallow import Schema

from councilkit.audits import schemas as audit_schemas
from councilkit.audits.tables import audits, cases, reviews
from councilkit.context import Context
from councilkit.cpd.export import everything_held
from councilkit.database import metadata, new_id
from councilkit.ledger import services as ledger
from councilkit.register import schemas as register_schemas
from councilkit.register.tables import appeals, applications, employer_reports, orders, organisations, proposals
from tests.conftest import both_databases

HIDDEN = "xyzzy-not-told"
TOLD = "plugh-told"
OWN = {"date_of_birth", "email", "phone", "address"}  # of the person's own: staff see it, and so do they
DETAILS = {"kind": "conditions", "public_wording": HIDDEN, "private_note": HIDDEN, "reason": HIDDEN}


def at(ctx: Context) -> dict[str, Any]:
    return {"proposed_by": new_id(), "proposed_at": ctx.now()}


def decided(ctx: Context) -> dict[str, Any]:
    return {"decided_by": new_id(), "decided_at": ctx.now()}


def orders_and_appeals(ctx: Context, mine: str, change: Any) -> None:
    """An order with a note, proposals in every state, an appeal with a note."""
    order = {"registration_id": mine, "kind": "conditions", "effect": "conditions", "starts_on": date(2026, 1, 1)}
    change.insert(orders, {**order, "public_wording": TOLD, "private_note": HIDDEN})
    about = {"registration_id": mine, "kind": "order", "details": DETAILS, "note": HIDDEN}
    for outcome in (None, "sent_back", "withdrawn"):
        change.insert(proposals, {**about, **at(ctx), "outcome": outcome})
    agreed = {**DETAILS, "public_wording": TOLD, "reason": TOLD}
    change.insert(proposals, {**about, **at(ctx), **decided(ctx), "details": agreed, "outcome": "agreed"})
    appeal = {"registration_id": mine, "against": TOLD, "received_on": date(2026, 6, 1), "owner": new_id()}
    change.insert(appeals, {**appeal, "note": HIDDEN})


def asked(ctx: Context, person_id: str, change: Any) -> None:
    """Applications in every state, with reasons of officers, and what an employer reported with what was done."""
    place = change.insert(organisations, {"name": "Trust", "search_name": "trust"})
    report = {"kind": "more_time", "person_id": person_id, "organisation_id": place, "text": TOLD}
    change.insert(employer_reports, {**report, "reported_on": date(2026, 6, 1), "done": HIDDEN})
    for number, (outcome, reasons) in enumerate(
        ((None, HIDDEN), ("withdrawn", HIDDEN), ("admitted", HIDDEN), ("refused", TOLD))
    ):
        row = {"reference": f"A-{number}", "kind": "renewal", "part": "xx.social_worker", "person_id": person_id}
        details = {"statement": TOLD, "somebody_else": [HIDDEN]}
        row |= {"details": details, "received_at": ctx.now(), "proposal": "refuse", "reasons": reasons, **at(ctx)}
        last = change.insert(
            applications, {**row, "outcome": outcome, **(decided(ctx) if outcome in ("admitted", "refused") else {})}
        )
    appeal = {"application_id": last, "against": TOLD, "received_on": date(2026, 6, 1), "owner": new_id()}
    change.insert(appeals, {**appeal, "note": HIDDEN})


def audited(ctx: Context, mine: str, change: Any) -> None:
    """An open case with a first look, and a closed one."""
    for outcome, reasons in ((None, HIDDEN), ("not_met", TOLD)):
        draw = {"part": "xx", "as_of": date(2026, 1, 1), "fraction": "1", "strata": [], "exempt": [], "seed": HIDDEN}
        draw |= {"frame_sha256": "f", "commitment": "c", "committed_at": ctx.now(), "committed_by": "o"}
        audit = change.insert(audits, {**draw, "reference": new_id()[:8]})
        case = {"audit_id": audit, "registration_id": mine, "outcome": outcome, "reasons": TOLD if outcome else ""}
        case_id = change.insert(cases, {**case, "done": HIDDEN})
        look = {"audit_case_id": case_id, "assigned_at": ctx.now(), "assigned_by": "o", "conflict": HIDDEN}
        change.insert(reviews, {**look, "reviewer": "one", "look": 1, "outcome": "not_met", "reasons": reasons})
        second = {"outcome": "agreed" if outcome else "sent_back", "reasons": HIDDEN}
        change.insert(reviews, {**look, "reviewer": "two", "look": 2, **second})


@pytest.fixture
def weighed(ctx: Context, person_id: str, registration_of: Callable[..., Any]) -> None:
    """Everything that officers keep to themselves about a person, beside what they decided."""
    mine = registration_of(person_id)["id"]
    with ctx.change("register.test", person_id) as change:
        orders_and_appeals(ctx, mine, change)
        asked(ctx, person_id, change)
        audited(ctx, mine, change)


def everything(ctx: Context, person_id: str) -> str:
    with everything_held(ctx, person_id) as file:
        found = zipfile.ZipFile(BytesIO(file.read()))
    return "\n".join(found.read(name).decode("utf-8", "replace") for name in found.namelist())


@both_databases
@pytest.mark.usefixtures("weighed")
def test_nothing_undecided_and_nothing_of_staff_is_in_the_copy(acting: Callable[..., Context], person_id: str) -> None:
    """Neither in the tables nor in the history; what was decided is in both."""
    text = everything(acting("registrant", person_id=person_id), person_id)
    assert HIDDEN not in text
    for name in ("proposals", "applications", "orders", "appeals", "audit_reviews"):
        assert f'"{name}"' in text
    assert text.count(TOLD) > 12


@pytest.mark.usefixtures("weighed")
def test_the_download_says_what_is_missing(browser: Any) -> None:
    answer = browser.get("/my/export.zip")
    found = zipfile.ZipFile(BytesIO(answer.data))
    assert not any(HIDDEN.encode() in found.read(name) for name in found.namelist())
    data = json.loads(found.read("data.json"))
    assert [row["outcome"] for row in data["proposals"]] == ["agreed"]
    assert {row["outcome"]: row.get("reasons") for row in data["applications"]} == {
        None: None,
        "withdrawn": None,
        "admitted": None,
        "refused": TOLD,
    }
    assert {row["outcome"] for row in data["audit_reviews"]} == {"not_met", "agreed"}
    assert sorted(row["application_id"] is None for row in data["appeals"]) == [False, True]
    page = found.read("index.html").decode()
    assert "appeals.note" in page
    assert "once it is decided" in page


@pytest.mark.parametrize(
    "action",
    [
        "register.propose_order",
        "register.order_sent_back",
        "register.withdraw_proposal",
        "register.propose_refuse",
        "register.sent_back_renewal",
        "register.propose_duplicate",
        "audits.assign",
        "audits.find_not_met",
        "audits.send_back",
    ],
)
def test_that_officers_weigh_something_is_no_line_of_the_history(ctx: Context, person_id: str, action: str) -> None:
    """Not even after the content of the history was erased: the name of the action would tell it."""
    with ctx.change(action, person_id) as change:
        change.rows["note"] = [{"id": person_id, "text": HIDDEN}]
    ledger.redact(ctx, person_id, "asked for")
    with ctx.change(action, person_id) as change:
        change.rows["note"] = [{"id": person_id, "text": HIDDEN}]
    text = everything(ctx, person_id)
    assert action not in text
    assert HIDDEN not in text


@pytest.mark.parametrize("action", ["register.order_agreed", "register.refused_renewal", "audits.close"])
def test_a_decision_is_a_line_of_the_history(ctx: Context, person_id: str, action: str) -> None:
    with ctx.change(action, person_id) as change:
        change.rows["note"] = [{"id": person_id, "text": TOLD}]
    assert action in everything(ctx, person_id)


def test_every_table_that_keeps_something_back_is_tried_here() -> None:
    found = {name for name, table in metadata.tables.items() if table.info.get("withheld")}
    assert found == {
        "orders",
        "proposals",
        "applications",
        "appeals",
        "audit_cases",
        "audit_reviews",
        "employer_reports",
    }


def staff_fields() -> Iterator[str]:
    made = [value for module in (register_schemas, audit_schemas) for value in vars(module).values()]
    for schema in (each for each in made if isinstance(each, type) and issubclass(each, Schema)):
        for name, field in schema._declared_fields.items():
            said = f"{field.metadata.get('privacy', '')} {field.metadata.get('hint', '')}"
            if "Only council staff see this" in said and name not in OWN:
                yield name


def test_what_a_form_promises_to_staff_alone_is_kept_back() -> None:
    """A new field with that promise fails here until its table says so."""
    kept = {path.rpartition(".")[2] for table in metadata.tables.values() for path in paths(table)}
    kept.add("grounds")  # they are in the reasons of an application, which are told of a refusal alone
    assert set(staff_fields()) >= {"private_note", "note", "conflict"}
    assert set(staff_fields()) <= kept


def paths(table: Any) -> tuple[str, ...]:
    rule = table.info.get("withheld")
    return rule.staff_only if rule else ()
