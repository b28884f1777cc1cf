"""Letters about applications and orders: what was decided, by whom and why, and what can be done now."""

import logging
import smtplib
from datetime import date

from councilkit import mail
from councilkit.context import Context
from councilkit.law.model import LawLookupError
from councilkit.register import store
from councilkit.register.model import OrderKind, RegisterPart, full_name
from councilkit.register.store import Row
from councilkit.wording import english_date

log = logging.getLogger("councilkit.register.letters")

SUBJECTS = {
    "asked": "We need something from you",
    "admitted": "Your application was accepted",
    "refused": "Your application was not accepted",
}
MEANS = {
    "none": "It does not change your right to practise.",
    "conditions": "You may practise, within these conditions.",
    "suspended": "You may not practise while it lasts. Your name still shows on the register.",
    "removed": "You are removed from the register and may not practise.",
}
NO_APPEAL = "The law that the council's system holds names no way to appeal; ask the council or a lawyer about yours."


def letter(ctx: Context, application: Row, kind: str) -> str:
    """The words of a letter, as its preview shows them; `kind` is asked, admitted or refused."""
    link = f"{ctx.config.server_public_url.rstrip('/')}/my/applications/{application['id']}"
    number = application["reference"]
    if kind == "asked":
        until = english_date(application["asked_until"])
        body = f"We need something from you by {until}:\n\n{application['asked']}"
        return f"{body}\n\nAnswer here: {link}\n"
    begin = f"{_name_of(ctx, application)}\n{english_date(_decided_on(ctx, application))}\n\n"
    if kind == "admitted":
        entered = _number_of(ctx, application)
        return f"{begin}Your application {number} was accepted.\n{entered}\nSee what it means for you: {link}\n"
    refused = f"{begin}Your application {number} was not accepted.\n\nReasons:\n{application['reasons']}\n\n"
    return f"{refused}{_appeal(ctx, application)}\n\n{link}\n"


def _name_of(ctx: Context, application: Row) -> str:
    details = application["details"]
    if details.get("given_names") or not application["person_id"]:
        names = {name: details.get(name) or "" for name in ("given_names", "family_name")}
        return full_name(names)
    with ctx.reading() as connection:
        found = store.person(connection, application["person_id"])
    return full_name(found) if found else ""


def _decided_on(ctx: Context, application: Row) -> date:
    """The day of the decision; of a letter that is only a preview, today."""
    decided = application["decided_at"]
    return decided.astimezone(ctx.config.zone).date() if decided else ctx.today()


def _number_of(ctx: Context, application: Row) -> str:
    if not application["registration_id"]:
        return "The letter will say your registration number.\n" if not application["outcome"] else ""
    with ctx.reading() as connection:
        found = store.registration(connection, application["registration_id"])
    return f"Your registration number is {found['number']}.\n" if found else ""


def _appeal(ctx: Context, application: Row) -> str:
    """The way to appeal by the law of the part's own country, as far as the law says one."""
    id, on = f"{application['part'].partition('.')[0]}.appeal.window", _decided_on(ctx, application)
    try:
        parameter, number = ctx.law.get(id), ctx.law.number(id, on)
    except LawLookupError:
        return NO_APPEAL
    return f"You can appeal. {parameter.title}: {number} {parameter.unit}."


def order_letter(ctx: Context, order: Row, registration: Row, person: Row) -> str:
    """The words of a letter about an order that two officers agreed to."""
    kind = ctx.catalogue.get(OrderKind, order["kind"]) if ctx.catalogue.has(OrderKind, order["kind"]) else None
    ends = f"until {english_date(order['ends_on'])}" if order["ends_on"] else "until further notice"
    lines = [
        f"{full_name(person)}\n{english_date(ctx.today())}",
        f"An order was made about your registration {registration['number']} ({_part(ctx, registration)}): "
        f"{kind.title if kind else order['kind']}.",
        f"Decided by: {order['decided_by']}",
        f"It holds from {english_date(order['starts_on'])} {ends}.",
        MEANS[order["effect"]],
    ]
    if kind and kind.public and order["public_wording"]:
        lines.append(f"Its public words:\n{order['public_wording']}")
    return "\n\n".join([*lines, f"See your page: {ctx.config.server_public_url.rstrip('/')}/my\n"])


def _part(ctx: Context, registration: Row) -> str:
    code = registration["part"]
    return ctx.catalogue.get(RegisterPart, code).title if ctx.catalogue.has(RegisterPart, code) else code


def send(ctx: Context, application: Row, kind: str) -> bool:
    """Send a letter to the applicant; returns whether it went out. A failure is logged and changes nothing."""
    address = application["details"].get("email") or _address_of(ctx, application)
    subject = f"{SUBJECTS[kind]} ({application['reference']})"
    return post(ctx, address, subject, letter(ctx, application, kind), application["reference"])


def send_order(ctx: Context, order: Row, registration: Row, person: Row) -> bool:
    """Send the letter about an order to the registrant; returns whether it went out."""
    subject = f"An order about your registration {registration['number']}"
    return post(
        ctx, person["email"], subject, order_letter(ctx, order, registration, person), f"order {order['id'][:8]}"
    )


def post(ctx: Context, address: str, subject: str, words: str, about: str) -> bool:
    """Send words under a subject, with the council's name and help line below; returns whether it went out."""
    if not address:
        return False
    text = f"{words}\n{ctx.config.council_name}\n{ctx.config.council_help_line}\n"
    try:
        mail.send(ctx.config, address, subject, text)
    except (OSError, smtplib.SMTPException):
        log.exception("The letter about %s could not be sent", about)
        return False
    return True


def _address_of(ctx: Context, application: Row) -> str:
    if not application["person_id"]:
        return ""
    with ctx.reading() as connection:
        found = store.person(connection, application["person_id"])
    return str(found["email"]) if found else ""
