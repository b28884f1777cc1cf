"""What comes in about registrations: orders, endings, extensions, merges."""

from marshmallow import Schema

from councilkit import fields
from councilkit.register.schemas.common import EARLIEST, STAFF_ONLY, Known
from councilkit.wording import N_

NEEDED = {
    "hint": N_("Needed where the council removes the entry or a renewal is held open no longer."),
    "needed": True,
}


class OrderSchema(Known):
    """An order of a committee or a court."""

    kind = fields.Choice(required=True, metadata={"label": N_("Kind of order")})
    decided_by = fields.Text(
        required=True,
        max_length=120,
        metadata={"label": N_("Decided by"), "hint": N_("The committee or court, and the date of its decision.")},
    )
    starts_on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("Starts on")})
    ends_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("Last day")})
    review_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("To be reviewed on")})
    public_wording = fields.LongText(
        max_length=6000,
        metadata={
            "label": N_("What the public will read"),
            "hint": N_("Conditions one a line. No health details, no names of other people."),
            "rows": 5,
        },
    )
    private_note = fields.LongText(max_length=6000, metadata={"label": N_("Private note"), "privacy": STAFF_ONLY})


class LiftSchema(Schema):
    """The end of an order before its time."""

    lifted_on = fields.IsoDate(required=True, metadata={"label": N_("First day without the order")})
    reason = fields.LongText(required=True, max_length=2000, metadata={"label": N_("Why is it lifted?")})


class EndingSchema(Schema):
    """The end of a registration: the person left or died, or the council removes them."""

    on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("First day without registration")})
    reason = fields.LongText(max_length=2000, metadata={"label": N_("Reason"), **NEEDED})
    article = fields.Text(max_length=120, metadata={"label": N_("Rule or article"), **NEEDED})


class TakingBackSchema(Schema):
    """That an end to come is taken back."""

    reason = fields.LongText(
        required=True,
        max_length=2000,
        metadata={"label": N_("Why is it taken back?"), "hint": N_("The history of the record keeps this.")},
    )
    version = fields.Version(required=True)


class ExtensionSchema(Schema):
    """A later end of a term, by a rule that moves deadlines."""

    until = fields.IsoDate(required=True, metadata={"label": N_("New last day")})
    reason = fields.LongText(required=True, max_length=2000, metadata={"label": N_("Reason")})
    article = fields.Text(max_length=120, metadata={"label": N_("Rule or article")})


class MergeSchema(Schema):
    """Which of two records is kept, and why they are of the same person."""

    kept_id = fields.Choice(required=True, metadata={"label": N_("Which record is kept?")})
    reason = fields.LongText(
        required=True, max_length=1000, metadata={"label": N_("How do you know that they are the same person?")}
    )
