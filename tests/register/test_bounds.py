"""What the law sets to all registrations of a part: an end of the part, and the longest time in all."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register.bounds import Bounds, PartEnd, bounded, limit
from councilkit.register.services import applications, endings, registrations
from councilkit.register.terms import term
from councilkit.standing.answers import public_sentence
from councilkit.standing.model import standing
from councilkit.standing.services import standing_of

ENTRY = {"registered_on": date(2019, 1, 1), "expires_on": None}
BACK = {"declaration": "yes", "reason": "I work here again."}


def at(ctx: Context, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    object.__setattr__(ctx.council, "clock", lambda: moment)


@pytest.fixture
def visiting(add_person: Callable[..., str], register: Callable[..., str]) -> str:
    return register(add_person("Eva Visiting"), date(2019, 1, 1), "ni.visiting")


@pytest.fixture
def student(add_person: Callable[..., str], register: Callable[..., str]) -> str:
    """A student whose eight years are over on 31 December 2026."""
    return register(add_person("Stu Dent"), date(2019, 1, 1), "ni.student")


def test_a_part_that_the_law_ended_has_nobody_and_the_day_that_is_not_known_is_not_told(
    ana: Context, visiting: str
) -> None:
    found = standing_of(ana, visiting)
    assert (found.status, found.may_practise, found.ended_on) == ("closed", False, None)
    told = str(public_sentence(found, "social worker"))
    assert told == (
        "Not registered. The law ended this part of the register. "
        "The day is not known: on 1 April 2022 it was there no more."
    )
    then = standing_of(ana, visiting, date(2022, 3, 31))
    assert then.status == "registered"
    assert str(then.doubt) == (
        "Whether this part of the register was still there on that day is not known: "
        "it was there on 18 November 2016 and no more on 1 April 2022."
    )


def test_a_part_that_ended_on_a_day_that_is_known_ends_its_registrations_on_it() -> None:
    gone = Bounds(PartEnd(date(2021, 1, 1)))
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2030, 1, 1))
    found = [standing(ENTRY, [], [], day, gone) for day in days]
    assert [(each.status, each.ended_on, each.doubt) for each in found] == [
        ("registered", None, None),
        ("closed", date(2021, 1, 1), None),
        ("closed", date(2021, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("expires_on", "status"), [(date(2020, 12, 31), "lapsed"), (date(2021, 6, 30), "closed"), (None, "closed")]
)
def test_what_had_ended_before_the_part_did_keeps_its_own_end(expires_on: date | None, status: str) -> None:
    gone = Bounds(PartEnd(date(2021, 1, 1)))
    assert standing(ENTRY | {"expires_on": expires_on}, [], [], date(2026, 1, 1), gone).status == status


def test_nobody_comes_back_to_a_part_that_is_closed(ana: Context, tom: Context, visiting: str) -> None:
    at(ana, date(2021, 6, 1))
    endings.leave(ana, visiting, {"on": date(2021, 1, 1)}, 1)
    sent = applications.apply_back(ana, visiting, BACK)
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "It came in time.", "version": 1})
    at(ana, date(2026, 11, 22))
    checks, _ = applications.read_checks(ana, applications.read(ana, sent))
    assert ("The register takes people back", "not_met") in [(check.rule, check.result) for check in checks]
    with pytest.raises(Problem, match="takes nobody any more since 1 April 2022"):
        applications.decide(tom, sent, {"decision": "agree", "version": 2})
    with pytest.raises(Problem, match="takes nobody any more since 1 April 2022"):
        applications.apply_back(ana, visiting, BACK)


def test_eight_years_of_a_student_are_the_longest_in_all(ana: Context, student: str) -> None:
    assert standing_of(ana, student).until == date(2026, 12, 31)
    with pytest.raises(Problem, match="ends on 31 December 2026 and cannot be renewed"):
        registrations.renew(ana, student, 1, reason="The course goes on.")
    for until in (date(2027, 1, 1), date(2034, 12, 31)):
        with pytest.raises(Problem, match="cannot be renewed"):
            registrations.renew(ana, student, 1, until, "The course goes on.")


def test_a_student_who_comes_back_has_what_is_left_of_the_eight_years(ana: Context, tom: Context, student: str) -> None:
    at(ana, date(2022, 1, 1))
    endings.leave(ana, student, {"on": date(2022, 1, 1)}, 1)
    at(ana, date(2024, 1, 1))
    sent = applications.apply_back(ana, student, BACK)
    applications.propose(ana, sent, {"proposal": "admit", "grounds": "Back on the course.", "version": 1})
    applications.decide(tom, sent, {"decision": "agree", "version": 2})
    assert standing_of(ana, student).until == date(2028, 12, 30)  # three years of 1,096 days were spent


def test_the_time_that_was_spent_before_a_return_counts() -> None:
    def event(kind: str, on: date, position: int) -> dict[str, Any]:
        return {"kind": kind, "effective_on": on, "until": None, "reason": "", "position": position}

    left, back = event("left", date(2020, 1, 1), 1), event("restored", date(2024, 1, 1), 2)
    assert limit(date(2024, 1, 1), ENTRY, [left, back], 24) == date(2024, 12, 31)
    found = bounded(
        term(ENTRY, [left, back], date(2024, 6, 1)), ENTRY, [left, back], Bounds(months=24), date(2024, 6, 1)
    )
    assert found is not None
    assert found.limit == date(2024, 12, 31)
