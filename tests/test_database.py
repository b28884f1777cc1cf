"""Writers take turns, readers do not wait, amounts and moments come back exactly."""

import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit.context import Context
from councilkit.database import Hundredths, new_id
from councilkit.ledger import services
from councilkit.register.tables import merges, organisations, sequences


@given(st.decimals(min_value=0, max_value=100_000, places=2))
def test_hundredths_are_exact(amount: Decimal) -> None:
    kind = Hundredths()
    assert kind.process_result_value(kind.process_bind_param(amount, None), None) == amount  # type: ignore[arg-type]


def test_ids_are_long_random_text() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert all(len(new_id()) == 32 for _ in range(10))


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_sixteen_writers_lose_nothing(ctx: Context) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            with ctx.change("register.add_organisation", f"w{number}") as change:
                change.insert(organisations, {"name": f"{number}-{turn}", "search_name": f"{number}-{turn}"})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert services.verify(ctx) == (160, [])


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_reading_keeps_nothing_and_sees_no_half_change(ctx: Context) -> None:
    with ctx.reading() as connection:
        before = connection.execute(select(sequences)).all()
        with ctx.change("register.add_organisation", "x") as change:
            change.insert(organisations, {"name": "New", "search_name": "new"})
            seen = connection.execute(select(organisations)).all()
    assert before == []
    assert seen == []


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_a_moment_comes_back_in_utc(ctx: Context) -> None:
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    from councilkit.register.tables import persons

    with ctx.change("register.merge", "x") as change:
        for name in ("a" * 32, "b" * 32):
            change.insert(persons, {"id": name, "public_id": name[:20], "given_names": "A", "search_name": "a"})
        change.insert(merges, {"kept_id": "a" * 32, "merged_id": "b" * 32, "moved": {}, "merged_at": moment})
    with ctx.reading() as connection:
        assert connection.execute(select(merges.c.merged_at)).scalar_one() == moment
