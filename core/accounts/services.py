"""Verbs of accounts: permission, sign-in, invitations and the claim of a register entry."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from councilkit.accounts import store
from councilkit.accounts.model import TITLES, permitted
from councilkit.accounts.passwords import guessable
from councilkit.accounts.tables import accounts, links
from councilkit.context import Actor, Context
from councilkit.database import new_id
from councilkit.errors import Invalid, NotFound, NotPermitted, Problem, TooMany
from councilkit.wording import N_, Sentence

LINK_DAYS = {"invite": 14, "claim": 30, "reset": 1}
WINDOW = timedelta(minutes=15)
# Failures in the window: of an account from one address, so that a stranger elsewhere does not lock its owner out; of
# all accounts from one address; and of an account from anywhere, which bounds those who change their address.
TRIES = {"desk": 5, "address": 30, "account": 50}
WRONG = N_("Email or password is not right.")
CLAIMED = N_("This person has an account already. Sign in, or ask for a new password.")
SHORTEST = 10


def require(ctx: Context, action: str, subject: Any = None) -> None:
    """Raise NotPermitted unless the actor's roles, and every plugin, allow the action on the subject (a person id)."""
    allowed = permitted(ctx.actor, action, subject) and ctx.council.hooks.permits(ctx.actor, action, subject)
    if not allowed:
        raise NotPermitted("Your account may not do this. If it should, ask your council's administrator.")


def actor_of(row: store.Row) -> Actor:
    """The actor of an account row."""
    return Actor(row["id"], row["name"], frozenset(row["roles"]), row["person_id"], row["organisation_id"])


def sign_in(ctx: Context, email: str, password: str, address: str) -> store.Row:
    """The account that signs in; raises Problem in the same words whichever is wrong, TooMany when locked."""
    account = email.strip().lower()
    told = {"desk": f"{account} {address}", "address": address, "account": account}
    keys = {kind: _key(kind, value) for kind, value in told.items()}
    with ctx.reading() as connection:
        _refuse_locked(connection, keys, ctx.now())
        found = store.by_email(connection, email)
    good = _matches(found["password"] if found else None, password) and found is not None and not found["closed"]
    with ctx.database.writing() as connection:
        if good:
            store.forget_failures(connection, keys["desk"])
        else:
            store.note_failure(connection, list(keys.values()), ctx.now(), ctx.now() - WINDOW)
    if not good or found is None:
        raise Problem(WRONG)
    return found


def _refuse_locked(connection: Any, keys: dict[str, str], now: datetime) -> None:
    for kind, key in keys.items():
        count, first = store.failures(connection, key, now - WINDOW)
        if count >= TRIES[kind] and first is not None:
            wait = int((first + WINDOW - now).total_seconds()) + 1
            minutes = max(1, round(wait / 60))
            one = N_("Too many tries. You can sign in again in 1 minute.")
            more = N_("Too many tries. You can sign in again in %(minutes)s minutes.")
            raise TooMany(Sentence(one if minutes == 1 else more, minutes=minutes), wait)


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex(16))


def _matches(stored: str | None, password: str) -> bool:
    """Whether the password is right; an unknown account takes as long as a known one."""
    try:
        return _hasher().verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def hash_password(password: str, field: str = "password", about: Sequence[str] = ()) -> str:
    """The argon2 hash of a new password; raises Problem when it is too short, too long or easily guessed.

    `about` holds what others know of its owner: name and email address.
    """
    if len(password) < SHORTEST:
        raise Problem(Sentence("Choose a password of at least %(least)s characters.", least=SHORTEST), field)
    if len(password) > 200:
        raise Problem("Choose a password of at most 200 characters.", field)
    if guessable(password, about):
        raise Problem("This password is one of the first that others try. Choose a few words together.", field)
    return _hasher().hash(password)


