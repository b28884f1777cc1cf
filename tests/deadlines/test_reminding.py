"""Reminders reach everybody once, whatever breaks in between, or somebody of the office is told."""

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
from councilkit.deadlines.tables import reminders
from councilkit.errors import NotPermitted
from councilkit.ledger.services import verify
from councilkit.register.services import applications, orders, people
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


def test_whoever_is_to_be_removed_after_the_term_is_reminded_and_reads_both_days(
    due: Due, ctx: Context, ana: Context, tom: Context, sink: Sink
) -> None:
    _, registration = due()
    given = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": date(2027, 3, 1)}
    orders.decide_proposal(tom, orders.propose_order(ana, registration, given), {"decision": "agree", "version": 1})
    reminding.run(ctx)
    (letter,) = sink.letters
    for words in ("Renew by 31 December 2026.", "Renewed or not, it ends on 1 March 2027 by decision of the council."):
        assert words in body(letter)


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
