"""Renewal as one state machine: what was paid or signed never lapses by the calendar, and what comes last renews."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from councilkit.context import Actor, Context, Council
from councilkit.cpd import services as cpd
from councilkit.database import new_id
from councilkit.errors import Invalid, NotPermitted, Problem
from councilkit.register.services import applications, people, registrations
from councilkit.register.services.files import read_file
from councilkit.standing import recording, renewing
from councilkit.standing.assessing import assess
from councilkit.standing.own import read_own
from councilkit.standing.renewal import left
from councilkit.standing.services import standing_of
from councilkit.standing.tables import conditions, payments
from tests.conftest import both_databases, learner

DEADLINE = date(2026, 12, 31)
AFTER = datetime(2027, 2, 1, 12, tzinfo=UTC)
NEXT = date(2029, 12, 31)


@pytest.fixture
def later(council: Council) -> Callable[[datetime], None]:
    """Moves the council's clock."""
    return lambda moment: object.__setattr__(council, "clock", lambda: moment)


@pytest.fixture
def mary(council: Council, enter: Callable[..., Any]) -> tuple[Context, str]:
    """A social worker whose term ends on the deadline, with her details checked; and her registration."""
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    ctx = council.acting(Actor(new_id(), "Mary Smyth", frozenset({"registrant"}), person_id=file.person["id"]))
    confirm(ctx)
    return ctx, file.registrations[0]["id"]


def confirm(ctx: Context) -> None:
    person = read_file(ctx, str(ctx.actor.person_id)).person
    given = {name: person[name] for name in ("phone", "address", "version")} | {"email": "mary@example.org"}
    people.change_contact(ctx, str(ctx.actor.person_id), given)


