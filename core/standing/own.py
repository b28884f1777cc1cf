"""A person's own page: am I renewed, what is left, and the renewal itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd.reading import Learning, learning
from councilkit.errors import NotFound, Problem
from councilkit.register.decisions import opens_on, state
from councilkit.register.grounds import ground_of
from councilkit.register.model import OrderKind, RegisterPart
from councilkit.register.returning import way_back
from councilkit.register.services import applications
from councilkit.register.services.appeals import running_of_own
from councilkit.register.services.files import Entries, read_entries
from councilkit.register.services.registrations import find_registration
from councilkit.standing.answers import Answer, Asked, Renewal, answer, asking, leading, profession_of
from councilkit.standing.entries import ShownOrder
from councilkit.standing.model import Standing, standing
from councilkit.standing.remembered import renewal_verdict
from councilkit.standing.renewal import Task, left
from councilkit.standing.renewal import tasks as tasks_of
from councilkit.standing.renewal_store import signed_since
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NOT_YOURS = N_("This registration is not there, or it is not yours. Go back to your page.")


@dataclass(frozen=True)
class OwnEntry:
    """One registration as its holder sees it; `asked` is what others than its application wait for."""

    registration: Row
    title: str
    standing: Standing
    answer: Answer
    tasks: tuple[Task, ...]
    application: Row | None
    renewable: bool
    orders: tuple[ShownOrder, ...] = ()
    asked: tuple[Asked, ...] = ()
    beside: Answer | None = None  # what the answer would be if nothing were asked
    way_back: Sentence | None = None  # for somebody who was removed
    appeals: tuple[Row, ...] = ()  # those that are not over
    ground: Sentence | None = None  # on which it was renewed although something was missing

    @property
    def id(self) -> str:
        return str(self.registration["id"])

    @property
    def left(self) -> int:
        return left(self.tasks)


@dataclass(frozen=True)
class Own:
    """Everything of a person's own page; `file` None for somebody who is on no register yet."""

    file: Entries | None
    entries: tuple[OwnEntry, ...]
    learning: Learning | None
    applications: tuple[Row, ...]
    appeals: tuple[Row, ...] = ()  # of somebody without an entry: those against a refusal that are not over

    @property
    def first(self) -> OwnEntry | None:
        """The registration that asks for something, else the live one."""
        return self.entries[leading([each.answer for each in self.entries])] if self.entries else None

    def entry(self, registration_id: str) -> OwnEntry:
        """One of the person's registrations; NotFound for anybody else's."""
        for each in self.entries:
            if each.id == registration_id:
                return each
        raise NotFound(NOT_YOURS)


def read_own(ctx: Context, language: str = "en") -> Own:
    """The actor's own page."""
    sent = tuple(applications.list_own(ctx))
    if ctx.actor.person_id is None:
        return Own(None, (), None, sent, running_of_own(ctx))
    file = read_entries(ctx, ctx.actor.person_id)
    logged = {row["id"]: _learning(ctx, file, row["id"]) for row in file.registrations}
    asked = ctx.council.hooks.asked(ctx, file.person["id"])
    found = (_entry(ctx, file, row, sent, logged[row["id"]], language) for row in file.registrations)
    entries = tuple(_asked_too(each, asked) for each in found)
    own = Own(file, entries, None, sent, () if entries else running_of_own(ctx))
    return replace(own, learning=logged[own.first.id] if own.first else None)


def read_entry(ctx: Context, registration_id: str, language: str = "en") -> tuple[Entries, OwnEntry]:
    """One registration as its holder sees it, for the office; with what the register holds of the person."""
    require(ctx, "register.read")
    file = read_entries(ctx, find_registration(ctx, registration_id)["person_id"])
    row = next(each for each in file.registrations if each["id"] == registration_id)
    sent = [{**each, "state": state(each)} for each in file.applications]
    entry = _entry(ctx, file, row, sent, _learning(ctx, file, registration_id), language)
    return file, _asked_too(entry, ctx.council.hooks.asked(ctx, file.person["id"]))


