"""Whatever comes last renews: learning that is logged, put back or brought in, too."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from councilkit.context import SYSTEM, Actor, Context, Council
from councilkit.cpd import services as cpd
from councilkit.cpd.tables import records
from councilkit.database import new_id
from councilkit.ledger.tables import entries
from councilkit.register.services import orders
from councilkit.standing.following import settle_all
from councilkit.standing.services import standing_of
from councilkit.standing.tables import declarations, payments
from tests.conftest import both_databases, learner
from tests.standing.test_renewing import NEXT, confirm, learn, mary, pay, said, sign

__all__ = ["mary"]


def letters_to(ctx: Context, address: str) -> list[str]:
    found = sorted((ctx.config.home / "mail").glob(f"*{address}*"))
    return [message_from_bytes(each.read_bytes(), policy=policy.default).get_body().get_content() for each in found]  # type: ignore[union-attr]


def log(ctx: Context, id: str, hours: int) -> str:
    record = {"title": "The last course", "on": date(2026, 6, 1), "amount": Decimal(hours)}
    return str(cpd.log_record(ctx, learner(ctx, id), record).record["id"])


def signed_and_paid(her: Context, ana: Context, id: str) -> str:
    """Everything is there, then some learning is taken away; returns the id of that record."""
    learn(her, id, 80)
    last = log(her, id, 10)
    sign(her, id)
    cpd.withdraw_record(her, last)
    pay(ana, id)
    return last


@both_databases
def test_learning_that_comes_last_renews(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    signed_and_paid(her, ana, id)
    assert said(her, id)[0] == "due"
    log(her, id, 10)
    assert standing_of(ana, id).until == NEXT
    (letter,) = letters_to(ana, "mary@example.org")
    assert "You have renewed. Registered until 31 December 2029." in letter
    assert said(her, id) == ("registered", "Yes. You are registered until 31 December 2029.")


def test_learning_that_is_put_back_renews(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    last = signed_and_paid(her, ana, id)
    cpd.restore_record(her, last)
    assert standing_of(ana, id).until == NEXT


def test_what_is_brought_in_by_a_file_renews_by_the_daily_run(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    signed_and_paid(her, ana, id)
    with ana.database.writing() as connection:
        row = dict(connection.execute(select(records).limit(1)).mappings().one())
        connection.execute(records.insert().values({**row, "id": new_id(), "amount": Decimal(10), "fingerprint": "x"}))
    system = ana.acting(SYSTEM)
    assert settle_all(system) == 1
    assert settle_all(system) == 0
    assert standing_of(ana, id).until == NEXT


def test_who_has_not_signed_or_lacks_something_is_not_renewed_and_nothing_is_written(
    mary: tuple[Context, str], ana: Context
) -> None:
    her, id = mary
    learn(her, id, 90)
    pay(ana, id)
    with ana.reading() as connection:
        before = connection.execute(select(func.count()).select_from(entries)).scalar_one()
    assert settle_all(ana.acting(SYSTEM)) == 0
    log(her, id, 1)
    with ana.reading() as connection:
        assert connection.execute(select(func.count()).select_from(entries)).scalar_one() == before + 1
        assert connection.execute(select(func.count()).select_from(declarations)).scalar_one() == 0
    assert standing_of(ana, id).until is None


@pytest.mark.parametrize("role", ["registrar", "registrant", "employer"])
def test_only_the_system_settles_everybody(acting: Callable[..., Context], role: str) -> None:
    with pytest.raises(Exception, match="Your account may not do this"):
        settle_all(acting(role))


def test_a_renewal_of_the_term_before_is_left_alone(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id, 90)
    sign(her, id)
    pay(ana, id)
    until: Any = standing_of(ana, id).until
    log(her, id, 5)
    assert settle_all(ana.acting(SYSTEM)) == 0
    assert standing_of(ana, id).until == until == NEXT


def test_the_letter_tells_the_day_on_which_a_renewed_term_ends_by_an_order(
    mary: tuple[Context, str], ana: Context, tom: Context
) -> None:
    her, id = mary
    given = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": date(2027, 3, 1)}
    orders.decide_proposal(tom, orders.propose_order(ana, id, given), {"decision": "agree", "version": 1})
    signed_and_paid(her, ana, id)
    log(her, id, 10)
    (letter,) = letters_to(ana, "mary@example.org")
    assert "You have renewed. Registered until 28 February 2027." in letter
    assert said(her, id) == ("registered", "Yes. You are registered until 28 February 2027.")


def test_one_signed_renewal_that_cannot_be_written_stops_the_daily_run_for_nobody_else(
    mary: tuple[Context, str], ana: Context, council: Council, enter: Callable[..., Any]
) -> None:
    file = enter("Ann Other", on=date(2024, 1, 1))
    ann = council.acting(Actor(new_id(), "Ann Other", frozenset({"registrant"}), person_id=file.person["id"]))
    both = [mary, (ann, file.registrations[0]["id"])]
    for her, id in both:
        learn(her, id)
        confirm(her)
        sign(her, id)
        row = {"registration_id": id, "fee": "renewal", "amount": "65", "paid_on": date(2026, 11, 20)}
        with ana.database.writing() as connection:  # by another way than the services, which would renew at once
            connection.execute(insert(payments).values(id=new_id(), **row))
    faulty = f"WHEN NEW.registration_id = '{mary[1]}' BEGIN SELECT RAISE(ABORT, 'The disk has a fault'); END"
    with ana.database.writing() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER faulty BEFORE INSERT ON registration_events {faulty}")
    settle_all(council.acting(SYSTEM))
    assert [standing_of(ana, id).until == NEXT for _, id in both] == [False, True]
