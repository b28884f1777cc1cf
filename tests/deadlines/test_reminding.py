"""Reminders reach everybody once, whatever breaks in between, or somebody of the office is told."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit import mail
from councilkit.context import Context, Council
from councilkit.deadlines import reminding, watching
from councilkit.deadlines.model import STEPS
from councilkit.deadlines.tables import reminder_runs, reminders
from councilkit.errors import NotPermitted, Problem
from councilkit.ledger.services import verify
from councilkit.register.services import applications, people
from councilkit.register.services.endings import leave
from councilkit.register.services.files import read_file
from councilkit.register.services.registrations import find_registration
from councilkit.standing.own import read_own
from tests.conftest import both_databases
from tests.deadlines.conftest import DEADLINE, Sink, confirm
from tests.deadlines.test_forecast import learn, pay, sign

Due = Callable[..., tuple[str, str]]
Later = Callable[[date], None]
Herself = Callable[[str], Context]


def body(letter: Any) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def held(ctx: Context) -> list[Any]:
    with ctx.reading() as connection:
        return list(connection.execute(select(reminders).order_by(reminders.c.claimed_at)).mappings())


@both_databases
def test_a_letter_says_the_pages_sentence_what_is_left_and_where_to_go_on(
    due: Due, ctx: Context, ana: Context, herself: Herself, sink: Sink
) -> None:
    person, registration = due()
    pay(ana, registration)
    run = reminding.run(ctx)
    assert run is not None
    assert run.counts == {"sent": 1, "failed": 0, "unreachable": 0}
    (letter,) = sink.letters
    entry = read_own(herself(person)).entry(registration)
    assert str(entry.answer.sentence) == "Not yet. Renew by 31 December 2026. 3 things left."
    text = body(letter)
    assert str(entry.answer.sentence) in text.split("\n\n")
    assert letter["Subject"].startswith("Renew by 31 December 2026")
    for task in entry.tasks:
        assert (str(task.label) in text) is not task.done
    assert "- Learning: 0 of 90 hours. 90 to go" in text
    assert f"{ctx.config.server_public_url}/my/renew/{registration}" in text
    assert "Earlier reminders may not have reached you: those of 2 October 2026." in text
    (row,) = held(ctx)
    assert (row["step"], row["address"], row["due_on"]) == ("before_42", "mary@example.org", DEADLINE)
    assert row["sent_at"] is not None
    assert verify(ctx)[1] == []


def test_it_speaks_the_language_of_the_reader(
    due: Due, ctx: Context, herself: Herself, sink: Sink, council: Council
) -> None:
    object.__setattr__(council.config, "council_languages", ("ro", "en"))
    person, registration = due()
    reminding.run(ctx)
    from councilkit.speech import plugin_folders, speaker

    said = speaker("ro", plugin_folders(ctx))(read_own(herself(person), "ro").entry(registration).answer.sentence)
    assert "31 decembrie 2026" in said
    assert said in body(sink.letters[0]).split("\n\n")


@both_databases
def test_each_step_goes_out_once(due: Due, ctx: Context, sink: Sink, later: Later) -> None:
    due()
    for back in range(100, -20, -1):
        later(DEADLINE - timedelta(days=back))
        reminding.run(ctx)
        reminding.run(ctx)
    assert [row["step"] for row in held(ctx)] == [
        "before_90",
        "before_42",
        "before_14",
        "before_7",
        "before_1",
        "ended",
    ]
    assert len(sink.letters) == 6
    assert not any("Earlier reminders" in body(letter) for letter in sink.letters)
    last = body(sink.letters[-1])
    assert "No. Your registration ended on 1 January 2027. You must not work as a social worker." in last
    assert "/my/come-back/" in last


def test_a_held_term_is_told_of_after_its_day(due: Due, ctx: Context, ana: Context, sink: Sink, later: Later) -> None:
    _, registration = due()
    pay(ana, registration)
    for back in (0, -1, -2, -14, -30):
        later(DEADLINE - timedelta(days=back))
        reminding.run(ctx)
    assert [row["step"] for row in held(ctx)] == ["before_1", "held_1", "held_14"]
    text = body(sink.letters[1])
    assert "we hold your renewal of 31 December 2026 open. 3 things left." in text
    assert "A person of the council decides about it." in text


def test_a_day_to_answer_by_that_has_passed_is_told_as_passed(
    due: Due, ctx: Context, ana: Context, herself: Herself, sink: Sink, later: Later
) -> None:
    person, registration = due()
    confirm(herself(person))
    sign(herself(person), registration, "I was ill.")
    (sent,) = read_file(ana, person).applications
    asked = {"proposal": "ask", "asked": ["other"], "asked_more": "A letter.", "asked_until": date(2026, 12, 2)}
    applications.propose(ana, sent["id"], asked | {"version": 1})
    for day, said in (
        (date(2026, 12, 2), "We need something from you by 2 December."),
        (date(2026, 12, 17), "We needed something from you by 2 December 2026, and still do."),
    ):
        later(day)
        reminding.run(ctx)
        assert said in body(sink.letters[-1]).split("\n\n")


def test_nobody_is_reminded_of_what_they_have_done_or_do_not_want(
    due: Due, ctx: Context, ana: Context, herself: Herself, sink: Sink
) -> None:
    renewed, registration = due("Rita Done")
    confirm(herself(renewed))
    learn(herself(renewed), registration)
    pay(ana, registration)
    sign(herself(renewed), registration)
    sent, registration = due("Sara Sent")
    confirm(herself(sent))
    sign(herself(sent), registration, "I was ill.")
    _, registration = due("Lea Leaving")
    version = find_registration(ctx, registration)["version"]
    leave(ana, registration, {"on": date(2026, 12, 1), "reason": "", "article": ""}, version)
    (receipt,) = sink.letters
    assert str(receipt["Subject"]).startswith("You have renewed")
    reminding.run(ctx)
    assert sink.letters == [receipt]
    assert held(ctx) == []


@both_databases
def test_who_has_no_address_is_listed_until_there_is_one(due: Due, ctx: Context, ana: Context, sink: Sink) -> None:
    person, _ = due("Mary Smyth", email="", phone="0123456")
    for _ in range(2):
        run = reminding.run(ctx)
        assert run is not None
        assert run.count("unreachable") == 1
    (row,) = held(ctx)
    assert (row["address"], row["sent_at"], row["tries"]) == ("", None, 0)
    (listed,) = watching.overview(ana).unreachable
    assert (listed.row["phone"], listed.row["person_id"]) == ("0123456", person)
    now = read_file(ana, person).person
    given = {"email": "mary@example.org", "phone": now["phone"], "address": "", "version": now["version"]}
    people.change_contact(ana, person, given)
    reminding.run(ctx)
    assert len(sink.to("mary@example.org")) == 1
    assert watching.overview(ana).unreachable == []


@both_databases
def test_what_the_server_refuses_is_tried_again_and_the_office_is_told(
    due: Due, ctx: Context, ana: Context, sink: Sink
) -> None:
    due("Mary Smyth")
    due("Nora Other")
    sink.refuses.add("mary@example.org")
    run = reminding.run(ctx)
    assert run is not None
    assert run.counts == {"sent": 1, "failed": 1, "unreachable": 0}
    ((found, row),) = watching.overview(ana).unsent
    assert found.row["given_names"] == "Mary"
    assert "no such mailbox" in row["problem"]
    assert watching.warnings(ana) == ["1 reminder about renewal could not be sent."]
    sink.refuses.clear()
    reminding.run(ctx)
    assert len(sink.to("mary@example.org")) == len(sink.to("nora@example.org")) == 1
    assert watching.warnings(ana) == []
    assert {row["tries"] for row in held(ctx)} == {1, 2}


def test_a_server_that_is_down_stops_the_run_and_the_next_goes_on(
    due: Due, ctx: Context, ana: Context, sink: Sink, council: Council
) -> None:
    for number in range(6):
        due(f"P{number} Smyth")
    object.__setattr__(council.config, "mail_url", "smtp://127.0.0.1:9")
    run = reminding.run(ctx, daily=True)
    assert run is not None
    assert run.count("failed") == reminding.IN_A_ROW
    assert "ConnectionRefusedError" in run.problem
    assert "never gone out" in watching.warnings(ana)[0]
    object.__setattr__(council.config, "mail_url", sink.url)
    again = reminding.run(ctx, daily=True)
    assert again is not None
    assert again.counts == {"sent": 6, "failed": 0, "unreachable": 0}
    assert reminding.run(ctx, daily=True) is None


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


def test_only_the_system_sends(due: Due, ana: Context) -> None:
    with pytest.raises(NotPermitted):
        reminding.run(ana)


def test_the_office_is_told_when_reminders_do_not_go_out(due: Due, ctx: Context, ana: Context, later: Later) -> None:
    assert watching.warnings(ana) == []
    due()
    assert "never" in watching.warnings(ana)[0]
    reminding.run(ctx)
    assert watching.warnings(ana) == []
    later(date(2026, 11, 23))
    assert watching.warnings(ana) == []
    later(date(2026, 11, 24))
    assert "since 22 November 2026" in watching.warnings(ana)[0]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    runs=st.sets(st.integers(-20, 95), min_size=1, max_size=6),
    addressed=st.lists(st.booleans(), min_size=3, max_size=3),
    paid=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_nobody_gets_no_reminder(
    runs: set[int],
    addressed: list[bool],
    paid: list[bool],
    make_council: Callable[..., Council],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever days have no run: who was open at a run had a letter before the day, or stands in the office's list."""
    from councilkit.context import SYSTEM
    from councilkit.database import new_id
    from councilkit.register.services.registrations import insert_registration, part_of

    council = make_council(f"c{new_id()[:8]}")
    ctx = council.acting(SYSTEM)
    letters: list[tuple[date, str]] = []
    monkeypatch.setattr(mail, "send", lambda config, to, *rest: letters.append((ctx.today(), to)))
    for number, (has, pays) in enumerate(zip(addressed, paid, strict=True)):
        person = people.add_person(
            ctx, {"given_names": f"P{number}", "family_name": "X", "email": f"p{number}@example.org" if has else ""}
        )
        with ctx.change("test", person) as change, ctx.reading() as connection:
            row = people.store.person(connection, person) or {}
            part = part_of(ctx, {"part": "ni.social_worker"})
            id = insert_registration(ctx, change, row, part, date(2024, 1, 1))
        if pays:
            pay(ctx, id)
    noon = council.clock()
    for back in sorted(runs, reverse=True):
        moment = noon.replace(year=DEADLINE.year, month=DEADLINE.month, day=DEADLINE.day) - timedelta(days=back)
        object.__setattr__(council, "clock", lambda moment=moment: moment)
        reminding.run(ctx)
        listed = {each.row["given_names"] for each in watching.overview(ctx).unreachable}
        for number, has in enumerate(addressed):
            had = [day for day, to in letters if to == f"p{number}@example.org"]
            if 0 <= back <= 90:
                assert (bool(had) and max(had) <= DEADLINE) if has else f"P{number}" in listed
            assert len(had) <= len(STEPS)
    object.__setattr__(council, "clock", lambda: noon)
