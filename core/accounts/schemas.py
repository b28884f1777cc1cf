"""The shape of what comes in on account pages."""

from marshmallow import Schema

from councilkit import fields
from councilkit.accounts.model import TITLES
from councilkit.wording import N_

_EMAIL = {"label": N_("Email address"), "autocomplete": "username"}


class SignIn(Schema):
    """Email and password."""

    email = fields.Text(
        required=True,
        max_length=254,
        metadata=_EMAIL | {"widget": "email"},
        error_messages={"required": N_("Enter your email address.")},
    )
    password = fields.Password(
        required=True,
        metadata={"label": N_("Password"), "autocomplete": "current-password"},
        error_messages={"required": N_("Enter your password.")},
    )


class AskReset(Schema):
    """Where to send a link for a new password."""

    email = fields.Email(required=True, metadata=_EMAIL, error_messages={"required": N_("Enter your email address.")})


class NewPassword(Schema):
    """A new password."""

    password = fields.Password(
        required=True,
        metadata={
            "label": N_("Choose a password"),
            "hint": N_("At least 10 characters. A few words together work well."),
            "autocomplete": "new-password",
        },
        error_messages={"required": N_("Choose a password.")},
    )


class Claim(NewPassword):
    """A registrant's own account: the address to sign in with, and a password."""

    email = fields.Email(required=True, metadata=_EMAIL, error_messages={"required": N_("Enter your email address.")})


class Invitation(Schema):
    """Who is invited, and to what."""

    name = fields.Text(
        required=True,
        max_length=200,
        metadata={"label": N_("Name")},
        error_messages={"required": N_("Enter the person's name.")},
    )
    email = fields.Email(
        required=True,
        metadata={"label": N_("Email address")},
        error_messages={"required": N_("Enter an email address.")},
    )
    roles = fields.Choices(
        tuple((code, title) for code, title in TITLES.items() if code not in ("registrant", "employer")),
        required=True,
        metadata={"label": N_("What will this person do?")},
        error_messages={"required": N_("Choose at least one role.")},
    )


class Roles(Schema):
    """The roles of an account."""

    roles = fields.Choices(
        tuple(TITLES.items()),
        required=True,
        metadata={"label": N_("Roles")},
        error_messages={"required": N_("Choose at least one role.")},
    )
    version = fields.Version()
