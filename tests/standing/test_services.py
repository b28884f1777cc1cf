"""Standing on any day, as known at any moment: the ledger answers what the register would have said."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from councilkit.context import SYSTEM, Actor, Context, Council
from councilkit.database import new_id
from councilkit.errors import NotFound, NotPermitted
from councilkit.register.happenings import words_of
from councilkit.register.services import applications, endings, merges, orders, people, registrations
from councilkit.register.services.files import read_file
from councilkit.standing import timeline
from councilkit.standing.services import registrations_numbered, standing_of, standings_of
from tests.conftest import both_databases

MAY = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = MAY

    def __call__(self) -> datetime:
        return self.now

    def on(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(council: Council) -> Clock:
    clock = Clock()
    object.__setattr__(council, "clock", clock)
    return clock


def suspend(ana: Context, tom: Context, entry: str, starts: date, ends: date | None) -> None:
    given = {"id": new_id(), "kind": "ni.suspension", "decided_by": "Committee", "starts_on": starts, "ends_on": ends}
    orders.decide_proposal(tom, orders.propose_order(ana, entry, given), {"decision": "agree", "version": 1})


@both_databases
def test_an_order_recorded_late_was_not_known_before(
    clock: Clock, ana: Context, tom: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    entry = register(add_person("Mary Smyth"))
    clock.on(date(2026, 6, 1))
    suspend(ana, tom, entry, date(2026, 5, 1), date(2026, 10, 31))
    day = date(2026, 5, 3)
    assert standing_of(ana, entry, day).status == "suspended"
    assert standing_of(ana, entry, day, known_at=MAY + timedelta(hours=1)).status == "registered"
    assert standing_of(ana, entry, day, known_at=clock.now + timedelta(hours=1)).status == "suspended"
    assert standing_of(ana, entry, date(2026, 4, 30)).status == "registered"
    assert standing_of(ana, entry).status == "suspended"
    clock.on(date(2026, 11, 1))
    assert standing_of(ana, entry).status == "registered"


def test_before_anything_was_known(
    clock: Clock, ana: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    entry = register(add_person("Mary Smyth"))
    with pytest.raises(NotFound, match="Nothing was known"):
        standing_of(ana, entry, known_at=MAY - timedelta(days=1))
    with pytest.raises(NotFound):
        standing_of(ana, new_id())


def test_what_was_known_is_for_the_office(
    clock: Clock, ctx: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    entry = register(add_person("Mary Smyth"))
    visitor = ctx.acting(Actor("visitor", "Visitor"))
    assert standing_of(visitor, entry).status == "registered"
    with pytest.raises(NotPermitted):
        standing_of(visitor, entry, known_at=clock.now)


@both_databases
def test_a_merge_does_not_change_what_was_known(
    clock: Clock, ana: Context, tom: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Jones")
    entry = register(merged)
    suspend(ana, tom, entry, date(2026, 5, 1), date(2026, 10, 31))
    clock.on(date(2026, 8, 1))
    merges.merge_people(ana, kept, merged, "The same diploma.")
    for known_at in (None, MAY + timedelta(hours=1), clock.now + timedelta(hours=1)):
        assert standing_of(ana, entry, date(2026, 6, 1), known_at).status == "suspended"
        assert [found.registration["id"] for found in standings_of(ana, kept, known_at=known_at)] == [entry]


@both_databases
def test_what_was_changed_while_two_records_were_one_is_known_after_they_are_two_again(
    clock: Clock, ana: Context, tom: Context, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    kept, merged = add_person("Mary Smyth"), add_person("Mary Jones")
    entry = register(merged)
    merge = merges.merge_people(ana, kept, merged, "The same diploma.")
    clock.on(date(2026, 6, 1))
    suspend(ana, tom, entry, date(2026, 5, 1), date(2026, 10, 31))
    together = clock.now
    clock.on(date(2026, 8, 1))
    merges.undo_merge(ana, merge)
    day = date(2026, 6, 1)
    assert standing_of(ana, entry, day, known_at=MAY).status == "registered"
    for known_at in (together, clock.now, None):
        assert standing_of(ana, entry, day, known_at).status == "suspended"
    assert [len(standings_of(ana, kept, day, known_at)) for known_at in (together, clock.now)] == [1, 0]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["suspend", "lift", "leave", "extend", "back", "merge", "join", "undo"]),
        st.integers(0, 60),
        st.integers(-40, 40),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("merge", 1, 0), ("join", 1, 0), ("extend", 1, 9), ("undo", 1, 0), ("leave", 1, 0)], 400)
@given(ACTS, st.integers(-60, 500))
def test_known_now_is_what_the_rows_say_and_known_then_is_what_they_said(
    clock: Clock,
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
    acts: Any,
    offset: int,
) -> None:
    clock.now = MAY
    pair = add_person("Mary Smyth"), add_person("Mary Jones")
    entry = register(pair[0])
    day, told = date(2026, 5, 3) + timedelta(days=offset), []
    for what, wait, shift in acts:
        clock.now += timedelta(days=wait, minutes=1)
        once_or_twice(ana, what, pair)
        act(ana, tom, entry, what, clock.now.date() + timedelta(days=shift))
        told.append((clock.now, standing_of(ana, entry, day)))
        clock.now += timedelta(minutes=1)
    for moment, said in told:
        assert standing_of(ana, entry, day, known_at=moment) == said


def once_or_twice(ana: Context, what: str, pair: tuple[str, str]) -> None:
    """Make two records one, either way round, or two again, where that can be done."""
    with ana.reading() as connection:
        made = [row for id in pair for row in merges.store.merges_of(connection, id) if row["undone_at"] is None]
    if what == "undo" and made:
        merges.undo_merge(ana, made[0]["id"])
    elif what in ("merge", "join") and not made:
        merges.merge_people(ana, *(pair if what == "merge" else reversed(pair)), "The same diploma.")


def act(ana: Context, tom: Context, entry: str, what: str, day: date) -> None:
    """Do one thing, or find that it cannot be done now."""
    from councilkit.errors import Problem

    version = registrations.find_registration(ana, entry)["version"]
    file = read_file(ana, registrations.find_registration(ana, entry)["person_id"])
    try:
        if what == "suspend":
            suspend(ana, tom, entry, day, day + timedelta(days=90))
        elif what == "lift" and file.orders:
            given = {"lifted_on": day, "reason": "Appeal"}
            orders.decide_proposal(
                tom, orders.propose_lift(ana, file.orders[0]["id"], given), {"decision": "agree", "version": 1}
            )
        elif what == "leave":
            endings.leave(ana, entry, {"on": day}, version)
        elif what == "extend":
            registrations.extend(
                ana, entry, {"until": date(2028, 1, 1) + (day - date(2026, 5, 3)), "reason": "Decree"}, version
            )
        elif what == "back":
            id = applications.apply_back(ana, entry, {"reason": "Back", "declaration": "yes"})
            applications.propose(ana, id, {"proposal": "admit", "grounds": "Looked at.", "version": 1})
            applications.decide(tom, id, {"decision": "agree", "version": 2})
    except Problem:
        pass


def test_numbers_are_found_exactly(ana: Context, add_person: Callable[..., str], register: Callable[..., str]) -> None:
    entry = register(add_person("Mary Smyth"))
    number = registrations.find_registration(ana, entry)["number"]
    assert [row["id"] for row in registrations_numbered(ana, f" {number} ")] == [entry]
    with pytest.raises(NotFound):
        registrations_numbered(ana, number + "1")


def test_timelines_tell_the_office_who_and_the_person_what(
    clock: Clock,
    council: Council,
    ana: Context,
    tom: Context,
    add_person: Callable[..., str],
    register: Callable[..., str],
) -> None:
    person = add_person("Mary Smyth")
    entry = register(person)
    suspend(ana, tom, entry, date(2026, 6, 1), date(2026, 10, 31))
    mary = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=person))
    people.change_contact(mary, person, {"email": "mary@example.org", "version": 1})
    office = timeline.office_timeline(ana, person)
    own = timeline.own_timeline(mary, person)
    assert [line.title for line in office][:3] == [
        "Contact details confirmed or changed",
        "Order made",
        "Order proposed",
    ]
    assert [(line.title, line.who) for line in own][:2] == [
        ("Contact details confirmed or changed", "You"),
        ("Order made", "The council"),
    ]
    assert "Order proposed" not in [line.title for line in own]
    with pytest.raises(NotPermitted):
        timeline.own_timeline(mary, new_id())


def test_unknown_actions_still_have_words() -> None:
    assert words_of("imports.registrants") == "Imports: registrants"
    assert words_of("register.order_sent_back") == "Proposal sent back"
    assert SYSTEM.id == "system"


def test_learning_logged_many_times_is_one_line() -> None:
    logged = [timeline.Happening("Learning logged", "You", MAY - timedelta(days=n)) for n in range(3)]
    renewed = timeline.Happening("Renewed", "You", MAY)
    lines = timeline.together([*logged, renewed, renewed, logged[0]])
    assert [(line.title, str(line.text)) for line in lines] == [
        ("Learning logged", "3 times since 1 May 2026."),
        ("Renewed", ""),
        ("Renewed", ""),
        ("Learning logged", ""),
    ]
