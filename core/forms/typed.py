"""What a browser posts, tidied and joined into one value a field."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, fields, missing

from councilkit.fields import DateParts
from councilkit.fields.cleaning import tidy
from councilkit.wording import Sentence

Flat = dict[str, list[str]]
OTHER = "other"
_PARTS = ("day", "month", "year")
_BY_TYPE: tuple[tuple[type[fields.Field[Any]], str], ...] = (
    (fields.Boolean, "checkbox"),
    (fields.Email, "email"),
    (fields.Integer, "whole"),
    (fields.Number, "decimal"),
    (fields.Date, "date"),
    (fields.List, "checkboxes"),
)


def widget_of(field: fields.Field[Any]) -> str:
    """How the field is drawn: its metadata, else its own widget, else by its type."""
    named = field.metadata.get("widget") or getattr(field, "widget", None)
    return str(named or next((widget for kind, widget in _BY_TYPE if isinstance(field, kind)), "text"))


def posted_fields(schema: Schema) -> dict[str, fields.Field[Any]]:
    """The fields that a form may bring, by the name they have in the page."""
    return {field.data_key or name: field for name, field in schema.fields.items() if not field.dump_only}


def flat(form: Any) -> Flat:
    """Posted values as lists by name, from a MultiDict or a plain mapping, each tidied; line ends are kept."""
    pairs: Iterable[tuple[str, Any]] = form.lists() if hasattr(form, "lists") else form.items()
    return {name: [str(value) for value in (found if isinstance(found, list) else [found])] for name, found in pairs}


def draft_of(schema: Schema, form: Any) -> dict[str, list[str]]:
    """What was typed, for keeping as a draft: known names only, no passwords, no files."""
    posted, kept = flat(form), {}
    for name, field in posted_fields(schema).items():
        if widget_of(field) not in ("password", "file"):
            for key in _names(name):
                if key in posted:
                    kept[key] = [tidy(value).text for value in posted[key]]
    return kept


def _names(name: str) -> list[str]:
    return [name, f"{name}-{OTHER}", *(f"{name}-{part}" for part in _PARTS)]


def parts_of(name: str, posted: Flat) -> DateParts:
    """What stands in the three boxes of a date."""
    return DateParts(*(_first(f"{name}-{part}", posted).strip() for part in _PARTS))


def _first(name: str, posted: Flat) -> str:
    return next(iter(posted.get(name, ())), "")


def joined(schema: Schema, posted: Flat, files: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """One value a field, ready for `schema.load`, and a note for each field from which unseen characters were taken."""
    values: dict[str, Any] = {}
    notes: dict[str, str] = {}
    for name, field in posted_fields(schema).items():
        value, removed = _value(widget_of(field), name, posted, files)
        if value is not missing:
            values[name] = value
        if removed:
            notes[name] = _note(removed)
    return values, notes


def _value(widget: str, name: str, posted: Flat, files: Mapping[str, Any]) -> tuple[Any, int]:
    if widget == "file":
        file = files.get(name)
        return (file if file is not None and file.filename else missing), 0
    if widget == "password":
        return (_first(name, posted) or missing), 0
    if widget == "checkboxes":
        return [tidy(value).text for value in posted.get(name, [])], 0
    if widget == "date":
        return _date_value(name, posted), 0
    if widget == "duration" and _first(name, posted) in ("", OTHER):
        name = f"{name}-{OTHER}" if f"{name}-{OTHER}" in posted else name
    tidied = tidy(_first(name, posted))
    return (tidied.text if tidied.text.strip() else missing), tidied.removed


def _date_value(name: str, posted: Flat) -> Any:
    chosen = _first(name, posted).strip()
    if chosen and chosen != OTHER:
        return chosen
    parts = DateParts(*(tidy(part).text for part in parts_of(name, posted)))
    if not any(parts):
        return missing
    if all(part.isascii() and part.isdecimal() for part in parts) and len(parts.year) == 4 and parts.year < "2400":
        return f"{parts.year}-{parts.month:0>2}-{parts.day:0>2}"
    return parts


def _note(removed: int) -> str:
    if removed == 1:
        return Sentence("We took out 1 character that cannot be seen.")
    return Sentence("We took out %(count)s characters that cannot be seen.", count=removed)
