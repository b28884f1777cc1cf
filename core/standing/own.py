"""A person's own page: am I renewed, what is left, and the renewal itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from councilkit.context import Context
from councilkit.cpd.reading import Learning, learning
from councilkit.errors import Invalid, NotFound, Problem
from councilkit.register.model import OrderKind, RegisterPart
from councilkit.register.services import applications, people
from councilkit.register.services.people import PersonFile
from councilkit.register.terms import in_force, renewal_opens, term
from councilkit.standing.answers import Answer, Asked, Renewal, answer, asking, leading, profession_of
from councilkit.standing.entries import ShownOrder
from councilkit.standing.model import Standing, standing
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NOT_YOURS = N_("This registration is not there, or it is not yours. Go back to your page.")


@dataclass(frozen=True)
class Task:
    """One thing of a renewal: details, learning or sign."""

    code: str
    label: str
    done: bool
    status: str
    hint: str = ""


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

    @property
    def id(self) -> str:
        return str(self.registration["id"])

    @property
    def left(self) -> int:
        return sum(not task.done for task in self.tasks)


@dataclass(frozen=True)
class Own:
    """Everything of a person's own page; `file` None for somebody who is on no register yet."""

    file: PersonFile | None
    entries: tuple[OwnEntry, ...]
    learning: Learning | None
    applications: tuple[Row, ...]

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
        return Own(None, (), None, sent)
    file = people.read_file(ctx, ctx.actor.person_id)
    logged = {row["id"]: _learning(ctx, file, row["id"]) for row in file.registrations}
    found = (_entry(ctx, file, row, sent, logged[row["id"]], language) for row in file.registrations)
    waiting = ctx.council.hooks.asked(ctx, file.person["id"])
    entries = tuple(_asked_too(each, [a for a in waiting if a.registration_id == each.id]) for each in found)
    own = Own(file, entries, None, sent)
    return Own(file, entries, logged[own.first.id] if own.first else None, sent)


def _learning(ctx: Context, file: PersonFile, registration_id: str) -> Learning | None:
    """What was logged for a registration; None where its part asks for none or its plugin is not loaded."""
    try:
        found = learning(ctx, file.person["id"], registration_id=registration_id)
    except Problem:
        return None
    return found if found.chosen.framework is not None else None


def _entry(
    ctx: Context, file: PersonFile, row: Row, sent: Sequence[Row], logged: Learning | None, language: str
) -> OwnEntry:
    events = [event for event in file.events if event["registration_id"] == row["id"]]
    orders = [order for order in file.orders if order["registration_id"] == row["id"]]
    found = standing(row, events, orders, ctx.today())
    part = ctx.catalogue.get(RegisterPart, row["part"]) if ctx.catalogue.has(RegisterPart, row["part"]) else None
    waiting = next((a for a in sent if a["registration_id"] == row["id"] and a["state"] != "decided"), None)
    opens = _opens(ctx, row, events, orders) if waiting is None else None
    tasks = _tasks(file, opens, logged) if opens else ()
    renewal = _renewal(opens, tasks, waiting)
    said = answer(found, profession_of(part, row["part"], language), renewal, ctx.config.zone)
    title = part.titles.get(language, part.title) if part else row["part"]
    shown = tuple(_shown(ctx, order) for order in found.orders)
    return OwnEntry(row, title, found, said, tasks, waiting, opens is not None, shown)


def _asked_too(entry: OwnEntry, asked: Sequence[Asked]) -> OwnEntry:
    """The same entry, asking first for what the council waits for."""
    if not asked:
        return entry
    return replace(entry, answer=asking(min(each.until for each in asked)), asked=tuple(asked), beside=entry.answer)


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


def _opens(ctx: Context, row: Row, events: Sequence[Row], orders: Sequence[Row]) -> date | None:
    """Since when the present term can be renewed; None when it cannot be renewed today."""
    found = term(row, events, ctx.today())
    if found is None or not found.running or found.until is None:
        return None
    if any(order["effect"] == "removed" and in_force(order, ctx.today()) for order in orders):
        return None
    opens = renewal_opens(found.until)
    return opens if opens <= ctx.today() else None


def _renewal(opens: date | None, tasks: Sequence[Task], waiting: Row | None) -> Renewal:
    if waiting is None:
        return Renewal(opens=opens, left=sum(not task.done for task in tasks))
    asked = waiting["asked_until"] if waiting["state"] == "asked" else None
    return Renewal(sent_at=waiting["received_at"], asked_until=asked)


def _tasks(file: PersonFile, opens: date, logged: Learning | None) -> tuple[Task, ...]:
    confirmed = file.person["confirmed_on"]
    checked = confirmed is not None and confirmed >= opens
    found = [Task("details", N_("Check your details"), checked, N_("Done") if checked else N_("To do"))]
    if logged is not None and logged.totals.left is not None:
        found.append(_learning_task(logged))
    ready = checked
    sign = N_("To do") if ready else N_("Cannot start yet: check your details first")
    found.append(Task("sign", N_("Check and sign"), False, sign))
    return tuple(found)


def _learning_task(logged: Learning) -> Task:
    left = logged.totals.left or Decimal(0)
    label = Sentence("Learning: %(sum)s", sum=logged.totals.sentence)
    if not left:
        return Task("learning", label, True, N_("Done"))
    hint = N_("If you cannot meet this, sign anyway and say why: a person will look at it.")
    return Task("learning", label, False, Sentence("%(left)s to go", left=f"{left.normalize():f}"), hint)


def renew(ctx: Context, registration_id: str, data: Row) -> Row:
    """Send the signed renewal of one's own registration; returns the application, decided at once if all is met.

    `data` holds `declaration`, `note` (why learning is short) and the form's `id`.
    """
    entry = read_own(ctx).entry(registration_id)
    before = _sent_before(ctx, data.get("id"))
    if before is not None:
        return before
    if entry.application is None and not entry.renewable:
        raise Problem("This registration cannot be renewed today. Your page says why.")
    short = [task for task in entry.tasks if task.code == "learning" and not task.done]
    if any(task.code == "details" and not task.done for task in entry.tasks):
        raise Problem("Check your details first, then sign.")
    if short and not data.get("note"):
        raise Invalid({"note": [N_("Say why your learning is short, so that a person can decide.")]})
    declared = {
        "declaration": bool(data.get("declaration")),
        "note": data.get("note") or "",
        "learning": [str(t.label) for t in entry.tasks],
    }
    id = applications.send_renewal(ctx, registration_id, declared, checked=not short, id=data.get("id"))
    return applications.read(ctx, id)


def _sent_before(ctx: Context, id: str | None) -> Row | None:
    """The application that this very form has sent already."""
    if not id:
        return None
    try:
        return applications.read(ctx, id)
    except NotFound:
        return None
