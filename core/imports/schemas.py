"""The rows of imported files: the fields of the pages' own schemas under the columns' names."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, validates_schema

from councilkit import fields
from councilkit.cpd import schemas as learning
from councilkit.fields import Unreadable
from councilkit.imports.rules import Needed, NotBefore, Rule
from councilkit.register import schemas as register
from councilkit.wording import N_, Sentence

STATUSES = (
    ("active", N_("On the register")),
    ("left", N_("Left at their own wish")),
    ("removed", N_("Removed")),
    ("suspended", N_("Suspended")),
)
MOST_PREVIOUS = 10
_PERSON: Mapping[str, Any] = register.PersonSchema._declared_fields
_QUALIFICATION: Mapping[str, Any] = register.QualificationSchema._declared_fields
_EMPLOYMENT: Mapping[str, Any] = register.EmploymentSchema._declared_fields
_LEARNING: Mapping[str, Any] = learning.RowSchema._declared_fields
NUMBER = _LEARNING["registration_number"]


class PreviousNames(fields.Text):
    """Former names, parted by semicolons: each a family name, or "family name, given names"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=1000, **options)
        self.name_field = fields.PersonName(max_length=200)

    def cleaned(self, text: str) -> str:
        """The names parted by "; "; raises Unreadable."""
        names = [self._name(name) for name in text.split(";") if name.strip()]
        if len(names) > MOST_PREVIOUS:
            raise Unreadable(
                "These are more than %(most)s former names. Look whether they belong here.", most=MOST_PREVIOUS
            )
        return "; ".join(dict.fromkeys(names))

    def _name(self, name: str) -> str:
        return ", ".join(self.name_field.read(part) for part in name.split(",", 1))


class Row(Schema):
    """One row of an imported file; `rules` hold between its cells."""

    rules: ClassVar[tuple[Rule, ...]] = ()

    @validates_schema(skip_on_field_errors=False)
    def _between(self, data: Mapping[str, Any], **_: Any) -> None:
        broken: dict[str, list[str]] = {}
        for rule in self.rules:
            if rule.broken(data):
                broken.setdefault(rule.field, []).append(Sentence(rule.sentence))
        if broken:
            raise ValidationError(broken)


class RegistrantRow(Row):
    """A row of registrants.csv: a person, their registration, and what is known of qualification and work."""

    registration_number = NUMBER
    part = fields.Choice(required=True)
    given_names = _PERSON["given_names"]
    family_name = _PERSON["family_name"]
    previous_names = PreviousNames()
    date_of_birth = _PERSON["date_of_birth"]
    gender = _PERSON["gender"]
    email = _PERSON["email"]
    phone = _PERSON["phone"]
    address = _PERSON["address"]
    country = _PERSON["country"]
    area_code = _PERSON["area_code"]
    settlement = _PERSON["settlement"]
    employer = fields.Text()
    registered_on = fields.IsoDate(required=True, earliest=register.EARLIEST)
    expires_on = fields.IsoDate(earliest=register.EARLIEST)
    step = fields.Text(max_length=40)
    qualification_award = fields.Text()
    qualification_institution = _QUALIFICATION["institution"]
    qualification_country = _QUALIFICATION["country"]
    qualification_awarded_on = _QUALIFICATION["awarded_on"]
    qualification_awarded_year = _QUALIFICATION["awarded_year"]
    qualification_level = _QUALIFICATION["level"]
    status = fields.Choice(STATUSES)
    status_on = fields.IsoDate(earliest=register.EARLIEST)
    status_note = fields.Text(max_length=500)
    public_id = fields.Code(
        pattern=r"[A-Z]{2}-[0-9A-Z]{4}-[0-9]{5,10}", example="SW-7KQ4-00123", upper=True, max_length=20
    )

    rules = (
        NotBefore("registered_on", "date_of_birth", N_("The registration lies before the birth. Check both dates.")),
        NotBefore("expires_on", "registered_on", N_("The registration ends before it begins. Check both dates.")),
        NotBefore("status_on", "registered_on", N_("The registration ended before it began. Check both dates.")),
        Needed(
            "qualification_award",
            (
                "qualification_institution",
                "qualification_awarded_on",
                "qualification_awarded_year",
                "qualification_level",
            ),
            N_("The qualification has no name. Write what was awarded."),
        ),
        Needed(
            "status_on",
            ("status",),
            N_("The day since when this is so is not known."),
            ("left", "removed", "suspended"),
        ),
    )


class _OfRegistration(Row):
    """A row about somebody who is registered; `part` is asked only where one number stands in several parts."""

    registration_number = NUMBER
    part = fields.Choice()


class QualificationRow(_OfRegistration):
    """A row of qualifications.csv."""

    award = _QUALIFICATION["award"]
    institution = _QUALIFICATION["institution"]
    country = _QUALIFICATION["country"]
    awarded_on = _QUALIFICATION["awarded_on"]
    awarded_year = _QUALIFICATION["awarded_year"]
    level = _QUALIFICATION["level"]


class EmploymentRow(_OfRegistration):
    """A row of employment.csv."""

    employer = _EMPLOYMENT["organisation"]
    role = _EMPLOYMENT["role"]
    area_code = _EMPLOYMENT["area_code"]
    settlement = _EMPLOYMENT["settlement"]
    starts_on = _EMPLOYMENT["starts_on"]
    ends_on = _EMPLOYMENT["ends_on"]
    part_time = _EMPLOYMENT["part_time"]

    rules = (NotBefore("ends_on", "starts_on", N_("The last day must not be before the first.")),)


class LearningRow(Row, learning.RowSchema):
    """A row of cpd.csv: what the learning log itself takes."""

    part = fields.Choice()  # type: ignore[assignment]

    class Meta:
        fields = learning.CSV_COLUMNS


SCHEMAS: Mapping[str, type[Row]] = {
    "registrants": RegistrantRow,
    "qualifications": QualificationRow,
    "cpd": LearningRow,
    "employment": EmploymentRow,
}


def schema_of(kind: str, parts: Sequence[str]) -> Row:
    """The schema of one kind of file; `parts` are the register's parts that are loaded."""
    schema = SCHEMAS[kind]()
    for group in (schema.fields, schema.load_fields):
        part = group["part"]
        assert isinstance(part, fields.Choice)
        part.choices = tuple((code, code) for code in parts)
    return schema


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns that a file of this kind may have."""
    return tuple(SCHEMAS[kind]().load_fields)


def required_of(kind: str) -> tuple[str, ...]:
    """The columns that it must have."""
    return tuple(name for name, field in SCHEMAS[kind]().load_fields.items() if field.required)