def invite(ctx: Context, email: str, name: str, roles: Sequence[str], organisation_id: str | None = None) -> str:
    """Make an account without a password and its one-time link; returns the link's token, which is nowhere stored."""
    require(ctx, "accounts.invite")
    email = email.strip().lower()
    _check_invitation(ctx, email, name, roles, organisation_id)
    try:
        with ctx.change("accounts.invite", account_id := new_id()) as change:
            change.insert(accounts, _account_row(account_id, email, name, roles, organisation_id=organisation_id))
            return _add_link(change, "invite", account_id=account_id)
    except IntegrityError:  # another invitation was a moment faster: what is wrong is told now
        _check_invitation(ctx, email, name, roles, organisation_id)
        raise


def _check_invitation(ctx: Context, email: str, name: str, roles: Sequence[str], organisation_id: str | None) -> None:
    problems: dict[str, list[str]] = {}
    if "@" not in email:
        problems["email"] = [N_("Enter an email address, like name@example.org.")]
    if not name.strip():
        problems["name"] = [N_("Enter the person's name.")]
    if not roles or any(role not in TITLES for role in roles):
        problems["roles"] = [N_("Choose at least one role.")]
    if "employer" in roles and not organisation_id:
        problems["organisation_id"] = [N_("Choose the employer that this person acts for.")]
    with ctx.reading() as connection:
        if store.by_email(connection, email):
            problems["email"] = [N_("This email address has an account already.")]
    if problems:
        raise Invalid(problems)


def _account_row(id: str, email: str, name: str, roles: Sequence[str], **more: Any) -> dict[str, Any]:
    return {"id": id, "email": email, "name": name.strip(), "roles": list(roles), "session": new_id(), **more}


def claim_link(ctx: Context, person_id: str) -> str:
    """A one-time link by which a registrant makes the account of their register entry; returns its token."""
    require(ctx, "accounts.claim_link", person_id)
    with ctx.reading() as connection:
        if store.by_person(connection, person_id):
            raise Problem("This person has an account already. Send a link for a new password instead.")
    with ctx.change("accounts.claim_link", person_id) as change:
        return _add_link(change, "claim", person_id=person_id)


def reset_link(ctx: Context, email: str) -> tuple[store.Row, str] | None:
    """The account and the token of a link for a new password, or None; the page says the same either way."""
    with ctx.reading() as connection:
        found = store.by_email(connection, email)
    if found is None or found["closed"]:
        return None
    with ctx.change("accounts.reset_link", found["id"]) as change:
        return found, _add_link(change, "reset", account_id=found["id"])


def new_link(ctx: Context, account_id: str) -> tuple[store.Row, str]:
    """A new one-time link for a colleague who lost theirs, or their password; returns the account and the token."""
    require(ctx, "accounts.invite")
    with ctx.reading() as connection:
        found = store.account(connection, account_id)
    if found is None or found["closed"]:
        raise NotFound("This account is closed or was never there. Go back to the list of accounts.")
    purpose = "reset" if found["password"] else "invite"
    with ctx.change("accounts.new_link", account_id) as change:
        return found, _add_link(change, purpose, account_id=account_id)


def _add_link(change: Any, purpose: str, account_id: str | None = None, person_id: str | None = None) -> str:
    for older in store.unused_links(change.connection, account_id, person_id):
        change.update(links, older["id"], {"expires_at": min(older["expires_at"], change.now)})
    token = secrets.token_urlsafe(24)
    whose = {"account_id": account_id, "person_id": person_id}
    expires = change.now + timedelta(days=LINK_DAYS[purpose])
    change.insert(links, whose | {"digest": digest_of(token), "purpose": purpose, "expires_at": expires})
    return token


