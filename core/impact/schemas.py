"""What somebody chooses to try a draft law."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from councilkit import fields
from councilkit.impact.trials import EVENTS, WHOLE
from councilkit.wording import N_, Sentence

FIRST = date(1900, 1, 1)
LATER = N_("Choose a day after %(day)s.")
WHOM = N_("Say who has the time: choose the day before which they began, or tick the box for everybody.")
NOT_BOTH = N_("You chose a day and everybody. Take the tick away, or empty the day.")


class OutsideSchema(Schema):
    """What may be chosen outside the office."""

    draft = fields.Choice(required=True, metadata={"label": N_("Which draft?"), "widget": "select"})
    event = fields.Choice(
        list(EVENTS.items()),
        load_default="renewal",
        metadata={"label": N_("At which event?"), "widget": "select", "needed": True},
    )


class TrialSchema(OutsideSchema):
    """What an officer may choose; the days of a transition stand in the place of the draft's own."""

    look = fields.Choice(
        [("changed", N_("Only what the draft changes")), (WHOLE, N_("The whole verdict"))],
        load_default="changed",
        metadata={"label": N_("What should be looked at?"), "widget": "select", "needed": True},
    )
    holds_from = fields.IsoDate(
        earliest=FIRST,
        metadata={
            "label": N_("Holds from"),
            "hint": N_("The draft's other days move with it. Leave it empty for the draft's own day."),
        },
    )
    as_of = fields.IsoDate(
        earliest=FIRST, metadata={"label": N_("Day of the verdicts"), "hint": N_("Leave it empty for today.")}
    )
    in_post_before = fields.IsoDate(
        earliest=FIRST,
        metadata={
            "label": N_("Time for whoever began their present job before"),
            "hint": N_("Leave it empty, and tick the box below, to give the time to everybody."),
        },
    )
    everybody = fields.YesNo(metadata={"label": N_("Give the time to everybody")})
    qualify_by = fields.IsoDate(
        earliest=FIRST,
        metadata={
            "label": N_("They have time until"),
            "hint": N_("Leave both days empty for the transition that the draft itself has."),
        },
    )
    without = fields.YesNo(metadata={"label": N_("Try it without any transition")})

    @validates_schema
    def _makes_sense(self, data: dict[str, Any], **_: Any) -> None:
        since, until = data.get("in_post_before"), data.get("qualify_by")
        everybody = data.get("everybody")
        if until is None and (since is not None or everybody):
            raise ValidationError(Sentence(N_("Choose the day until which they have time.")), "qualify_by")
        if since is not None and until is not None and until <= since:
            raise ValidationError(Sentence(LATER, day=since), "qualify_by")
        if since is not None and everybody:
            raise ValidationError(Sentence(NOT_BOTH), "everybody")
        if until is not None and data.get("without"):
            raise ValidationError(
                Sentence(N_("You chose days and no transition. Take the tick away, or empty the days.")), "without"
            )
        if until is not None and since is None and not everybody:
            raise ValidationError(Sentence(WHOM), "in_post_before")
