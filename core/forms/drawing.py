"""From a schema's field and a value to what a page draws."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from marshmallow import fields

from councilkit.fields import Duration, Unreadable, read_hours
from councilkit.fields.durations import BARE_HOURS
from councilkit.forms.model import FieldView
from councilkit.forms.typed import OTHER, Flat, parts_of, widget_of
from councilkit.wording import N_, Sentence

_INPUTMODE = {"decimal": "decimal", "whole": "numeric", "email": "email", "tel": "tel"}
_AUTOCOMPLETE = {"email": "email", "tel": "tel"}
_PASSED_ON = ("autocomplete", "inputmode", "rows", "accept", "width", "placeholder", "pattern", "spellcheck")
_LENGTHS = (
    ("30 min", N_("30 minutes")),
    ("1 hour", N_("1 hour")),
    ("2 hours", N_("2 hours")),
    ("half day", N_("Half day (%(hours)s hours)")),
    ("full day", N_("Full day (%(hours)s hours)")),
    (OTHER, N_("Other")),
)
_SELECT_ABOVE = 7


def drawn(
    name: str, field: fields.Field[Any], today: date, *, value: Any = None, posted: Flat | None = None
) -> FieldView:
    """The field with its value: `posted` as typed by a person, else `value` as a service keeps it.

    A field whose metadata say `needed` must be filled in where a page shows it, though the schema alone does not ask.
    """
    widget, meta = widget_of(field), field.metadata
    choices = _choices(field, widget, today)
    if widget == "radios" and len(choices) > _SELECT_ABOVE and "widget" not in meta:
        widget = "select"
    if posted is None:
        posted = _as_posted(name, widget, value)
    shown, chosen = _shown(name, widget, posted, choices, field)
    return FieldView(
        name=name,
        widget=widget,
        label=meta.get("label") or name.replace("_", " ").capitalize(),
        hint=meta.get("hint", ""),
        privacy=meta.get("privacy", ""),
        required=field.required or bool(meta.get("needed")),
        value=shown,
        chosen=chosen,
        choices=choices,
        attributes=_attributes(field, widget),
    )


def _attributes(field: fields.Field[Any], widget: str) -> Mapping[str, str]:
    found = {key: str(field.metadata[key]) for key in _PASSED_ON if field.metadata.get(key) is not None}
    if widget in _INPUTMODE:
        found.setdefault("inputmode", _INPUTMODE[widget])
    if widget in _AUTOCOMPLETE:
        found.setdefault("autocomplete", _AUTOCOMPLETE[widget])
    return found


def _choices(field: fields.Field[Any], widget: str, today: date) -> tuple[tuple[str, ...], ...]:
    given = field.metadata.get("choices") or getattr(field, "choices", ())
    if given == "recent":
        yesterday = today - timedelta(days=1)
        return (
            (today.isoformat(), Sentence("Today, %(day)s", day=today)),
            (yesterday.isoformat(), Sentence("Yesterday, %(day)s", day=yesterday)),
            (OTHER, N_("Another day")),
        )
    if given == "usual":
        return tuple((code, _with_hours(code, label, field)) for code, label in _LENGTHS)
    if widget == "radios" and isinstance(field, fields.Boolean) and not given:
        return (("yes", N_("Yes")), ("no", N_("No")))
    return tuple(tuple(option) for option in given or ())


def _with_hours(code: str, label: str, field: fields.Field[Any]) -> str:
    if "%(hours)s" not in label or not isinstance(field, Duration):
        return label
    return Sentence(label, hours=read_hours(code, field.hours_in_day))


def _as_posted(name: str, widget: str, value: Any) -> Flat:
    """A kept value as if a person had typed it."""
    if value is None or value == "" or widget in ("password", "file"):
        return {}
    if isinstance(value, bool):
        return {name: ["yes" if value else "no"]} if value or widget == "radios" else {}
    if widget == "date":
        return _date_as_posted(name, value)
    if isinstance(value, Decimal):
        unit = " hours" if widget == "duration" and value > BARE_HOURS else ""
        return {name: [f"{value.normalize():f}{unit}"]}
    return {name: [str(item) for item in value] if isinstance(value, (list, tuple, set, frozenset)) else [str(value)]}


def _date_as_posted(name: str, value: Any) -> Flat:
    iso = value.isoformat() if isinstance(value, date) else str(value)
    year, month, day = (*iso.split("-"), "", "")[:3]
    return {name: [iso], f"{name}-day": [day], f"{name}-month": [month], f"{name}-year": [year]}


def _shown(
    name: str, widget: str, posted: Flat, choices: Sequence[Sequence[str]], field: fields.Field[Any]
) -> tuple[Any, str]:
    first = next(iter(posted.get(name, ())), "")
    codes = [choice[0] for choice in choices]
    if widget == "date":
        parts = parts_of(name, posted)
        return parts, _chosen(first, codes, any(parts))
    if widget == "duration" and codes:
        other = next(iter(posted.get(f"{name}-{OTHER}", ())), "")
        same = first if first in codes else _same_length(first, codes, field)
        return (other or ("" if same else first)), _chosen(same, codes, bool(other or first))
    if widget == "checkboxes":
        return list(posted.get(name, ())), ""
    if widget == "checkbox":
        return first not in ("", "no", "false", "0", "off"), ""
    return ("" if widget == "password" else first), (first if codes else "")


def _chosen(code: str, codes: Sequence[str], other: bool) -> str:
    if code in codes:
        return code
    return OTHER if other and OTHER in codes else ""


def _same_length(typed: str, codes: Sequence[str], field: fields.Field[Any]) -> str:
    if not typed or not isinstance(field, Duration):
        return ""
    try:
        hours = read_hours(typed, field.hours_in_day)
    except Unreadable:
        return ""
    return next((code for code in codes if code != OTHER and read_hours(code, field.hours_in_day) == hours), "")