def digest_of(token: str) -> str:
    """What is kept of the token of a one-time link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_link(ctx: Context, token: str) -> store.Row:
    """The link of a token that can still be used; NotFound says what to do otherwise."""
    with ctx.reading() as connection:
        found = store.link(connection, digest_of(token))
    if found is None:
        raise NotFound("This link is not known. Check that you copied all of it, or ask the council for a new one.")
    if found["used_at"] is not None:
        raise NotFound("This link was used already. Sign in, or ask for a new password.")
    if found["purpose"] == "claim":
        _refuse_claimed(ctx, found["person_id"])
    if found["expires_at"] <= ctx.now():
        raise NotFound("This link is too old, or a newer one was made. Use the newest, or ask the council for one.")
    return found


def _refuse_claimed(ctx: Context, person_id: str) -> None:
    with ctx.reading() as connection:
        if store.by_person(connection, person_id):
            raise NotFound(CLAIMED)


def claimed_name(ctx: Context, found: store.Row) -> str:
    """The name of the person whose entry a link claims, as their account will bear it; "" for other links."""
    if found["purpose"] != "claim":
        return ""
    with ctx.reading() as connection:
        return store.person_name(connection, found["person_id"])


def use_link(ctx: Context, token: str, password: str, email: str = "") -> store.Row:
    """Set the password that a link invites to; a claim also makes the account of the register entry."""
    found = open_link(ctx, token)
    hashed = hash_password(password, about=_known_of(ctx, found, email))
    account_id = found["account_id"] or new_id()
    with ctx.change(f"accounts.{found['purpose']}", account_id) as change:
        change.update(links, found["id"], {"used_at": ctx.now()}, version=found["version"])
        if found["purpose"] == "claim":
            _make_claimed(change, account_id, found["person_id"], email.strip().lower())
        store.set_password(change.connection, account_id, hashed, new_id())
        row = change.connection.execute(select(accounts).where(accounts.c.id == account_id)).mappings().one()
        change.rows.setdefault("password", []).append({"id": account_id, "set": True})
    return row


def _known_of(ctx: Context, found: store.Row, email: str) -> list[str]:
    with ctx.reading() as connection:
        row = store.account(connection, found["account_id"]) if found["account_id"] else None
    return [row["name"], row["email"]] if row else [email, claimed_name(ctx, found)]


def _make_claimed(change: Any, account_id: str, person_id: str, email: str) -> None:
    if store.by_person(change.connection, person_id):
        raise NotFound(CLAIMED)
    if "@" not in email:
        raise Problem("Enter an email address, like name@example.org.", "email")
    if store.by_email(change.connection, email):
        raise Problem("This email address has an account already. Use another one, or ask the council.", "email")
    name = store.person_name(change.connection, person_id) or email
    change.insert(accounts, _account_row(account_id, email, name, ["registrant"], person_id=person_id))


def change_roles(ctx: Context, account_id: str, roles: Sequence[str], version: int) -> None:
    """Give an account other roles; its sessions go on with the new ones."""
    require(ctx, "accounts.roles")
    if account_id == ctx.actor.id and "administrator" not in roles:
        raise Problem("You cannot take the administrator role from yourself. Ask another administrator.", "roles")
    if not roles or any(role not in TITLES for role in roles):
        raise Problem("Choose at least one role.", "roles")
    with ctx.change("accounts.roles", account_id) as change:
        change.update(accounts, account_id, {"roles": list(roles)}, version=version)


def close_account(ctx: Context, account_id: str, version: int) -> None:
    """Close an account: it can no longer sign in; what it did stays in the ledger."""
    require(ctx, "accounts.close")
    if account_id == ctx.actor.id:
        raise Problem("You cannot close your own account. Ask another administrator.")
    with ctx.change("accounts.close", account_id) as change:
        change.update(accounts, account_id, {"closed": True, "session": new_id()}, version=version)


def list_accounts(ctx: Context) -> list[store.Row]:
    """Everybody who works with the council's system, by name; registrants' own accounts are left out."""
    require(ctx, "accounts.read")
    with ctx.reading() as connection:
        return store.everyone(connection)


def find_accounts(ctx: Context, text: str) -> list[store.Row]:
    """Accounts by a part of the name or email address, or by registration number; registrants' own are among them."""
    require(ctx, "accounts.read")
    with ctx.reading() as connection:
        return store.matching(connection, text.strip()) if text.strip() else []


def find_account(ctx: Context, account_id: str) -> store.Row:
    """One account, a registrant's own too; NotFound where there is none."""
    require(ctx, "accounts.read")
    with ctx.reading() as connection:
        found = store.account(connection, account_id)
    if found is None:
        raise NotFound("There is no such account. Go back to the list of accounts.")
    return found
