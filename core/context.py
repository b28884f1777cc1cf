"""Who acts, in which council, and when: the first argument of every service."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from councilkit.catalogue import Catalogue
from councilkit.config import Config
from councilkit.database import Database


@dataclass(frozen=True)
class Actor:
    """Somebody or something that acts; roles decide what is permitted."""

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    person_id: str | None = None
    organisation_id: str | None = None


SYSTEM = Actor("system", "councilkit", frozenset({"system"}))
VISITOR = Actor("visitor", "Visitor")


class Hooks(Protocol):
    """What the rooms need of the plugins while they work."""

    def permits(self, actor: Actor, action: str, subject: Any) -> bool: ...

    def happened(self, event: Any) -> None: ...

    def followed(self, context: "Context", event: Any) -> None: ...

    def registration_number(self, part: Any, person: Any, sequence: int) -> str: ...

    def links(self, actor: Actor, request: Any) -> Any: ...

    def asked(self, context: "Context", person_id: str) -> Any: ...

    def work(self, context: "Context") -> Any: ...

    def evidence(self, context: "Context", application: Any) -> Any: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Council:
    """One running council: its settings, database, catalogue, law and plugins."""

    config: Config
    database: Database
    catalogue: Catalogue
    hooks: Hooks
    law: Any = None
    clock: Callable[[], datetime] = _utc_now

    def acting(self, actor: Actor) -> "Context":
        """A context in which `actor` acts."""
        return Context(self, actor)


@dataclass(frozen=True)
class Context:
    """An actor at work in a council."""

    council: Council
    actor: Actor

    @property
    def config(self) -> Config:
        return self.council.config

    @property
    def database(self) -> Database:
        return self.council.database

    @property
    def catalogue(self) -> Catalogue:
        return self.council.catalogue

    @property
    def law(self) -> Any:
        return self.council.law

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.council.clock()

    def today(self) -> date:
        """The day it is in the council's own time zone."""
        return self.now().astimezone(self.config.zone).date()

    def acting(self, actor: Actor) -> "Context":
        """The same council with another actor."""
        return replace(self, actor=actor)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for reading."""
        return self.database.reading()

    @contextmanager
    def change(self, action: str, subject: str, effective_on: date | None = None) -> Iterator[Any]:
        """One write transaction that ends with its ledger entry; plugins hear of it after the commit."""
        from councilkit.ledger.change import Change

        with self.database.writing() as connection:
            change = Change(connection, self.actor.id, action, subject, effective_on or self.today(), self.now())
            yield change
            event = change.close()
        self.council.hooks.happened(event)
        self.council.hooks.followed(self, event)
