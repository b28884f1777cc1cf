"""Who may look at a case: conflicts of interest, and giving a case to another."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from councilkit.audits.services import reviewing
from councilkit.audits.services.reading import Case
from councilkit.audits.tables import reviews
from councilkit.context import Context
from councilkit.errors import Invalid, NotFound, NotPermitted
from tests.audits.test_reviewing import Holder, answer, find, now, take, version


def test_who_has_a_conflict_of_interest_does_not_get_the_case(
    officer: Callable[..., Context], ana: Context, cases: list[Case], employ: Callable[..., str], ctx: Context,
    entered: Callable[..., str], holder: Holder,
) -> None:  # fmt: skip
    case = cases[0]
    person = case.row["person_id"]
    entered(ctx, "A", "Reviewer", number="77", part="ni.social_care_worker")
    with ctx.reading() as connection:
        from councilkit.register.store import by_number

        reviewer = by_number(connection, "77")[0]["person_id"]
    organisation = employ(person, reviewer)
    colleague = officer("Col League", person_id=reviewer)
    employed = officer("Em Ployer", organisation_id=organisation)
    registrant = officer("Reg Istrant", person_id=person)
    for each, words in (
        (colleague, "both work for Trust"),
        (employed, "both work for Trust"),
        (registrant, "about the reviewer"),
    ):
        with pytest.raises(NotPermitted, match=words):
            reviewing.assign(ana, case.id, each.actor.id)
        with pytest.raises(NotPermitted, match=words):
            reviewing.assign(each, case.id, each.actor.id)
    offered = {account["name"]: refusal for account, refusal in reviewing.reviewers(ana, case)}
    assert offered["Ana Officer"] is None
    assert all(offered[name] for name in ("Col League", "Em Ployer", "Reg Istrant"))


def test_work_that_ended_before_the_period_makes_no_conflict(
    officer: Callable[..., Context], ana: Context, cases: list[Case], employ: Callable[..., str]
) -> None:
    case = cases[0]
    organisation = employ(case.row["person_id"], since=date(2015, 1, 1), until=date(2025, 3, 31))
    reviewing.assign(ana, case.id, officer("Em Ployer", organisation_id=organisation).actor.id)


def test_a_colleague_since_the_case_was_given_may_not_decide_it(
    ana: Context, cases: list[Case], employ: Callable[..., str], ctx: Context, holder: Holder
) -> None:
    from councilkit.accounts.tables import accounts

    case = cases[0]
    answer(holder(case), case)
    take(ana, case)
    organisation = employ(case.row["person_id"])
    with ctx.change("test.account", ana.actor.id) as change:
        change.update(accounts, ana.actor.id, {"organisation_id": organisation})
    with pytest.raises(NotPermitted, match="both work for"):
        find(ana, case, "met")


def test_a_declared_conflict_gives_the_case_back_for_good(ana: Context, tom: Context, cases: list[Case]) -> None:
    case = cases[0]
    reviewing.assign(ana, case.id, ana.actor.id)
    with pytest.raises(Invalid, match="what the conflict is"):
        reviewing.declare(ana, case.id, {"declaration": "conflict", "version": version(ana, case)})
    word = {"declaration": "conflict", "conflict": "A neighbour.", "version": version(ana, case)}
    assert not reviewing.declare(ana, case.id, word)
    assert now(ana, case).first is None
    with pytest.raises(NotPermitted, match="declared a conflict"):
        reviewing.assign(tom, case.id, ana.actor.id)
    reviewing.assign(tom, case.id, tom.actor.id)


def test_a_case_can_be_given_to_another_and_back(ana: Context, tom: Context, nok: Context, cases: list[Case]) -> None:
    case = cases[0]
    for each in (ana, tom, ana, ana):
        reviewing.assign(tom, case.id, each.actor.id)
    assert now(ana, case).first["reviewer"] == ana.actor.id  # type: ignore[index]
    assert len(now(ana, case).reviews) == 2
    with pytest.raises(NotPermitted):
        reviewing.assign(nok, case.id, tom.actor.id)
    with pytest.raises(NotFound, match="no such reviewer"):
        reviewing.assign(ana, case.id, "f" * 32)


def test_the_database_too_keeps_one_account_from_both_looks(ctx: Context, ana: Context, cases: list[Case]) -> None:
    take(ana, cases[0])
    row = {"audit_case_id": cases[0].id, "reviewer": ana.actor.id, "look": 2, "assigned_at": ctx.now()}
    with pytest.raises(IntegrityError), ctx.change("test", "x") as change:
        change.insert(reviews, row | {"assigned_by": "x"})
