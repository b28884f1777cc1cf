"""Account pages as their users meet them."""

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from councilkit.accounts import services
from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.register.tables import persons
from tests.conftest import both_databases

PASSWORD = "a quiet long evening"


@pytest.fixture
def ana(ctx: Context) -> Any:
    token = services.invite(ctx, "ana@example.org", "Ana Pop", ["registrar"])
    return services.use_link(ctx, token, PASSWORD)


def test_sign_in_goes_on_to_the_page_that_was_asked_for(client: Any, ana: Any) -> None:
    asked = client.get("/office/accounts")
    assert asked.status_code == 302
    assert "next=" in asked.location
    answer = client.post("/sign-in", data={"email": "ana@example.org", "password": PASSWORD, "next": "/about/privacy"})
    assert answer.location == "/about/privacy"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(client: Any, ana: Any, target: str) -> None:
    answer = client.post("/sign-in", data={"email": "ana@example.org", "password": PASSWORD, "next": target})
    assert answer.location == "/office"


def test_a_wrong_password_keeps_the_email_and_says_neither(client: Any, ana: Any) -> None:
    answer = client.post("/sign-in", data={"email": "ana@example.org", "password": "wrong password"})
    assert answer.status_code == 422
    assert "Email or password is not right" in answer.text
    assert 'value="ana@example.org"' in answer.text
    assert "<title>Error:" in answer.text
    assert "wrong password" not in answer.text


def test_a_locked_account_says_when_it_opens(client: Any, ana: Any) -> None:
    for _ in range(5):
        client.post("/sign-in", data={"email": "ana@example.org", "password": "wrong password"})
    answer = client.post("/sign-in", data={"email": "ana@example.org", "password": PASSWORD})
    assert answer.status_code == 429
    assert "You can sign in again in 15 minutes" in answer.text


def test_signing_out_ends_the_session(sign_in: Callable[..., Any]) -> None:
    admin = sign_in("administrator")
    assert admin.get("/office/accounts").status_code == 200
    admin.post("/sign-out")
    assert admin.get("/office/accounts").status_code == 302


def test_an_invitation_is_sent_and_its_link_makes_the_account(
    sign_in: Callable[..., Any], client: Any, council: Any
) -> None:
    answer = sign_in("administrator").post(
        "/office/accounts/invite", data={"name": "Tom", "email": "tom@example.org", "roles": ["analyst", "publisher"]}
    )
    assert answer.status_code == 200
    (letter,) = (council.config.home / "mail").iterdir()
    path = re.search(r"/welcome/\S+", letter.read_text())
    assert path is not None
    assert client.get(path[0]).status_code == 200
    assert client.post(path[0], data={"password": "short"}).status_code == 422
    assert client.post(path[0], data={"password": PASSWORD}).status_code == 302
    assert client.get(path[0]).status_code == 404


def test_a_lost_invitation_gets_a_new_link(sign_in: Callable[..., Any], ctx: Context, client: Any) -> None:
    services.invite(ctx, "tom@example.org", "Tom", ["registrar"])
    admin = sign_in("administrator")
    (path,) = re.findall(r"/office/accounts/[0-9a-f]{32}", admin.get("/office/accounts").text.split("Tom")[0])[-1:]
    answer = admin.post(f"{path}/link")
    found = re.search(r"/welcome/[\w-]+", answer.text)
    assert found is not None
    assert "nothing was sent" in answer.text
    assert client.post(found[0], data={"password": PASSWORD}).status_code == 302


def test_asking_for_a_new_password_gives_nothing_away(client: Any, ana: Any, council: Any) -> None:
    known, unknown = (
        client.post("/password", data={"email": email}).text for email in ("ana@example.org", "bob@example.org")
    )
    assert known.replace("ana@", "") == unknown.replace("bob@", "")
    assert len(list((council.config.home / "mail").iterdir())) == 1


def test_pages_of_accounts_are_for_administrators(sign_in: Callable[..., Any]) -> None:
    for path in ("/office/accounts", "/office/accounts/invite"):
        assert sign_in("registrar").get(path).status_code == 403


def test_roles_changed_by_two_people(sign_in: Callable[..., Any], ana: Any) -> None:
    admin = sign_in("administrator")
    form = {"roles": ["registrar", "analyst"], "version": ana["version"]}
    assert admin.post(f"/office/accounts/{ana['id']}", data=form).status_code == 302
    second = admin.post(f"/office/accounts/{ana['id']}", data={**form, "roles": ["publisher"]})
    assert second.status_code == 409
    assert "Somebody else changed this record" in second.text


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_a_button_of_an_account_that_carries_no_version_is_told(sign_in: Callable[..., Any], ana: Any,
                                                                version: str) -> None:  # fmt: skip
    answer = sign_in("administrator").post(f"/office/accounts/{ana['id']}/close", data={"version": version})
    assert answer.status_code == 422
    assert "This button was on an old page." in answer.text


