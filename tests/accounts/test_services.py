"""Sign-in, one-time links, roles: permission is in the service, and refusals give nothing away."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit.accounts import model, services, store
from councilkit.accounts.tables import accounts, links
from councilkit.context import SYSTEM, Actor, Context
from councilkit.errors import Invalid, NotFound, NotPermitted, Problem, TooMany
from councilkit.ledger import services as ledger
from councilkit.register.tables import persons

both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
PASSWORD = "a quiet long evening"


def invited(ctx: Context, email: str = "ana@example.org", *roles: str) -> Any:
    token = services.invite(ctx, email, "Ana Pop", roles or ("registrar",))
    return services.use_link(ctx, token, PASSWORD)


@both
def test_an_invited_person_signs_in(ctx: Context) -> None:
    invited(ctx)
    row = services.sign_in(ctx, " ANA@example.org ", PASSWORD, "10.0.0.1")
    assert services.actor_of(row).roles == {"registrar"}


@both
def test_of_two_invitations_to_one_address_at_once_the_second_is_told(ctx: Context) -> None:
    ended: list[str] = []

    def go() -> None:
        try:
            services.invite(ctx, "ana@example.org", "Ana Pop", ["registrar"])
            ended.append("invited")
        except Invalid as told:
            ended.append(told.fields["email"][0])

    threads = [threading.Thread(target=go) for _ in range(4)]
    with ctx.database.writing():  # all have looked before any can write
        for thread in threads:
            thread.start()
        threads[0].join(0.2)
    for thread in threads:
        thread.join()
    assert sorted(ended) == [*3 * ["This email address has an account already."], "invited"]


@both
def test_passwords_stand_nowhere_in_the_ledger(ctx: Context) -> None:
    row = invited(ctx)
    text = " ".join(entry.snapshot or "" for entry in ledger.history(ctx, row["id"]))
    assert "argon2" not in text
    assert row["session"] not in text
    assert row["password"].startswith("$argon2id$")


def test_wrong_email_and_wrong_password_sound_the_same(ctx: Context) -> None:
    invited(ctx)
    for email, password in (("ana@example.org", "wrong password"), ("nobody@example.org", PASSWORD)):
        with pytest.raises(Problem, match="Email or password is not right"):
            services.sign_in(ctx, email, password, "10.0.0.1")


def fail(ctx: Context, times: int, address: str) -> None:
    for _ in range(times):
        with pytest.raises(Problem, match="not right"):
            services.sign_in(ctx, "ana@example.org", "wrong password", address)


def test_five_failures_lock_the_account_from_there_for_a_while(ctx: Context) -> None:
    invited(ctx)
    fail(ctx, 5, "10.0.0.1")
    with pytest.raises(TooMany, match="sign in again in 15 minutes"):
        services.sign_in(ctx, "ana@example.org", PASSWORD, "10.0.0.1")
    later = replace(ctx, council=replace(ctx.council, clock=lambda: ctx.now() + timedelta(minutes=16)))
    assert services.sign_in(later, "ana@example.org", PASSWORD, "10.0.0.1")["name"] == "Ana Pop"


@both
def test_a_stranger_elsewhere_does_not_lock_an_officer_out(ctx: Context) -> None:
    invited(ctx)
    fail(ctx, 5, "203.0.113.7")
    assert services.sign_in(ctx, "ana@example.org", PASSWORD, "10.0.0.1")["name"] == "Ana Pop"
    with pytest.raises(TooMany):
        services.sign_in(ctx, "ana@example.org", PASSWORD, "203.0.113.7")


def test_one_account_tried_from_everywhere_is_locked_everywhere(ctx: Context) -> None:
    invited(ctx)
    for number in range(10):
        fail(ctx, 5, f"203.0.113.{number}")
    with pytest.raises(TooMany):
        services.sign_in(ctx, "ana@example.org", PASSWORD, "10.0.0.1")


def test_many_accounts_tried_from_one_address_lock_the_address(ctx: Context) -> None:
    for number in range(30):
        with pytest.raises(Problem):
            services.sign_in(ctx, f"p{number}@example.org", "wrong password", "10.0.0.9")
    with pytest.raises(TooMany):
        services.sign_in(ctx, "other@example.org", "wrong password", "10.0.0.9")


@both
def test_a_link_works_once_and_not_for_ever(ctx: Context) -> None:
    token = services.invite(ctx, "ana@example.org", "Ana", ["registrar"])
    late = replace(ctx, council=replace(ctx.council, clock=lambda: ctx.now() + timedelta(days=15)))
    with pytest.raises(NotFound, match="too old"):
        services.open_link(late, token)
    services.use_link(ctx, token, PASSWORD)
    with pytest.raises(NotFound, match="used already"):
        services.use_link(ctx, token, PASSWORD)
    with pytest.raises(NotFound, match="not known"):
        services.open_link(ctx, token + "x")
    with ctx.reading() as connection:
        assert token not in str(connection.execute(select(links)).all())


def test_a_short_password_is_refused_and_the_link_stays_usable(ctx: Context) -> None:
    token = services.invite(ctx, "ana@example.org", "Ana", ["registrar"])
    with pytest.raises(Problem, match="at least 10") as refused:
        services.use_link(ctx, token, "short")
    assert refused.value.field == "password"
    assert services.use_link(ctx, token, PASSWORD)["email"] == "ana@example.org"


@both
def test_a_registrant_claims_the_account_of_their_entry(ctx: Context) -> None:
    with ctx.change("register.add_person", "x") as change:
        person = change.insert(persons, {"public_id": "SW-AAAA-00001", "given_names": "Ioana", "search_name": "ioana"})
    token = services.claim_link(ctx, person)
    row = services.use_link(ctx, token, PASSWORD, "Ioana@Example.org")
    actor = services.actor_of(row)
    assert (row["email"], actor.roles, actor.person_id) == ("ioana@example.org", {"registrant"}, person)
    with pytest.raises(Problem, match="has an account already"):
        services.claim_link(ctx, person)


def test_a_new_password_ends_the_sessions_before_it(ctx: Context) -> None:
    before = invited(ctx)
    found = services.reset_link(ctx, "ana@example.org")
    assert found is not None
    after = services.use_link(ctx, found[1], "another long evening")
    assert before["session"] != after["session"]
    assert services.reset_link(ctx, "nobody@example.org") is None


def test_an_invitation_names_everything_that_is_wrong(ctx: Context) -> None:
    with pytest.raises(Invalid) as refused:
        services.invite(ctx, "no address", " ", ["king"])
    assert set(refused.value.problems) == {"email", "name", "roles"}


def test_only_an_administrator_invites(acting: Callable[..., Context]) -> None:
    for role in set(model.TITLES) - {"administrator"}:
        with pytest.raises(NotPermitted):
            services.invite(acting(role), "x@example.org", "X", ["registrar"])
    assert services.invite(acting("administrator"), "x@example.org", "X", ["registrar"])


def test_an_administrator_cannot_lock_themselves_out(ctx: Context, acting: Callable[..., Context]) -> None:
    row = invited(ctx, "admin@example.org", "administrator")
    me = acting("administrator", id=row["id"])
    with pytest.raises(Problem, match="Ask another administrator"):
        services.change_roles(me, row["id"], ["registrar"], row["version"])
    with pytest.raises(Problem, match="Ask another administrator"):
        services.close_account(me, row["id"], row["version"])


def test_a_closed_account_cannot_sign_in(ctx: Context, acting: Callable[..., Context]) -> None:
    row = invited(ctx)
    services.close_account(acting("administrator"), row["id"], row["version"])
    with pytest.raises(Problem, match="not right"):
        services.sign_in(ctx, "ana@example.org", PASSWORD, "10.0.0.1")
    with ctx.reading() as connection:
        assert store.by_email(connection, "ana@example.org")["closed"] is True  # type: ignore[index]


@given(
    st.sampled_from(sorted(model.TITLES)),
    st.sampled_from(["register.admit", "accounts.invite", "publication.publish", "cpd.log", "census.answer"]),
)
def test_nobody_but_the_system_may_do_everything(role: str, action: str) -> None:
    assert model.permitted(SYSTEM, action)
    assert not model.permitted(Actor("x", "X"), action)
    other = Actor("x", "X", frozenset({role}), person_id="mine")
    if role == "registrant":
        assert not model.permitted(other, action, "somebody else")
        assert not model.permitted(other, action, None)


def test_accounts_without_a_role_column_value_are_never_admitted() -> None:
    assert accounts.c.roles.nullable is False


@both
def test_registrants_accounts_are_found_and_can_be_closed(
    ctx: Context, acting: Callable[..., Context], entered: Callable[..., str]
) -> None:
    invited(ctx, "admin2@example.org", "registrar")
    entered(ctx, "Ștefan", "Țurcanu", number="N77")
    with ctx.reading() as connection:
        person = connection.execute(select(persons.c.id)).scalar_one()
    her = services.use_link(ctx, services.claim_link(ctx, person), PASSWORD, "stefan@example.org")
    admin = acting("administrator")
    for text in ("stefan@", "turcanu", "ȚURCANU", "n77", " N77 "):
        assert [row["id"] for row in services.find_accounts(admin, text)] == [her["id"]], text
    assert services.find_accounts(admin, "%") == []
    assert her["id"] not in [row["id"] for row in services.list_accounts(admin)]
    services.close_account(admin, her["id"], services.find_account(admin, her["id"])["version"])
    with pytest.raises(Problem, match="not right"):
        services.sign_in(ctx, "stefan@example.org", PASSWORD, "10.0.0.1")
    with pytest.raises(NotPermitted):
        services.find_accounts(acting("analyst"), "n77")
    with pytest.raises(NotFound):
        services.find_account(admin, "f" * 32)
