"""Reminders that meet a crash, a process that is killed, or another run."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from councilkit import mail
from councilkit.context import Context, Council
from councilkit.deadlines import reminding
from councilkit.deadlines.tables import reminder_runs
from councilkit.errors import Problem
from tests.conftest import both_databases
from tests.deadlines.conftest import Sink
from tests.deadlines.test_reminding import Due, Later, held


class Killed(BaseException):
    """What no handler of errors catches, like the end of a process."""


@both_databases
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_round_the_sending_neither_forgets_nor_repeats(
    when: str, due: Due, ctx: Context, sink: Sink, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Anna", "Bea", "Cleo"):
        due(f"{name} Smyth")
    send = mail.send

    def dying(config: Any, to: str, *rest: Any) -> None:
        if to == "bea@example.org":
            if when == "after":
                send(config, to, *rest)
            raise Killed
        send(config, to, *rest)

    monkeypatch.setattr(mail, "send", dying)
    with pytest.raises(Killed):
        reminding.run(ctx)
    monkeypatch.setattr(mail, "send", send)
    with pytest.raises(Problem, match="at this moment"):
        reminding.run(ctx)
    later(date(2026, 11, 23))
    reminding.run(ctx)
    assert [len(sink.to(f"{name}@example.org")) for name in ("anna", "cleo")] == [1, 1]
    letters = sink.to("bea@example.org")
    assert len(letters) == (1 if when == "before" else 2)
    assert len({letter["Message-ID"] for letter in letters}) == 1, "to a reader of mail it is one letter"
    assert all(row["sent_at"] for row in held(ctx))


def test_in_a_folder_a_letter_lies_once_although_it_was_written_twice(due: Due, ctx: Context) -> None:
    for text in ("one", "two"):
        mail.send(ctx.config, "mary@example.org", "Renew", text, "f00")
    assert len(list((ctx.config.home / "mail").iterdir())) == 1


def test_a_process_that_is_killed_leaves_its_letter_to_the_next(
    due: Due, ctx: Context, council: Council, sink: Sink, later: Later
) -> None:
    """The mail server takes its time; the sender is killed while it waits."""
    object.__setattr__(council, "clock", reminding_clock())
    due("Mary Smyth")
    with ctx.change("test.due", "test") as change:
        from councilkit.register.tables import registrations

        (row,) = change.connection.execute(select(registrations.c.id)).all()
        change.update(registrations, row.id, {"expires_on": ctx.today() + timedelta(days=10)})
    waits = threading.Event()

    async def slow(server: Any, session: Any, envelope: Any) -> str:
        waits.set()
        time.sleep(3)  # the controller's own loop: nobody else is served meanwhile
        return "451 too late"

    sink.handle_DATA, quick = slow, sink.handle_DATA  # type: ignore[method-assign]
    environment = {**os.environ, "COUNCILKIT_HOME": str(council.config.home), "COUNCILKIT_MAIL_URL": sink.url}
    process = subprocess.Popen([sys.executable, "-m", "councilkit", "remind"], env=environment)
    assert waits.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    (row,) = held(ctx)
    assert (row["sent_at"], row["problem"], row["tries"]) == (None, "", 1)
    sink.handle_DATA = quick  # type: ignore[method-assign]
    later_than_the_lease = ctx.now() + reminding.LEASE * 2
    object.__setattr__(council, "clock", lambda: later_than_the_lease)
    reminding.run(ctx)
    assert len(sink.to("mary@example.org")) == 1
    (row,) = held(ctx)
    assert (row["sent_at"] is not None, row["tries"]) == (True, 2)


def reminding_clock() -> Any:
    from datetime import UTC, datetime

    return lambda: datetime.now(UTC)


@both_databases
def test_of_two_that_run_at_once_one_sends(due: Due, ctx: Context, sink: Sink) -> None:
    for number in range(8):
        due(f"P{number} Smyth")
    outcomes: list[Any] = []

    def go() -> None:
        try:
            outcomes.append(reminding.run(ctx, daily=True))
        except Problem as problem:
            outcomes.append(str(problem))

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(sink.to(f"p{number}@example.org")) for number in range(8)) == [1] * 8
    assert sum(isinstance(each, reminding.Run) for each in outcomes) == 1
    with ctx.reading() as connection:
        assert len(connection.execute(select(reminder_runs)).all()) == 1


def test_a_claim_of_another_process_is_left_to_it(due: Due, ctx: Context, sink: Sink) -> None:
    due()
    (plan,) = reminding.plans(ctx)
    assert reminding._claim(ctx, plan)
    assert reminding._claim(ctx, plan) is None
    (again,) = reminding.plans(ctx)
    assert reminding._claim(ctx, again) is None


def test_letters_of_another_day_are_only_looked_at(due: Due, ctx: Context, sink: Sink) -> None:
    due()
    with pytest.raises(Problem, match="on their own day"):
        reminding.run(ctx, date(2026, 12, 30))
    run = reminding.dry_run(ctx, date(2026, 12, 30))
    assert [(each.state, each.plan.step.code) for each in run.told] == [("planned", "before_1")]
    assert sink.letters == []
    assert held(ctx) == []
