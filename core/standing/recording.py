"""Verbs that record what a renewal asks besides learning; each ends in renewing at once where nothing is left."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotPermitted, Problem
from councilkit.law.model import Law
from councilkit.law.requirements import Fulfilled, Paid, Requirement
from councilkit.register import store as register_store
from councilkit.register.schemas.common import checked
from councilkit.register.services.making import once, present
from councilkit.register.services.recusal import is_self, require_officer
from councilkit.register.services.registrations import current, find_for, find_registration
from councilkit.register.terms import last_day
from councilkit.standing import schemas
from councilkit.standing.assessing import sets_for
from councilkit.standing.holding import PAID, PART_PAID, hold, let_go
from councilkit.standing.renewal_store import paid_of, works_at
from councilkit.standing.renewing import opened_on, settle
from councilkit.standing.scope import ConditionSource
from councilkit.standing.tables import conditions, dispensations, leave, payments
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
TOO_MUCH = N_(
    "The fee is %(due)s, and with this %(sum)s is paid. Record it anyway? Then tick the box and send it again."
)
PAID_ALREADY = N_("%(amount)s was paid already, on %(day)s. Record it anyway? Then tick the box and send it again.")
TOO_EARLY = N_(
    "%(title)s: it began on %(begin)s, so by its name it goes on until %(end)s. Was it fulfilled on %(day)s? "
    "Then tick the box and send it again."
)
NOT_THERE = N_("This is not there any more. Go back and look again.")


def record_payment(ctx: Context, registration_id: str, data: Row) -> str:
    """Record money that came in; the fee of a renewal holds its term open, and renews where nothing else is left.

    One that arrived in time and is recorded late holds a term that has ended since, from its last day.
    """
    currency = currency_of(ctx, find_for(ctx, "standing.record", registration_id))
    given = checked(schemas.PaymentSchema(), data, ctx.today())
    row = {**_texts(given, "payer", "reference"), "registration_id": registration_id, "currency": currency}

    anyway = given.pop("anyway", False)

    def make(id: str) -> None:
        with _settling(ctx, "standing.payment", registration_id, given["paid_on"]) as (change, now):
            opens = opened_on(ctx, change.connection, registration_id) if given["fee"] == "renewal" else None
            if not anyway:
                _ask_twice(ctx, change.connection, now, given, opens)
            change.insert(payments, given | row | {"id": id})
            hold(ctx, change, now)

    return once(ctx, payments, given.pop("id"), make)


def _ask_twice(ctx: Context, connection: Connection, registration: Row, given: Row, opens: date | None) -> None:
    """Ask before a fee is recorded that was paid already since its renewal opened, or within a year."""
    since = opens or given["paid_on"] - timedelta(days=365)
    before = paid_of(connection, registration["id"], given["fee"], since)
    due = _due(ctx, registration, given["fee"], given["paid_on"])
    sum_before = sum(row["amount"] for row in before)
    paid = due is not None and sum_before >= due
    if before and (paid or any(row["amount"] == given["amount"] for row in before)):
        amount = f"{before[0]['amount']} {before[0]['currency']}".strip()
        raise Problem(Sentence(PAID_ALREADY, amount=amount, day=before[0]["paid_on"]), "anyway")
    if due is not None and sum_before + given["amount"] > due:
        raise Problem(Sentence(TOO_MUCH, due=due, sum=sum_before + given["amount"]), "anyway")


def _due(ctx: Context, registration: Row, fee: str, day: date) -> Decimal | None:
    """What the law asks for a fee; None where it names no amount."""
    for node in requirements(ctx, registration["part"]):
        if isinstance(node, Paid) and node.fee == fee and node.basis in ctx.law:
            return ctx.law.number(node.basis, day)
    return None


def currency_of(ctx: Context, registration: Row) -> str:
    """The money of the law's fee; empty where the law names none."""
    for node in requirements(ctx, registration["part"]):
        if isinstance(node, Paid) and node.basis in ctx.law:
            return str(ctx.law.get(node.basis).unit)[:3]
    return ""


