"""Letters about an application: short, with a link straight to what is to be done."""

import logging
import smtplib

from councilkit import mail
from councilkit.context import Context
from councilkit.register import store
from councilkit.register.store import Row
from councilkit.wording import english_date

log = logging.getLogger("councilkit.register.letters")

SUBJECTS = {
    "asked": "We need something from you",
    "admitted": "Your application was accepted",
    "refused": "Your application was not accepted",
}


def letter(ctx: Context, application: Row, kind: str) -> str:
    """The words of a letter, as its preview shows them; `kind` is asked, admitted or refused."""
    link = f"{ctx.config.server_public_url.rstrip('/')}/my/applications/{application['id']}"
    number = application["reference"]
    if kind == "asked":
        until = english_date(application["asked_until"])
        body = f"We need something from you by {until}:\n\n{application['asked']}"
        return f"{body}\n\nAnswer here: {link}\n"
    if kind == "admitted":
        return f"Your application {number} was accepted.\n\nSee what it means for you: {link}\n"
    reasons = application["reasons"]
    return f"Your application {number} was not accepted.\n\nReasons:\n{reasons}\n\n{link}\n"


def send(ctx: Context, application: Row, kind: str) -> bool:
    """Send a letter to the applicant; returns whether it went out. A failure is logged and changes nothing."""
    address = application["details"].get("email") or _address_of(ctx, application)
    if not address:
        return False
    subject = f"{SUBJECTS[kind]} ({application['reference']})"
    text = f"{letter(ctx, application, kind)}\n{ctx.config.council_name}\n{ctx.config.council_help_line}\n"
    try:
        mail.send(ctx.config, address, subject, text)
    except (OSError, smtplib.SMTPException):
        log.exception("The letter about %s could not be sent", application["reference"])
        return False
    return True


def _address_of(ctx: Context, application: Row) -> str:
    if not application["person_id"]:
        return ""
    with ctx.reading() as connection:
        found = store.person(connection, application["person_id"])
    return str(found["email"]) if found else ""
