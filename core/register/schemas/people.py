"""What comes in about people: details, names, qualifications, employment."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from councilkit import fields
from councilkit.register.plausible import award_problems, birth_problems, work_problems
from councilkit.register.schemas.common import (
    EARLIEST,
    GENDERS,
    SETTLEMENTS,
    STAFF_ONLY,
    Country,
    Known,
    refuse_implausible,
)
from councilkit.wording import N_


class ContactSchema(Schema):
    """What a person may change of their own."""

    email = fields.Email(metadata={"label": N_("Email address")})
    phone = fields.Phone(metadata={"label": N_("Phone number")})
    address = fields.LongText(
        max_length=500,
        metadata={"label": N_("Postal address"), "rows": 4, "privacy": STAFF_ONLY, "autocomplete": "street-address"},
    )
    version = fields.Version(required=True)


class PersonSchema(Known):
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
    country = Country(metadata={"label": N_("Country")})
    area_code = fields.Code(
        pattern="[A-Z]{2}-[A-Z0-9]{1,3}",
        example="RO-CJ",
        upper=True,
        metadata={"label": N_("Area"), "hint": N_("The code of county or region, like RO-CJ."), "width": "10"},
    )
    settlement = fields.Choice(SETTLEMENTS, metadata={"label": N_("Lives in")})

    @validates_schema
    def _plausible(self, data: Mapping[str, Any], **_: Any) -> None:
        refuse_implausible(birth_problems(data.get("date_of_birth"), fields.today()))


class PersonChangeSchema(PersonSchema):
    """A change of a person's record; a new name keeps the one before it unless it was a slip."""

    slip = fields.YesNo(metadata={"label": N_("The old name was a spelling mistake: do not keep it as a former name")})
    version = fields.Version(required=True)


class NameSchema(Known):
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


class QualificationSchema(Known):
    """A qualification of a person."""

    award = fields.Text(
        required=True,
        metadata={"label": N_("Award"), "hint": N_("As on the certificate, like Bachelor of Social Work.")},
    )
    institution = fields.Text(metadata={"label": N_("Awarded by")})
    country = Country(metadata={"label": N_("Country")})
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

    @validates_schema
    def _plausible(self, data: Mapping[str, Any], **_: Any) -> None:
        refuse_implausible(award_problems(data.get("awarded_year"), None, fields.today()))


class EmploymentSchema(Known):
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
        refuse_implausible(work_problems(data.get("starts_on"), None, None, fields.today()))
