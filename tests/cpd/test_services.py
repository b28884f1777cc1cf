"""Logging, changing and withdrawing records, on SQLite and PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import reading, services
from councilkit.cpd.drafts import read_draft, save_draft
from councilkit.cpd.services import Logged, SameThing
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger import services as ledger
from tests.conftest import both_databases

TALK = {"title": "Team talk", "on": date(2026, 11, 20), "amount": Decimal("1.5")}


@pytest.fixture
def log(learner: Context, registration_of: Callable[..., Any]) -> Callable[..., Logged]:
    """Logs for the learner: `log(title="Course")`."""
    person_id = str(learner.actor.person_id)

    def say(once: str = "", anyway: bool = False, **given: Any) -> Logged:
        row = {**TALK, **given}
        return services.log_record(learner, registration_of(person_id), row, once=once, anyway=anyway)

    return say


def shown(ctx: Context) -> reading.Learning:
    return reading.learning(ctx, str(ctx.actor.person_id))


@both_databases
def test_a_record_is_logged_counted_and_in_the_ledger(learner: Context, log: Callable[..., Logged]) -> None:
    saved = log(reflection="Ask earlier", peer_role="Senior social worker", standards=["SC6"])
    found = shown(learner)
    assert [row["title"] for row in found.records] == ["Team talk"]
    assert found.totals.sentence == "1.5 of 90 hours"
    assert found.totals.with_peer == 1
    assert found.records[0]["standards"] == ["SC6"]
    [entry] = [e for e in ledger.history(learner, str(learner.actor.person_id)) if e.action == "cpd.log"]
    assert entry.rows["cpd_records"][0]["id"] == saved.record["id"]
    assert entry.actor == learner.actor.id


@both_databases
def test_the_same_submission_saves_once(learner: Context, log: Callable[..., Logged]) -> None:
    first, second = log(once="token"), log(once="token")
    assert (first.again, second.again) == (False, True)
    assert first.record["id"] == second.record["id"]
    assert len(shown(learner).records) == 1


@both_databases
def test_two_clicks_at_the_same_moment_save_once(learner: Context, log: Callable[..., Logged]) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: log(once="token", anyway=True), range(4)))
    assert len({saved.record["id"] for saved in found}) == 1
    assert [saved.again for saved in found].count(False) == 1
    assert len(shown(learner).records) == 1


def test_a_page_opened_again_and_changed_saves_another(learner: Context, log: Callable[..., Logged]) -> None:
    log(once="token")
    assert not log(once="token", title="Another thing").again
    assert len(shown(learner).records) == 2


def test_after_undo_the_same_page_puts_it_back(learner: Context, log: Callable[..., Logged]) -> None:
    first = log(once="token")
    services.withdraw_record(learner, first.record["id"])
    assert log(once="token").record["id"] == first.record["id"]
    assert [row["id"] for row in shown(learner).records] == [first.record["id"]]


def test_the_same_page_after_a_change_does_not_log_again(learner: Context, log: Callable[..., Logged]) -> None:
    first = log(once="token")
    services.change_record(learner, first.record["id"], {**TALK, "on": date(2026, 11, 1)}, version=1)
    assert log(once="token").again
    assert len(shown(learner).records) == 1


@both_databases
def test_the_same_thing_is_warned_of_and_may_be_saved(learner: Context, log: Callable[..., Logged]) -> None:
    log(once="one")
    with pytest.raises(SameThing) as met:
        log(once="two", title="  TEAM   talk ")
    assert met.value.message == "You logged the same thing on 20 November 2026."
    log(once="two", anyway=True)
    assert len(shown(learner).records) == 2


def test_another_day_or_length_is_another_thing(learner: Context, log: Callable[..., Logged]) -> None:
    log()
    log(on=date(2026, 11, 19))
    log(amount=Decimal(2))
    assert len(shown(learner).records) == 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": date(2026, 11, 23)}, "on"),
        ({"title": "  "}, "title"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(1001)}, "amount"),
        ({"unit": "parsec"}, "amount"),
        ({"category": "course"}, "category"),
        ({"standards": ["SC6", "XX9"]}, "standards"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(log: Callable[..., Logged], given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as met:
        log(**given)
    assert list(met.value.problems) == [field]


@both_databases
def test_a_change_keeps_the_rest_and_tells_the_history(learner: Context, log: Callable[..., Logged]) -> None:
    id = log(reflection="Ask earlier").record["id"]
    changed = services.change_record(learner, id, {**TALK, "title": "Case talk"}, version=1)
    assert (changed["title"], changed["reflection"], changed["version"]) == ("Case talk", "Ask earlier", 2)
    services.withdraw_record(learner, id)
    services.restore_record(learner, id)
    found = reading.history(learner, id)
    assert [edit.title for edit in found] == ["Logged", "Changed", "Removed", "Put back"]
    assert [(before, after) for _, before, after in found[1].changes] == [("Team talk", "Case talk")]


@both_databases
def test_of_two_people_editing_the_second_is_told(learner: Context, log: Callable[..., Logged]) -> None:
    id = log().record["id"]
    services.change_record(learner, id, {**TALK, "title": "First"}, version=1)
    with pytest.raises(Conflict):
        services.change_record(learner, id, {**TALK, "title": "Second"}, version=1)
    assert shown(learner).records[0]["title"] == "First"


@both_databases
def test_of_two_changes_at_the_same_moment_one_is_told(learner: Context, log: Callable[..., Logged]) -> None:
    id = log().record["id"]

    def edit(title: str) -> str:
        try:
            services.change_record(learner, id, {**TALK, "title": title}, version=1)
        except Conflict:
            return ""
        return title

    with ThreadPoolExecutor(4) as pool:
        done = [title for title in pool.map(edit, "ABCD") if title]
    assert len(done) == 1
    assert shown(learner).records[0]["title"] == done[0]


@both_databases
def test_withdrawn_counts_for_nothing_until_it_is_put_back(learner: Context, log: Callable[..., Logged]) -> None:
    id = log().record["id"]
    services.withdraw_record(learner, id)
    found = shown(learner)
    assert (found.totals.amount, [row["id"] for row in found.removed]) == (0, [id])
    services.restore_record(learner, id)
    assert shown(learner).totals.amount == Decimal("1.5")


def test_nobody_elses_record_is_there(
    log: Callable[..., Logged], make_person: Callable[..., str], acting: Callable[..., Context]
) -> None:
    id = log().record["id"]
    other = acting("registrant", person_id=make_person())
    for attempt in (
        lambda: reading.record_with_files(other, id),
        lambda: reading.history(other, id),
        lambda: services.change_record(other, id, TALK, version=1),
        lambda: services.withdraw_record(other, id),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_nobody_logs_for_another(
    learner: Context,
    make_person: Callable[..., str],
    registration_of: Callable[..., Any],
    acting: Callable[..., Context],
) -> None:
    other = make_person()
    with pytest.raises(NotPermitted):
        services.log_record(learner, registration_of(other), TALK)
    with pytest.raises(NotFound):
        reading.target(learner, str(learner.actor.person_id), registration_of(other)["id"])
    with pytest.raises(NotPermitted):
        services.log_record(acting("registrar"), registration_of(other), TALK)
    with pytest.raises(NotPermitted):
        reading.learning(learner, other)


def test_a_registrar_reads_and_removes_but_does_not_change(
    log: Callable[..., Logged], learner: Context, acting: Callable[..., Context]
) -> None:
    id = log().record["id"]
    registrar = acting("registrar")
    assert reading.learning(registrar, str(learner.actor.person_id)).records[0]["id"] == id
    with pytest.raises(NotPermitted):
        services.change_record(registrar, id, TALK, version=1)
    assert services.withdraw_record(registrar, id)["withdrawn"]


def test_the_requirement_and_the_unit_follow_the_registration(
    make_person: Callable[..., str], registration_of: Callable[..., Any], acting: Callable[..., Context]
) -> None:
    person_id = make_person("xx.social_worker", "xx.manager", "xx.free")
    ctx = acting("registrant", person_id=person_id)
    for part, given in (("xx.manager", {"category": "course"}), ("xx.free", {"kind": "informal"})):
        services.log_record(ctx, registration_of(person_id, part), {**TALK, **given})
    manager = reading.learning(ctx, person_id, registration_id=registration_of(person_id, "xx.manager")["id"])
    assert manager.totals.sentence == "1.5 of 20 credits"
    assert (manager.records[0]["kind"], manager.requirement.verified) == ("formal", False)
    assert manager.period is not None
    assert (manager.period.start, manager.period.end) == (date(2026, 4, 1), date(2027, 3, 31))
    free = reading.learning(ctx, person_id, registration_id=registration_of(person_id, "xx.free")["id"])
    assert (free.totals.sentence, free.totals.target) == ("1.5 hours", None)


def test_past_periods_and_what_lies_outside(log: Callable[..., Logged], learner: Context) -> None:
    log(on=date(2025, 3, 31), title="Before I was registered")
    log(on=date(2025, 4, 1), title="First day")
    found = shown(learner)
    assert [row["title"] for row in found.records] == ["First day"]
    assert found.outside == 1
    stray = reading.learning(learner, str(learner.actor.person_id), outside=True)
    assert [row["title"] for row in stray.records] == ["Before I was registered"]
    with pytest.raises(NotFound):
        reading.learning(learner, str(learner.actor.person_id), start=date(2024, 1, 1))


def test_a_new_record_starts_from_the_last_ones(log: Callable[..., Logged], learner: Context) -> None:
    for number, title in enumerate(("One", "Two", "two", "Three", "Four")):
        log(title=title, provider=f"Provider {number}", on=date(2026, 11, 1 + number))
    start = reading.start(learner, str(learner.actor.person_id))
    assert len(start.titles) == 3
    assert start.remembered["provider"].startswith("Provider")
    again = start.again(start.titles[0]["id"])
    assert set(again) == {"title", "amount", "category", "kind", "provider", "standards"}


def test_saving_forgets_the_draft(
    learner: Context, registration_of: Callable[..., Any], ctx: Context, council: Any
) -> None:
    from councilkit.accounts.tables import accounts

    with ctx.change("accounts.test", learner.actor.id) as change:
        row = {"id": learner.actor.id, "email": "a@example.org", "name": "Ana", "roles": ["registrant"], "session": "x"}
        change.insert(accounts, row)
    save_draft(learner, "learning", {"title": ["Half a tit"]})
    save_draft(learner, "learning", {"title": ["Half a title"]})
    kept = read_draft(learner, "learning")
    assert kept is not None
    assert kept.values == {"title": ["Half a title"]}
    person_id = str(learner.actor.person_id)
    services.log_record(learner, registration_of(person_id), TALK, draft="learning")
    assert read_draft(learner, "learning") is None


@pytest.fixture
def born(acting: Callable[..., Context], make_person: Callable[..., str]) -> Context:
    """A registrant who was born on 3 February 1980."""
    return acting("registrant", person_id=make_person(date_of_birth=date(1980, 2, 3)))


def test_learning_from_before_the_age_of_14_is_a_slip_in_the_year(
    born: Context, registration_of: Callable[..., Any]
) -> None:
    registration = registration_of(born.actor.person_id)
    for day in (date(1979, 1, 1), date(1994, 2, 2)):
        with pytest.raises(Invalid) as refused:
            services.log_record(born, registration, TALK | {"on": day})
        assert refused.value.fields == {"on": ["That is before the age of 14. Check the year."]}
    assert services.log_record(born, registration, TALK | {"on": date(1994, 2, 3)}).record["on"] == date(1994, 2, 3)


def test_a_record_is_not_moved_to_before_the_age_of_14(born: Context, registration_of: Callable[..., Any]) -> None:
    record = services.log_record(born, registration_of(born.actor.person_id), TALK).record
    with pytest.raises(Invalid, match="age of 14"):
        services.change_record(born, record["id"], TALK | {"on": date(1980, 2, 2)}, record["version"])
