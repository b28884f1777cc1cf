"""Registrants whose term ends on a day, a clock that moves, and a mail server of the tests' own."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from councilkit.context import Actor, Context, Council
from councilkit.database import new_id
from councilkit.register.services import people
from councilkit.register.services.files import read_file
from tests.standing.conftest import add_person, ana, application, enter, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "enter", "kind_of", "register", "tom"]
DEADLINE = date(2026, 12, 31)  # of a term of three years that began on the first day of 2024


@pytest.fixture
def later(council: Council) -> Callable[[date], None]:
    """Moves the council's clock to the noon of a day."""
    return lambda day: object.__setattr__(
        council, "clock", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


@pytest.fixture
def due(enter: Callable[..., Any]) -> Callable[..., tuple[str, str]]:
    """Enters somebody who must renew by the deadline; returns their id and their registration's."""

    def add(name: str = "Mary Smyth", email: str | None = None, **more: Any) -> Any:
        address = f"{name.split()[0].lower()}@example.org" if email is None else email
        file = enter(name, on=date(2024, 1, 1), email=address, **more)
        return file.person["id"], file.registrations[0]["id"]

    return add


@pytest.fixture
def herself(council: Council) -> Callable[[str], Context]:
    """A registrant at work."""
    return lambda person: council.acting(Actor(new_id(), "She", frozenset({"registrant"}), person_id=person))


def confirm(ctx: Context) -> None:
    """The registrant says that their details are right."""
    person = read_file(ctx, str(ctx.actor.person_id)).person
    people.change_contact(
        ctx, str(ctx.actor.person_id), {name: person[name] for name in ("email", "phone", "address", "version")}
    )


class Sink:
    """A mail server that keeps what it takes; addresses in `refuses` are not taken."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses: set[str] = set()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


@pytest.fixture
def sink(council: Council) -> Iterator[Sink]:
    """The mail server that the council sends by."""
    found = Sink()
    object.__setattr__(council.config, "mail_url", found.url)
    yield found
    found.controller.stop()
