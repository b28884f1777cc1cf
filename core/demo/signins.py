"""The sign-ins of the demonstration council: one for each role, and a second registrar to agree with the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from councilkit.accounts import store
from councilkit.accounts.services import hash_password
from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.demo.chance import chance
from councilkit.demo.chance import new_id as drawn_id

STAFF = (
    ("administrator", ("administrator",), "Ada Okonjo"),
    ("registrar", ("registrar",), "Tom Whitfield"),
    ("registrar2", ("registrar",), "Ileana Dragomir"),
    ("assessor", ("assessor",), "Nok Suwan"),
    ("interviewer", ("interviewer",), "Rhys Calder"),
    ("analyst", ("analyst",), "Mirela Ostrov"),
    ("publisher", ("publisher",), "Joan Adair"),
)
EMPLOYER = ("employer", ("employer",), "Grace Lindley")


@dataclass(frozen=True)
class SignIn:
    """An account of the demonstration, with the password that is printed."""

    role: str
    email: str
    password: str
    name: str


@dataclass(frozen=True)
class Candidate:
    """A registrant who might be the one to sign in as: how far the learning is and how many days are left."""

    person_id: str
    name: str
    done: float
    target: float
    days_left: int

    @property
    def unlike(self) -> float:
        """How far this is from what makes a good tour: two thirds of the learning done, four months left."""
        return abs(self.done / self.target - 0.65) + abs(self.days_left - 120) / 120


def account_id(seed: int, login: str) -> str:
    """The id of a sign-in's account."""
    return drawn_id(chance(seed, "account", login))


def chosen(candidates: Iterable[Candidate]) -> Candidate | None:
    """The most instructive of the candidates."""
    return min(candidates, key=lambda each: (each.unlike, each.person_id), default=None)


def make(
    ctx: Context,
    registrant: Candidate | None,
    seed: int,
    organisation_id: str | None = None,
    practitioner: tuple[str, str] | None = None,
) -> list[SignIn]:
    """Make the accounts: staff, somebody who acts for an employer, and registrants: one, and one of the employer's.

    `practitioner` is a name and a person id.
    """
    made = [_make(ctx, seed, login, roles, name) for login, roles, name in STAFF]
    if organisation_id:
        made.insert(0, _make(ctx, seed, *EMPLOYER, organisation_id=organisation_id))
    if practitioner:
        name, person = practitioner
        made.insert(0, _make(ctx, seed, "practitioner", ("registrant",), name, person_id=person))
    if registrant:
        more = {"person_id": registrant.person_id}
        made.insert(0, _make(ctx, seed, "registrant", ("registrant",), registrant.name, **more))
    return made


def _make(ctx: Context, seed: int, login: str, roles: Iterable[str], name: str, **more: Any) -> SignIn:
    id, session = account_id(seed, login), new_id()
    sign_in = SignIn(login, f"{login}@example.org", f"demo-{login}-{seed}", name)
    row = {"id": id, "email": sign_in.email, "name": name, "roles": list(roles), "session": session, **more}
    with ctx.change("accounts.demo", id) as change:
        change.insert(accounts, row)
        store.set_password(change.connection, id, hash_password(sign_in.password), session)
    return sign_in
