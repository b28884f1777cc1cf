"""Verbs of appeals: that one came in, the council's reply within its time, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotPermitted, Problem
from councilkit.register import schemas, store
from councilkit.register.appealing import against_appeal
from councilkit.register.clocks import Clock, clock_by, clock_of
from councilkit.register.model import OrderKind, name_of
from councilkit.register.names import fold
from councilkit.register.services.making import Unchanged, changing, once, present
from councilkit.register.services.reading import is_own, list_own, read
from councilkit.register.services.recusal import OWN, is_self
from councilkit.register.services.registrations import find_for
from councilkit.register.services.sending import insert_again
from councilkit.register.store.appeals import OVERTURNED
from councilkit.register.tables import appeals
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NO_APPEAL = N_("There is no such appeal. Go back and look again.")
OVER = N_("This appeal is over. Nothing was changed.")
NOT_REFUSED = N_(
    "This application was not refused, so there is no refusal to appeal against. An appeal about a registration is "
    "recorded on the record of the person."
)
BEFORE_REFUSAL = N_("The application was refused on a later day. Check the day on which the appeal came.")
RECORDED = N_(
    "An appeal against this decision is recorded already: it reached the council on %(day)s and is not over. "
    "Go on with that one."
)
NO_SUCH_ORDER = N_("Choose one of the orders of this registration, or another decision.")
STANDS = N_("This refusal was not overturned, so the application is not decided again.")


@dataclass(frozen=True)
class Appeal:
    """An appeal, by when the council answers it, and whether it came in time (None: not known).

    It is about a registration or about a refused application; `number` is that of the one or the reference of the
    other. `person_id` is None for an applicant of whom no record is known.
    """

    row: Row
    name: str
    number: str
    part: str
    person_id: str | None
    clock: Clock
    due: date
    window: Clock | None
    in_time: bool | None

    @property
    def to_decide_again(self) -> bool:
        """Whether a refusal was overturned and no application is decided in its place."""
        overturned = self.row["application_id"] is not None and self.row["outcome"] in OVERTURNED
        return overturned and self.row["again_id"] is None

    @property
    def subject(self) -> str:
        """Whose history in the ledger tells of it: the person's, or that of an application that leads to nobody."""
        return self.person_id or str(self.row["application_id"])


def record_appeal(ctx: Context, registration_id: str, data: Row) -> str:
    """Record an appeal that reached the council; it belongs to the officer who records it. Returns its id."""
    person_id = find_for(ctx, "register.appeal", registration_id)["person_id"]
    given = _given(ctx, data)
    chosen = given["order_id"]
    if chosen:
        refusals = {order["id"]: refusal for order, refusal in orders_to_appeal(ctx, registration_id)}
        if refusal := refusals.get(chosen, NO_SUCH_ORDER):
            raise Problem(refusal, "order_id")
    return _record(ctx, person_id, given, {"registration_id": registration_id})


def orders_to_appeal(ctx: Context, registration_id: str) -> list[tuple[Row, Sentence | None]]:
    """The orders that were made about a registration, each with why nobody can appeal against it, if so."""
    require(ctx, "register.appeal")
    kinds = {kind.code: kind for kind in ctx.catalogue.all(OrderKind)}
    with ctx.reading() as connection:
        made = store.orders_of(connection, [registration_id])
    return [(order, against_appeal(ctx.law, kinds.get(order["kind"]), ctx.today())) for order in made]


def record_appeal_of_application(ctx: Context, application_id: str, data: Row) -> str:
    """Record an appeal against the refusal of an application, whether or not the applicant is known to the register.

    Returns its id; a Problem where the application was not refused, or only later.
    """
    given, refused = _given(ctx, data), refused_application(ctx, application_id)
    if is_own(ctx, refused):
        raise NotPermitted(OWN)
    if given["received_on"] < refused["decided_at"].astimezone(ctx.config.zone).date():
        raise Problem(BEFORE_REFUSAL, "received_on")
    return _record(ctx, refused["person_id"] or application_id, given, {"application_id": application_id})


def refused_application(ctx: Context, application_id: str) -> Row:
    """An application whose refusal can be appealed against; a Problem where it was not refused."""
    require(ctx, "register.appeal")
    found = read(ctx, application_id)
    if found["outcome"] != "refused":
        raise Problem(NOT_REFUSED)
    return found


def _given(ctx: Context, data: Row) -> dict[str, Any]:
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.AppealSchema(), data, ctx.today())
    return given | {"order_id": None if given["order_id"] == schemas.NO_ORDER else given["order_id"]}


def _record(ctx: Context, subject: str, given: dict[str, Any], about: Row) -> str:
    row = given | {"reference": given["reference"] or "", "owner": ctx.actor.id, **about}

    def make(chosen: str) -> None:
        with ctx.change("register.appeal", subject, given["received_on"]) as change:
            _refuse_second(change, row)
            change.insert(appeals, row | {"id": chosen})

    return once(ctx, appeals, given["id"], make)


