"""Office pages of registrations: renew, extend, and an application to come back."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.database import new_id
from councilkit.errors import NotPermitted
from councilkit.register import letters, schemas
from councilkit.register.model import full_name
from councilkit.register.pages.common import FormPage, cited_by, form_page, part_title
from councilkit.register.services import applications, files, registrations
from councilkit.register.services.recusal import OWN, is_self
from councilkit.web import context
from councilkit.wording import N_, Sentence

BOTH = ["GET", "POST"]
BACK_FOR_ONESELF = (
    N_("Come back to the register"),
    N_("Send"),
    N_("Tell us what has happened since. An officer looks at it, and a second one decides."),
    schemas.RestorationSchema,
)
BACK_FOR_SOMEBODY = (
    N_("Enter an application to come back"),
    N_("Enter this application"),
    N_("For somebody who applied on paper or in person: write what they wrote. A second officer decides, as always."),
    schemas.EnteredRestorationSchema,
)


RENEWED = N_("Renewed. The letter is sent.")
RENEWED_UNTOLD = N_("Renewed. No letter could be sent: tell the person.")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of registrations."""
    base = "/office/registrations/<registration_id>"
    blueprint.add_url_rule(f"{base}/renew", "renew", renew, methods=BOTH)
    blueprint.add_url_rule(f"{base}/extend", "extend", extend, methods=BOTH)
    blueprint.add_url_rule("/my/come-back/<registration_id>", "come_back", come_back, methods=BOTH)


class RenewSchema(Schema):
    """A renewal that the office writes."""

    until = fields.IsoDate(
        metadata={"label": N_("New last day"), "hint": N_("Leave this empty: the law's period counts.")}
    )
    reason = fields.LongText(
        max_length=2000,
        metadata={
            "label": N_("Why is it renewed although not everything is met?"),
            "hint": N_(
                "For example, that the form was signed on paper. It is kept with the renewal, and the person reads it."
            ),
            "needed": True,
        },
    )
    version = fields.Version(required=True)


class ExtendSchema(schemas.ExtensionSchema):
    """A later end, on a page."""

    version = fields.Version(required=True)


def about_registration(registration_id: str, name: str, title: str, button: str, **more: Any) -> tuple[FormPage, Any]:
    """A page about one registration, and its row; one with a button is for officers whose own it is not."""
    ctx = context()
    row = registrations.find_registration(ctx, registration_id)
    if button and is_self(ctx, row["person_id"]):
        raise NotPermitted(OWN)
    person = files.read_person(ctx, row["person_id"])
    number = Sentence("%(part)s, No. %(number)s", part=part_title(row["part"]), number=row["number"])
    crumbs = [(url_for("standing.person", person_id=person["id"]), full_name(person)), (None, title)]
    shown = {"identity": (full_name(person), row["number"], [(N_("Part"), part_title(row["part"]))])}
    return FormPage(name, title, button, crumbs, more.pop("intro", ""), shown=shown, **more), {**row, "title": number}


def _back(row: Any) -> str:
    return url_for("standing.person", person_id=row["person_id"])


def _sent(row: Any) -> str:
    """The page of the application about a registration that waits for a decision; "" where none does."""
    found = registrations.waiting_application(context(), row)
    return url_for("register.application", application_id=found["id"]) if found else ""


@login_required
def renew(registration_id: str) -> AnyResponse:
    """Renew for somebody, from paper."""
    ctx = context()
    require(ctx, "register.renew")
    about, row = about_registration(
        registration_id, "renew", N_("Renew"), N_("Renew this registration"), template="register/renew.html"
    )
    until, refusal = registrations.renewable_until(ctx, registration_id)
    name, number, facts = about.shown["identity"]
    if refusal and request.method == "GET":
        flash(refusal, "note")
        return redirect(_sent(row) or _back(row))
    checks = registrations.renewal_checks(ctx, row)
    identity = (name, number, [*facts, (N_("Term ends"), until or "–")])
    about = replace(about, shown={"identity": identity, "checks": checks, "cite": cited_by(ctx)})

    def save(data: dict[str, Any]) -> str:
        reason = data.get("reason") or ""
        last = registrations.renew(ctx, registration_id, data["version"], data["until"], reason)
        sent = letters.send_renewal(ctx, row, last, reason)
        flash(RENEWED if sent else RENEWED_UNTOLD, "done")
        return _back(row)

    met = all(check.result == "met" for check in checks)
    return form_page(about, RenewSchema(exclude=("reason",) if met else ()), lambda: _version(registration_id), save)


def _version(registration_id: str) -> dict[str, Any]:
    return {"version": registrations.find_registration(context(), registration_id)["version"], "id": new_id()}


@login_required
def extend(registration_id: str) -> AnyResponse:
    """Move the end of a term."""
    ctx = context()
    require(ctx, "register.extend")
    about, row = about_registration(
        registration_id, "extend", N_("Extend"), N_("Extend this registration"), done=N_("Extended.")
    )

    def save(data: dict[str, Any]) -> str:
        registrations.extend(
            ctx, registration_id, {name: data[name] for name in ("until", "reason", "article")}, data["version"]
        )
        return _back(row)

    return form_page(about, ExtendSchema(), lambda: _version(registration_id), save)


@login_required
def come_back(registration_id: str) -> AnyResponse:
    """Apply to come back to the register; the office may enter it for somebody."""
    ctx = context()
    row = registrations.find_registration(ctx, registration_id)
    require(ctx, "register.apply", row["person_id"])
    office = permitted(ctx.actor, "register.apply")
    home = (_back(row), N_("Back to the record")) if office else (url_for("standing.my"), N_("My page"))
    title, button, intro, schema = BACK_FOR_SOMEBODY if office else BACK_FOR_ONESELF
    about = FormPage("come_back", title, button, [home, (None, title)], intro)

    def save(data: dict[str, Any]) -> str:
        id = applications.apply_back(ctx, registration_id, data)
        return url_for("register.application" if office else "register.own_application", application_id=id)

    return form_page(about, schema(), lambda: {"id": new_id()}, save)
