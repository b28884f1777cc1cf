"""What comes in: people, names, qualifications, employment, applications, decisions, orders, merges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, pre_load, validates_schema

from councilkit import fields
from councilkit.errors import Invalid
from councilkit.wording import N_

GENDERS = (("female", N_("Woman")), ("male", N_("Man")), ("other", N_("Another")))
SETTLEMENTS = (("urban", N_("Town or city")), ("rural", N_("Village or countryside")))
ASKED = (
    ("identity", N_("A copy of your identity document")),
    ("diploma", N_("A copy of your diploma or degree certificate")),
    ("criminal_record", N_("A criminal record certificate")),
    ("medical", N_("A medical certificate")),
    ("good_standing", N_("A letter of good standing from where you were registered before")),
    ("name", N_("Proof of your change of name")),
    ("other", N_("Something else")),
)
STAFF_ONLY = N_("Only council staff see this.")
EARLIEST = date(1900, 1, 1)


def checked(schema: Schema, data: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Load data by a schema; raises Invalid with the sentences by field."""
    with fields.as_of(today):
        try:
            return dict(schema.load(data))
        except ValidationError as refused:
            problems: dict[str, Any] = refused.normalized_messages()  # type: ignore[no-untyped-call]
            raise Invalid(
                {"" if name == "_schema" else name: _sentences(found) for name, found in problems.items()}
            ) from None


def _sentences(found: Any) -> list[str]:
    if isinstance(found, dict):
        return [sentence for inner in found.values() for sentence in _sentences(inner)]
    return list(found) if isinstance(found, list) else [str(found)]


class _Known(Schema):
    """A form that is made once: `id` is the new row's own, so that a double click makes one row."""

    id = fields.Code(pattern="[0-9a-f]{32}", metadata={"widget": "hidden"})


class ContactSchema(Schema):
    """What a person may change of their own."""

    email = fields.Email(metadata={"label": N_("Email address")})
    phone = fields.Phone(metadata={"label": N_("Phone number")})
    address = fields.LongText(
        max_length=500,
        metadata={"label": N_("Postal address"), "rows": 4, "privacy": STAFF_ONLY, "autocomplete": "street-address"},
    )
    version = fields.Version(required=True)


class PersonSchema(_Known):
    """A person as the office keeps them."""

    given_names = fields.PersonName(required=True, max_length=200, metadata={"label": N_("Given names")})
    family_name = fields.PersonName(
        max_length=200,
        metadata={"label": N_("Family name"), "hint": N_("Leave this empty for somebody with a single name.")},
    )
    date_of_birth = fields.IsoDate(
        earliest=EARLIEST, latest="today", metadata={"label": N_("Date of birth"), "privacy": STAFF_ONLY}
    )
    gender = fields.Choice(GENDERS, metadata={"label": N_("Gender")})
    email = fields.Email(metadata={"label": N_("Email address"), "privacy": STAFF_ONLY})
    phone = fields.Phone(metadata={"label": N_("Phone number"), "privacy": STAFF_ONLY})
    address = fields.LongText(
        max_length=500, metadata={"label": N_("Postal address"), "rows": 4, "privacy": STAFF_ONLY}
    )
    country = fields.Code(
        pattern="[A-Z]{2}",
        example="RO",
        upper=True,
        metadata={"label": N_("Country"), "hint": N_("Two letters, like RO."), "width": "5"},
    )
    area_code = fields.Code(
        pattern="[A-Z]{2}-[A-Z0-9]{1,3}",
        example="RO-CJ",
        upper=True,
        metadata={"label": N_("Area"), "hint": N_("The code of county or region, like RO-CJ."), "width": "10"},
    )
    settlement = fields.Choice(SETTLEMENTS, metadata={"label": N_("Lives in")})


class PersonChangeSchema(PersonSchema):
    """A change of a person's record; a new name keeps the one before it unless it was a slip."""

    slip = fields.YesNo(metadata={"label": N_("The old name was a spelling mistake: do not keep it as a former name")})
    version = fields.Version(required=True)


class NameSchema(_Known):
    """Another name of a person: a former one, or the same name in another script."""

    kind = fields.Choice(
        (("previous", N_("Former name")), ("script", N_("The same name in another script"))),
        required=True,
        metadata={"label": N_("What is it?")},
    )
    given_names = fields.PersonName(max_length=200, metadata={"label": N_("Given names")})
    family_name = fields.PersonName(max_length=200, metadata={"label": N_("Family name")})
    language = fields.Code(
        pattern="[a-z]{2,3}(-[A-Za-z]{2,8})?",
        example="th",
        max_length=12,
        metadata={"label": N_("Language"), "hint": N_("Like th for Thai."), "width": "5"},
    )
    until = fields.IsoDate(earliest=EARLIEST, latest="today", metadata={"label": N_("Used until")})

    @validates_schema
    def _named(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data.get("given_names") and not data.get("family_name"):
            raise ValidationError(N_("Enter the name."), "given_names")


class QualificationSchema(_Known):
    """A qualification of a person."""

    award = fields.Text(
        required=True,
        metadata={"label": N_("Award"), "hint": N_("As on the certificate, like Bachelor of Social Work.")},
    )
    institution = fields.Text(metadata={"label": N_("Awarded by")})
    country = fields.Code(
        pattern="[A-Z]{2}",
        example="RO",
        upper=True,
        metadata={"label": N_("Country"), "hint": N_("Two letters, like RO."), "width": "5"},
    )
    awarded_on = fields.IsoDate(earliest=EARLIEST, latest="today", metadata={"label": N_("Awarded on")})
    awarded_year = fields.Whole(
        least=1900, most=2100, metadata={"label": N_("Year, if the day is not known"), "width": "5"}
    )
    level = fields.Code(
        pattern="[A-Z]{2,10}:[0-9]{1,2}",
        example="EQF:6",
        upper=True,
        max_length=20,
        metadata={"label": N_("Level"), "hint": N_("Framework and level, like EQF:6."), "width": "10"},
    )


class EmploymentSchema(_Known):
    """Where a person works."""

    organisation = fields.Text(required=True, metadata={"label": N_("Employer")})
    role = fields.Text(max_length=120, metadata={"label": N_("Role")})
    area_code = PersonSchema._declared_fields["area_code"]
    settlement = fields.Choice(SETTLEMENTS, metadata={"label": N_("Place of work")})
    starts_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("Since")})
    ends_on = fields.IsoDate(earliest=EARLIEST, metadata={"label": N_("Until")})
    part_time = fields.Whole(least=1, most=100, metadata={"label": N_("Per cent of full time"), "width": "5"})

    @validates_schema
    def _order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            raise ValidationError(N_("The last day must not be before the first."), "ends_on")


