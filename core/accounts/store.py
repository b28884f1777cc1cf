"""Reads and writes accounts, one-time links and sign-in attempts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import combining, normalize

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from councilkit.accounts.tables import accounts, attempts, links
from councilkit.database import metadata

Row = Mapping[str, Any]
MOST_FOUND = 50
_ACCOUNT = select(accounts).where(accounts.c.id == bindparam("account"))  # asked at every request: put together once


def account(connection: Connection, id: str) -> Row | None:
    """The account with this id."""
    return connection.execute(_ACCOUNT, {"account": id}).mappings().one_or_none()


def by_email(connection: Connection, email: str) -> Row | None:
    """The account with this e-mail address, whatever its case."""
    return (
        connection.execute(select(accounts).where(accounts.c.email == email.strip().lower())).mappings().one_or_none()
    )


def by_person(connection: Connection, person_id: str) -> Row | None:
    """The account of a registrant."""
    return connection.execute(select(accounts).where(accounts.c.person_id == person_id)).mappings().one_or_none()


def everyone(connection: Connection) -> list[Row]:
    """All accounts that are not registrants' own, by name."""
    rows = connection.execute(select(accounts).order_by(accounts.c.name)).mappings().all()
    return [row for row in rows if list(row["roles"]) != ["registrant"]]


def matching(connection: Connection, text: str) -> list[Row]:
    """The first accounts, by name, whose name or address has the text in it, or whose registration has this number."""
    persons, registrations = metadata.tables["persons"], metadata.tables["registrations"]
    numbered = select(registrations.c.person_id).where(func.upper(registrations.c.number) == text.upper())
    named = select(persons.c.id).where(persons.c.search_name.contains(_plain(text), autoescape=True))
    wanted = (
        accounts.c.email.contains(text.lower(), autoescape=True),
        func.lower(accounts.c.name).contains(text.lower(), autoescape=True),
        accounts.c.person_id.in_(numbered),
        accounts.c.person_id.in_(named),
    )
    query = select(accounts).where(or_(*wanted)).order_by(accounts.c.name, accounts.c.id).limit(MOST_FOUND)
    return list(connection.execute(query).mappings())


def _plain(text: str) -> str:
    """A name in small letters without accents."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))


def link(connection: Connection, digest: str) -> Row | None:
    """The one-time link with this digest."""
    return connection.execute(select(links).where(links.c.digest == digest)).mappings().one_or_none()


def person_name(connection: Connection, person_id: str) -> str:
    """The name of a person as the register has it."""
    persons = metadata.tables["persons"]  # of the room above, which these rows point to
    query = select(persons.c.given_names, persons.c.family_name).where(persons.c.id == person_id)
    return " ".join(part for part in connection.execute(query).one() if part)


def unused_links(connection: Connection, account_id: str | None, person_id: str | None) -> list[Row]:
    """The one-time links of an account, or for the account of a person, that nobody has used."""
    theirs = links.c.account_id == account_id if account_id else links.c.person_id == person_id
    return list(connection.execute(select(links).where(theirs, links.c.used_at.is_(None))).mappings())


def set_password(connection: Connection, account_id: str, password: str, session: str) -> None:
    """Keep a new password hash and end the sessions before it; secrets never stand in a snapshot."""
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(password=password, session=session))


def failures(connection: Connection, key: str, since: datetime) -> tuple[int, datetime | None]:
    """How many failed sign-ins there were since a moment, and the first of them."""
    query = select(func.count(), func.min(attempts.c.at)).where(attempts.c.key == key, attempts.c.at >= since)
    count, first = connection.execute(query).one()
    return count, first


def note_failure(connection: Connection, keys: list[str], at: datetime, forget_before: datetime) -> None:
    """Remember a failed sign-in under each key, and forget the old ones."""
    connection.execute(delete(attempts).where(attempts.c.at < forget_before))
    connection.execute(insert(attempts), [{"key": key, "at": at} for key in keys])


def forget_failures(connection: Connection, key: str) -> None:
    """A good sign-in clears the failures of its account."""
    connection.execute(delete(attempts).where(attempts.c.key == key))
