"""How fast the council decides, counted from its own applications."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.publication.performance import PERFORMANCE
from councilkit.publication.rows import rows_of
from councilkit.register.tables import applications
from tests.conftest import both_databases

CAME = datetime(2026, 3, 2, 9, tzinfo=UTC)
AS_OF = date(2026, 11, 22)


def decided(ctx: Context, number: int, took: int, **more: Any) -> None:
    row = {"id": new_id(), "reference": f"A2026-{number:05d}", "kind": "entry", "part": "ni.social_worker"}
    row |= {"details": {}, "received_at": CAME, "outcome": "admitted", "decided_by": "tom"}
    with ctx.change("test.decide", row["id"]) as change:
        change.insert(applications, row | {"decided_at": CAME + timedelta(days=took)} | more)


@both_databases
def test_decisions_are_held_against_the_clock(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop", part="ni.social_worker")
    for number, took in enumerate((10, 20, 30, 84, 85, 100)):
        decided(ctx, number, took)
    decided(ctx, 20, 100, asked_until=date(2026, 8, 1))
    decided(ctx, 21, 0, decided_by="system")
    decided(ctx, 22, 3, outcome="withdrawn", decided_by=None)
    decided(ctx, 23, 400)
    (row,) = [dict(zip(PERFORMANCE.names, row, strict=True)) for row in rows_of(PERFORMANCE, ctx, AS_OF)]
    assert (row["decided"], row["in_time"], row["median_days"], row["flag"]) == (7, 5, 84.0, None)
