"""The first letters wait for a person, and nothing else does."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from councilkit.context import SYSTEM, Context
from councilkit.cpd.tables import records
from councilkit.database import new_id
from councilkit.deadlines import watching
from councilkit.standing.services import standing_of
from tests.standing.test_following import signed_and_paid
from tests.standing.test_renewing import NEXT, mary

__all__ = ["mary"]


def test_who_lacks_nothing_any_more_is_renewed_while_letters_wait(
    mary: tuple[Context, str], ana: Context, due: Callable[..., Any]
) -> None:
    her, id = mary
    signed_and_paid(her, ana, id)
    with ana.database.writing() as connection:
        row = dict(connection.execute(select(records).limit(1)).mappings().one())
        connection.execute(records.insert().values({**row, "id": new_id(), "amount": Decimal(10), "fingerprint": "x"}))
    due("Nora Other")
    system = ana.acting(SYSTEM)
    assert watching.waits(system)
    assert "The first run would send up to 1 letter: start them." in watching.wait(system)
    assert standing_of(ana, id).until == NEXT
