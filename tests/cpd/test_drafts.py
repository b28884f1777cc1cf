"""Drafts: one an account and form, nobody else's, and no part of the ledger."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.cpd.drafts import clear_draft, kept_file, read_draft, save_draft
from councilkit.cpd.files import File
from councilkit.errors import NotPermitted, Problem
from councilkit.ledger import services as ledger
from tests.conftest import both_databases
from tests.cpd.conftest import PDF

FILE = File(PDF, "application/pdf", "a.pdf")


@pytest.fixture
def writer(ctx: Context, acting: Callable[..., Context], make_person: Callable[..., str]) -> Callable[[], Context]:
    """Makes registrants with accounts."""

    def make() -> Context:
        actor = acting("registrant", person_id=make_person())
        with ctx.change("accounts.test", actor.actor.id) as change:
            row = {"email": f"{actor.actor.id}@example.org", "name": "A", "roles": ["registrant"], "session": "x"}
            change.insert(accounts, {"id": actor.actor.id, **row})
        return actor

    return make


@both_databases
def test_the_last_one_stays_and_the_ledger_knows_nothing(writer: Callable[[], Context]) -> None:
    ctx = writer()
    before = ledger.verify(ctx)[0]
    for title in ("A", "Ab", "Abc"):
        save_draft(ctx, "learning", {"title": [title]})
    found = read_draft(ctx, "learning")
    assert found is not None
    assert found.values == {"title": ["Abc"]}
    assert found.saved_at == ctx.now()
    assert ledger.verify(ctx) == (before, [])
    clear_draft(ctx, "learning")
    assert read_draft(ctx, "learning") is None


@both_databases
def test_two_pages_saving_at_once_keep_one_draft(writer: Callable[[], Context]) -> None:
    ctx = writer()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: save_draft(ctx, "learning", {"title": [str(number)]}), range(8)))
    assert read_draft(ctx, "learning") is not None


def test_nobody_elses_draft_and_no_other_forms(writer: Callable[[], Context]) -> None:
    ctx, other = writer(), writer()
    save_draft(ctx, "learning", {"title": ["Mine"]}, FILE)
    assert read_draft(other, "learning") is None
    assert kept_file(other, "learning") is None
    assert read_draft(ctx, "learning-x") is None


def test_a_file_stays_until_it_is_dropped_or_the_draft_goes(writer: Callable[[], Context]) -> None:
    ctx = writer()
    save_draft(ctx, "learning", {"title": ["A"]}, FILE)
    save_draft(ctx, "learning", {"title": ["B"]})
    assert kept_file(ctx, "learning") == FILE
    save_draft(ctx, "learning", {"title": ["B"]}, drop_file=True)
    assert kept_file(ctx, "learning") is None
    save_draft(ctx, "learning", {"title": ["C"]}, FILE)
    clear_draft(ctx, "learning")
    assert kept_file(ctx, "learning") is None


def test_an_empty_draft_is_none(writer: Callable[[], Context]) -> None:
    ctx = writer()
    save_draft(ctx, "learning", {"title": ["A"]})
    save_draft(ctx, "learning", {})
    assert read_draft(ctx, "learning") is None


def test_too_long_and_not_signed_in(writer: Callable[[], Context], acting: Callable[..., Context]) -> None:
    with pytest.raises(Problem, match="too much text"):
        save_draft(writer(), "learning", {"title": ["a" * 70_000]})
    with pytest.raises(NotPermitted):
        save_draft(acting(), "learning", {"title": ["a"]})
