"""From the question to the outcome: who answers, who looks, who may not, and what an audit never does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from councilkit.audits import letters
from councilkit.audits.services import answering, reading, reviewing
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted, Problem
from councilkit.ledger.store import read as read_ledger
from councilkit.standing import own, timeline
from councilkit.standing.services import standings_of
from tests.audits.conftest import later
from tests.conftest import both_databases

Holder = Callable[[Case], Context]
NONE = {"declaration": "none"}


def now(ctx: Context, case: Case) -> Case:
    return reading.read_case(ctx, case.id)


def version(ctx: Context, case: Case) -> int:
    return int(now(ctx, case).row["version"])


def answer(holder: Context, case: Case, **data: Any) -> None:
    given = {"records": [row["id"] for row in answering.choices(holder, case)[:2]], **data}
    answering.answer(holder, case.id, {**given, "version": version(holder, case)})


def take(ctx: Context, case: Case) -> None:
    reviewing.assign(ctx, case.id, ctx.actor.id)
    reviewing.declare(ctx, case.id, {**NONE, "version": version(ctx, case)})


def find(ctx: Context, case: Case, outcome: str, **data: Any) -> str:
    data = {"reasons": "Not enough is shown.", **data} if outcome not in ("met", "more") else data
    return reviewing.review(ctx, case.id, {"outcome": outcome, **data, "version": version(ctx, case)})


def look_again(ctx: Context, case: Case, word: str, **data: Any) -> str:
    return reviewing.look_again(ctx, case.id, {"second": word, **data, "version": version(ctx, case)})


@both_databases
def test_an_audit_from_the_question_to_met(ana: Context, nok: Context, cases: list[Case], holder: Holder) -> None:
    case = cases[0]
    me = holder(case)
    assert (case.state, case.due) == ("waiting", date(2026, 12, 20))
    answer(me, case, answer="The rest is at work.")
    assert now(ana, case).state == "sent"
    reviewing.assign(ana, case.id, nok.actor.id)
    with pytest.raises(Problem, match="Say first whether you have a conflict"):
        find(nok, case, "met")
    reviewing.declare(nok, case.id, {**NONE, "version": version(nok, case)})
    assert find(nok, case, "met") == "closed"
    assert (now(ana, case).state, now(ana, case).row["outcome"]) == ("closed", "met")
    titles = [line.title for line in reading.read_history(ana, case)[0]]
    assert titles == [
        "Audit closed: met",
        "Interests declared for an audit",
        "Audit case given to a reviewer",
        "Learning sent for an audit",
        "Drawn for an audit",
    ]
    theirs = [line.title for line in timeline.own_timeline(me, case.row["person_id"])]
    assert theirs[:3] == ["Audit closed: met", "Learning sent for an audit", "Drawn for an audit"]


def test_what_is_not_met_needs_a_second_look_by_somebody_else(
    ana: Context, tom: Context, cases: list[Case], holder: Holder
) -> None:
    case = cases[0]
    answer(holder(case), case)
    take(ana, case)
    assert find(ana, case, "not_met") == "second"
    assert now(ana, case).state == "second"
    with pytest.raises(NotPermitted, match="somebody else than the first"):
        reviewing.assign(ana, case.id, ana.actor.id)
    with pytest.raises(NotPermitted, match="not given to you"):
        look_again(ana, case, "agree")
    take(tom, case)
    assert look_again(tom, case, "send_back", second_note="Look at the supervision too.") == "sent_back"
    assert now(ana, case).state == "sent"
    assert find(ana, case, "not_met") == "second"
    assert now(ana, case).second["outcome"] is None  # type: ignore[index]
    assert look_again(tom, case, "agree") == "closed"
    closed = now(ana, case).row
    assert (closed["outcome"], closed["reasons"]) == ("not_met", "Not enough is shown.")
    with pytest.raises(Conflict):
        find(ana, case, "met")
    with pytest.raises(Conflict, match="closed"):
        reviewing.assign(ana, case.id, tom.actor.id)


@pytest.mark.parametrize("outcome", ["met", "not_met", "passed_on", "released"])
def test_an_audit_never_changes_a_standing(
    ctx: Context, ana: Context, tom: Context, cases: list[Case], holder: Holder, outcome: str
) -> None:
    case = cases[0]
    before = [each.standing for each in standings_of(ctx, case.row["person_id"])]
    answer(holder(case), case)
    take(ana, case)
    if find(ana, case, outcome) == "second":
        take(tom, case)
        look_again(tom, case, "agree")
    assert now(ana, case).row["outcome"] == outcome
    assert [each.standing for each in standings_of(ctx, case.row["person_id"])] == before
    with ctx.reading() as connection:
        told = [entry for entry in read_ledger(connection) if entry.action.startswith("audits.")]
    assert {table for entry in told for table in entry.rows} <= {
        "audits", "audit_frames", "audit_cases", "audit_deadlines", "audit_reviews",
    }  # fmt: skip


def test_nothing_is_found_before_the_date_and_then_it_can_be(ana: Context, cases: list[Case]) -> None:
    case = cases[0]
    take(ana, case)
    with pytest.raises(Conflict, match="the date is not past"):
        find(ana, case, "not_met")
    assert find(later(ana, 40), case, "not_met") == "second"
    other = cases[1]
    take(ana, other)
    assert find(ana, other, "released", reasons="Long illness.") == "second"


def test_more_time_is_asked_given_and_refused(ana: Context, cases: list[Case], holder: Holder) -> None:
    case = cases[0]
    me = holder(case)
    with pytest.raises(Invalid, match="after 20 December 2026"):
        answering.ask_for_time(me, case.id, {"due_on": date(2026, 12, 1), "reason": "x", "version": 1})
    answering.ask_for_time(me, case.id, {"due_on": date(2027, 1, 10), "reason": "Ill.", "version": version(me, case)})
    assert (now(me, case).state, now(me, case).due) == ("time", date(2026, 12, 20))
    with pytest.raises(Problem, match="already"):
        answering.ask_for_time(me, case.id, {"due_on": date(2027, 2, 1), "reason": "Ill.", "version": 9})
    take(ana, case)
    word = {"time": "granted", "version": version(ana, case)}
    assert reviewing.decide_wish(ana, case.id, word) == "granted"
    assert (now(me, case).state, now(me, case).due) == ("waiting", date(2027, 1, 10))
    answering.ask_for_time(me, case.id, {"due_on": date(2027, 3, 1), "reason": "Ill.", "version": version(me, case)})
    with pytest.raises(Invalid, match="why the time is not given"):
        reviewing.decide_wish(ana, case.id, {"time": "refused", "version": version(ana, case)})
    word = {"time": "refused", "time_note": "Two months are enough.", "version": version(ana, case)}
    reviewing.decide_wish(ana, case.id, word)
    assert now(me, case).due == date(2027, 1, 10)
    assert "Two months are enough." in letters.letter(ana, now(ana, case), "refused")
    assert [row["state"] for row in now(me, case).deadlines] == ["set", "granted", "refused"]
    with pytest.raises(Conflict, match="Nobody asks"):
        reviewing.decide_wish(ana, case.id, {"time": "granted", "version": version(ana, case)})


def test_more_is_asked_for_and_answered(ana: Context, cases: list[Case], holder: Holder) -> None:
    case = cases[0]
    answer(holder(case), case)
    take(ana, case)
    day = ana.today() + timedelta(days=14)
    with pytest.raises(Invalid, match="Say what we need"):
        find(ana, case, "more")
    with pytest.raises(Problem, match="later day than today"):
        find(ana, case, "more", more="The certificate.", more_until=ana.today())
    assert find(ana, case, "more", more="The certificate of the course.", more_until=day) == "more"
    assert (now(ana, case).state, now(ana, case).due, now(ana, case).asked) == (
        "waiting", day, "The certificate of the course.",
    )  # fmt: skip
    answer(holder(case), case)
    assert find(ana, case, "met") == "closed"


def test_my_page_and_the_office_ask_with_the_date_and_say_that_nothing_changed(
    ana: Context, nok: Context, cases: list[Case], holder: Holder
) -> None:
    case = cases[0]
    me = holder(case)
    entry = own.read_own(me).first
    assert entry is not None
    assert entry.beside is not None
    assert str(entry.answer.sentence) == "We need something from you by 20 December."
    assert str(entry.beside.sentence) == "Yes. You are registered until 31 March 2028."
    assert [(a.endpoint, a.values) for a in entry.asked] == [("audits.my_case", {"case_id": case.id})]
    for officer in (ana, nok):
        assert own.read_entry(officer, entry.id)[1].answer == entry.answer
    answer(me, case)
    after = own.read_own(me).first
    assert after is not None
    assert str(after.answer.sentence) == "Yes. You are registered until 31 March 2028."


def test_an_answer_needs_something_of_ones_own(cases: list[Case], holder: Holder) -> None:
    case, other = cases[:2]
    me = holder(case)
    with pytest.raises(Invalid, match="Tick at least one"):
        answer(me, case, records=[])
    foreign = answering.choices(holder(other), other)[0]["id"]
    with pytest.raises(Invalid, match="not there any more"):
        answer(me, case, records=[foreign])
    with pytest.raises(NotFound):
        answer(me, other)
    with pytest.raises(Conflict):
        answering.answer(me, case.id, {"answer": "None.", "version": 99})
    answer(me, case, records=[], answer="I was ill.")
    with pytest.raises(Conflict, match="not waiting"):
        answer(me, case)


def test_the_reviewer_sees_the_learning_and_the_verdict_of_the_audits_period(ana: Context, cases: list[Case]) -> None:
    shown = reading.read_learning(ana, cases[0])
    assert shown is not None
    assert shown.period is not None
    assert (str(shown.totals.sentence), shown.period.start) == ("10 of 90 hours", date(2025, 4, 1))
    findings = {each.requirement.code: each for each in reading.read_findings(ana, cases[0])}
    assert set(findings) == {"learning", "pip", "supervision"}
    learning = findings["learning"]
    assert (learning.state, learning.found, learning.needed) == ("unmet", 10, 90)


def test_letters_say_what_until_when_and_that_nothing_changes(ana: Context, cases: list[Case], holder: Holder) -> None:
    case = cases[0]
    words = letters.letter(ana, case, "drawn")
    for part in ("20 December 2026", "S2026-001", f"/my/audits/{case.id}", "does not change your registration"):
        assert part in words
    assert letters.send(ana, case, "drawn")
    answer(holder(case), case)
    take(ana, case)
    find(ana, case, "met", reasons="Well documented.")
    assert "Well documented." in letters.letter(ana, now(ana, case), "closed")


def test_strangers_and_visitors_know_nothing_of_a_case(
    acting: Callable[..., Context], nok: Context, cases: list[Case]
) -> None:
    for ctx in (acting("registrant", person_id="f" * 32), acting("analyst"), acting()):
        with pytest.raises(NotFound):
            reading.read_case(ctx, cases[0].id)
        with pytest.raises(NotPermitted):
            reading.list_audits(ctx)
        assert reading.asked_of(ctx, cases[0].row["person_id"]) == []
    audits, counts, mine = reading.list_audits(nok)
    assert (len(audits), counts[audits[0]["id"]]["waiting"], mine) == (1, 3, [])
