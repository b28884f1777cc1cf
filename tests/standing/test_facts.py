"""The register as facts: what the council removed counts as removed until the person comes back."""

from collections.abc import Callable
from datetime import date

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.tables import orders, registration_events
from councilkit.standing.assessing import assess
from tests.conftest import both_databases


def happened(ctx: Context, registration: str, *events: tuple[str, date]) -> None:
    with ctx.change("test.events", new_id()) as change:
        for kind, day in events:
            change.insert(registration_events, {"registration_id": registration, "kind": kind, "effective_on": day})


@both_databases
def test_a_removal_is_no_less_than_an_order(ctx: Context, entered: Callable[..., str]) -> None:
    entry = entered(ctx, "Ștefan", "Țurcanu", part="ni.social_worker", since=date(2024, 1, 1), until=date(2026, 12, 31))
    happened(ctx, entry, ("removed", date(2026, 6, 1)), ("restored", date(2026, 9, 1)), ("removed", date(2026, 12, 1)))
    entered(ctx, "Mary", "Smyth", part="ni.social_worker", orders=["removed"])
    days = {date(2026, 5, 31): True, date(2026, 6, 1): False, date(2026, 8, 31): False, date(2026, 9, 1): True}
    for day, met in (days | {date(2026, 11, 30): True, date(2026, 12, 5): False}).items():
        assert assess(ctx, entry, "practice", day).verdict.met is met, day
        said = {each.requirement.code: each.met for each in assess(ctx, entry, "renewal", day).verdict.reasons}
        assert said["not_removed"] is met, day


@both_databases
def test_an_order_of_removal_counts_past_its_last_day_until_it_is_lifted(
    ctx: Context, entered: Callable[..., str]
) -> None:
    entry = entered(ctx, "Mary", "Smyth", part="ni.social_worker", since=date(2024, 1, 1), until=date(2026, 12, 31))
    row = {"registration_id": entry, "kind": "ni.removal", "effect": "removed", "starts_on": date(2026, 3, 1)}
    ends = {"ends_on": date(2026, 6, 1), "lifted_on": date(2026, 9, 1)}
    with ctx.change("test.order", new_id()) as change:
        change.insert(orders, row | ends)
    for day, met in {date(2026, 2, 28): True, date(2026, 8, 31): False, date(2026, 9, 1): True}.items():
        assert assess(ctx, entry, "practice", day).verdict.met is met, day


def test_nothing_removed_is_nothing_added(ctx: Context, entered: Callable[..., str]) -> None:
    entry = entered(ctx, "Mary", "Smyth", part="ni.social_worker")
    happened(ctx, entry, ("renewed", date(2026, 1, 1)))
    assert assess(ctx, entry, "practice", date(2026, 6, 1)).verdict.met is True


def test_what_has_ended_is_judged_by_its_last_period(ctx: Context, entered: Callable[..., str]) -> None:
    """Of a registration that was renewed and then removed: by the period that its own page shows."""
    learning = [(date(2025, 3, 1), 50), (date(2021, 3, 1), 7)]
    dates = {"since": date(2020, 1, 1), "until": date(2022, 12, 31)}
    entry = entered(ctx, "Mary", "Smyth", part="ni.social_worker", learning=learning, **dates)
    with ctx.change("test.events", new_id()) as change:
        renewal = {"kind": "renewed", "effective_on": date(2023, 1, 1), "until": date(2025, 12, 31)}
        change.insert(registration_events, renewal | {"registration_id": entry})
    happened(ctx, entry, ("removed", date(2025, 6, 1)))
    for day in (date(2025, 5, 31), date(2026, 6, 1)):
        found = {each.requirement.code: each.found for each in assess(ctx, entry, "renewal", day).verdict.reasons}
        assert found["learning"] == 50, day
