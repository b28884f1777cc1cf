"""Promise, draw, reveal: in this order, once each, with nothing left open in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from councilkit.audits import proof, store
from councilkit.audits.services import drawing, reading
from councilkit.audits.tables import audits
from councilkit.context import Context
from councilkit.cpd.tables import records
from councilkit.database import new_id
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.law import Law
from councilkit.ledger.services import verify
from councilkit.ledger.store import read as read_ledger
from councilkit.register.store import Row
from councilkit.standing.tables import dispensations
from tests.audits.conftest import PART, SEED
from tests.conftest import both_databases


def sample(ctx: Context, audit: Row) -> list[str]:
    return [case.row["number"] for case in reading.read_audit(ctx, audit["id"])[1]]


@both_databases
def test_a_draw_is_checked_by_its_file_alone(ana: Context, committed: Callable[..., Row]) -> None:
    audit = committed(by="area", beacon="The lottery of 28 November 2026")
    assert drawing.draw(ana, audit["id"], beacon="3 14  15") == 4
    before = proof.read(drawing.proof_of(ana, audit["id"]))
    assert (before.seed, before.beacon) == ("", "3 14 15")
    assert "not revealed" in next(proof.findings(before))
    assert drawing.reveal(ana, audit["id"]) == SEED
    told = proof.read(drawing.proof_of(ana, audit["id"]))
    assert list(proof.findings(told, audit["commitment"])) == []
    assert {stratum: len(numbers) for stratum, numbers in told.sample.items()} == {"GB-BFS": 2, "GB-LBC": 2}
    assert sorted(n for numbers in told.sample.values() for n in numbers) == sample(ana, audit)


def test_after_the_promise_nothing_of_the_register_moves_the_draw(
    ctx: Context, ana: Context, committed: Callable[..., Row], entered: Callable[..., str]
) -> None:
    first, second = committed(), committed()
    for n in range(5):
        entered(ctx, "New", "Comer", number=str(900 + n), part=PART, since=date(2026, 1, 1))
    drawing.draw(ana, first["id"])
    drawing.draw(ana, second["id"])
    assert sample(ana, first) == sample(ana, second)
    assert len(sample(ana, first)) == 3


def test_the_seed_is_in_no_ledger_entry_before_it_is_revealed(ana: Context, committed: Callable[..., Row]) -> None:
    audit = committed()
    drawing.draw(ana, audit["id"])
    with ana.reading() as connection:
        entries = list(read_ledger(connection))
        assert store.audit(connection, audit["id"])["seed"] == SEED  # type: ignore[index]
    assert not [entry for entry in entries if SEED in (entry.snapshot or "")]
    assert "seed" not in audit
    drawing.reveal(ana, audit["id"])
    with ana.reading() as connection:
        assert SEED in (list(read_ledger(connection))[-1].snapshot or "")


def test_promise_and_everybody_drawn_are_in_the_ledger(ana: Context, committed: Callable[..., Row]) -> None:
    audit = committed()
    count = drawing.draw(ana, audit["id"])
    with ana.reading() as connection:
        entries = [entry for entry in read_ledger(connection) if entry.action.startswith("audits.")]
    assert [entry.action for entry in entries] == ["audits.commit", *["audits.sample"] * count, "audits.draw"]
    told = entries[0].rows["audits"][0]
    assert (told["commitment"], told["frame_sha256"]) == (audit["commitment"], audit["frame_sha256"])
    assert all(set(entry.rows) == {"audit_cases", "audit_deadlines"} for entry in entries[1:-1])
    assert verify(ana)[1] == []


def test_each_step_is_taken_once_and_in_order(ana: Context, committed: Callable[..., Row]) -> None:
    audit = committed()
    with pytest.raises(Conflict, match="after the draw"):
        drawing.reveal(ana, audit["id"])
    with pytest.raises(NotFound, match="not drawn yet"):
        drawing.proof_of(ana, audit["id"])
    drawing.draw(ana, audit["id"])
    with pytest.raises(Conflict, match="drawn already"):
        drawing.draw(ana, audit["id"])
    drawing.reveal(ana, audit["id"])
    with pytest.raises(Conflict, match="only once"):
        drawing.reveal(ana, audit["id"])


def test_a_beacon_that_nobody_announced_is_refused_and_an_announced_one_is_needed(
    ana: Context, committed: Callable[..., Row]
) -> None:
    plain, announced = committed(), committed(beacon="The lottery")
    with pytest.raises(Problem, match="whoever knows the seed could choose one"):
        drawing.draw(ana, plain["id"], beacon="3 14 15")
    with pytest.raises(Problem, match="announced that this would be mixed in: The lottery"):
        drawing.draw(ana, announced["id"])
    assert drawing.draw(ana, announced["id"], beacon="3 14 15")


def test_what_cannot_be_drawn_is_said(ana: Context, nok: Context, people: list[str]) -> None:
    with pytest.raises(Problem, match="Say which fraction to draw"):
        drawing.commit(ana, drawing.plan(ana, PART))
    with pytest.raises(Problem, match="how large the sample is was not found"):
        drawing.commit(ana, drawing.plan(ana, PART))
    with pytest.raises(Problem, match="No law about the audits"):
        drawing.commit(ana, drawing.plan(ana, "ro.social_worker"))
    with pytest.raises(Problem, match="Nobody of this part"):
        drawing.commit(ana, drawing.plan(ana, "ni.social_care_worker", Decimal("0.1")))
    with pytest.raises(Problem, match="area, step, role"):
        drawing.plan(ana, PART, by="shoe_size")
    with pytest.raises(Problem, match="on that day"):
        drawing.plan(ana, PART, as_of=date(2027, 1, 1))
    with pytest.raises(NotFound, match="no register part"):
        drawing.plan(ana, "xx.part")
    with pytest.raises(NotPermitted):
        drawing.plan(nok, PART)
    audit = drawing.commit(ana, drawing.plan(ana, PART, Decimal("0.1")))
    with pytest.raises(Problem, match="later day"):
        drawing.draw(ana, audit["id"], due_on=ana.today())
    with pytest.raises(Problem, match=r"Give a day until 22 November 2027 to answer"):
        drawing.draw(ana, audit["id"], due_on=date(2036, 11, 30))


def test_the_law_gives_the_fraction_where_it_knows_one(ana: Context, people: list[str], tmp_path: Any) -> None:
    from councilkit import law

    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.yaml").write_text(
        "ni.audit.fraction:\n  title: Share\n  unit: percent\n  values:\n"
        "    2020-01-01: {value: 2.5, source: A book, certainty: S, checked: false}\n"
    )
    whole = Law({**ana.law.parameters, **law.load(tmp_path / "law").parameters})
    knowing = replace(ana, council=replace(ana.council, law=whole))
    audit = drawing.commit(knowing, drawing.plan(knowing, PART))
    assert (audit["fraction"], audit["fraction_from"]) == ("0.025", "ni.audit.fraction")
    more = drawing.commit(knowing, drawing.plan(knowing, PART, Decimal("0.5")))
    assert (more["fraction"], more["fraction_from"]) == ("0.5", "")
    with pytest.raises(Problem, match=r"at least 0\.025"):
        drawing.plan(knowing, PART, Decimal("0.02"))


def test_who_is_exempt_is_left_out_and_counted(ctx: Context, ana: Context, people: list[str]) -> None:
    """By a decision, and by 100 credits in three years, logged or worked out, unless a requirement was gained."""
    decided, credits, both, earned, short = people[:5]
    log = {"on": date(2026, 2, 1), "title": "Module", "logged_at": ctx.now(), "provider": ""}
    with ctx.change("test.exempt", "x") as change:
        decision = {"registration_id": decided, "kind": "exemption", "requirement": "audit", "reason": "Illness"}
        change.insert(dispensations, decision | {"starts_on": date(2026, 1, 1), "ends_on": None})
        for each in (credits, both):
            row = {**log, "registration_id": each, "amount": 100, "unit": "credit", "fingerprint": new_id() * 2}
            change.insert(records, row)
        told = {**log, "unit": "hour", "reflection": "Ask earlier"}
        for each, hours in ((earned, 20), (short, 19)):
            for more in ({"amount": 20}, {"amount": hours, "impact_on": "self", "impact": "I ask first."}):
                change.insert(records, told | more | {"registration_id": each, "fingerprint": new_id() * 2})
        row = {**log, "registration_id": both, "amount": 1, "unit": "piece", "category": "pip_requirement"}
        change.insert(records, row | {"fingerprint": new_id() * 2})
    found = drawing.plan(ana, PART, Decimal("0.1")).eligible
    assert {each.code: each.count for each in found.exempt} == {"decision": 1, "pip_credits": 2}
    assert found.frame == {"": [str(100 + n) for n in (2, *range(4, 12))]}
    audit = drawing.commit(ana, drawing.plan(ana, PART, Decimal("0.1")))
    assert [(each["code"], each["count"]) for each in audit["exempt"]] == [("decision", 1), ("pip_credits", 2)]


def test_who_left_since_an_earlier_day_is_left_out_and_counted(
    ctx: Context, ana: Context, people: list[str], entered: Callable[..., str]
) -> None:
    entered(ctx, "Gone", "Since", number="7", part=PART, since=date(2025, 1, 1), until=date(2026, 6, 30))
    found = drawing.plan(ana, PART, Decimal("0.1"), as_of=date(2026, 5, 1)).eligible
    assert {each.code: each.count for each in found.exempt}["ended"] == 1
    assert found.count == 12


def test_audits_are_found_by_reference_or_as_the_only_one(ana: Context, committed: Callable[..., Row]) -> None:
    with pytest.raises(Problem, match="No audit is committed"):
        drawing.only(ana, "committed")
    audit = committed()
    assert drawing.only(ana, "committed")["id"] == drawing.find(ana, " s2026-001 ")["id"] == audit["id"]
    committed()
    with pytest.raises(Problem, match="Several audits"):
        drawing.only(ana, "committed")
    with pytest.raises(NotFound):
        drawing.find(ana, "S2026-009")


def test_a_seed_of_our_own_is_256_random_bits(ana: Context, people: list[str]) -> None:
    plan = drawing.plan(ana, PART, Decimal("0.1"))
    made = [drawing.commit(ana, plan)["id"] for _ in range(2)]
    with ana.reading() as connection:
        seeds = {str(store.audit(connection, id)["seed"]) for id in made}  # type: ignore[index]
    assert {len(seed) for seed in seeds} == {64}
    assert len(seeds) == 2
    assert audits.info["secret"] == ("seed",)
