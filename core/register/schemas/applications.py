"""What comes in about applications: the application, proposals, decisions, answers."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, pre_load, validates_schema

from councilkit import fields
from councilkit.register.plausible import award_problems, birth_problems, work_problems
from councilkit.register.schemas.common import ASKED, EARLIEST, STAFF_ONLY, Country, Known, refuse_implausible
from councilkit.register.schemas.people import PersonSchema
from councilkit.wording import N_


class ApplicationSchema(Known):
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
    awarded_country = Country(metadata={"label": N_("In which country?")})
    awarded_year = fields.Whole(
        required=True, least=1900, most=2100, metadata={"label": N_("In which year?"), "width": "5"}
    )
    employer = fields.Text(
        metadata={
            "label": N_("Where do you work?"),
            "hint": N_("We may ask this employer whether you work there."),
        }
    )
    began_on = fields.IsoDate(
        earliest=EARLIEST,
        latest="today",
        metadata={
            "label": N_("Since when do you work there?"),
            "hint": N_("Your first day in this post. It says how long you may work before you are registered."),
        },
    )
    declaration = fields.YesNo(
        required=True,
        metadata={"label": N_("What I have written is true, and I will keep to the council's code.")},
        error_messages={"required": N_("Tick the declaration to send your application.")},
    )

    @pre_load
    def _ticked(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        return {name: value for name, value in data.items() if name != "declaration" or value not in (False, "no", "")}

    @validates_schema
    def _plausible(self, data: Mapping[str, Any], **_: Any) -> None:
        born, today = data.get("date_of_birth"), fields.today()
        work = work_problems(data.get("began_on"), None, born, today)
        problems = birth_problems(born, today) | award_problems(data.get("awarded_year"), born, today)
        refuse_implausible(problems | ({"began_on": work["starts_on"]} if work else {}))


class EnteredSchema(ApplicationSchema):
    """The same application in words for an officer who enters it for somebody."""

    part = fields.Choice(required=True, metadata={"label": N_("Which register do they want to join?")})
    award = fields.Text(
        required=True,
        metadata={
            "label": N_("Their qualification"),
            "hint": N_("As on the certificate, like Bachelor of Social Work."),
        },
    )
    employer = fields.Text(metadata={"label": N_("Where do they work?")})
    began_on = fields.IsoDate(
        earliest=EARLIEST,
        latest="today",
        metadata={
            "label": N_("Since when do they work there?"),
            "hint": N_("The first day in this post. It says how long they may work before they are registered."),
        },
    )
    declaration = fields.YesNo(
        required=True,
        metadata={
            "label": N_("The applicant declared that this is true, and that they will keep to the council's code.")
        },
        error_messages={"required": N_("Tick this once the applicant has made the declaration.")},
    )


class RestorationSchema(Known):
    """An application to come back to the register."""

    reason = fields.LongText(
        required=True,
        max_length=4000,
        metadata={"label": N_("What have you done since you left the register?"), "rows": 6},
    )
    declaration = ApplicationSchema._declared_fields["declaration"]
    _ticked = ApplicationSchema._ticked


ASKING = ("asked", "asked_more", "asked_until")
OF_CHOICE = {"admit": ("grounds",), "ask": ASKING, "refuse": ("reasons",)}


class EnteredRestorationSchema(RestorationSchema):
    """The same in words for an officer who enters it for somebody."""

    reason = fields.LongText(
        required=True,
        max_length=4000,
        metadata={"label": N_("What have they done since they left the register?"), "rows": 6},
    )
    declaration = EnteredSchema._declared_fields["declaration"]


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
    grounds = fields.LongText(
        max_length=6000,
        metadata={
            "label": N_("Why can it be accepted?"),
            "hint": N_("Answer each rule that is not met or that a person must judge. The second officer reads this."),
            "privacy": STAFF_ONLY,
            "needed": True,
            "rows": 5,
        },
    )
    version = fields.Version(required=True)

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        """What was typed under another choice is hidden by now, so it is not judged."""
        chosen = OF_CHOICE.get(str(data.get("proposal")), ())
        hidden = {name for names in OF_CHOICE.values() for name in names if name not in chosen}
        return {name: value for name, value in data.items() if name not in hidden}

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

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        return {name: value for name, value in data.items() if name != "note" or data.get("decision") != "agree"}

    @validates_schema
    def _why(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["decision"] == "send_back" and not data.get("note"):
            raise ValidationError(N_("Say why you send it back."), "note")


class AnswerSchema(Schema):
    """An applicant's answer to what was asked."""

    answer = fields.LongText(
        required=True,
        max_length=4000,
        metadata={
            "label": N_("Your answer"),
            "hint": N_(
                "You cannot send files here. Send or bring copies with your reference, and say here that you do."
            ),
            "rows": 5,
        },
    )
    version = fields.Version(required=True)


class TheirAnswerSchema(AnswerSchema):
    """What an applicant answered by letter or in person, entered by an officer."""

    answer = fields.LongText(required=True, max_length=4000, metadata={"label": N_("Their answer"), "rows": 5})


class EndorsementSchema(Schema):
    """What an employer says of an applicant who names it."""

    answer = fields.Choice(
        (
            ("works_here", N_("Yes, this person works here or has a job offer")),
            ("unknown", N_("No, we do not know them")),
        ),
        required=True,
        metadata={"label": N_("Do you know this person?")},
    )
    role = fields.Text(max_length=120, metadata={"label": N_("What do they work as?"), "needed": True})
    fit = fields.Choice(
        (
            ("yes", N_("Yes, as far as we know")),
            ("doubt", N_("There is something that the council should know")),
            ("not_known", N_("We cannot say")),
        ),
        metadata={"label": N_("Are they fit for this work?"), "needed": True},
    )
    note = fields.LongText(
        max_length=2000,
        metadata={
            "label": N_("What should we know?"),
            "hint": N_("The applicant can ask for a copy of this. Do not write about anybody else."),
        },
    )
    version = fields.Version()

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:
        """What was typed under another choice is hidden by now, so it is not judged."""
        hidden = ("role", "fit") if data.get("answer") == "unknown" else ()
        return {name: value for name, value in data.items() if name not in hidden}

    @validates_schema
    def _complete(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("answer") == "works_here" and not data.get("role"):
            raise ValidationError(N_("Enter what they work as."), "role")
        if data.get("answer") == "works_here" and not data.get("fit"):
            raise ValidationError(N_("Say whether they are fit, as far as you know."), "fit")
        if data.get("fit") == "doubt" and not data.get("note"):
            raise ValidationError(N_("Say what the council should know, or that you want to be called."), "note")