def impose_condition(ctx: Context, registration_id: str, data: Row) -> str:
    """Put a condition on a registration, one that a requirement of its part knows; returns its id."""
    part = find_for(ctx, "standing.record", registration_id)["part"]
    given = checked(schemas.ConditionSchema(), data, ctx.today())
    known = dict(condition_kinds(ctx, part))
    if given["kind"] not in known:
        raise Problem("Choose one of the conditions that this register knows.", "kind")
    row = {**_texts(given, "wording"), "registration_id": registration_id}

    def make(id: str) -> None:
        with _settling(ctx, "standing.condition", registration_id, given["imposed_on"]) as (change, _):
            change.insert(conditions, given | row | {"id": id})

    return once(ctx, conditions, given.pop("id"), make)


def find_condition(ctx: Context, condition_id: str) -> Row:
    """A condition, for the office; NotFound where there is none."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return present(register_store.row(connection, conditions, condition_id), NOT_THERE)


def confirm_condition(ctx: Context, condition_id: str, data: Row, version: int) -> bool:
    """Say that a condition is fulfilled, as the office or as the registrant's employer; returns whether this renewed.

    Raises Problem where the law wants another to confirm it, and once where it would go on for longer by its name.
    """
    with ctx.reading() as connection:
        found = present(register_store.row(connection, conditions, condition_id), NOT_THERE)
    registration = find_registration(ctx, found["registration_id"])
    role = _confirmer(ctx, registration["person_id"])
    _refuse_role(ctx, registration, found["kind"], role)
    given = checked(schemas.ConfirmationSchema(), data, ctx.today())
    _refuse_day(found, given["fulfilled_on"])
    if not given["anyway"]:
        _ask_whether_so_early(ctx, registration, found, given["fulfilled_on"])
    values = {"fulfilled_on": given["fulfilled_on"], "confirmed_by": role, "confirmer": ctx.actor.id}
    with ctx.change("standing.confirm", registration["person_id"], given["fulfilled_on"]) as change:
        now = current(change, registration["id"])
        change.update(conditions, condition_id, values, version=version)
        return settle(ctx, change, now)


def _confirmer(ctx: Context, person_id: str) -> str:
    """In which role the actor confirms something about this person."""
    if permitted(ctx.actor, "standing.record"):
        require_officer(ctx, "standing.record", person_id)
        return "registrar"
    require(ctx, "own.employer")
    if is_self(ctx, person_id):
        raise NotPermitted("Nobody confirms their own condition. Ask somebody else of your organisation.")
    with ctx.reading() as connection:
        theirs = works_at(connection, person_id, ctx.actor.organisation_id or "", ctx.today())
    if not theirs:
        raise NotPermitted("This person does not work for your organisation by the register.")
    return "employer"


def _refuse_role(ctx: Context, registration: Row, kind: str, role: str) -> None:
    known = confirmers(ctx, registration["part"]).get(kind, ())
    if known and role not in known:
        raise Problem(Sentence(N_("By the law this is confirmed by: %(who)s."), who=", ".join(known)))


def _refuse_day(condition: Row, day: date) -> None:
    if condition["fulfilled_on"]:
        raise Problem(Sentence(N_("This was confirmed already, for %(day)s."), day=condition["fulfilled_on"]))
    if day < condition["imposed_on"]:
        begin = condition["imposed_on"]
        raise Problem(
            Sentence(N_("The condition began on %(begin)s: choose that day or a later one."), begin=begin),
            "fulfilled_on",
        )


def _ask_whether_so_early(ctx: Context, registration: Row, condition: Row, day: date) -> None:
    """Ask before a condition is confirmed that goes on for longer by its name, and that is not due by then."""
    begin, due = condition["imposed_on"], condition["due_on"]
    if due is not None and day >= due:
        return
    for node in requirements(ctx, registration["part"]):
        if isinstance(node, Fulfilled) and node.condition == condition["kind"]:
            end = by_its_name(ctx.law, node, begin, day)
            if end and day < end:
                told = Sentence(TOO_EARLY, title=Sentence(node.title), begin=begin, end=end, day=day)
                raise Problem(told, "anyway")


def by_its_name(law: Law, node: Fulfilled, begin: date, day: date) -> date | None:
    """The last day of a condition that begins on a day, by the law of `day`; None where the law does not say."""
    return last_day(begin, law.months(node.lasts, day)) if node.lasts in law else None


def record_leave(ctx: Context, registration_id: str, data: Row) -> None:
    """Record time away from work."""
    _record(ctx, registration_id, leave, "standing.leave", checked(schemas.LeaveSchema(), data, ctx.today()))


def dispense(ctx: Context, registration_id: str, data: Row) -> Row | None:
    """Decide that one requirement need not be met, or later, or by an undertaking.

    Returns the decision; None where the same form came before.
    """
    given = checked(schemas.DispensationSchema(), data, ctx.today())
    codes = {node.code for node in requirements(ctx, find_registration(ctx, registration_id)["part"])}
    if given["requirement"] not in codes:
        raise Problem("Choose one of the requirements of this register.", "requirement")
    return _record(ctx, registration_id, dispensations, "standing.dispense", given)


def _record(ctx: Context, registration_id: str, table: Table, action: str, given: dict[str, Any]) -> Row | None:
    """Write one row; returns it, None where the same form came before."""
    find_for(ctx, "standing.record", registration_id)
    made: list[Row] = []

    def make(id: str) -> None:
        row = given | {"id": id, "registration_id": registration_id}
        with _settling(ctx, action, registration_id, given["starts_on"]) as (change, _):
            change.insert(table, row)
        made.append(row)

    once(ctx, table, given.pop("id"), make)
    return made[0] if made else None


def take_back(ctx: Context, table: Table, id: str, version: int) -> Row:
    """Take back what was recorded by mistake, and return it; its history keeps it."""
    with ctx.reading() as connection:
        found = present(register_store.row(connection, table, id), NOT_THERE)
    registration = find_for(ctx, "standing.record", found["registration_id"])
    with ctx.change("standing.take_back", registration["person_id"]) as change:
        now = current(change, registration["id"])
        change.update(table, id, {}, version=version)
        change.delete(table, id)
        if table is payments:
            let_go(ctx, change, now, PAID, PART_PAID)
    return found


@contextmanager
def _settling(ctx: Context, action: str, registration_id: str, effective_on: date) -> Iterator[tuple[Any, Row]]:
    """A change about a registration, in which it is renewed at the end where nothing is left."""
    registration = find_registration(ctx, registration_id)
    with ctx.change(action, registration["person_id"], effective_on) as change:
        now = current(change, registration_id)
        yield change, now
        settle(ctx, change, now)


def requirements(ctx: Context, part: str) -> list[Requirement]:
    """Every requirement of renewal of a part, the deepest first."""
    asked = sets_for(ctx, "renewal").get(part)
    return list(asked.requirement.walk()) if asked else []


def condition_kinds(ctx: Context, part: str) -> list[tuple[str, str]]:
    """The conditions of a part's renewal that officers impose, with their titles."""
    asked = ((node.condition, node.title) for node in requirements(ctx, part) if isinstance(node, Fulfilled))
    return [(kind, title) for kind, title in asked if not ctx.catalogue.has(ConditionSource, kind)]


def confirmers(ctx: Context, part: str) -> dict[str, tuple[str, ...]]:
    """The roles that may confirm each condition of a part; none where anybody of the council may."""
    return {node.condition: node.confirmers for node in requirements(ctx, part) if isinstance(node, Fulfilled)}


def _texts(given: Row, *names: str) -> dict[str, str]:
    return {name: given[name] or "" for name in names}
