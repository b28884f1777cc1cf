"""What comes in about audits: the registrant's answer and wish, and the words of those who review."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, pre_load, validates_schema

from councilkit import fields
from councilkit.audits.model import OUTCOMES
from councilkit.register.schemas.common import STAFF_ONLY, Known
from councilkit.wording import N_

ANONYMOUS = N_("Do not write names of people you work with.")
READ_BY = N_("The registrant reads these words.")
REASONS = N_("The registrant reads these words. Needed for everything but “met”.")


class AnswerSchema(Schema):
    """What a registrant sends: records of learning, words, or both."""

    records = fields.Choices(metadata={"label": N_("Which learning should we look at?")})
    answer = fields.LongText(
        max_length=4000, metadata={"label": N_("Anything that we should know?"), "hint": ANONYMOUS, "rows": 5}
    )
    version = fields.Version(required=True)

    @validates_schema
    def _something(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data.get("records") and not data.get("answer"):
            raise ValidationError(N_("Tick at least one record, or write why there is none."), "records")


class TimeSchema(Schema):
    """A wish for more time."""

    due_on = fields.IsoDate(required=True, earliest="today", metadata={"label": N_("Until when?")})
    reason = fields.LongText(
        required=True,
        max_length=4000,
        metadata={"label": N_("Why do you need more time?"), "hint": N_("A person reads this and decides."), "rows": 4},
    )
    version = fields.Version(required=True)


class AssignSchema(Schema):
    """Who gets a case; the form brings the accounts."""

    reviewer = fields.Choice(required=True, metadata={"label": N_("Who looks at this case?"), "widget": "select"})
    version = fields.Version(required=True)


class DeclarationSchema(Schema):
    """A reviewer's word about their own interests."""

    declaration = fields.Choice(
        (
            ("none", N_("I have no conflict of interest in this case")),
            ("conflict", N_("I have one: give it to another")),
        ),
        required=True,
        metadata={
            "label": N_("Do you know this registrant, or have you anything to gain or lose by the result?"),
            "hint": N_("Family, friends, a present or former employer or team, a complaint, a business."),
        },
    )
    conflict = fields.LongText(
        max_length=1000,
        metadata={"label": N_("What is it?"), "hint": N_("In general words. Only council staff see this.")},
    )
    version = fields.Version(required=True)

    @validates_schema
    def _which(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["declaration"] == "conflict" and not data.get("conflict"):
            raise ValidationError(N_("Say in a few words what the conflict is."), "conflict")


class WishSchema(Schema):
    """The word on a wish for more time."""

    time = fields.Choice(
        (("granted", N_("Give the time")), ("refused", N_("Do not give it"))),
        required=True,
        metadata={"label": N_("More time")},
    )
    time_note = fields.LongText(max_length=2000, metadata={"label": N_("Why not?"), "hint": READ_BY})
    version = fields.Version(required=True)

    @validates_schema
    def _why(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["time"] == "refused" and not data.get("time_note"):
            raise ValidationError(N_("Say why the time is not given."), "time_note")


class ReviewSchema(Schema):
    """What the first look comes to: an outcome, or more is asked for."""

    outcome = fields.Choice(
        (*OUTCOMES.items(), ("more", N_("Ask for more"))), required=True, metadata={"label": N_("What did you find?")}
    )
    reasons = fields.LongText(max_length=6000, metadata={"label": N_("Reasons"), "hint": REASONS, "rows": 5})
    more = fields.LongText(max_length=4000, metadata={"label": N_("What do we need?"), "hint": READ_BY, "rows": 4})
    more_until = fields.IsoDate(earliest="today", metadata={"label": N_("By when?")})
    version = fields.Version(required=True)

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        hidden = ("reasons",) if data.get("outcome") == "more" else ("more", "more_until")
        return {name: value for name, value in data.items() if name not in hidden}

    @validates_schema
    def _complete(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["outcome"] == "more":
            missing = [name for name in ("more", "more_until") if not data.get(name)]
            if missing:
                raise ValidationError(N_("Say what we need, and by when."), missing[0])
        elif data["outcome"] != "met" and not data.get("reasons"):
            raise ValidationError(N_("Give the reasons."), "reasons")


class SecondSchema(Schema):
    """The word of the second look."""

    second = fields.Choice(
        (("agree", N_("Agree")), ("send_back", N_("Send back"))), required=True, metadata={"label": N_("Your decision")}
    )
    second_note = fields.LongText(max_length=2000, metadata={"label": N_("Why do you send it back?")})
    version = fields.Version(required=True)

    @validates_schema
    def _why(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["second"] == "send_back" and not data.get("second_note"):
            raise ValidationError(N_("Say why you send it back."), "second_note")


class SettleSchema(Schema):
    """What was done about a case that was passed on."""

    done = fields.LongText(
        required=True,
        max_length=4000,
        metadata={"label": N_("What was done about it?"), "privacy": STAFF_ONLY, "rows": 4},
    )
    version = fields.Version(required=True)


class CommitSchema(Known):
    """What a draw is made of, before it is made; the form brings parts and strata."""

    part = fields.Choice(required=True, metadata={"label": N_("Which register?"), "widget": "select"})
    fraction = fields.Text(
        metadata={
            "label": N_("Which fraction?"),
            "hint": N_("Like 0.025. Leave it empty where the law gives one."),
            "width": "10",
        }
    )
    by = fields.Choice(
        (("area", N_("Area")), ("step", N_("Step")), ("role", N_("Role"))),
        metadata={"label": N_("Draw from each of these apart"), "widget": "select"},
    )
    beacon = fields.Text(
        max_length=300,
        metadata={
            "label": N_("A public value that will be mixed in"),
            "hint": N_("Something that nobody knows yet, like the numbers of next Saturday's lottery."),
        },
    )


class DrawSchema(Schema):
    """What the draw needs."""

    beacon = fields.Text(required=True, max_length=500, metadata={"label": N_("The public value")})
    due_on = fields.IsoDate(required=True, earliest="today", metadata={"label": N_("By when must they answer?")})
    asked = fields.LongText(
        max_length=4000,
        metadata={
            "label": N_("What is asked of them"),
            "hint": N_("Leave it empty for the usual words: to tick the learning that you should look at."),
            "rows": 3,
        },
    )
