"""Office pages of one renewal: what the law asks and finds, and what the office records for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotFound
from councilkit.law import Reason
from councilkit.register.model import full_name
from councilkit.register.pages.common import form_page
from councilkit.register.pages.registrations import about_registration
from councilkit.register.services import applications
from councilkit.register.services.recusal import is_self
from councilkit.register.services.registrations import find_registration
from councilkit.register.terms import renewal_opens
from councilkit.standing import letters, recording, schemas
from councilkit.standing.assessing import verdict_in
from councilkit.standing.model import Standing
from councilkit.standing.own import OwnEntry, read_entry
from councilkit.standing.renewal import PUT_OFF, figures
from councilkit.standing.renewal_store import RECORDED, recorded
from councilkit.standing.services import standing_of
from councilkit.standing.tables import dispensations
from councilkit.web import context, language, page, posted_version
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
BOTH = ["GET", "POST"]
ROWS_OF = {table.name: table for table in RECORDED}
RECORDED = N_("Recorded.")
HELD_BACK = N_(
    "Recorded. It arrived in time: the renewal is held open, as if the registration had not ended on %(day)s."
)
NOT_BACK = N_(
    "Recorded. The registration ended on %(day)s and stays ended: a fee of renewal holds it open only where it arrived "
    "before that day and is recorded within a year."
)
DECIDED = N_("Recorded. The letter to the registrant is sent.")
DECIDED_UNTOLD = N_("Recorded. No letter could be sent: tell the registrant.")
TAKEN_BACK = N_("Taken back. The history keeps it.")
UNDECIDED = N_("Taken back. The history keeps it, and the letter to the registrant is sent.")
UNDECIDED_UNTOLD = N_("Taken back. The history keeps it. No letter could be sent: tell the registrant.")
STATES = {
    "met": ("done", N_("Met")),
    "exempt": ("done", N_("Exempt")),
    "deferred": ("waiting", N_("Put off")),
    "does not apply": ("ended", N_("Does not apply")),
    "unknown": ("waiting", N_("A person must judge")),
    "unmet": ("stopped", N_("Not met")),
}


class ConfirmSchema(schemas.ConfirmationSchema):
    """A confirmation, on a page."""

    version = fields.Version(required=True)


def add_pages(blueprint: Blueprint) -> None:
    """Mount the office pages of renewals."""
    base = "/office/registrations/<registration_id>/renewal"
    blueprint.add_url_rule(base, "office_renewal", renewal)
    for name, view in (("payment", payment), ("condition", condition), ("leave", leave), ("decision", decision)):
        blueprint.add_url_rule(f"{base}/{name}", f"record_{name}", view, methods=BOTH)
    blueprint.add_url_rule(f"{base}/<table>/<id>/take-back", "take_back", take_back, methods=["POST"])
    blueprint.add_url_rule(f"{base}/conditions/<id>/confirm", "confirm", confirm, methods=BOTH)
    blueprint.add_url_rule("/office/conditions/<id>", "office_condition", office_condition)


@login_required
def renewal(registration_id: str) -> Response:
    """Where a renewal stands, what the law asks and finds, and what was recorded."""
    ctx = context()
    file, entry = read_entry(ctx, registration_id, language())
    own = is_self(ctx, file.person["id"])
    with ctx.reading() as connection:
        verdict = verdict_in(ctx, connection, entry.registration, rows=True)
        held = recorded(connection, registration_id)
    return page(
        "standing/office_renewal.html",
        name=full_name(file.person),
        person=file.person,
        entry=entry,
        reasons=list(_lines(verdict.reason)) if verdict else [],
        held=held,
        titles=_titles(ctx, entry.registration["part"]),
        confirmers=recording.confirmers(ctx, entry.registration["part"]),
        own=own,
        may=permitted(ctx.actor, "standing.record") and not own,
        opens=_opens(entry, ctx.today()),
        wide=True,
    )


def _opens(entry: OwnEntry, today: date) -> date | None:
    """When the next renewal opens, where none is open: until then the law finds the period that runs now."""
    due = entry.standing.due
    if due is None or not entry.standing.on_register or entry.renewable or entry.application:
        return None
    return opens if (opens := renewal_opens(due)) > today else None


def _lines(reason: Reason, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The reasons of a verdict from the top, with how deep each lies in the tree."""
    kind, words = STATES[reason.state]
    counted = Counter(row.why for row in reason.rows)
    yield {
        "depth": depth,
        "title": reason.requirement.title,
        "kind": kind,
        "state": Sentence(PUT_OFF, day=reason.until) if reason.until else words,
        "figures": figures(reason),
        "reason": reason,
        "counted": counted.pop("", 0),
        "left_out": sorted(counted.items()),
        "worked_out": [row.told for row in reason.rows if row.told],
    }
    for each in reason.reasons:
        yield from _lines(each, depth + 1)


