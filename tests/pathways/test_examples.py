"""Practice examples: written, changed, taken out, kept as a draft; by their owner alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import Conflict, Invalid, NotFound, NotPermitted
from councilkit.ledger.services import verify
from councilkit.pathways import writing
from councilkit.pathways.gathering import read_portfolio
from councilkit.pathways.tables import examples
from tests.conftest import both_databases
from tests.pathways.conftest import entry_of, logged

TOLD = {
    "title": "A fall at night",
    "on": date(2026, 5, 4),
    "situation": "Somebody fell when I was alone.",
    "did": "I called for help and stayed.",
    "learnt": "I ask for a second person at night.",
    "impact": "We changed the rota.",
    "standards": ["SP5", "SC6"],
}
TYPED = TOLD | {"on": "2026-05-04"}


def write(ctx: Context, **more: Any) -> str:
    return writing.write_example(ctx, writing.writes_for(ctx, str(ctx.actor.person_id)), TOLD | more)


def shown(ctx: Context) -> Any:
    return read_portfolio(ctx, str(ctx.actor.person_id))


@both_databases
def test_an_example_is_written_changed_taken_out_and_put_back(mary: Context, ctx: Context) -> None:
    record = logged(mary, standards=["SP5"])
    id = write(mary, record=record["id"])
    (row,) = shown(mary).portfolio.examples
    assert (row["title"], row["standards"], row["record"]) == ("A fall at night", ["SP5", "SC6"], record["id"])
    assert [each.standard.code for each in shown(mary).portfolio.covered if not each.gap] == ["SC6", "SP5"]
    writing.change_example(mary, id, TOLD | {"title": "A fall", "version": 1})
    with pytest.raises(Conflict):
        writing.change_example(mary, id, TOLD | {"version": 1})
    writing.set_withdrawn(mary, id, True)
    assert shown(mary).portfolio.examples == ()
    assert [row["title"] for row in shown(mary).removed] == ["A fall"]
    writing.set_withdrawn(mary, id, False)
    assert len(shown(mary).portfolio.examples) == 1
    assert verify(ctx)[1] == []


def test_sent_twice_it_is_one(mary: Context) -> None:
    assert write(mary, id="e" * 32) == write(mary, id="e" * 32)
    assert len(shown(mary).portfolio.examples) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"situation": ""}, "situation", "Write what the situation was."),
        ({"on": date(2027, 1, 1)}, "on", "future"),
        ({"did": "x" * 4001}, "did", "Shorten it to 4000"),
        ({"standards": ["SW9"]}, "standards", "is not on the list"),
        ({"record": "f" * 32}, "record", "is not on the list"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(mary: Context, wrong: Any, field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(mary, **wrong)
    assert words in " ".join(refused.value.problems[field])


def test_nobody_else_reads_or_writes(mary: Context, john: Context, acting: Callable[..., Context]) -> None:
    id, foreign = write(mary), logged(john)["id"]
    with pytest.raises(Invalid):
        write(mary, record=foreign)
    for other in (john, acting("registrar"), acting("employer"), acting("administrator")):
        with pytest.raises(NotFound):
            writing.of_person(other, examples, id)
        with pytest.raises(NotPermitted):
            read_portfolio(other, str(mary.actor.person_id))
    with pytest.raises(NotFound):
        read_portfolio(mary, str(mary.actor.person_id), entry_of(john)["id"])


def test_the_page_keeps_what_was_typed(hers: Any) -> None:
    address = "/my/portfolio/examples/new"
    asked = hers.get(address).text
    assert asked.count("Do not write names of people you work with.") == 4
    bad = hers.post(address, data=TYPED | {"situation": " "})
    assert bad.status_code == 422
    assert "Write what the situation was." in bad.text
    assert "I called for help and stayed.</textarea>" in bad.text
    again = hers.get(address).text
    assert "This is what you typed on 22 November 2026 and did not save." in again
    assert "I called for help and stayed.</textarea>" in again
    done = hers.post(address, data=TYPED, follow_redirects=True).text
    assert "Saved." in done
    assert "A fall at night" in done
    assert "did not save" not in hers.get(address).text


def test_a_draft_is_kept_and_thrown_away(hers: Any) -> None:
    keep = "/my/portfolio/draft?form=example"
    assert hers.post(keep, data={"did": "Half a sentence"}).status_code == 204
    assert "Half a sentence</textarea>" in hers.get("/my/portfolio/examples/new").text
    assert hers.post(keep + "&forget=1").status_code == 303
    assert "Half a sentence" not in hers.get("/my/portfolio/examples/new").text
    for name in ("learning", "example-../x", "example-" + "x" * 31):
        assert hers.post("/my/portfolio/draft", query_string={"form": name}).status_code == 404


def test_a_draft_of_a_change_is_saved_over_the_present_version(hers: Any, mary: Context) -> None:
    id = write(mary)
    address = f"/my/portfolio/examples/{id}"
    hers.post(f"/my/portfolio/draft?form=example-{id}", data={"title": "Half"})
    assert 'name="version" value="1"' in hers.get(address).text
    assert hers.post(address, data=TYPED | {"title": "Whole", "version": "1"}).status_code == 303
    stale = hers.post(address, data=TYPED | {"title": "Late", "version": "1"})
    assert stale.status_code == 409
    assert 'value="Late"' in stale.text
    assert 'name="version" value="2"' in stale.text


def test_it_is_taken_out_and_put_back_on_the_page(hers: Any, mary: Context) -> None:
    id = write(mary, title="<b>Bold</b>")
    assert "&lt;b&gt;Bold" in hers.get("/my/portfolio").text
    gone = hers.post(f"/my/portfolio/examples/{id}/out", follow_redirects=True).text
    assert f"/my/portfolio/examples/{id}/back" in gone
    assert f'id="example-{id}"' in hers.post(f"/my/portfolio/examples/{id}/back", follow_redirects=True).text


def test_the_portfolio_shows_evidence_and_gaps(hers: Any, mary: Context) -> None:
    logged(mary, standards=["SC3", "SP4"])
    logged(mary, "Talk at the team meeting", standards=[], kind="informal", category="reading")
    shown = hers.get("/my/portfolio").text
    assert "2 of 12 standards have evidence." in shown
    assert 'href="#standard-SP6">SP6</a>' in shown
    assert "Linked to no standard" in shown
    assert "Formal or informal" not in shown
    assert "Only standard 6 of conduct and of practice was read" in shown
    assert hers.get("/my/portfolio?period=2000-01-01").status_code == 404
    assert hers.get("/my/portfolio?period=soon").status_code == 422


@pytest.mark.parametrize("path", ["/my/portfolio", "/my/portfolio/examples/new", "/my/portfolio/examples/x"])
def test_others_are_turned_away(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("employer", "registrar", "administrator"):
        assert sign_in(role).get(path).status_code == 403


def test_anothers_example_is_not_there(hers: Any, john: Context) -> None:
    id = write(john)
    assert hers.get(f"/my/portfolio/examples/{id}").status_code == 404
    assert hers.post(f"/my/portfolio/examples/{id}/out").status_code == 404