class ApplicationSchema(_Known):
    """An application for entry; kept as it was sent."""

    part = fields.Choice(required=True, metadata={"label": N_("Which register do you want to join?")})
    given_names = PersonSchema._declared_fields["given_names"]
    family_name = PersonSchema._declared_fields["family_name"]
    date_of_birth = fields.IsoDate(
        required=True,
        earliest=EARLIEST,
        latest="today",
        metadata={"label": N_("Date of birth"), "privacy": STAFF_ONLY, "autocomplete": "bday"},
    )
    email = fields.Email(required=True, metadata={"label": N_("Email address"), "privacy": STAFF_ONLY})
    phone = fields.Phone(metadata={"label": N_("Phone number"), "privacy": STAFF_ONLY})
    address = PersonSchema._declared_fields["address"]
    award = fields.Text(
        required=True,
        metadata={
            "label": N_("Your qualification"),
            "hint": N_("As on the certificate, like Bachelor of Social Work."),
        },
    )
    institution = fields.Text(required=True, metadata={"label": N_("Who awarded it?")})
    awarded_country = fields.Code(
        pattern="[A-Z]{2}",
        example="RO",
        upper=True,
        metadata={"label": N_("In which country?"), "hint": N_("Two letters, like RO."), "width": "5"},
    )
    awarded_year = fields.Whole(
        required=True, least=1900, most=2100, metadata={"label": N_("In which year?"), "width": "5"}
    )
    employer = fields.Text(metadata={"label": N_("Where do you work?")})
    declaration = fields.YesNo(
        required=True,
        metadata={"label": N_("What I have written is true, and I will keep to the council's code.")},
        error_messages={"required": N_("Tick the declaration to send your application.")},
    )

    @pre_load
    def _ticked(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        return {name: value for name, value in data.items() if name != "declaration" or value not in (False, "no", "")}


class RestorationSchema(_Known):
    """An application to come back to the register."""

    reason = fields.LongText(
        required=True,
        max_length=4000,
        metadata={"label": N_("What have you done since you left the register?"), "rows": 6},
    )
    declaration = ApplicationSchema._declared_fields["declaration"]
    _ticked = ApplicationSchema._ticked


class ProposalSchema(Schema):
    """An officer's proposal on an application."""

    proposal = fields.Choice(
        (("admit", N_("Accept")), ("ask", N_("Ask for more")), ("refuse", N_("Refuse"))),
        required=True,
        metadata={"label": N_("What do you propose?")},
    )
    asked = fields.Choices(ASKED, metadata={"label": N_("What do we need?")})
    asked_more = fields.LongText(max_length=2000, metadata={"label": N_("In your own words")})
    asked_until = fields.IsoDate(earliest="today", metadata={"label": N_("By when?")})
    reasons = fields.LongText(
        max_length=6000,
        metadata={
            "label": N_("Reasons"),
            "hint": N_("The applicant reads these words. Give a reason for each rule that is not met."),
            "rows": 5,
        },
    )
    version = fields.Version(required=True)

    @validates_schema
    def _complete(self, data: Mapping[str, Any], **_: Any) -> None:
        wanted = {
            "refuse": [("reasons", N_("Give the reasons for the refusal."))],
            "ask": [("asked_until", N_("Enter the date by which we need it."))],
        }
        for name, sentence in wanted.get(data["proposal"], []):
            if not data.get(name):
                raise ValidationError(sentence, name)
        if data["proposal"] == "ask" and not data.get("asked") and not data.get("asked_more"):
            raise ValidationError(N_("Choose what we need, or write it."), "asked")


class DecisionSchema(Schema):
    """The second officer's word."""

    decision = fields.Choice(
        (("agree", N_("Agree")), ("send_back", N_("Send back"))), required=True, metadata={"label": N_("Your decision")}
    )
    note = fields.LongText(max_length=2000, metadata={"label": N_("Why do you send it back?")})
    version = fields.Version(required=True)

    @validates_schema
    def _why(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["decision"] == "send_back" and not data.get("note"):
            raise ValidationError(N_("Say why you send it back."), "note")


class AnswerSchema(Schema):
    """An applicant's answer to what was asked."""

    answer = fields.LongText(required=True, max_length=4000, metadata={"label": N_("Your answer"), "rows": 5})
    version = fields.Version(required=True)


class OrderSchema(_Known):
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
    reason = fields.LongText(max_length=2000, metadata={"label": N_("Reason")})
    article = fields.Text(max_length=120, metadata={"label": N_("Rule or article")})


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
