"""Who employs somebody whose registration has lapsed is told of it once, where a law says so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.accounts import store as account_store
from councilkit.context import Context
from councilkit.deadlines import reminding, watching
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from councilkit.standing.timeline import office_timeline
from tests.conftest import both_databases
from tests.deadlines.conftest import DEADLINE, Sink
from tests.employers.conftest import boss

__all__ = ["boss"]
DAY_AFTER = date(2027, 1, 1)


@pytest.fixture
def employed(due: Callable[..., tuple[str, str]], boss: Callable[..., Context], ana: Context) -> Callable[..., Any]:
    """Mary, who must renew by the deadline and works for Northside Trust; and the address of who acts for it."""

    def make(**job: Any) -> tuple[str, str]:
        person, _ = due()
        people.add_employment(ana, person, {"organisation": "Northside Trust", "starts_on": date(2024, 1, 1), **job})
        with ana.reading() as connection:
            found = account_store.account(connection, boss().actor.id)
        return person, str(found and found["email"])

    return make


def text(letter: Any) -> str:
    return " ".join(str(letter.get_content()).split())


@both_databases
def test_the_employer_is_told_once_that_a_registration_lapsed(
    employed: Callable[..., Any], ctx: Context, ana: Context, later: Callable[[date], None], sink: Sink
) -> None:
    person, address = employed()
    later(DEADLINE)
    reminding.run(ctx)
    assert sink.to(address) == []
    for day in (DAY_AFTER, date(2027, 1, 2)):
        later(day)
        reminding.run(ctx)
    (letter,) = sink.to(address)
    assert letter["Subject"] == "Mary Smyth: registration ended on 1 January 2027 (000001)"
    public_id = read_file(ana, person).person["public_id"]
    for words in (
        "Eve Adams 1 January 2027",
        "Mary Smyth works for Northside Trust by the register.",
        "000001 (Social worker) was not renewed: it ended on 1 January 2027.",
        "Must not work as a social worker.",
        f"/register/{public_id}",
        "The employer is told when a registration has lapsed (NISCC, page on renewing registration (niscc.info)).",
    ):
        assert words in text(letter), words
    assert "Employer told that the registration lapsed" in [each.title for each in office_timeline(ana, person)]
    assert len(sink.to("mary@example.org")) == 2  # her own: of the last day, and that it ended


@pytest.mark.parametrize("ends", [date(2026, 12, 1), DEADLINE])
def test_a_former_employer_is_told_nothing(
    ends: date, employed: Callable[..., Any], ctx: Context, later: Callable[[date], None], sink: Sink
) -> None:
    _, address = employed(ends_on=ends)
    later(DAY_AFTER)
    reminding.run(ctx)
    assert sink.to(address) == []
    assert len(sink.letters) == 1


def test_a_letter_that_did_not_go_out_is_seen_and_tried_again(
    employed: Callable[..., Any],
    ctx: Context,
    ana: Context,
    later: Callable[[date], None],
    sink: Sink,
    sign_in: Callable[..., Any],
) -> None:
    _, address = employed()
    sink.refuses.add(address)
    later(DAY_AFTER)
    assert watching.next_run(ctx) == 2
    run = reminding.run(ctx)
    assert run is not None
    assert run.counts == {"sent": 1, "failed": 1, "unreachable": 0}
    assert [row["address"] for _, row in watching.overview(ana).unsent] == [address]
    assert "To an employer, that the registration ended" in sign_in("registrar").get("/office/renewals/reminders").text
    sink.refuses.clear()
    later(date(2027, 1, 2))
    reminding.run(ctx)
    assert len(sink.to(address)) == 1
    assert watching.overview(ana).unsent == []
