"""The fields of every schema: one sentence of what is valid, for the page, the JSON route and the import."""

from councilkit.fields.base import CouncilField, Unreadable, as_of, today
from councilkit.fields.choices import Choice, Choices, Upload, labelled
from councilkit.fields.dates import DateParts, IsoDate, read_date_parts, read_iso_date
from councilkit.fields.durations import Duration, read_hours
from councilkit.fields.numbers import Amount, Version, Whole, YesNo, read_decimal
from councilkit.fields.text import Code, Email, LongText, Password, PersonName, Phone, Text, comma_below

__all__ = [
    "Amount",
    "Choice",
    "Choices",
    "Code",
    "CouncilField",
    "DateParts",
    "Duration",
    "Email",
    "IsoDate",
    "LongText",
    "Password",
    "PersonName",
    "Phone",
    "Text",
    "Unreadable",
    "Upload",
    "Version",
    "Whole",
    "YesNo",
    "as_of",
    "comma_below",
    "labelled",
    "read_date_parts",
    "read_decimal",
    "read_hours",
    "read_iso_date",
    "today",
]
