"""The register read as facts: what the law says of one person and of all, in step with the person's own pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from councilkit.context import SYSTEM, Context, Council
from councilkit.cpd.reading import learning
from councilkit.demo import services as demo
from councilkit.errors import NotFound, NotPermitted
from councilkit.standing import assessing
from councilkit.standing.tables import conditions, declarations, dispensations, payments
from tests.conftest import both_databases

TODAY = date(2026, 11, 22)


def add(ctx: Context, table: Any, **row: Any) -> None:
    with ctx.change("test.add", row["registration_id"]) as change:
        change.insert(table, row)


@both_databases
def test_a_renewal_is_met_when_all_is_there(ctx: Context, enter: Callable[..., Any], ana: Context) -> None:
    row = enter(on=date(2024, 4, 1)).registrations[0]
    id = row["id"]
    verdict = assessing.assess(ana, id).verdict
    left = {reason.requirement.code for reason in verdict.steps}
    assert verdict.met is False
    assert left == {"learning", "fee", "declaration"}
    add(ctx, payments, registration_id=id, fee="renewal", amount=65, paid_on=TODAY)
    add(ctx, declarations, registration_id=id, kind="renewal", signed_on=TODAY)
    add(ctx, dispensations, registration_id=id, kind="exemption", requirement="learning", starts_on=TODAY)
    assert assessing.assess(ana, id).verdict.met is True
    add(ctx, conditions, registration_id=id, kind="aye", imposed_on=TODAY)
    assert [r.requirement.code for r in assessing.assess(ana, id).verdict.steps] == ["aye"]
    everybody = assessing.assess_all(ana).filter(pl.col("requirement") == "renewal")
    assert everybody.select("registrant", "met").rows() == [(id, False)]


def test_nobody_is_judged_by_a_law_that_is_not_there(enter: Callable[..., Any], ana: Context) -> None:
    row = enter().registrations[0]
    with pytest.raises(NotFound, match="No law about"):
        assessing.assess(ana, row["id"], "entry")


def test_nothing_is_missing_where_nothing_is_asked(enter: Callable[..., Any], ana: Context) -> None:
    enter("Mary Smyth", on=date(2024, 1, 1))
    told = assessing.assess_all(ana)
    free = told.filter(told["state"].is_in(["does not apply", "exempt"]))
    assert free.height > 0
    assert free["missing"].null_count() == free.height
    assert told.filter(told["requirement"] == "learning")["missing"].to_list() == [90]


def test_strangers_may_not_ask(enter: Callable[..., Any], acting: Callable[..., Context]) -> None:
    row = enter().registrations[0]
    with pytest.raises(NotPermitted):
        assessing.assess(acting("registrant", person_id="x"), row["id"])
    with pytest.raises(NotPermitted):
        assessing.assess_all(acting("registrant", person_id="x"))


def test_hours_are_those_of_the_learning_page(council: Council) -> None:
    """Every registrant of a demonstration council: the verdict finds what the page sums."""
    ctx = council.acting(SYSTEM)
    demo.fill(ctx, registrants=120, seed=7)
    found = assessing.assess_all(ctx).filter(pl.col("requirement") == "learning")
    assert found.height > 20
    with ctx.reading() as connection:
        owners = dict(connection.exec_driver_sql("SELECT id, person_id FROM registrations").all())
    for id, hours in found.select("registrant", "found").iter_rows():
        page = learning(ctx, owners[id], registration_id=id)
        assert float(page.totals.amount) == hours, (id, page.period)
