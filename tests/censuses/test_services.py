"""Rounds, invitations and answers, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from councilkit.censuses import answering, services
from councilkit.censuses.answering import fingerprint, open_case, save_page, send, visit_of
from councilkit.censuses.importing import bring_in
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.ledger.services import verify

Acting = Callable[..., Context]
Invited = Callable[..., list[str]]
both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@both
def test_the_life_of_a_round(ctx: Context, acting: Acting) -> None:
    analyst = acting("analyst")
    row = services.create_round(analyst, "r1", "small")
    assert (row["opened_at"], row["closed_at"]) == (None, None)
    ((reference, code),) = services.invite(analyst, "r1", "form", services.numbered(analyst, "r1", "form", 1))
    assert reference == "form-00001"
    with pytest.raises(Conflict, match="does not take answers now"):
        save_page(ctx, code, "1", {"works": ["y"]}, "en")
    services.open_round(analyst, "r1")
    saved = save_page(ctx, code, "1", {"works": ["n"]}, "en")
    assert saved.wrong == []
    assert send(ctx, code, "en") == saved.case.row["case_id"]
    services.close_round(analyst, "r1")
    (found,) = services.all_rounds(analyst)
    assert found.state == "closed"
    assert dict(found.progress[0]) == {"round_id": row["id"], "form": "form", "invited": 1, "begun": 1, "sent": 1}
    assert list(services.sent_answers(analyst, "r1", "form")) == [{"works": "n"}]
    _, findings = verify(ctx)
    assert list(findings) == []


def test_a_round_opened_again_keeps_its_first_day(invited: Invited, ctx: Context) -> None:
    invited("small")
    first = services.round_of(ctx, "small-1")["opened_at"]
    services.close_round(ctx, "small-1")
    later = replace(ctx, council=replace(ctx.council, clock=lambda: first + timedelta(days=40)))
    row = services.open_round(later, "small-1")
    assert (row["opened_at"], row["closed_at"]) == (first, None)


@both
def test_a_draft_is_kept_page_by_page_and_only_once(ctx: Context, invited: Invited) -> None:
    (code,) = invited("small")
    save_page(ctx, code, "1", {"works": ["y"]}, "ro")
    save_page(ctx, code, "2", {"hours": ["30"]}, "ro")
    case = open_case(ctx, code)
    assert case.draft.answers == {"works": "y", "hours": "30", "since": "", "tools": ""}
    assert case.row["version"] == 2
    assert case.row["language"] == "ro"


@both
def test_a_page_changed_elsewhere_is_not_overwritten(ctx: Context, invited: Invited) -> None:
    (code,) = invited("small")
    save_page(ctx, code, "1", {"works": ["y"]}, "ro")
    case = open_case(ctx, code)
    shown = fingerprint(case, visit_of(case, "2"))
    save_page(ctx, code, "2", {"hours": ["30"]}, "ro", shown)
    with pytest.raises(Conflict, match="another device"):
        save_page(ctx, code, "2", {"hours": ["40"]}, "ro", shown)
    assert open_case(ctx, code).draft.answers["hours"] == "30"


def test_many_devices_at_once_lose_nothing(ctx: Context, invited: Invited) -> None:
    """Sixteen respondents fill in and send at the same time; every answer arrives as it was given."""
    codes = invited("small", count=16)
    failures: list[Exception] = []

    def answer(place: int, code: str) -> None:
        try:
            save_page(ctx, code, "1", {"works": ["y"]}, "en")
            save_page(ctx, code, "2", {"hours": [str(place + 1)]}, "en")
            send(ctx, code, "en")
        except Exception as error:  # the thread's own end: told below
            failures.append(error)

    threads = [threading.Thread(target=answer, args=each) for each in enumerate(codes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    sent = [answers["hours"] for answers in services.sent_answers(ctx, "small-1", "form")]
    assert sorted(map(int, sent)) == list(range(1, 17))


def test_the_first_page_saved_twice_at_once_begins_one_response(ctx: Context, invited: Invited) -> None:
    (code,) = invited("small")
    ended: list[str] = []

    def begin() -> None:
        try:
            save_page(ctx, code, "1", {"works": ["y"]}, "en")
            ended.append("saved")
        except Conflict:
            ended.append("told")

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 8
    assert "saved" in ended
    (found,) = services.all_rounds(ctx)
    assert found.progress[0]["begun"] == 1


NOT_FOR_THEM = [
    ("registrar", lambda ctx: services.create_round(ctx, "r", "small")),
    ("publisher", lambda ctx: services.open_round(ctx, "small-1")),
    ("interviewer", lambda ctx: services.close_round(ctx, "small-1")),
    ("registrant", lambda ctx: services.invite(ctx, "small-1", "form", ["a"])),
    ("employer", lambda ctx: services.all_rounds(ctx)),
    ("assessor", lambda ctx: bring_in(ctx, "small-1", "form", [])),
]


@pytest.mark.parametrize(("role", "act"), NOT_FOR_THEM)
def test_what_others_may_not_do(acting: Acting, invited: Invited, role: str, act: Callable[[Context], Any]) -> None:
    invited("small")
    with pytest.raises(NotPermitted):
        act(acting(role))


def test_a_publisher_may_look(acting: Acting, invited: Invited) -> None:
    invited("small")
    assert len(services.all_rounds(acting("publisher"))) == 1


REFUSED = [
    (lambda ctx: services.create_round(ctx, "small-1", "small"), Problem, "There is a round 'small-1' already"),
    (lambda ctx: services.create_round(ctx, "bad code!", "small"), Problem, "'bad code!' cannot be a code"),
    (lambda ctx: services.create_round(ctx, "a" * 41, "small"), Problem, "up to 40 small letters"),
    (lambda ctx: services.create_round(ctx, "x", "nope"), NotFound, "no census design 'nope'"),
    (lambda ctx: services.open_round(ctx, "small-1"), Conflict, "is open already"),
    (lambda ctx: services.open_round(ctx, "nope"), NotFound, "Rounds: small-1"),
    (lambda ctx: services.invite(ctx, "small-1", "nope", ["a"]), NotFound, "has no form 'nope'"),
    (lambda ctx: services.invite(ctx, "small-1", "form", ["form-00001"]), Problem, "invited already"),
    (lambda ctx: services.invite(ctx, "small-1", "form", ["a", "a"]), Problem, "invited already"),
    (lambda ctx: services.invite(ctx, "small-1", "form", [""]), Problem, "1 to 40 characters"),
    (lambda ctx: open_case(ctx, "nonsense"), NotFound, "not a code"),
    (lambda ctx: open_case(ctx, "0" * 16), NotFound, "do not know this code"),
]


@pytest.mark.parametrize(("act", "error", "words"), REFUSED)
def test_refusals_name_the_mend(
    ctx: Context, invited: Invited, act: Callable[[Context], Any], error: type[Problem], words: str
) -> None:
    invited("small")
    with pytest.raises(error, match=words):
        act(ctx)


def test_nobody_is_invited_when_one_reference_is_wrong(ctx: Context, invited: Invited) -> None:
    invited("small")
    with pytest.raises(Problem):
        services.invite(ctx, "small-1", "form", ["new", "form-00001"])
    assert services.all_rounds(ctx)[0].progress[0]["invited"] == 1


def test_a_closed_round_can_be_opened_again(ctx: Context, invited: Invited) -> None:
    invited("small")
    services.close_round(ctx, "small-1")
    with pytest.raises(Conflict, match="closed already"):
        services.close_round(ctx, "small-1")
    services.open_round(ctx, "small-1")
    assert services.all_rounds(ctx)[0].state == "open"


def test_the_round_that_asks_most_people_comes_first(ctx: Context, acting: Acting) -> None:
    analyst = acting("analyst")
    for code, people in (("closed", 9), ("few", 1), ("many", 3), ("planned", 5)):
        services.create_round(analyst, code, "small")
        services.invite(analyst, code, "form", services.numbered(analyst, code, "form", people))
        if code != "planned":
            services.open_round(analyst, code)
    services.close_round(analyst, "closed")
    assert [each.row["code"] for each in services.all_rounds(analyst)] == ["many", "few", "closed", "planned"]


def test_a_round_never_opened_cannot_be_closed(ctx: Context) -> None:
    services.create_round(ctx, "r", "small")
    with pytest.raises(Conflict, match="never opened"):
        services.close_round(ctx, "r")


def test_a_round_keeps_its_form_when_the_plugin_s_changes(ctx: Context, invited: Invited, tmp_path: Any) -> None:
    (code,) = invited("small")
    (tmp_path / "small.md").write_text("| survey |\n| | type | name |\n| | text | other |\n", encoding="utf-8")
    assert open_case(ctx, code).form.questionnaire.code == "small"


# bringing in whole responses

SENT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@both
def test_whole_responses_are_brought_in(ctx: Context, invited: Invited) -> None:
    invited("small")
    rows = [("a", {"works": "y", "hours": "30", "why": "hidden"}, SENT), ("b", {"works": "n"}, SENT)]
    assert bring_in(ctx, "small-1", "form", rows) == 2
    sent = list(services.sent_answers(ctx, "small-1", "form"))
    assert sorted(sent, key=len) == [{"works": "n"}, {"works": "y", "hours": "30"}]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"works": "y", "hours": "61"}, "b, question hours: Enter 60 or less"),
        ({"works": "maybe"}, "b, question works: This cannot be an answer"),
        ({"works": "y", "hours": "many"}, "b, question hours: This cannot be an answer"),
        ({"works": "y", "since": "2026-02-31"}, "b, question since: This cannot be an answer"),
        ({}, "b, question works: Choose an answer"),
    ],
)
def test_one_bad_response_keeps_all_out(ctx: Context, invited: Invited, answers: dict[str, str], words: str) -> None:
    invited("small")
    with pytest.raises(Problem) as caught:
        bring_in(ctx, "small-1", "form", [("a", {"works": "n"}, SENT), ("b", answers, SENT)])
    assert words in caught.value.message
    assert list(services.sent_answers(ctx, "small-1", "form")) == []


def test_a_case_shows_its_code_in_groups() -> None:
    assert answering.as_shown("abcd efgh jkmn pqrs") == "ABCD-EFGH-JKMN-PQRS"
    assert answering.as_shown("nonsense") == "nonsense"
