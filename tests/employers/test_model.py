"""Groups, the sentence and what is left: pure, and nothing more than done or not done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from councilkit.employers.model import GROUPS, Held, Member, Staff, Task, first_day, tasks, that_count
from councilkit.law import Verdict
from councilkit.law.evaluation.verdicts import Reason
from councilkit.law.requirements import AllOf, Amount, Count, Declared, Fulfilled, NoOrder, Paid, Requirement
from councilkit.standing.model import Standing

TODAY = date(2026, 11, 22)
END = date(2027, 1, 1)


def held(status: Any = "registered", answer: str = "registered", until: date | None = END, **more: Any) -> Held:
    standing = Standing(status, TODAY, date(2024, 1, 1), until, **more)
    return Held("id", "123", "ni.social_worker", standing, answer)


@pytest.mark.parametrize(
    ("status", "answer", "group"),
    [
        ("registered", "registered", "fine"),
        ("registered", "sent", "fine"),
        ("registered", "due", "not_renewed"),
        ("registered", "held", "not_renewed"),
        ("registered", "asked", "not_renewed"),
        ("conditions", "conditions", "conditions"),
        ("conditions", "due", "not_renewed"),
        ("suspended", "suspended", "suspended"),
        ("suspended", "sent", "suspended"),
        ("lapsed", "ended", "ended"),
        ("removed", "asked", "ended"),
        ("left", "sent", "ended"),
        ("died", "ended", "ended"),
        ("not_yet", "not_yet", "not_yet"),
    ],
)
def test_what_must_not_work_is_never_hidden_by_an_application(status: str, answer: str, group: str) -> None:
    assert held(status, answer).group == group


def test_an_old_registration_does_not_matter_beside_a_live_one_of_its_part() -> None:
    old, older = held("left", "ended", ended_on=date(2025, 1, 1)), held("left", "ended", ended_on=date(2020, 1, 1))
    live = held()
    assert that_count([old, live]) == (live,)
    assert that_count([held("removed", "ended", ended_on=date(2020, 1, 1)), live]) == (live,)
    struck_off = held("removed", "ended", ended_on=date(2025, 1, 1))
    assert that_count([struck_off, live]) == (struck_off, live)
    assert that_count([old, older]) == (old,)
    assert Member("SW-1", "Ana", (held(), held("suspended", "suspended"))).group == "suspended"


SUSPENSION = ({"effect": "suspended", "starts_on": date(2026, 1, 1), "ends_on": None, "id": "o"},)


@pytest.mark.parametrize(
    "other",
    [
        held("removed", "ended", ended_on=date(2015, 1, 1)),
        held("suspended", "suspended"),
        held("lapsed", "ended", ended_on=date(2015, 1, 1), orders=SUSPENSION),
    ],
)
def test_what_the_council_stopped_in_any_part_is_never_hidden(other: Held) -> None:
    live = replace(held(), part="ni.social_care_worker")
    member = Member("SW-1", "Ana", that_count([other, live], since=date(2025, 1, 1)))
    assert member.held == (other, live)
    assert Staff("Northside Trust", TODAY, (member,)).must_not_work == 1


@pytest.mark.parametrize("status", ["lapsed", "left"])
def test_what_ended_in_another_part_counts_from_the_begin_of_the_job(status: str) -> None:
    other, live = held(status, "ended", ended_on=date(2025, 6, 1)), replace(held(), part="ni.social_care_worker")
    assert that_count([other, live], since=date(2025, 1, 1)) == (other, live)
    assert that_count([other, live], since=date(2026, 1, 1)) == (live,)
    assert that_count([other, live]) == (other, live)  # live since 2024, nobody knows since when she works here
    assert that_count([held(status, "ended", ended_on=date(2024, 1, 1)), live]) == (live,)


def staff(*due: date | None) -> Staff:
    members = [Member(f"SW-{n}", "Ana", (held(answer="due", until=day),)) for n, day in enumerate(due)]
    return Staff("Northside Trust", TODAY, (*members, Member("SW-99", "Ben", (held(),))))


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ([], "Nobody has to renew today."),
        ([END], "1 has not renewed. 40 days left."),
        ([END] * 9, "9 have not renewed. 40 days left."),
        ([END, END + timedelta(days=9)], "2 have not renewed. The first has 40 days left."),
        ([TODAY + timedelta(days=1)], "1 has not renewed. 1 day left."),
        ([TODAY], "1 has not renewed. Today is the last day."),
        ([TODAY, END], "2 have not renewed. Today is the last day of the first."),
        ([TODAY - timedelta(days=9)], "1 has not renewed."),
        ([TODAY - timedelta(days=9), END], "2 have not renewed. The first has 40 days left."),
    ],
)
def test_the_sentence_counts_people_and_days(due: list[date], sentence: str) -> None:
    assert staff(*due).sentence == sentence


def test_people_are_found_by_group_and_part() -> None:
    found = staff(END)
    assert [each.name for each in found.of("fine")] == ["Ben"]
    assert len(found.of("", "ni.social_worker")) == 2
    assert found.of("fine", "ro.social_worker") == []
    assert found.parts == ("ni.social_worker",)
    assert set(GROUPS) >= {each.group for each in found.people}


def verdict(**states: str) -> Verdict:
    shapes: dict[str, Requirement] = {
        "hours": Amount(code="hours", title="Hours"),
        "pip": Count(code="pip", title="Two requirements"),
        "fee": Paid(code="fee", title="Fee", fee="renewal"),
        "aye": Fulfilled(code="aye", title="Assessed year", condition="aye", confirmers=("employer",)),
        "past": Fulfilled(code="past", title="Health condition fulfilled", condition="health"),
        "order": NoOrder(code="order", title="Not removed"),
        "word": Declared(code="word", title="Declaration of health", declaration="renewal"),
    }
    reasons = tuple(Reason(shapes[name], state) for name, state in states.items())
    top = AllOf(code="all", title="Renewal", parts=tuple(each.requirement for each in reasons))
    return Verdict("r", TODAY, Reason(top, "unmet", reasons=reasons))


def test_what_is_left_is_done_or_not_done_in_plain_kinds() -> None:
    found = tasks(
        verdict(hours="met", pip="unmet", fee="deferred", aye="unmet", past="unmet", order="met", word="unmet"),
        confirmed=True,
        signed=False,
    )
    assert found == (
        Task("Details checked", True),
        Task("Learning", False),
        Task("Assessed year", False),
        Task("Something else that the law asks", False),
        Task("Signed", False),
    )


def test_what_a_person_judges_and_what_does_not_bind_is_left_out() -> None:
    found = tasks(verdict(hours="unknown", fee="does not apply", aye="met", past="met"), confirmed=False, signed=True)
    assert found == (Task("Details checked", False), Task("Signed", True))
    assert tasks(None, confirmed=True, signed=True) == (Task("Details checked", True), Task("Signed", True))


def test_those_who_must_not_work_are_counted() -> None:
    groups = [held("lapsed", "ended"), held("not_yet", "not_yet"), held("suspended", "suspended"), held()]
    members = tuple(Member(f"SW-{n}", "Ana", (each,)) for n, each in enumerate(groups))
    assert Staff("Northside Trust", TODAY, members).must_not_work == 3


@pytest.mark.parametrize(
    ("work", "since"),
    [
        ([("2022-01-03", None)], "2022-01-03"),
        ([("2022-01-03", "2025-05-31"), ("2025-06-01", None)], "2022-01-03"),
        ([("2022-01-03", "2025-05-31"), ("2025-06-20", None), ("2026-01-01", None)], "2022-01-03"),
        ([("2001-01-03", "2005-05-31"), ("2025-06-01", None)], "2025-06-01"),
        ([(None, "2025-05-31"), ("2025-06-01", None)], None),
        ([(None, None), ("2025-06-01", None)], None),
        ([("2022-01-03", "2026-11-01")], None),
    ],
)
def test_work_at_one_place_begins_with_the_first_of_the_jobs_that_followed_each_other(
    work: list[tuple[str | None, str | None]], since: str | None
) -> None:
    days = [tuple(each and date.fromisoformat(each) for each in job) for job in work]
    assert first_day(days, TODAY) == (since and date.fromisoformat(since))  # type: ignore[arg-type]
