"""What comes in about appeals: that there is one, the council's reply, and what came of it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from councilkit import fields
from councilkit.register.schemas.common import EARLIEST, STAFF_ONLY, Known
from councilkit.wording import N_

NO_ORDER = "none"  # of an appeal against another decision
OUTCOMES = (
    ("confirmed", N_("The decision stands")),
    ("set_aside", N_("The decision is set aside")),
    ("substituted", N_("Another decision takes its place")),
    ("withdrawn", N_("The appeal was taken back")),
)
BY_TODAY: dict[str, Any] = {"earliest": EARLIEST, "latest": "today"}


class AppealSchema(Known):
    """An appeal that reached the council."""

    order_id = fields.Choice(metadata={"label": N_("Which order is it against?")})
    against = fields.Text(
        required=True,
        max_length=300,
        metadata={"label": N_("Against which decision?"), "hint": N_("For example: suspension of 3 May 2026.")},
    )
    served_on = fields.IsoDate(**BY_TODAY, metadata={"label": N_("When was the decision served?")})
    received_on = fields.IsoDate(
        required=True, **BY_TODAY, metadata={"label": N_("When did the appeal reach the council?")}
    )
    reference = fields.Text(max_length=60, metadata={"label": N_("Reference of the tribunal or court"), "width": "20"})

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("served_on") and data.get("received_on") and data["received_on"] < data["served_on"]:
            raise ValidationError(N_("An appeal cannot come before its decision. Check the two days."), "received_on")


class ReplySchema(Schema):
    """The council's reply to an appeal."""

    replied_on = fields.IsoDate(
        required=True, **BY_TODAY, metadata={"label": N_("When did the council send its reply?")}
    )
    version = fields.Version(required=True)


class OutcomeSchema(Schema):
    """What came of an appeal."""

    outcome = fields.Choice(OUTCOMES, required=True, metadata={"label": N_("What came of it?")})
    outcome_on = fields.IsoDate(required=True, **BY_TODAY, metadata={"label": N_("On which day?")})
    note = fields.LongText(max_length=4000, metadata={"label": N_("Note"), "privacy": STAFF_ONLY, "rows": 4})
    version = fields.Version(required=True)
