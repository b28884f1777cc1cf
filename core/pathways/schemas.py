"""What comes in about portfolios: practice examples, wishes for a review and their answers, shares, awards told."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, post_load, validates_schema

from councilkit import fields
from councilkit.cpd.model import Standard
from councilkit.cpd.schemas import UNVERIFIED
from councilkit.pathways.portfolio import EXAMPLE_PARTS
from councilkit.register.schemas.common import EARLIEST, Known
from councilkit.wording import N_, Sentence

LONGEST = 4000
NO_NAMES = N_("Do not write names of people you work with.")
_HINTS = {
    "situation": N_("Where were you, and what was asked of you? Leave out who it was."),
    "impact": N_("For the people you support, for your team or for yourself."),
}
_EMPTY = {
    "situation": N_("Write what the situation was."),
    "did": N_("Write what you did."),
    "learnt": N_("Write what you learnt."),
}


def _part(name: str, label: str) -> fields.LongText:
    meta = {"label": label, "rows": 4, "privacy": NO_NAMES, **({"hint": _HINTS[name]} if name in _HINTS else {})}
    wrong = {"required": _EMPTY[name]} if name in _EMPTY else {}
    return fields.LongText(required=name in _EMPTY, max_length=LONGEST, metadata=meta, error_messages=wrong)


class ExampleSchema(Known):
    """A practice example with its reflection."""

    title = fields.Text(
        required=True,
        max_length=200,
        metadata={"label": N_("What is it about?"), "hint": N_("A few words, like a fall at night.")},
        error_messages={"required": N_("Write what it is about.")},
    )
    on = fields.IsoDate(
        required=True,
        latest="today",
        metadata={"label": N_("When?"), "choices": "recent"},
        error_messages={"required": N_("Choose the day.")},
    )
    situation = _part(*EXAMPLE_PARTS[0])
    did = _part(*EXAMPLE_PARTS[1])
    learnt = _part(*EXAMPLE_PARTS[2])
    impact = _part(*EXAMPLE_PARTS[3])
    standards = fields.Choices(metadata={"label": N_("Which standards does it show?")})
    record = fields.Choice(
        metadata={
            "label": N_("Which learning does it belong to?"),
            "hint": N_("Leave this empty if it stands alone."),
            "widget": "select",
        }
    )
    version = fields.Version()

    @post_load
    def _whole(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {name: data.get(name) or "" for name in ("impact", "record")}


def standard_options(standards: Sequence[Standard]) -> list[tuple[str, str, str]]:
    """Standards to tick, each saying whether its heading was verified."""
    return [(each.code, f"{each.code} {each.title}", "" if each.checked else UNVERIFIED) for each in standards]


LINK = "link"


class AskSchema(Known):
    """Who is asked to review a portfolio."""

    supervisor = fields.Choice(
        required=True,
        metadata={"label": N_("Who is your supervisor?"), "widget": "radios"},
        error_messages={"required": N_("Choose who reviews your portfolio.")},
    )
    name = fields.Text(
        max_length=200,
        metadata={
            "label": N_("Their name"),
            "hint": N_("You pass the link on to them yourself."),
            "autocomplete": "off",
            "needed": True,
        },
    )
    note = fields.LongText(max_length=1000, metadata={"label": N_("What should they look at?"), "privacy": NO_NAMES})

    @validates_schema
    def _named(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("supervisor") == LINK and not data.get("name"):
            raise ValidationError(N_("Write the name of your supervisor."), "name")


class AnswerSchema(Schema):
    """What a registrant says when they send a portfolio again."""

    note = fields.LongText(
        required=True,
        max_length=1000,
        metadata={"label": N_("What did you add or change?"), "privacy": NO_NAMES},
        error_messages={"required": N_("Write what you added or changed.")},
    )
    version = fields.Version(required=True)


def review_schema(standards: Sequence[Standard], by_link: bool) -> Schema:
    """The form of a supervisor: a comment for each standard, and whether they agree."""
    comments: dict[str, Any] = {comment(number): _comment(each) for number, each in enumerate(standards)}
    name = {"name": _own_name()} if by_link else {}
    made: Any = type("ReviewForm", (_ReviewSchema,), {**comments, **name})
    return made()  # type: ignore[no-any-return]


def comment(number: int) -> str:
    """The name of the box for a comment on a standard, by its place among the standards."""
    return f"comment_{number}"


def _comment(standard: Standard) -> fields.LongText:
    label = Sentence(N_("Your comment on %(standard)s"), standard=standard.code)
    return fields.LongText(max_length=1000, metadata={"label": label, "rows": 2})


def _own_name() -> fields.Text:
    return fields.Text(
        required=True,
        max_length=200,
        metadata={"label": N_("Your name"), "autocomplete": "name"},
        error_messages={"required": N_("Write your name.")},
    )


class _ReviewSchema(Schema):
    """What every review comes to."""

    decision = fields.Choice(
        (("agreed", N_("I agree with this portfolio")), ("more", N_("I ask for more"))),
        required=True,
        metadata={"label": N_("What do you say?")},
        error_messages={"required": N_("Choose whether you agree or ask for more.")},
    )
    note = fields.LongText(
        max_length=2000,
        metadata={
            "label": N_("What do you say to the whole?"),
            "hint": N_("If you ask for more, say what. Your words are kept and shown to the registrant."),
            "privacy": NO_NAMES,
        },
    )
    version = fields.Version(required=True)

    @validates_schema
    def _said(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("decision") == "more" and not data.get("note"):
            raise ValidationError(N_("Say what more you ask for."), "note")


OTHER = "other"


class PlaceSchema(Known):
    """An employer or a training provider: one of one's own employers, or another by its name."""

    place = fields.Choice(
        required=True,
        metadata={"label": N_("With which employer?"), "widget": "radios"},
        error_messages={"required": N_("Choose an employer.")},
    )
    named = fields.Text(
        max_length=200,
        metadata={
            "label": N_("Its name"),
            "hint": N_("As the register has it."),
            "autocomplete": "off",
            "needed": True,
        },
    )

    @validates_schema
    def _named(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("place") == OTHER and not data.get("named"):
            raise ValidationError(N_("Write its name."), "named")


class EndorserSchema(PlaceSchema):
    """Who is asked to endorse an award."""

    place = fields.Choice(
        required=True,
        metadata={"label": N_("Who can say that you completed it?"), "widget": "radios"},
        error_messages={"required": N_("Choose who can say it.")},
    )
    version = fields.Version(required=True)


class AwardSchema(Known):
    """An award that a registrant tells of."""

    code = fields.Choice(
        required=True,
        metadata={"label": N_("Which award is it?"), "widget": "radios"},
        error_messages={"required": N_("Choose the award.")},
    )
    institution = fields.Text(
        required=True,
        max_length=200,
        metadata={"label": N_("Who gave it to you?"), "hint": N_("A training provider, college or university.")},
        error_messages={"required": N_("Write who gave it to you.")},
    )
    awarded_on = fields.IsoDate(
        required=True,
        earliest=EARLIEST,
        latest="today",
        metadata={"label": N_("When did you complete it?")},
        error_messages={"required": N_("Enter the day on which you completed it.")},
    )


class EndorseSchema(Schema):
    """What an employer or a training provider says of an award."""

    answer = fields.Choice(
        (
            ("endorsed", N_("Yes, this person completed this award on this day")),
            ("unknown", N_("We cannot say this")),
        ),
        required=True,
        metadata={"label": N_("Can you endorse this award?")},
        error_messages={"required": N_("Choose an answer.")},
    )
    note = fields.LongText(
        max_length=1000,
        metadata={"label": N_("Do you want to add something?"), "hint": N_("The registrant reads this.")},
    )
    version = fields.Version(required=True)
