"""What the schemas of the register share: code lists, and loading that refuses with sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError

from councilkit import fields
from councilkit.errors import Invalid
from councilkit.fields.base import Unreadable
from councilkit.fields.cleaning import tidy
from councilkit.register.areas import country_code
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


def as_kept(schema: Schema, row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """These values, each spelled as the row keeps it where the form reads both alike: +44 20 and 004420."""
    alike = {name for name, value in values.items() if _read(schema.fields[name], row[name]) == value}
    return {name: row[name] if name in alike else value for name, value in values.items()}


def _read(field: Any, kept: Any) -> Any:
    try:
        return field.deserialize(kept) or ""
    except ValidationError:
        return None


class Country(fields.Code):
    """A country, typed as its name or its code; loads the ISO 3166-1 alpha-2 code."""

    def __init__(self, *, metadata: Mapping[str, Any], **options: Any) -> None:
        drawn = {"hint": N_("Its name or two letters, like Romania or RO."), "width": "20", **metadata}
        super().__init__(pattern="[A-Z]{2}", example="RO", upper=True, metadata=drawn, **options)

    def cleaned(self, text: str) -> str:
        """The code; raises Unreadable."""
        typed = tidy(text).text.strip()
        code = country_code(typed)
        if code is None:
            sentence = N_('"%(found)s" is not a country. Write its name or its two letters, like Romania or RO.')
            raise Unreadable(sentence, found=typed[:40])
        return code


def refuse_implausible(problems: Mapping[str, list[str]]) -> None:
    """Raise the sentences, by field, of dates that cannot be right."""
    if problems:
        raise ValidationError(dict(problems))


class Known(Schema):
    """A form that is made once: `id` is the new row's own, so that a double click makes one row."""

    id = fields.Code(pattern="[0-9a-f]{32}", metadata={"widget": "hidden"})
