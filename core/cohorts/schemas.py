"""What comes in of cohorts: a programme, a cohort, a learner, the end of a learner's time, links."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, pre_load, validates_schema

from councilkit import fields
from councilkit.cohorts.model import FINISHED, LEFT, STARTED, STATUSES
from councilkit.wording import N_

EARLIEST = date(1990, 1, 1)
STAFF = N_("Only the council's registrars see this. It is kept apart from the answers.")
MOST_SITES = 30


def _code(label: str, example: str) -> fields.Code:
    hint = N_("Small letters, digits and hyphens. It stands in addresses and files and cannot be changed.")
    about = {"label": label, "hint": hint, "width": "20", "autocomplete": "off", "spellcheck": "false"}
    pattern = r"(?!(new|programmes)$)[a-z0-9]+(-[a-z0-9]+)*"  # those two are addresses of pages
    return fields.Code(required=True, max_length=24, pattern=pattern, example=example, metadata=about)


class ProgrammeSchema(Schema):
    """A programme of learning."""

    code = _code(N_("Code"), "l2-certificate")
    title = fields.Text(required=True, metadata={"label": N_("Title")})
    qualification = fields.Choice(
        metadata={
            "label": N_("Which qualification does it lead to?"),
            "hint": N_("Leave this empty where it leads to none."),
            "widget": "select",
        }
    )
    surveys = fields.Choice(required=True, metadata={"label": N_("Which surveys go with it?")})


class CohortSchema(Schema):
    """A cohort or pilot: where it is held, and from when to when."""

    programme = fields.Choice(required=True, metadata={"label": N_("Programme"), "widget": "select"})
    code = _code(N_("Code"), "pilot-1")
    title = fields.Text(required=True, metadata={"label": N_("Title")})
    sites = fields.LongText(
        required=True,
        max_length=6000,
        metadata={"label": N_("Sites"), "hint": N_("One organisation on each line."), "rows": 4},
    )
    starts_on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("First day")})
    ends_on = fields.IsoDate(required=True, earliest=EARLIEST, metadata={"label": N_("Planned last day")})

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        begin, end = data.get("starts_on"), data.get("ends_on")
        if begin and end and end < begin:
            raise ValidationError(N_("The planned last day is before the first day. Change one of them."), "ends_on")

    @validates_schema
    def _named_sites(self, data: Mapping[str, Any], **_: Any) -> None:
        named = site_names(data.get("sites") or "")
        if len(named) > MOST_SITES:
            raise ValidationError(N_("A cohort has at most 30 sites. Make a second cohort for the others."), "sites")
        if any(len(name) > 200 for name in named):
            raise ValidationError(N_("One of the lines is too long for a name. Use 200 characters or fewer."), "sites")


def site_names(typed: str) -> list[str]:
    """The organisations that were typed, one a line, blanks and doubles left out."""
    return list(dict.fromkeys(name for line in typed.splitlines() if (name := " ".join(line.split()))))


class LearnerSchema(Schema):
    """Somebody who joins a cohort: a registrant by number, or a name that the provider gave."""

    site = fields.Choice(required=True, metadata={"label": N_("Site"), "widget": "select"})
    number = fields.Text(
        max_length=40,
        metadata={"label": N_("Registration number"), "hint": N_("If the learner is on the register."), "width": "20"},
    )
    name = fields.PersonName(
        max_length=200,
        metadata={"label": N_("Name"), "hint": N_("Not needed with a registration number."), "privacy": STAFF},
    )
    email = fields.Email(metadata={"label": N_("Email address"), "hint": N_("For the links to the surveys.")})
    started_on = fields.IsoDate(
        required=True, earliest=EARLIEST, latest="today", metadata={"label": N_("First day of learning")}
    )

    @validates_schema
    def _somebody(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data.get("number") and not data.get("name"):
            raise ValidationError(N_("Enter a registration number or a name."), "name")


def learner_of(cohort: Mapping[str, Any], today: date) -> LearnerSchema:
    """The same for a cohort: before its first day, learning may begin on that day though it is to come."""
    schema = LearnerSchema()
    if cohort["starts_on"] > today:
        schema.fields["started_on"].latest = cohort["starts_on"]  # type: ignore[attr-defined]
    return schema


class LearnersFileSchema(Schema):
    """A file of learners."""

    file = fields.Upload(
        required=True,
        most_bytes=200_000,
        metadata={
            "label": N_("CSV file"),
            "hint": N_("Columns: site, registration_number, name, email, started_on."),
            "accept": ".csv,text/csv",
        },
    )


class StatusSchema(Schema):
    """Where a learner stands."""

    version = fields.Version(required=True)
    status = fields.Choice(tuple(STATUSES.items()), required=True, metadata={"label": N_("Where do they stand?")})
    on = fields.IsoDate(
        earliest=EARLIEST,
        latest="today",
        metadata={"label": N_("Since which day?"), "hint": N_("Not needed for who goes on."), "needed": True},
    )
    reason = fields.LongText(
        max_length=1000,
        metadata={
            "label": N_("If they left: why?"),
            "hint": N_("Do not write about anybody's health, and no names."),
            "rows": 2,
        },
    )

    @pre_load
    def _of_the_choice(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """What was typed under another choice is hidden by now, so it is not judged."""
        status = data.get("status")
        left_out = {STARTED: {"on", "reason"}, FINISHED: {"reason"}}.get(str(status), set())
        return {name: value for name, value in data.items() if name not in left_out}

    @validates_schema
    def _complete(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("status") in (FINISHED, LEFT) and not data.get("on"):
            raise ValidationError(N_("Enter the day."), "on")
        if data.get("status") == LEFT and not data.get("reason"):
            raise ValidationError(N_("Write in a few words why they left. “Not known” is enough."), "reason")


class LinksSchema(Schema):
    """Which links are made."""

    again = fields.YesNo(
        metadata={
            "label": N_("Also new links for those who have one and did not send their answers"),
            "hint": N_("Their old links then open nothing any more."),
        }
    )
    by_mail = fields.YesNo(metadata={"label": N_("Send the links to those whose email address we have")})