def _learning(ctx: Context, file: Entries, registration_id: str) -> Learning | None:
    """What was logged for a registration; None where its part asks for none or its plugin is not loaded."""
    try:
        found = learning(ctx, file.person["id"], registration_id=registration_id)
    except Problem:
        return None
    return found if found.chosen.framework is not None else None


def _entry(
    ctx: Context, file: Entries, row: Row, sent: Sequence[Row], logged: Learning | None, language: str
) -> OwnEntry:
    events = [event for event in file.events if event["registration_id"] == row["id"]]
    orders = [order for order in file.orders if order["registration_id"] == row["id"]]
    found = standing(row, events, orders, ctx.today())
    part = ctx.catalogue.get(RegisterPart, row["part"]) if ctx.catalogue.has(RegisterPart, row["part"]) else None
    waiting = next((a for a in sent if a["registration_id"] == row["id"] and a["state"] != "decided"), None)
    opens = opens_on(row, events, orders, ctx.today()) if waiting is None else None
    tasks = _tasks(ctx, file, row, opens, logged) if opens else ()
    renewal = _renewal(opens, tasks, waiting)
    said = answer(found, profession_of(part, row["part"], language), renewal, ctx.config.zone)
    title = part.titles.get(language, part.title) if part else row["part"]
    shown = tuple(_shown(ctx, order) for order in found.orders)
    entry = OwnEntry(row, title, found, said, tasks, waiting, opens is not None, shown)
    theirs = [each for each in sent if each["registration_id"] == row["id"]]
    ground = ground_of(events, theirs, ctx.today(), ctx.config.zone) if found.on_register else None
    return replace(entry, way_back=_way_back(ctx, row, found), appeals=_appeals(file, row), ground=ground)


def _way_back(ctx: Context, row: Row, found: Standing) -> Sentence | None:
    removed = found.status == "removed" and found.ended_on
    return way_back(ctx.law, row["part"], removed, by_order=found.removed_by_order) if removed else None


def _appeals(file: Entries, row: Row) -> tuple[Row, ...]:
    """The appeals about a registration, or an application about it, that are not over."""
    sent = {each["id"] for each in file.applications if each["registration_id"] == row["id"]}
    running = (each for each in file.appeals if not each["outcome"])
    return tuple(each for each in running if each["registration_id"] == row["id"] or each["application_id"] in sent)


def _asked_too(entry: OwnEntry, everything: Sequence[Asked]) -> OwnEntry:
    """The same entry, asking first for what the council waits for."""
    asked = tuple(each for each in everything if each.registration_id == entry.id)
    if not asked:
        return entry
    first = asking(min(each.until for each in asked), entry.standing.as_of)
    return replace(entry, answer=first, asked=asked, beside=entry.answer)


def _shown(ctx: Context, order: Row) -> ShownOrder:
    """An order in force as its registrant reads it; the words of a private kind are not for a page."""
    kind = ctx.catalogue.get(OrderKind, order["kind"]) if ctx.catalogue.has(OrderKind, order["kind"]) else None
    return ShownOrder(
        title=kind.title if kind else order["kind"],
        **{name: order[name] for name in ("effect", "starts_on", "ends_on", "review_on", "lifted_on")},
        wording=order["public_wording"] if kind and kind.public else "",
        decided_by=order["decided_by"],
        current=True,
    )


def _renewal(opens: date | None, tasks: Sequence[Task], waiting: Row | None) -> Renewal:
    if waiting is None:
        return Renewal(opens=opens, left=left(tasks))
    asked = waiting["asked_until"] if waiting["state"] == "asked" else None
    return Renewal(sent_at=waiting["received_at"], asked_until=asked)


def _tasks(ctx: Context, file: Entries, row: Row, opens: date, logged: Learning | None) -> tuple[Task, ...]:
    confirmed = file.person["confirmed_on"]
    with ctx.reading() as connection:
        verdict = renewal_verdict(ctx, connection, row)
        was_signed = signed_since(connection, row["id"], opens)
    totals = logged.totals if logged else None
    return tasks_of(verdict, totals, confirmed=confirmed is not None and confirmed >= opens, signed=was_signed)
