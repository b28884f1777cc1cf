"""Office pages of appeals: record one, the council's reply, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.look import say
from councilkit.register import appeal_letters, schemas
from councilkit.register.model import OrderKind
from councilkit.register.pages.common import FormPage, form_page, left_out, part_title
from councilkit.register.pages.registrations import about_registration
from councilkit.register.services import appeals
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

BOTH = ["GET", "POST"]
NO_EFFECT = N_("An appeal changes nothing on the register by itself.")
RECORD = N_("Record an appeal"), N_("Record this appeal")
AGAIN = N_("The application waits in Work again. Propose what follows from the appeal; a second officer decides.")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of appeals."""
    blueprint.add_url_rule("/office/registrations/<registration_id>/appeal", "new_appeal", new_appeal, methods=BOTH)
    of_application = "/office/applications/<application_id>/appeal"
    blueprint.add_url_rule(of_application, "new_appeal_of_application", new_appeal_of_application, methods=BOTH)
    blueprint.add_url_rule("/office/appeals/<appeal_id>", "appeal", appeal)
    blueprint.add_url_rule("/office/appeals/<appeal_id>/reply", "answer_appeal", answer_appeal, methods=BOTH)
    blueprint.add_url_rule("/office/appeals/<appeal_id>/outcome", "close_appeal", close_appeal, methods=BOTH)
    blueprint.add_url_rule("/office/appeals/<appeal_id>/again", "decide_again", decide_again, methods=["POST"])


@login_required
def new_appeal(registration_id: str) -> AnyResponse:
    """Record an appeal that reached the council."""
    ctx = context()
    require(ctx, "register.appeal")
    about, _ = about_registration(registration_id, "appeal", *RECORD, intro=NO_EFFECT, done=N_("Recorded."))
    orders = appeals.orders_to_appeal(ctx, registration_id)
    schema = schemas.AppealSchema(exclude=() if orders else ("order_id",))
    recorded = appeals.appeals_of_registration(ctx, registration_id)
    offered = [*(_choice(*each) for each in orders), (schemas.NO_ORDER, N_("Another decision"))]
    choices = {"order_id": offered} if orders else {}

    def save(data: dict[str, Any]) -> str:
        return _page_of(appeals.record_appeal(ctx, registration_id, data))

    return form_page(_beside(about, recorded), schema, lambda: {"id": new_id()}, save, choices=choices)


def _choice(order: Mapping[str, Any], refusal: Sentence | None) -> tuple[str, ...]:
    catalogue, code = context().catalogue, order["kind"]
    title = catalogue.get(OrderKind, code).title if catalogue.has(OrderKind, code) else code
    label = Sentence(N_("%(kind)s from %(day)s"), kind=Sentence(title), day=order["starts_on"])
    return (order["id"], label, *filter(None, [refusal]))


def _beside(about: FormPage, recorded: Sequence[Mapping[str, Any]]) -> FormPage:
    """The form beside the appeals that are recorded already about the same thing."""
    shown = {**about.shown, "recorded": recorded, "outcomes": dict(schemas.OUTCOMES)}
    return replace(about, template="register/new_appeal.html", shown=shown)


@login_required
def new_appeal_of_application(application_id: str) -> AnyResponse:
    """Record an appeal against the refusal of an application."""
    ctx = context()
    found = appeals.refused_application(ctx, application_id)
    recorded = appeals.appeals_of_application(ctx, application_id)
    crumbs = [(_application(application_id), found["reference"]), (None, RECORD[0])]
    about = FormPage("appeal", *RECORD, crumbs, NO_EFFECT, N_("Recorded."))
    against = Sentence(N_("Refusal of the application %(reference)s"), reference=found["reference"])

    def save(data: dict[str, Any]) -> str:
        return _page_of(appeals.record_appeal_of_application(ctx, application_id, data))

    schema = schemas.AppealSchema(exclude=("order_id",))
    return form_page(_beside(about, recorded), schema, lambda: {"id": new_id(), "against": say(against)}, save)


@login_required
def decide_again(appeal_id: str) -> AnyResponse:
    """Let a refused application be decided again, because an appeal overturned the refusal."""
    application_id = appeals.decide_again(context(), appeal_id)
    flash(AGAIN, "done")
    return redirect(_application(application_id))


@login_required
def appeal(appeal_id: str) -> Response:
    """An appeal: by when the council answers, and how it stands."""
    ctx = context()
    found = appeals.read_appeal(ctx, appeal_id)
    return page(
        "register/appeal.html",
        appeal=found,
        left_out=left_out(found.clock),
        identity=_identity(found),
        back=_about(found),
        outcomes=dict(schemas.OUTCOMES),
        no_effect=NO_EFFECT,
        today=ctx.today(),
        own=appeals.is_about_self(ctx, found),
        may=permitted(ctx.actor, "register.appeal"),
    )


def _identity(found: appeals.Appeal) -> tuple[Any, ...]:
    return found.name, found.number, [(N_("Part"), part_title(found.part))]


def _about(found: appeals.Appeal) -> str:
    """The page of what an appeal is about: the application, or the record of the person."""
    application_id = found.row["application_id"]
    return _application(application_id) if application_id else url_for("standing.person", person_id=found.person_id)


def _application(application_id: str) -> str:
    return url_for("register.application", application_id=application_id)


@login_required
def answer_appeal(appeal_id: str) -> AnyResponse:
    """Record the council's reply."""
    return _form(appeal_id, "reply", N_("The council's reply"), N_("Record the reply"), schemas.ReplySchema())


@login_required
def close_appeal(appeal_id: str) -> AnyResponse:
    """Record what came of an appeal."""
    return _form(appeal_id, "outcome", N_("What came of the appeal"), N_("Record the outcome"), schemas.OutcomeSchema())


def _form(appeal_id: str, name: str, title: str, button: str, schema: Any) -> AnyResponse:
    ctx = context()
    require(ctx, "register.appeal")
    found = appeals.read_appeal(ctx, appeal_id)
    crumbs = [(_page_of(appeal_id), N_("Appeal")), (None, title)]
    about = FormPage(name, title, button, crumbs, shown={"identity": _identity(found)})
    write = _reply if name == "reply" else _close

    def save(data: dict[str, Any]) -> str:
        flash(write(ctx, appeal_id, data), "done")
        return _page_of(appeal_id)

    return form_page(about, schema, lambda: dict(appeals.read_appeal(ctx, appeal_id).row), save)


def _reply(ctx: Context, appeal_id: str, data: dict[str, Any]) -> str:
    appeals.reply(ctx, appeal_id, data)
    return N_("Recorded.")


def _close(ctx: Context, appeal_id: str, data: dict[str, Any]) -> str:
    appeals.close(ctx, appeal_id, data)
    sent = appeal_letters.told(ctx, appeals.read_appeal(ctx, appeal_id))
    return N_("Recorded. The letter is sent.") if sent else N_("Recorded. No letter could be sent: tell the person.")


def _page_of(appeal_id: str) -> str:
    return url_for("register.appeal", appeal_id=appeal_id)