def test_a_real_mail_server_gets_the_letter(make_council: Callable[..., Any], tmp_path: Path) -> None:
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Mailbox

    from councilkit import mail

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sink = Controller(Mailbox(str(tmp_path / "box")), hostname="127.0.0.1", port=port)
    sink.start()
    try:
        council = make_council("mailing", mail_url=f"smtp://127.0.0.1:{port}")
        mail.send(council.config, "stefan@example.org", "Bun venit", "Dragă Ștefan")
    finally:
        sink.stop()
    (letter,) = (tmp_path / "box" / "new").iterdir()
    assert "Bun venit" in letter.read_text()


def test_a_newer_link_makes_the_older_useless_and_the_account_bears_the_persons_name(
    ctx: Context, client: Any, council: Any, entered: Callable[..., str]
) -> None:
    entered(ctx, "Ioana", "Marin")
    with ctx.reading() as connection:
        (person,) = connection.execute(select(persons.c.id)).scalars()
    older, newer = services.claim_link(ctx, person), services.claim_link(ctx, person)
    stale = client.get(f"/welcome/{older}")
    assert (stale.status_code, "a newer one was made" in stale.text) == (404, True)
    form = {"email": "ioana@example.org", "password": PASSWORD}
    assert client.post(f"/welcome/{older}", data=form).status_code == 404
    assert "Ioana Marin" in client.get(f"/welcome/{newer}").text
    assert client.post(f"/welcome/{newer}", data=form).status_code == 302
    used = client.post(f"/welcome/{newer}", data=form | {"email": "other@example.org"})
    assert (used.status_code, "used already" in used.text) == (404, True)
    with council.database.reading() as connection:
        assert connection.execute(select(accounts.c.name)).scalars().all() == ["Ioana Marin"]


def test_a_link_to_an_entry_that_has_an_account_by_other_ways_is_told_so(
    ctx: Context, client: Any, sign_in: Callable[..., Any], entered: Callable[..., str]
) -> None:
    entered(ctx, "Ioana", "Marin")
    with ctx.reading() as connection:
        (person,) = connection.execute(select(persons.c.id)).scalars()
    token = services.claim_link(ctx, person)
    sign_in("registrant", person_id=person)
    answer = client.post(f"/welcome/{token}", data={"email": "ioana@example.org", "password": PASSWORD})
    assert (answer.status_code, "has an account already" in answer.text) == (404, True)


@both_databases
def test_what_a_failed_statement_carried_is_not_told(ctx: Context, ana: Any) -> None:
    with pytest.raises(IntegrityError) as failed, ctx.change("accounts.test", "x" * 32) as change:
        change.insert(accounts, {"email": "ana@example.org", "name": "Ana Pop", "roles": [], "session": "x"})
    told = f"{failed.value} {failed.value.orig}"
    assert "Ana Pop" not in told
    assert "ana@example.org" not in told


def test_a_registrants_account_is_found_and_closed(
    sign_in: Callable[..., Any], ctx: Context, entered: Callable[..., str]
) -> None:
    from sqlalchemy import select

    from councilkit.register.tables import persons

    entered(ctx, "Mary", "Smyth", number="N77")
    with ctx.reading() as connection:
        person = connection.execute(select(persons.c.id)).scalar_one()
    row = services.use_link(ctx, services.claim_link(ctx, person), "a quiet long evening", "mary@example.org")
    admin = sign_in("administrator")
    address = f"/office/accounts/{row['id']}"
    assert address not in admin.get("/office/accounts").text
    assert address in admin.get("/office/accounts?q=n77").text
    assert "No account was found." in admin.get("/office/accounts?q=<b>").text
    shown = admin.get(address).text
    assert "This is the account of somebody of the register." in shown
    assert admin.post(f"{address}/close", data={"version": str(row["version"])}).status_code == 302
    assert "This account is closed." in admin.get(address).text
    assert sign_in("analyst").get("/office/accounts?q=n77").status_code == 403


def test_a_publisher_begins_where_they_publish(client: Any, ctx: Context) -> None:
    services.use_link(ctx, services.invite(ctx, "pia@example.org", "Pia", ["publisher"]), "a quiet long evening")
    entered = client.post("/sign-in", data={"email": "pia@example.org", "password": "a quiet long evening"})
    assert entered.location == "/office/publish"
