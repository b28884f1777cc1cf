"""What comes in from employers: numbers to check, the end of an employment, a confirmation, a note, an invitation."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, pre_load, validates_schema

from councilkit import fields
from councilkit.accounts.schemas import Invitation
from councilkit.register.schemas.common import EARLIEST
from councilkit.standing.schemas import ConfirmationSchema
from councilkit.wording import N_

NO_NUMBER = N_("Enter at least one registration number or public id.")


class NumbersSchema(Schema):
    """Registration numbers and public ids to look up."""

    numbers = fields.LongText(
        required=True,
        max_length=4000,
        metadata={
            "label": N_("Registration numbers or public ids"),
            "hint": N_(
                "Up to 100, with a comma, a blank or a new line between them. Type a public id with its hyphens."
            ),
            "rows": 4,
            "autocomplete": "off",
        },
        error_messages={"required": NO_NUMBER},
    )


class EndSchema(Schema):
    """That somebody does not work for the employer, any more or at all."""

    what = fields.Choice(
        (
            ("left", N_("They worked here and have left")),
            ("never", N_("They never worked here"), N_("The council looks at how this came about.")),
        ),
        required=True,
        metadata={"label": N_("What is right?")},
    )
    last_day = fields.IsoDate(
        earliest=EARLIEST, latest="today", metadata={"label": N_("What was their last day of work?"), "needed": True}
    )

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        """A day that was typed under another choice is hidden by now, so it is not judged."""
        return {name: value for name, value in data.items() if name != "last_day" or data.get("what") == "left"}

    @validates_schema
    def _with_a_day(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("what") == "left" and not data.get("last_day"):
            raise ValidationError(N_("Enter their last day of work."), "last_day")


class ConfirmSchema(ConfirmationSchema):
    """The same confirmation, of the condition as it was on the page."""

    version = fields.Version(required=True)


class MoreTimeSchema(Schema):
    """Why a condition is not fulfilled yet."""

    note = fields.LongText(
        required=True,
        max_length=1000,
        metadata={
            "label": N_("Until when do you need, and what is still to be done?"),
            "hint": N_("The council and the person concerned can read this. Do not write about anybody's health."),
        },
    )


class InviteSchema(Schema):
    """Who is invited to act for an employer."""

    name = Invitation._declared_fields["name"]
    email = Invitation._declared_fields["email"]
