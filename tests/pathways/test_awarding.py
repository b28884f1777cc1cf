"""Awards: told by a registrant, endorsed by an employer or a training provider, and marked as what they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger.services import verify
from councilkit.pathways import awarding
from councilkit.pathways.gathering import read_portfolio
from councilkit.pathways.reading import read_map
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from councilkit.register.tables import persons
from tests.conftest import both_databases

CODE = "ni.l2_certificate_sep"
TOLD = {"code": CODE, "institution": "Demo College", "awarded_on": date(2025, 1, 20)}
TYPED = {"code": CODE, "institution": "Demo College", "awarded_on-day": "20", "awarded_on-month": "1",
         "awarded_on-year": "2025"}  # fmt: skip


def tell(ctx: Context, **more: Any) -> str:
    return awarding.tell(ctx, str(ctx.actor.person_id), TOLD | more)


def known(ctx: Context) -> tuple[str, str]:
    """How the portfolio and the map know the award."""
    portfolio = read_portfolio(ctx, str(ctx.actor.person_id)).portfolio
    steps = read_map(ctx, str(ctx.actor.person_id)).pathways[0].steps
    why = next(str(each.why) for each in steps if each.step.code == CODE)
    return portfolio.awards[-1]["known"], why


@both_databases
def test_an_award_is_told_and_endorsed(mary: Context, boss: Callable[..., Context], ctx: Context) -> None:
    college = boss("Demo College")
    id = tell(mary)
    assert known(mary) == ("told", "Told by you. Nobody has endorsed it yet.")
    assert awarding.asked_of_me(college) == []
    awarding.ask_to_endorse(mary, id, {"place": "other", "named": "Demo College", "version": 1})
    (asked,) = awarding.asked_of_me(college)
    assert (asked["title"], asked["given_names"]) == ("Level 2 Certificate in Safe and Effective Practice", "Mary")
    assert awarding.endorse(college, id, {"answer": "endorsed", "version": 2}) == "endorsed"
    assert known(mary) == ("endorsed", "You told us, and it was endorsed.")
    (claim,) = awarding.own_claims(mary, str(mary.actor.person_id))
    assert (claim["endorsed_by"], claim["endorsed_on"]) == ("Eve Adams, Demo College", date(2026, 11, 22))
    with pytest.raises(NotFound):
        awarding.endorse(college, id, {"answer": "unknown", "version": 3})
    with pytest.raises(Conflict):
        awarding.ask_to_endorse(mary, id, {"place": "other", "named": "Demo College", "version": 3})
    awarding.take_back(mary, id, 3)
    assert awarding.own_claims(mary, str(mary.actor.person_id)) == []
    assert verify(ctx)[1] == []


def test_who_cannot_say_it_leaves_it_told(mary: Context, boss: Callable[..., Context]) -> None:
    trust = boss()
    id = tell(mary)
    awarding.ask_to_endorse(mary, id, {"place": trust.actor.organisation_id, "version": 1})
    assert awarding.endorse(trust, id, {"answer": "unknown", "note": "Ask the college.", "version": 2}) == "unknown"
    assert known(mary)[0] == "told"
    assert awarding.asked_of_me(trust) == []
    awarding.ask_to_endorse(mary, id, {"place": trust.actor.organisation_id, "version": 3})
    assert len(awarding.asked_of_me(trust)) == 1


def test_what_the_register_has_needs_no_endorsement(mary: Context, ana: Context) -> None:
    tell(mary)
    award = {"award": "Level 2 Certificate in Safe and Effective Practice", "awarded_on": date(2025, 1, 20)}
    people.add_qualification(ana, str(mary.actor.person_id), award)
    assert known(mary) == ("register", "It stands in your register entry.")


def test_sent_twice_it_is_one(mary: Context) -> None:
    assert tell(mary, id="e" * 32) == tell(mary, id="e" * 32)
    assert len(awarding.own_claims(mary, str(mary.actor.person_id))) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "ro.award"}, "code"),
        ({"institution": ""}, "institution"),
        ({"awarded_on": date(2027, 1, 1)}, "awarded_on"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(mary: Context, wrong: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        tell(mary, **wrong)
    assert field in refused.value.problems


def test_an_award_of_before_the_person_was_born_is_refused(mary: Context, ana: Context) -> None:
    person = read_file(ana, str(mary.actor.person_id)).person
    with ana.change("register.test", person["id"]) as change:
        change.update(persons, person["id"], {"date_of_birth": date(1990, 5, 1)})
    with pytest.raises(Invalid, match="before the person was born") as refused:
        tell(mary, awarded_on=date(1960, 1, 1))
    assert list(refused.value.problems) == ["awarded_on"]


def test_nobody_else_tells_asks_or_endorses(
    mary: Context, john: Context, boss: Callable[..., Context], acting: Callable[..., Context]
) -> None:
    trust, other = boss(), boss("Elsewhere Care")
    id = tell(mary)
    awarding.ask_to_endorse(mary, id, {"place": trust.actor.organisation_id, "version": 1})
    with pytest.raises(NotFound):
        awarding.endorse(other, id, {"answer": "endorsed", "version": 2})
    herself = boss(person_id=mary.actor.person_id)
    with pytest.raises(NotFound):
        awarding.endorse(herself, id, {"answer": "endorsed", "version": 2})
    for stranger in (john, acting("registrar")):
        with pytest.raises(NotFound):
            awarding.take_back(stranger, id, 2)
        with pytest.raises(NotPermitted):
            awarding.tell(stranger, str(mary.actor.person_id), TOLD)
        with pytest.raises(NotPermitted):
            awarding.endorse(stranger, id, {"answer": "endorsed", "version": 2})


def test_the_pages(hers: Any, boss: Callable[..., Context], sign_in: Callable[..., Any]) -> None:
    college = sign_in("employer", organisation_id=boss("Demo College").actor.organisation_id, name="Cara Bell")
    assert "You told of no award yet." in hers.get("/my/portfolio/awards").text
    bad = hers.post("/my/portfolio/awards/new", data=TYPED | {"awarded_on-year": "2030"})
    assert bad.status_code == 422
    assert 'value="2030"' in bad.text
    ask = hers.post("/my/portfolio/awards/new", data=TYPED).location
    assert "Nobody is asked to endorse it." in hers.get("/my/portfolio/awards").text
    assert hers.post(ask, data={"place": "other", "named": "Nowhere", "version": "1"}).status_code == 422
    assert hers.post(ask, data={"place": "other", "named": "Demo College", "version": "1"}).status_code == 302
    assert "Demo College is asked and has not answered yet." in hers.get("/my/portfolio/awards").text
    address = ask.replace("/my/portfolio/awards", "/employer/portfolios/awards").removesuffix("/endorser")
    assert address in college.get("/employer/portfolios").text
    assert "You answer as Cara Bell." in college.get(address).text
    assert college.post(address, data={"version": "2"}).status_code == 422
    assert college.post(address, data={"version": "9", "answer": "endorsed"}).status_code == 409
    assert "Sent." in college.post(address, data={"version": "2", "answer": "endorsed"}, follow_redirects=True).text
    shown = hers.get("/my/portfolio/awards").text
    assert "Endorsed by Cara Bell, Demo College on 22 November 2026." in shown
    assert "You told us, and it was endorsed." in hers.get("/my/pathway").text
    claim = ask.split("/")[-2]
    assert hers.post(f"/my/portfolio/awards/{claim}/back", data={"version": "3"}).status_code == 303


@pytest.mark.parametrize(
    "path", ["/my/portfolio/awards", "/my/portfolio/awards/new", "/my/portfolio/awards/x/endorser"]
)
def test_others_are_turned_away(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("employer", "registrar", "administrator"):
        assert sign_in(role).get(path).status_code == 403
