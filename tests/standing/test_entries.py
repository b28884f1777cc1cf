"""What the public may see of an entry: enough to be safe, nothing private."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from councilkit.catalogue import build
from councilkit.context import VISITOR, Context
from councilkit.register.model import OrderKind
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from councilkit.register.tables import orders
from councilkit.standing.entries import as_record
from councilkit.standing.search import entry, reader
from councilkit.standing.store import facts_by_public_id

TODAY = date(2026, 11, 22)


@pytest.fixture
def mary(ana: Context, add_person: Callable[..., str], register: Callable[..., str]) -> dict[str, Any]:
    private = {
        "email": "mary@example.org",
        "phone": "0721000000",
        "address": "1 Secret Street",
        "date_of_birth": "1980-01-02",
    }
    person = add_person("Mary Smyth", **private)
    people.add_qualification(
        ana, person, {"award": "Bachelor of Social Work", "institution": "Example", "awarded_year": 2004}
    )
    return {
        "registration": register(person),
        "person": person,
        "public_id": read_file(ana, person).person["public_id"],
    }


def give(ctx: Context, registration: str, **values: Any) -> None:
    row = {
        "registration_id": registration,
        "starts_on": date(2026, 1, 1),
        "public_wording": "Words.",
        "private_note": "SECRET",
        **values,
    }
    with ctx.change("register.test", "x") as change:
        change.insert(orders, row)


def test_nothing_private_leaves(ctx: Context, mary: dict[str, Any]) -> None:
    give(ctx, mary["registration"], kind="ni.suspension", effect="suspended", ends_on=date(2027, 1, 1))
    text = json.dumps(as_record(entry(ctx.acting(VISITOR), mary["public_id"]), "https://example.org", "now"))
    for secret in ("mary@", "0721", "Secret", "SECRET", "1980", mary["person"]):
        assert secret not in text


def test_the_record_says_what_the_page_says(ctx: Context, mary: dict[str, Any]) -> None:
    record = as_record(entry(ctx, mary["public_id"]), "https://example.org/x", "2026-11-22T10:42:00Z")
    (shown,) = record["registrations"]
    assert (shown["status"], shown["may_practise"], shown["until"]) == ("registered", True, "2027-03-31")
    assert shown["meaning"] == "Registered. May work as a social worker."
    assert record["qualifications"] == [
        {"award": "Bachelor of Social Work", "institution": "Example", "country": "", "level": "", "year": 2004}
    ]


def test_a_suspension_shows_with_its_words_and_ends(ctx: Context, mary: dict[str, Any]) -> None:
    give(ctx, mary["registration"], kind="ni.suspension", effect="suspended", ends_on=date(2027, 1, 1))
    (shown,) = entry(ctx, mary["public_id"]).registrations
    assert shown.sentence == "Suspended until 1 January 2027. May not work as a social worker."
    assert [(o.title, o.wording, o.current) for o in shown.orders] == [("Suspension", "Words.", True)]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"kind": "ni.suspension", "effect": "suspended"}, True),
        ({"kind": "ni.suspension", "effect": "suspended", "ends_on": date(2026, 2, 1)}, False),
        ({"kind": "ni.suspension", "effect": "suspended", "lifted_on": TODAY}, False),
        ({"kind": "ni.suspension", "effect": "suspended", "starts_on": date(2027, 2, 1)}, False),
        ({"kind": "ni.advice", "effect": "none"}, False),
        ({"kind": "xx.unknown", "effect": "none"}, False),
        ({"kind": "xx.unknown", "effect": "conditions"}, True),
    ],
)
def test_only_public_orders_in_force_show(
    ctx: Context, mary: dict[str, Any], values: dict[str, Any], shown: bool
) -> None:
    give(ctx, mary["registration"], **values)
    (found,) = entry(ctx, mary["public_id"]).registrations
    assert bool(found.orders) == shown
    if values["kind"] == "xx.unknown" and shown:
        assert found.orders[0].wording == ""


def test_an_order_stays_public_for_the_window_that_the_law_gives(ctx: Context, mary: dict[str, Any]) -> None:
    give(ctx, mary["registration"], kind="x.warning", effect="none", ends_on=date(2026, 2, 1))
    kind = OrderKind("x.warning", "Warning", "none", publication_window="ni.period.social_worker")
    with_kind = replace(reader(ctx), catalogue=build([("x", kind)]))
    facts = facts_by_public_id(ctx.database, mary["public_id"])
    for day, shown in ((date(2029, 1, 31), True), (date(2029, 2, 1), False)):
        (found,) = replace(with_kind, today=day).entries(facts).values()
        assert bool(found.registrations[0].orders) == shown


def test_who_is_removed_has_no_conditions_of_practice_any_more(ctx: Context, mary: dict[str, Any]) -> None:
    give(ctx, mary["registration"], kind="ni.conditions", effect="conditions", public_wording="Not alone.")
    (found,) = reader(ctx).entries(facts_by_public_id(ctx.database, mary["public_id"])).values()
    assert [each.effect for each in found.registrations[0].orders] == ["conditions"]
    give(ctx, mary["registration"], kind="ni.removal", effect="removed", public_wording="Removed.")
    (found,) = reader(ctx).entries(facts_by_public_id(ctx.database, mary["public_id"])).values()
    shown = found.registrations[0]
    assert shown.standing.status == "removed"
    assert {each.effect for each in shown.orders} <= {"removed"}
    assert [each["effect"] for each in shown.standing.orders] == ["removed"]