def _titles(ctx: Context, part: str) -> dict[str, str]:
    """What fees, conditions, decisions and requirements are called."""
    found = {node.code: node.title for node in recording.requirements(ctx, part)}
    found |= dict(recording.condition_kinds(ctx, part))
    return found | {code: label for code, label, *_ in (*schemas.FEES, *schemas.DISPENSATIONS)}


Save = Callable[[Context, str, Any], Any]


def _recorded(
    registration_id: str,
    title: str,
    schema: Schema,
    save: Save,
    template: str = "register/form.html",
    done: Callable[[Any], str] = lambda _: RECORDED,
    **choices: Any,
) -> AnyResponse:
    """A form that records one thing for a renewal; `done` says what was done from what `save` returned."""
    ctx = context()
    require(ctx, "standing.record")
    about, _ = about_registration(registration_id, "record", title, N_("Record this"), template=template)

    def keep(data: dict[str, Any]) -> str:
        flash(done(save(ctx, registration_id, data)), "done")
        return _back(registration_id)

    return form_page(about, schema, lambda: {"id": new_id()}, keep, choices=choices)


def _back(registration_id: str) -> str:
    return url_for("standing.office_renewal", registration_id=registration_id)


def _part(registration_id: str) -> str:
    return str(recording.find_registration(context(), registration_id)["part"])


@login_required
def payment(registration_id: str) -> AnyResponse:
    """Record money that came in."""
    title, template = N_("Record a payment"), "standing/asked_once_more.html"
    ctx = context()
    schema = schemas.payment_in(recording.currency_of(ctx, recording.find_registration(ctx, registration_id)))

    def save(ctx: Context, id: str, data: Any) -> str:
        before = standing_of(ctx, id)
        recording.record_payment(ctx, id, data)
        return _paid(ctx, id, before) if data["fee"] == "renewal" else RECORDED

    return _recorded(registration_id, title, schema, save, template, lambda told: told)


def _paid(ctx: Context, id: str, before: Standing) -> str:
    """What the fee of a renewal did to a registration that had ended by the calendar."""
    if before.status != "lapsed":
        return RECORDED
    if not standing_of(ctx, id).on_register:
        return Sentence(NOT_BACK, day=before.ended_on)
    return applications.also_open(ctx, find_registration(ctx, id), Sentence(HELD_BACK, day=before.ended_on))


@login_required
def condition(registration_id: str) -> AnyResponse:
    """Put a condition on a registration."""
    kinds = recording.condition_kinds(context(), _part(registration_id))
    title, schema = N_("Put a condition on the registration"), schemas.ConditionSchema()
    return _recorded(registration_id, title, schema, recording.impose_condition, kind=kinds)


@login_required
def leave(registration_id: str) -> AnyResponse:
    """Record leave."""
    return _recorded(registration_id, N_("Record leave"), schemas.LeaveSchema(), recording.record_leave)


@login_required
def decision(registration_id: str) -> AnyResponse:
    """Decide about one requirement."""
    asked = [(node.code, node.title) for node in recording.requirements(context(), _part(registration_id))]
    title, schema = N_("Decide about one requirement"), schemas.DispensationSchema()
    return _recorded(registration_id, title, schema, recording.dispense, done=_told, requirement=asked)


def _told(made: Row | None) -> str:
    """Write to the registrant about a decision, once, and say whether the letter went out."""
    if made is None:
        return RECORDED
    return DECIDED if letters.decided(context(), made) else DECIDED_UNTOLD


@login_required
def confirm(registration_id: str, id: str) -> AnyResponse:
    """Say, as the office, that a condition is fulfilled."""
    ctx = context()
    require(ctx, "standing.record")
    with ctx.reading() as connection:
        found = next((row for row in recorded(connection, registration_id)["conditions"] if row["id"] == id), None)
    if found is None:
        raise NotFound(recording.NOT_THERE)
    title, button = N_("Confirm that a condition is fulfilled"), N_("Confirm")
    template = "standing/asked_once_more.html"
    about, _ = about_registration(registration_id, "confirm", title, button, done=N_("Confirmed."), template=template)

    def keep(data: dict[str, Any]) -> str:
        version = data.pop("version")
        recording.confirm_condition(ctx, id, data, version)
        return _back(registration_id)

    return form_page(about, ConfirmSchema(), lambda: {"version": found["version"]}, keep)


@login_required
def office_condition(id: str) -> AnyResponse:
    """Where a condition stands among what was recorded for its registration."""
    found = recording.find_condition(context(), id)
    address = url_for("standing.office_renewal", registration_id=found["registration_id"], _anchor=f"conditions-{id}")
    return redirect(address)


@login_required
def take_back(registration_id: str, table: str, id: str) -> AnyResponse:
    """Take back what was recorded by mistake."""
    if table not in ROWS_OF:
        raise NotFound(recording.NOT_THERE)
    found = recording.take_back(context(), ROWS_OF[table], id, posted_version())
    told = TAKEN_BACK
    if table == dispensations.name:
        told = UNDECIDED if letters.taken_back(context(), found) else UNDECIDED_UNTOLD
    flash(told, "done")
    return redirect(_back(registration_id))
