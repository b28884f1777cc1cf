"""A portfolio goes with its registrant: an employer sees it while it is shared, and nothing before or after."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger.services import verify
from councilkit.pathways import sharing
from councilkit.pathways.portfolio import worked_until
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from tests.conftest import both_databases
from tests.pathways.conftest import entry_of, logged
from tests.pathways.test_examples import write


def shared(mary: Context, named: str) -> Any:
    sharing.share(mary, str(mary.actor.person_id), "", {"place": "other", "named": named})
    return sharing.own_shares(mary, str(mary.actor.person_id), entry_of(mary)["id"])[0]


@both_databases
def test_a_new_employer_sees_it_from_the_sharing_to_its_end(
    mary: Context, boss: Callable[..., Context], ctx: Context
) -> None:
    old, new = boss("Northside Trust"), boss("Riverbank Care")
    logged(mary)
    assert sharing.shared_with_me(new) == []
    row = shared(mary, "  riverbank CARE ")
    write(mary)
    assert [each["name"] for each in sharing.own_shares(mary, str(mary.actor.person_id), row["registration_id"])] == [
        "Riverbank Care"
    ]
    held = sharing.read_shared(new, row["id"])
    assert (len(held.portfolio.records), len(held.portfolio.examples)) == (1, 1)
    assert sharing.shared_with_me(old) == []
    with pytest.raises(NotFound):
        sharing.read_shared(old, row["id"])
    sharing.end_share(mary, row["id"], 1)
    with pytest.raises(NotFound):
        sharing.read_shared(new, row["id"])
    with pytest.raises(Conflict):
        sharing.end_share(mary, row["id"], 2)
    assert verify(ctx)[1] == []


def test_it_is_shared_once_and_again_after_the_end(mary: Context, boss: Callable[..., Context]) -> None:
    boss("Riverbank Care")
    row = shared(mary, "Riverbank Care")
    with pytest.raises(Invalid, match="already"):
        shared(mary, "Riverbank Care")
    sharing.end_share(mary, row["id"], 1)
    assert shared(mary, "Riverbank Care")["ended_at"] is None


def test_it_ends_with_the_employment_and_the_next_employer_is_a_new_act(
    council: Council, mary: Context, ana: Context, hers: Any, boss: Callable[..., Context]
) -> None:
    old, new = boss("Northside Trust"), boss("Riverbank Care")
    row, person = shared(mary, "Northside Trust"), str(mary.actor.person_id)
    job = read_file(ana, person).work[0]
    people.end_employment(ana, person, job["id"], date(2026, 12, 31), job["version"])
    people.add_employment(ana, person, {"organisation": "Riverbank Care", "starts_on": date(2026, 11, 1)})
    at_noon(council, date(2026, 12, 31))
    assert sharing.read_shared(old, row["id"])
    at_noon(council, date(2027, 1, 1))
    assert sharing.shared_with_me(old) == sharing.shared_with_me(new) == []
    with pytest.raises(NotFound):
        sharing.read_shared(old, row["id"])
    told = hers.get("/my/portfolio/shares").text
    assert "Northside Trust, from 22 November 2026. It ended with your work there on 31 December 2026." in told
    assert "Stop sharing" not in told
    assert "No employer and no supervisor." in hers.get("/my/portfolio").text
    with pytest.raises(Conflict):
        sharing.end_share(mary, row["id"], 1)
    for employer, again in (("Northside Trust", old), ("Riverbank Care", new)):
        shared(mary, employer)
        assert len(sharing.shared_with_me(again)) == 1


def test_another_job_at_the_same_place_carries_it_on_and_coming_back_later_does_not() -> None:
    since, today = date(2026, 3, 1), date(2026, 11, 22)
    first = (date(2024, 4, 1), date(2026, 5, 31))
    assert worked_until(since, [first], today) == date(2026, 5, 31)
    assert worked_until(since, [first, (date(2026, 6, 1), None)], today) is None
    assert worked_until(since, [first, (date(2026, 6, 2), None)], today) == date(2026, 5, 31)
    assert worked_until(since, [(None, today)], today) is None
    assert worked_until(date(2026, 6, 1), [first], today) is None
    assert worked_until(since, [], today) is None


def at_noon(council: Council, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    object.__setattr__(council, "clock", lambda: moment)


def test_only_known_employers_can_be_named(mary: Context, boss: Callable[..., Context]) -> None:
    with pytest.raises(Invalid, match="no employer of this name"):
        shared(mary, "Nowhere Care")
    other = boss("Riverbank Care").actor.organisation_id
    with pytest.raises(Invalid, match="not on the list"):
        sharing.share(mary, str(mary.actor.person_id), "", {"place": other})


def test_nobody_shares_or_ends_for_another(
    mary: Context, john: Context, boss: Callable[..., Context], acting: Callable[..., Context]
) -> None:
    boss("Riverbank Care")
    row = shared(mary, "Riverbank Care")
    for other in (john, acting("registrar"), acting("employer")):
        with pytest.raises(NotPermitted):
            sharing.share(other, str(mary.actor.person_id), "", {"place": "other", "named": "Riverbank Care"})
        with pytest.raises(NotFound):
            sharing.end_share(other, row["id"], 1)


def test_the_pages(hers: Any, mary: Context, boss: Callable[..., Context], sign_in: Callable[..., Any]) -> None:
    new = sign_in("employer", organisation_id=boss("Riverbank Care").actor.organisation_id)
    write(mary)
    address = "/my/portfolio/shares"
    refused = hers.post(address, data={"place": "other", "named": "Nowhere"})
    assert refused.status_code == 422
    assert "The register knows no employer of this name." in refused.text
    assert 'value="Nowhere"' in refused.text
    assert hers.post(address, data={}).status_code == 422
    assert "Nobody shares a portfolio with your organisation." in new.get("/employer/portfolios").text
    done = hers.post(address, data={"place": "other", "named": "Riverbank Care"}, follow_redirects=True).text
    assert "Shared." in done
    assert "Shared with Riverbank Care since 22 November 2026." in hers.get("/my/portfolio").text
    row = sharing.own_shares(mary, str(mary.actor.person_id), entry_of(mary)["id"])[0]
    theirs = f"/employer/portfolios/{row['id']}"
    assert theirs in new.get("/employer/portfolios").text
    shown = new.get(theirs)
    assert "A fall at night" in shown.text
    assert "/my/portfolio" not in shown.text
    assert new.get(theirs + "?period=2001-01-01").status_code == 404
    assert hers.post(f"{address}/{row['id']}/end").status_code == 422
    ended = hers.post(f"{address}/{row['id']}/end", data={"version": "1"}, follow_redirects=True).text
    assert "sees no more of your portfolio than what you sent there" in ended
    assert "22 November 2026 to 22 November 2026" in ended
    assert new.get(theirs).status_code == 404


def test_others_are_turned_away(client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get("/my/portfolio/shares").location
    for role in ("employer", "registrar", "administrator"):
        assert sign_in(role).get("/my/portfolio/shares").status_code == 403
