"""A review with a supervisor: sent, commented, asked for more, sent again, agreed; each sees what is theirs."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.accounts.tables import accounts
from councilkit.context import VISITOR, Context
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger.services import history, verify
from councilkit.pathways import answering, asking
from councilkit.pathways.reviews import STATES, VERBS, after
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from tests.conftest import both_databases
from tests.pathways.conftest import entry_of, logged
from tests.pathways.test_examples import write


def asked(mary: Context, supervisor: str, **more: Any) -> asking.Sent:
    return asking.ask(mary, str(mary.actor.person_id), "", None, {"supervisor": supervisor, **more})


def version(ctx: Context, id: str) -> int:
    return int(asking.own_review(ctx, id).row["version"])


@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=12))
def test_a_review_never_comes_back_from_its_end(verbs: list[str]) -> None:
    state, ended = "asked", False
    for verb in verbs:
        following = after(verb, state)
        assert not (ended and following)
        state = following or state
        assert state in STATES
        ended = state in ("agreed", "withdrawn")


@both_databases
def test_a_review_goes_its_way_with_an_account(mary: Context, boss: Callable[..., Context], ctx: Context) -> None:
    eve = boss()
    logged(mary, standards=["SP4"])
    id = asked(mary, eve.actor.id, note="My first year.").id
    (lying,) = answering.sent_to_me(eve)
    assert (lying.id, lying.portfolio.name, lying.row["number"]) == (id, "Mary Smyth", entry_of(mary)["number"])
    logged(mary, "Written later", on=date(2026, 6, 1))
    write(mary)
    seen = answering.find_sent(eve, id).portfolio
    assert [row["title"] for row in seen.records] == ["Adult safeguarding"]
    assert seen.examples == ()
    more = {"decision": "more", "note": "An example, please.", "comment_9": "Good.", "version": 1}
    assert answering.review_as_account(eve, id, more) == "more"
    said = asking.own_review(mary, id)
    assert said.sentence == "Eve Adams asks for more."
    assert said.comments == {"SP4": "Good."}
    with pytest.raises(Conflict):
        answering.review_as_account(eve, id, {"decision": "agreed", "version": version(mary, id)})
    asking.send_again(mary, id, {"note": "I added one.", "version": version(mary, id)})
    again = answering.find_sent(eve, id)
    assert len(again.portfolio.examples) == 1
    assert answering.review_as_account(eve, id, {"decision": "agreed", "version": again.row["version"]}) == "agreed"
    found = asking.own_review(mary, id)
    assert [step["kind"] for step in found.steps] == ["asked", "more", "answered", "agreed"]
    assert [step["by_name"] for step in found.steps] == ["Mary Smyth", "Eve Adams", "Mary Smyth", "Eve Adams"]
    actions = [entry.action for entry in history(ctx, str(mary.actor.person_id)) if "pathways" in entry.action]
    assert [a for a in actions if "example" not in a] == [
        "pathways.ask_review", "pathways.review_more", "pathways.send_again", "pathways.review_agreed",
    ]  # fmt: skip
    assert verify(ctx)[1] == []


@both_databases
def test_a_link_works_until_it_is_answered(mary: Context, ctx: Context) -> None:
    visitor = ctx.acting(VISITOR)
    sent = asked(mary, "link", name="Rhona Kerr")
    answer = {"decision": "more", "note": "Tell me about nights.", "name": "R. Kerr", "version": 1}
    assert answering.open_link(visitor, sent.token).portfolio.name == "Mary Smyth"
    assert answering.review_by_link(visitor, sent.token, answer) == "more"
    with pytest.raises(NotFound):
        answering.open_link(visitor, sent.token)
    again = asking.send_again(mary, sent.id, {"note": "Done.", "version": version(mary, sent.id)})
    assert again.token not in ("", sent.token)
    newer = asking.new_link(mary, sent.id, version(mary, sent.id))
    with pytest.raises(NotFound):
        answering.open_link(visitor, again.token)
    late = replace(visitor, council=replace(ctx.council, clock=lambda: ctx.now() + timedelta(days=31)))
    with pytest.raises(NotFound, match="too old"):
        answering.open_link(late, newer.token)
    agreed = answer | {"decision": "agreed", "version": version(mary, sent.id)}
    assert answering.review_by_link(visitor, newer.token, agreed) == "agreed"
    assert [step["by_name"] for step in asking.own_review(mary, sent.id).steps][1::3] == ["R. Kerr", "R. Kerr"]
    assert all(token not in str(history(ctx, str(mary.actor.person_id))) for token in (sent.token, newer.token))
    assert verify(ctx)[1] == []


def test_what_is_taken_back_is_seen_no_more(mary: Context, boss: Callable[..., Context]) -> None:
    eve = boss()
    sent = asked(mary, eve.actor.id)
    with pytest.raises(Conflict):
        asking.new_link(mary, sent.id, 1)
    asking.take_back(mary, sent.id, 1)
    assert answering.sent_to_me(eve) == []
    with pytest.raises(NotFound):
        answering.find_sent(eve, sent.id)
    with pytest.raises(Conflict):
        asking.take_back(mary, sent.id, version(mary, sent.id))


def test_only_account_holders_of_ones_employers_may_be_asked(
    mary: Context, john: Context, boss: Callable[..., Context], ctx: Context, ana: Context
) -> None:
    eve, other = boss(), boss("Elsewhere Care")
    assert [row[0] for row in asking.supervisors(mary, str(mary.actor.person_id))] == [eve.actor.id, "link"]
    for wrong in (other.actor.id, mary.actor.id, "x"):
        with pytest.raises(Invalid):
            asked(mary, wrong)
    with pytest.raises(Invalid, match="name of your supervisor"):
        asked(mary, "link")
    with ctx.change("accounts.test", eve.actor.id) as change:
        change.update(accounts, eve.actor.id, {"person_id": mary.actor.person_id})
    assert [row[0] for row in asking.supervisors(mary, str(mary.actor.person_id))] == ["link"]
    job = read_file(ana, str(john.actor.person_id)).work[0]
    people.end_employment(ana, str(john.actor.person_id), job["id"], date(2026, 1, 1), job["version"])
    assert [row[0] for row in asking.supervisors(john, str(john.actor.person_id))] == ["link"]


def test_it_lies_with_one_supervisor_once(mary: Context, boss: Callable[..., Context]) -> None:
    eve = boss()
    asked(mary, eve.actor.id)
    with pytest.raises(Invalid, match="lies with this supervisor already"):
        asked(mary, eve.actor.id)
    id = asked(mary, "link", name="Rhona Kerr").id
    with pytest.raises(Invalid, match="lies with this supervisor already"):
        asked(mary, "link", name="Somebody Else", id=id)


def test_nobody_else_sees_or_answers(
    mary: Context, john: Context, boss: Callable[..., Context], acting: Callable[..., Context]
) -> None:
    eve, colleague = boss(), boss()
    id = asked(mary, eve.actor.id).id
    with pytest.raises(NotFound):
        answering.find_sent(colleague, id)
    for other in (john, acting("registrar"), acting("administrator")):
        with pytest.raises(NotFound):
            asking.own_review(other, id)
        with pytest.raises(NotPermitted):
            answering.find_sent(other, id)
        with pytest.raises(NotPermitted):
            asked(replace(other, actor=replace(other.actor, person_id=mary.actor.person_id, roles=frozenset())), "link")
    with pytest.raises(Conflict):
        answering.review_as_account(eve, id, {"decision": "agreed", "version": 7})


# the pages


@pytest.fixture
def eves(boss: Callable[..., Context], sign_in: Callable[..., Any]) -> Any:
    """A browser of Eve Adams, who acts for Northside Trust."""
    return sign_in("employer", organisation_id=boss().actor.organisation_id, name="Eve Brown")


def test_the_pages_of_a_review(hers: Any, eves: Any, mary: Context) -> None:
    logged(mary, standards=["SP4"])
    address = "/my/portfolio/reviews/new"
    assert address in hers.get("/my/portfolio").text
    refused = hers.post(address, data={"note": "My first year."})
    assert refused.status_code == 422
    assert "Choose who reviews your portfolio." in refused.text
    assert "My first year.</textarea>" in refused.text
    sent = hers.post(address, data={"supervisor": eves.account_id, "note": "My <b>first</b> year."})
    assert sent.status_code == 303
    (letter,) = [path.read_text() for path in Path(mary.config.home / "mail").glob("*.eml")]
    assert "Mary Smyth sent you a portfolio" in letter
    theirs = sent.location.replace("/my/portfolio/", "/employer/portfolios/")
    assert theirs in eves.get("/employer/portfolios").text
    shown = eves.get(theirs).text
    assert "Portfolio of Mary Smyth" in shown
    assert "My &lt;b&gt;first&lt;/b&gt; year." in shown
    empty = eves.post(theirs, data={"decision": "more", "version": "1", "comment_9": "Well done."})
    assert empty.status_code == 422
    assert "Say what more you ask for." in empty.text
    assert "Well done.</textarea>" in empty.text
    assert eves.post(theirs, data={"decision": "agreed", "version": "9"}).status_code == 409
    more = {"decision": "more", "note": "One example.\n\nOf <nights>.", "version": "1", "comment_9": "Well.\nDone."}
    assert "Thank you." in eves.post(theirs, data=more, follow_redirects=True).text
    back = hers.get(sent.location).text
    assert "Eve Brown asks for more." in back
    assert "<p>One example.</p><p>Of &lt;nights&gt;.</p>" in back
    assert '<p class="small">SP4: Well.</p><p class="small">Done.</p>' in back
    assert hers.post(sent.location, data={"version": "2"}).status_code == 422
    assert hers.post(sent.location, data={"version": "1", "note": "Here."}).status_code == 409
    assert hers.post(sent.location, data={"version": "2", "note": "Here."}).status_code == 303
    assert eves.post(theirs, data={"decision": "agreed", "version": "3"}).status_code == 303
    assert "Eve Brown agrees with this portfolio." in hers.get("/my/portfolio").text
    assert "Your supervisor" in hers.get("/my").text


def test_the_pages_of_a_link(hers: Any, client: Any) -> None:
    made = hers.post("/my/portfolio/reviews/new", data={"supervisor": "link", "name": "Rhona Kerr"})
    (token,) = re.findall(r"/review/([\w-]+)", made.text)
    address = f"/review/{token}"
    own = hers.get(address)
    assert own.status_code == 403
    assert "Nobody reviews their own portfolio: pass it on." in own.text
    answer = client.get(address)
    shown = answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Portfolio of Mary Smyth" in shown
    assert 'value="Rhona Kerr"' in shown
    assert client.post(address, data={"decision": "agreed", "name": "", "version": "1"}).status_code == 422
    thanks = client.post(address, data={"decision": "agreed", "name": "Rhona Kerr", "version": "1"})
    assert "Thank you. Your answer is sent." in thanks.text
    assert client.get(address).status_code == 404
    told = re.findall(r"/my/portfolio/reviews/[0-9a-f]{32}", made.text)[0]
    assert "Answered by a one-time link. Who used it was not checked." in hers.get(told).text
    assert client.get("/review/guessed").status_code == 404


def test_a_review_is_taken_back_on_the_page(hers: Any, eves: Any) -> None:
    sent = hers.post("/my/portfolio/reviews/new", data={"supervisor": eves.account_id})
    assert hers.post(f"{sent.location}/back").status_code == 422
    assert hers.post(f"{sent.location}/link", data={"version": "1"}).status_code == 409
    assert "Taken back." in hers.post(f"{sent.location}/back", data={"version": "1"}, follow_redirects=True).text
    assert eves.get(sent.location.replace("/my/portfolio/", "/employer/portfolios/")).status_code == 404


@pytest.mark.parametrize("path", ["/my/portfolio/reviews/new", "/my/portfolio/reviews/x"])
def test_others_are_turned_away(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("employer", "registrar", "administrator"):
        assert sign_in(role).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/employer/portfolios", "/employer/portfolios/reviews/x", "/employer/portfolios/x",
                                  "/employer/portfolios/awards/x"])  # fmt: skip
def test_only_employers_come_to_their_pages(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("registrant", "registrar", "administrator"):
        assert sign_in(role).get(path).status_code == 403


def test_an_account_without_organisation_gets_empty_lists(sign_in: Callable[..., Any]) -> None:
    assert "Nobody asks you for a review." in sign_in("employer").get("/employer/portfolios").text