def learn(ctx: Context, registration_id: str, hours: int = 90) -> None:
    for day in range(hours // 10):
        on = date(2026, 5, 1) + timedelta(days=day)
        record = {"title": f"Course {day}", "on": on, "amount": Decimal(10)}
        cpd.log_record(ctx, learner(ctx, registration_id), record)


def pay(ana: Context, registration_id: str, fee: str = "renewal", amount: str = "65") -> str:
    given = {"fee": fee, "amount": amount, "paid_on": ana.today(), "anyway": "yes"}
    return recording.record_payment(ana, registration_id, given)


def sign(ctx: Context, registration_id: str, note: str = "") -> Any:
    return renewing.sign(ctx, registration_id, {"declaration": True, "note": note})


def said(ctx: Context, registration_id: str) -> tuple[str, str]:
    answer = read_own(ctx).entry(registration_id).answer
    return answer.code, str(answer.sentence)


@both_databases
def test_the_story_of_2022_in_which_nobody_is_removed(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    """In England 1,017 people who had paid and learnt lost their registration by one form that was not sent."""
    her, id = mary
    learn(her, id)
    pay(ana, id)
    assert said(her, id) == ("due", "Not yet. Renew by 31 December 2026. 1 thing left.")
    later(AFTER)
    assert standing_of(ana, id).status == "registered"
    assert said(her, id) == (
        "held",
        "Not yet. You are still registered: we hold your renewal of 31 December 2026 open. 1 thing left.",
    )
    assert sign(her, id)["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT
    assert said(her, id) == ("registered", "Yes. You are registered until 31 December 2029.")


def test_whoever_did_nothing_lapses_as_the_law_says(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    her, id = mary
    learn(her, id)
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"
    assert said(her, id)[0] == "ended"


def test_signing_first_and_paying_last_renews_too(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    her, id = mary
    learn(her, id)
    assert sign(her, id) is None
    assert said(her, id) == ("due", "Not yet. Renew by 31 December 2026. 1 thing left.")
    assert [task.code for task in read_own(her).entry(id).tasks if not task.done] == ["fee"]
    with pytest.raises(Problem, match="signed already"):
        sign(her, id)
    later(AFTER)
    assert standing_of(ana, id).status == "registered"
    pay(ana, id)
    assert standing_of(ana, id).until == NEXT


@pytest.mark.parametrize(("due", "renewed"), [(DEADLINE, False), (DEADLINE + timedelta(days=1), True)])
def test_a_condition_stands_against_the_renewal_only_if_it_is_due_by_its_end(
    mary: tuple[Context, str], ana: Context, due: date, renewed: bool
) -> None:
    her, id = mary
    given = {"kind": "registration", "imposed_on": date(2026, 6, 1), "due_on": due}
    recording.impose_condition(ana, id, given)
    learn(her, id)
    pay(ana, id)
    sent = renewing.sign(her, id, {"declaration": True, "note": "It goes on."})
    assert bool(sent and sent["outcome"] == "admitted") is renewed
    assert standing_of(ana, id).until == (NEXT if renewed else None)


@both_databases
def test_what_came_late_is_asked_for_again_at_the_next_renewal(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    her, id = mary
    learn(her, id)
    pay(ana, id, amount="30")
    later(AFTER)
    pay(ana, id, amount="35")
    assert sign(her, id)["outcome"] == "admitted"
    assert standing_of(ana, id).until == NEXT
    later(datetime(2029, 12, 1, 12, tzinfo=UTC))
    confirm(her)
    tasks = {task.code: task for task in read_own(her).entry(id).tasks}
    assert not tasks["fee"].done
    assert not tasks["sign"].done
    verdict = assess(ana, id).verdict
    assert verdict is not None
    found = {reason.requirement.code: reason.met for reason in verdict.reason.walk()}
    assert (found["fee"], found["declaration"]) == (False, False)
    before = assess(ana, id, as_of=date(2027, 1, 10)).verdict
    assert {r.requirement.code: r.met for r in before.reason.walk()}["fee"] is False


def test_a_fee_too_small_or_of_another_kind_does_not_renew(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id)
    sign(her, id)
    pay(ana, id, "annual")
    pay(ana, id, amount="30")
    assert standing_of(ana, id).until is None
    assert said(her, id)[0] == "due"
    pay(ana, id, amount="35")
    assert standing_of(ana, id).until == NEXT


def test_what_is_short_goes_to_a_person_with_a_reason(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    learn(her, id, 50)
    pay(ana, id)
    with pytest.raises(Invalid, match="Say why"):
        sign(her, id)
    sent = sign(her, id, "I was ill.")
    assert (sent["state"], sent["details"]["note"]) == ("open", "I was ill.")
    assert said(her, id)[0] == "sent"
    pay(ana, id)
    assert applications.read(ana, sent["id"])["state"] == "open"


def test_a_payment_holds_the_term_although_the_form_is_taken_back(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    her, id = mary
    pay(ana, id)
    sent = sign(her, id, "I was ill.")
    applications.withdraw(her, sent["id"], sent["version"])
    later(AFTER)
    assert standing_of(ana, id).status == "registered"


def test_a_refusal_ends_what_was_held(
    mary: tuple[Context, str], ana: Context, tom: Context, later: Callable[[datetime], None]
) -> None:
    her, id = mary
    pay(ana, id)
    sent = sign(her, id, "I have no time.")
    applications.propose(ana, sent["id"], {"proposal": "refuse", "reasons": "40 hours short.", "version": 1})
    applications.decide(tom, sent["id"], {"decision": "agree", "version": 2})
    assert standing_of(ana, id).until == DEADLINE
    later(AFTER)
    assert standing_of(ana, id).status == "lapsed"


def test_the_same_form_sent_twice_records_once(mary: tuple[Context, str], ana: Context) -> None:
    _, id = mary
    given = {"id": new_id(), "fee": "renewal", "amount": "65", "paid_on": ana.today()}
    assert recording.record_payment(ana, id, given) == recording.record_payment(ana, id, dict(given))


@both_databases
def test_an_assessed_year_is_confirmed_by_the_employer_and_by_nobody_else(
    mary: tuple[Context, str], ana: Context, council: Council
) -> None:
    her, id = mary
    learn(her, id)
    pay(ana, id)
    given = {"kind": "aye", "imposed_on": date(2025, 1, 1)}
    condition = recording.impose_condition(ana, id, given)
    job = {"organisation": "Northside Trust", "starts_on": date(2024, 1, 1)}
    people.add_employment(ana, str(her.actor.person_id), job)
    work = read_file(ana, str(her.actor.person_id)).work[0]["organisation_id"]
    boss = council.acting(Actor(new_id(), "Eve", frozenset({"employer"}), organisation_id=work))
    stranger = council.acting(Actor(new_id(), "Sam", frozenset({"employer"}), organisation_id=new_id()))
    done = {"fulfilled_on": date(2026, 1, 2)}
    with pytest.raises(Problem, match="confirmed by: employer"):
        recording.confirm_condition(ana, condition, done, 1)
    with pytest.raises(NotPermitted, match="does not work"):
        recording.confirm_condition(stranger, condition, done, 1)
    with pytest.raises(NotPermitted):
        recording.confirm_condition(her, condition, done, 1)
    with pytest.raises(Problem, match="began on"):
        recording.confirm_condition(boss, condition, {"fulfilled_on": date(2024, 5, 5)}, 1)
    assert recording.confirm_condition(boss, condition, done, 1) is False
    with pytest.raises(Problem, match="confirmed already"):
        recording.confirm_condition(boss, condition, done, 2)
    codes = {task.code for task in read_own(her).entry(id).tasks if not task.done}
    assert codes == {"pip", "sign"}


def test_what_is_put_off_is_no_longer_left_and_says_until_when(mary: tuple[Context, str], ana: Context) -> None:
    ctx, id = mary
    day = {"starts_on": ana.today(), "ends_on": date(2027, 3, 1)}
    given = {"kind": "extension", "requirement": "learning", "reason": "Illness", "article": "s.5"} | day
    before = left(read_own(ctx).first.tasks)
    recording.dispense(ana, id, given)
    told = {task.code: task for task in read_own(ctx).first.tasks}["learning"]
    assert (told.done, str(told.status)) == (True, "Put off until 1 March 2027")
    assert left(read_own(ctx).first.tasks) == before - 1


def test_a_decision_about_one_requirement_is_given_by_its_code(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    pay(ana, id)
    given = {"kind": "exemption", "requirement": "learning", "starts_on": ana.today()}
    given |= {"reason": "Long illness.", "article": "Guidance, section 5"}
    with pytest.raises(Problem, match="one of the requirements"):
        recording.dispense(ana, id, given | {"requirement": "singing"})
    with pytest.raises(Invalid):
        recording.dispense(ana, id, given | {"kind": "extension"})
    recording.dispense(ana, id, given)
    assert sign(her, id)["outcome"] == "admitted"


def test_only_the_office_records(mary: tuple[Context, str]) -> None:
    her, id = mary
    with pytest.raises(NotPermitted):
        pay(her, id)
    with pytest.raises(NotPermitted):
        recording.impose_condition(her, id, {"kind": "aye", "imposed_on": date(2025, 1, 1)})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "-5"}, "amount"),
        ({"amount": "a lot"}, "amount"),
        ({"paid_on": date(2027, 1, 1)}, "paid_on"),
        ({"fee": "bribe"}, "fee"),
    ],
)
def test_bad_payments_are_refused_by_field(
    wrong: dict[str, Any], field: str, mary: tuple[Context, str], ana: Context
) -> None:
    _, id = mary
    given = {"fee": "renewal", "amount": "65", "paid_on": ana.today()}
    with pytest.raises(Invalid) as refused:
        recording.record_payment(ana, id, given | wrong)
    assert set(refused.value.problems) == {field}


def test_what_was_recorded_by_mistake_is_taken_back(mary: tuple[Context, str], ana: Context) -> None:
    her, id = mary
    payment = pay(ana, id)
    recording.take_back(ana, payments, payment, 1)
    assert "fee" in {task.code for task in read_own(her).entry(id).tasks if not task.done}
    with pytest.raises(Problem):
        recording.take_back(ana, conditions, payment, 1)


def test_a_renewal_by_the_office_starts_where_the_term_was_due(
    mary: tuple[Context, str], ana: Context, later: Callable[[datetime], None]
) -> None:
    _, id = mary
    pay(ana, id)
    later(AFTER)
    version = registrations.find_registration(ana, id)["version"]
    assert registrations.renew(ana, id, version, reason="Signed on paper.") == NEXT


def test_who_has_not_renewed_yet_reads_that_they_are_registered_and_how_to_pay(
    mary: tuple[Context, str], ana: Context, sign_in: Callable[..., Any]
) -> None:
    her, id = mary
    browser = sign_in("registrant", person_id=her.actor.person_id)
    for address in ("/my", f"/my/renew/{id}"):
        assert "You are registered until 31 December 2026." in browser.get(address).text
    assert "Ask the council how to pay." in browser.get(f"/my/renew/{id}").text
    object.__setattr__(ana.config, "council_how_to_pay", "By transfer to <NI 12>.")
    shown = browser.get(f"/my/renew/{id}/sign").text
    assert "By transfer to &lt;NI 12&gt;." in shown
    assert "Write this number with your payment:" in shown
    pay(ana, id)
    kept = "You are registered. What you paid or signed keeps you registered until a person has decided."
    for address in ("/my", f"/my/renew/{id}"):
        assert kept in browser.get(address).text
    assert "How to pay" not in browser.get(f"/my/renew/{id}").text


def test_two_amounts_of_learning_are_told_by_their_own_titles(
    ana: Context, council: Council, add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    """A Thai licence asks for credits in all and for credits of the core category."""
    person = add_person("Malee Suwan")
    id = register(person, date(2022, 1, 1), "th.social_worker")
    her = council.acting(Actor(new_id(), "Malee Suwan", frozenset({"registrant"}), person_id=person))
    record = {"title": "Course", "on": date(2026, 5, 1), "amount": Decimal(39), "category": "core"}
    cpd.log_record(her, learner(her, id), record)
    labels = [str(task.label) for task in read_own(her).entry(id).tasks]
    assert "Continuing education while the licence is valid: 39 of 50 credits" in labels
    assert "Continuing education in the core category: 39 of 40 credits" in labels
    assert not any(label.startswith("Learning:") for label in labels)


def test_the_public_entry_says_that_a_renewal_is_being_processed(
    mary: tuple[Context, str], ana: Context, client: Any
) -> None:
    her, id = mary
    public = read_file(her, str(her.actor.person_id)).person["public_id"]
    words = "Renewal being processed, still registered"
    before = client.get(f"/register/{public}").text
    assert words not in before
    assert "31 December 2026" in before
    pay(ana, id)
    assert words in client.get(f"/register/{public}").text
