"""A verdict is kept while nothing about the person is written, and not a moment longer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.database import new_id
from councilkit.register.services import merges, people
from councilkit.register.services.files import read_file
from councilkit.standing import recording, remembered
from councilkit.standing.remembered import renewal_verdict


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The registrations that the evaluator was asked about."""
    found: list[str] = []
    real = remembered.verdict_in

    def counting(ctx: Context, connection: Any, row: Any) -> Any:
        found.append(row["id"])
        return real(ctx, connection, row)

    monkeypatch.setattr(remembered, "verdict_in", counting)
    return found


def missing(ctx: Context, row: Any) -> set[str]:
    with ctx.reading() as connection:
        verdict = renewal_verdict(ctx, connection, row)
    assert verdict is not None
    return {reason.requirement.code for reason in verdict.steps}


def test_it_is_asked_again_only_when_something_was_written(
    enter: Callable[..., Any], ana: Context, asked: list[str]
) -> None:
    row, other = (enter(name, on=date(2024, 1, 1)).registrations[0] for name in ("Mary Smyth", "Tom Jones"))
    assert missing(ana, row) == missing(ana, row) == missing(ana, other) == {"learning", "fee", "declaration"}
    assert asked == [row["id"], other["id"]]
    recording.record_payment(ana, row["id"], {"fee": "renewal", "amount": "65", "paid_on": ana.today()})
    assert missing(ana, row) == {"learning", "declaration"}
    assert missing(ana, other) == {"learning", "fee", "declaration"}
    assert len(asked) == 3


def test_a_merge_counts_as_something_written(
    enter: Callable[..., Any], add_person: Callable[..., str], ana: Context, asked: list[str]
) -> None:
    file = enter("Mary Smyth", on=date(2024, 1, 1))
    twin = add_person("Mary Smith")
    missing(ana, file.registrations[0])
    merges.merge_people(ana, twin, file.person["id"], "The same diploma.")
    row = read_file(ana, twin).registrations[0]
    missing(ana, row)
    award = {"award": "Degree in social work", "awarded_on": date(2019, 6, 1), "id": new_id()}
    people.add_qualification(ana, twin, award)
    missing(ana, row)
    assert len(asked) == 3