def _refuse_second(change: Any, row: Row) -> None:
    """Raise Problem while another appeal against the same decision is not over."""
    about = [[row[name]] if row.get(name) else [] for name in ("registration_id", "application_id")]
    for each in store.appeals_of(change.connection, *about):
        if not each["outcome"] and _same_decision(each, row):
            raise Problem(Sentence(RECORDED, day=each["received_on"]), "order_id" if row["order_id"] else "against")


def _same_decision(one: Row, other: Row) -> bool:
    """Whether two appeals about the same entry or application are against one decision: by the order, else by words."""
    if one["application_id"]:
        return True
    if one["order_id"] and other["order_id"]:
        return bool(one["order_id"] == other["order_id"])
    return fold(one["against"]) == fold(other["against"])


def appeals_of_registration(ctx: Context, registration_id: str) -> list[Row]:
    """The appeals that were recorded about a registration, the latest first."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return store.appeals_of(connection, [registration_id])


def read_appeal(ctx: Context, appeal_id: str) -> Appeal:
    """One appeal, held against the council's clock and the time that the law gives to appeal."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        row = present(store.appeal(connection, appeal_id), NO_APPEAL)
    received, part = row["received_on"], row["part"]
    clock = clock_of(ctx.catalogue, ctx.law, part, "appeal", received)
    window = clock_by(ctx.law, f"{part.partition('.')[0]}.appeal.window", received)
    in_time = received <= window.due(row["served_on"]) if window and row["served_on"] else None
    name = name_of(row["details"], row) or row["number"]
    due = clock.due(received)
    return Appeal(row, name, row["number"], part, row["person_id"], clock, due, window, in_time)


def appeals_of_application(ctx: Context, application_id: str) -> list[Row]:
    """The appeals against the refusal of an application, the latest first; applicants may read those of their own."""
    read(ctx, application_id)
    with ctx.reading() as connection:
        return store.appeals_of(connection, (), [application_id])


def running_of_own(ctx: Context) -> tuple[Row, ...]:
    """The appeals against refusals of the actor's own applications that are not over."""
    ids = [each["id"] for each in list_own(ctx)]
    with ctx.reading() as connection:
        return tuple(each for each in store.appeals_of(connection, (), ids) if not each["outcome"])


def reply(ctx: Context, appeal_id: str, data: Row) -> None:
    """Record that the council answered an appeal."""
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.ReplySchema(), data, ctx.today())
    found = read_appeal(ctx, appeal_id)
    _refuse_early(found.row, given["replied_on"], "replied_on")
    _write(ctx, found, "register.appeal_answered", {"replied_on": given["replied_on"]}, given["version"])


def close(ctx: Context, appeal_id: str, data: Row) -> None:
    """Record what came of an appeal; standing changes only by what officers then propose about the order or entry."""
    require(ctx, "register.appeal")
    given = schemas.checked(schemas.OutcomeSchema(), data, ctx.today())
    found, version = read_appeal(ctx, appeal_id), given.pop("version")
    _refuse_early(found.row, given["outcome_on"], "outcome_on")
    _write(ctx, found, "register.appeal_closed", given | {"note": given["note"] or ""}, version)


def decide_again(ctx: Context, appeal_id: str) -> str:
    """Enter a refused application again, because an appeal overturned its refusal; returns the application's id.

    Where the applicant has sent another one meanwhile that is not decided, that one takes its place.
    """
    require(ctx, "register.appeal")
    require(ctx, "register.apply")
    found = read_appeal(ctx, appeal_id)
    _refuse_own(ctx, found)
    with changing(ctx, "register.apply_again", found.subject) as change:
        now = present(store.row(change.connection, appeals, appeal_id, lock=True), NO_APPEAL)
        if now["again_id"]:
            raise Unchanged
        if not found.to_decide_again:
            raise Problem(STANDS)
        again = insert_again(ctx, change, present(store.application(change.connection, now["application_id"]), STANDS))
        change.subject = found.person_id or again
        change.update(appeals, appeal_id, {"again_id": again})
    return str(read_appeal(ctx, appeal_id).row["again_id"])


def _refuse_early(row: Row, day: date, field: str) -> None:
    if day < row["received_on"]:
        raise Problem("This day is before the appeal reached the council. Check it.", field)


def is_about_self(ctx: Context, found: Appeal) -> bool:
    """Whether an appeal is about the actor: their record, or an application of theirs."""
    refused = found.row["application_id"]
    return is_self(ctx, found.person_id) or (refused is not None and is_own(ctx, read(ctx, refused)))


def _refuse_own(ctx: Context, found: Appeal) -> None:
    if is_about_self(ctx, found):
        raise NotPermitted(OWN)


def _write(ctx: Context, found: Appeal, action: str, values: Row, version: int) -> None:
    _refuse_own(ctx, found)
    with ctx.change(action, found.subject) as change:
        now = present(store.row(change.connection, appeals, found.row["id"], lock=True), NO_APPEAL)
        if now["outcome"]:
            raise Problem(OVER)
        change.update(appeals, now["id"], dict(values), version=version)
