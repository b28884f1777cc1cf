"""The language that a person chooses holds on every device and for letters."""

from typing import Any

import pytest
from sqlalchemy import func, select

from councilkit.accounts import services
from councilkit.accounts.languages import language_for
from councilkit.context import Context
from councilkit.ledger.tables import entries as kept

WORDS = "a long enough password"


@pytest.fixture
def account(ctx: Context) -> str:
    token = services.invite(ctx, "ion@example.org", "Ion Marin", ["registrar"])
    return str(services.use_link(ctx, token, WORDS)["id"])


def entries(ctx: Context) -> int:
    with ctx.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(kept)).scalar_one())


def enter(app: Any, **asked: Any) -> Any:
    client = app.test_client()
    typed = {"email": "ion@example.org", "password": WORDS}
    assert client.post("/sign-in", data=typed, **asked).status_code == 302
    return client


def test_what_was_chosen_once_holds_on_another_device(app: Any, ctx: Context, account: str) -> None:
    first = enter(app)
    first.get("/office?lang=ro")
    assert language_for(ctx, account_id=account) == "ro"
    another = enter(app, headers={"Accept-Language": "th"})
    assert '<html lang="ro"' in another.get("/office").text


def test_without_a_choice_the_language_of_the_browser_is_kept(app: Any, ctx: Context, account: str) -> None:
    enter(app, headers={"Accept-Language": "th"})
    assert language_for(ctx, account_id=account) == "th"


def test_a_choice_before_signing_in_is_kept(app: Any, ctx: Context, account: str) -> None:
    enter(app)
    enter(app, query_string={"lang": "ro"})
    assert language_for(ctx, account_id=account) == "ro"


def test_nothing_is_written_twice_nor_for_a_language_that_is_not_spoken(app: Any, ctx: Context, account: str) -> None:
    client = enter(app)
    client.get("/office?lang=ro")
    before = entries(ctx)
    client.get("/office?lang=ro")
    client.get("/office?lang=xx")
    assert entries(ctx) == before
    assert language_for(ctx, account_id=account) == "ro"
    assert language_for(ctx, person_id="f" * 32) == "en"
