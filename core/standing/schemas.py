"""What comes in about renewal: payments, conditions and their confirmation, leave, decisions about one requirement."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, validates_schema

from councilkit import fields
from councilkit.register.schemas.common import EARLIEST, Known
from councilkit.wording import N_, Sentence

FEES = (
    ("renewal", N_("Renewal")),
    ("annual", N_("Annual fee")),
    ("entry", N_("First registration")),
    ("restoration", N_("Restoration")),
)
DISPENSATIONS = (
    ("exemption", N_("Exemption"), N_("It need not be met while this holds.")),
    ("extension", N_("More time"), N_("It is put off until the last day.")),
    ("undertaking", N_("Undertaking"), N_("The registrant promises to meet it by the last day.")),
)


class Spell(Known):
    """Something with a first and perhaps a last day."""

    starts_on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("First day")})
    ends_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("Last day")})

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            raise ValidationError(N_("The last day must not be before the first."), "ends_on")


class PaymentSchema(Known):
    """Money that came in for a registration."""

    fee = fields.Choice(FEES, required=True, metadata={"label": N_("What was paid?")})
    amount = fields.Amount(
        required=True, least=Decimal("0.01"), most=Decimal("99999"), metadata={"label": N_("Amount")}
    )
    paid_on = fields.IsoDate(
        required=True, earliest=EARLIEST, latest="today", metadata={"label": N_("On which day did it arrive?")}
    )
    payer = fields.Text(
        max_length=200, metadata={"label": N_("Who paid?"), "hint": N_("Leave this empty for the registrant.")}
    )
    reference = fields.Text(max_length=60, metadata={"label": N_("Reference"), "width": "20"})
    anyway = fields.YesNo(load_default=False, metadata={"label": N_("This is another payment: record it anyway")})


def payment_in(currency: str) -> PaymentSchema:
    """The same, whose amount is in a currency; without one where the law names none."""
    schema = PaymentSchema()
    if currency:
        label = Sentence(N_("Amount in %(currency)s"), currency=currency)
        schema.fields["amount"].metadata = {**schema.fields["amount"].metadata, "label": label}
    return schema


class ConditionSchema(Known):
    """A condition of registration that ends when it is fulfilled and confirmed."""

    kind = fields.Choice(required=True, metadata={"label": N_("Condition")})
    imposed_on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("From which day on?")})
    due_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("To be fulfilled by")})
    wording = fields.LongText(max_length=4000, metadata={"label": N_("In words"), "rows": 3})

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("imposed_on") and data.get("due_on") and data["due_on"] < data["imposed_on"]:
            raise ValidationError(N_("The day by which it is due must not be before it begins."), "due_on")


class ConfirmationSchema(Known):
    """The word of somebody who may say so that a condition is fulfilled."""

    fulfilled_on = fields.IsoDate(
        required=True, earliest=EARLIEST, latest="today", metadata={"label": N_("On which day was it fulfilled?")}
    )
    anyway = fields.YesNo(load_default=False, metadata={"label": N_("It was fulfilled so early: confirm it anyway")})


class LeaveSchema(Spell):
    """Time away from work."""

    kind = fields.Text(required=True, max_length=40, metadata={"label": N_("Kind of leave"), "width": "20"})

    class Meta:
        fields = ("kind", "starts_on", "ends_on", "id")


class DispensationSchema(Spell):
    """A decision about one requirement of one registrant."""

    kind = fields.Choice(DISPENSATIONS, required=True, metadata={"label": N_("What is decided?")})
    requirement = fields.Choice(required=True, metadata={"label": N_("About which requirement?")})
    reason = fields.LongText(required=True, max_length=2000, metadata={"label": N_("Reason")})
    article = fields.Text(required=True, max_length=120, metadata={"label": N_("Rule or article")})

    class Meta:
        fields = ("kind", "requirement", "starts_on", "ends_on", "reason", "article", "id")

    @validates_schema
    def _with_an_end(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("kind") in ("extension", "undertaking") and not data.get("ends_on"):
            raise ValidationError(N_("Enter the last day: nothing can be put off for ever."), "ends_on")
