"""Forms of pages: `show` draws a schema, `read` takes what was posted and says what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError

from councilkit import fields
from councilkit.forms.drawing import drawn
from councilkit.forms.model import FieldView, Form
from councilkit.forms.typed import draft_of, flat, joined, posted_fields
from councilkit.wording import Sentence

__all__ = ["FieldView", "Form", "form_values", "read", "sent", "show", "typed"]

Options = Mapping[str, Iterable[Sequence[str]]]


def show(
    schema: Schema,
    values: Mapping[str, Any] | None = None,
    *,
    name: str,
    today: date | None = None,
    choices: Options | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Form:
    """A form to fill in: `values` as services keep them, or `typed` as `typed()` gave them for a draft."""
    _offer(schema, choices)
    posted = flat(typed) if typed else None
    given = values or {}
    views = {
        key: drawn(key, field, today or fields.today(), value=given.get(key), posted=posted)
        for key, field in posted_fields(schema).items()
    }
    return Form(name, views, values=dict(given))


def read(
    schema: Schema,
    form: Any,
    files: Mapping[str, Any] | None = None,
    *,
    name: str,
    today: date | None = None,
    choices: Options | None = None,
) -> Form:
    """A form as posted: `.valid` with `.data` when the schema took it, else with `.errors` and everything typed."""
    _offer(schema, choices)
    day, posted = today or fields.today(), flat(form)
    values, notes = joined(schema, posted, files or {})
    data, problems = _loaded(schema, values, day)
    views = {key: drawn(key, field, day, posted=posted) for key, field in posted_fields(schema).items()}
    shown = Form(name, _noted(views, notes), data=data, values=values, notes=notes)
    return shown.refuse(problems) if problems else shown


def form_values(schema: Schema, form: Any, files: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What was posted as one value a field: text tidied, date boxes joined; ready for `schema.load`."""
    return joined(schema, flat(form), files or {})[0]


def typed(schema: Schema, form: Any) -> dict[str, list[str]]:
    """What was typed, box by box, to keep as a draft; `show(typed=...)` puts it back. No passwords, no files."""
    return draft_of(schema, form)


def sent(name: str) -> None:
    """Tell the next page that the form arrived, so that the browser forgets what it kept of it."""
    from flask import flash

    flash(name, "draft-done")


def _offer(schema: Schema, choices: Options | None) -> None:
    for key, options in (choices or {}).items():
        posted_fields(schema)[key].choices = tuple(tuple(option) for option in options)  # type: ignore[attr-defined]


def _loaded(schema: Schema, values: Mapping[str, Any], day: date) -> tuple[Any, dict[str, list[str]]]:
    with fields.as_of(day):
        try:
            return schema.load(values), {}
        except ValidationError as refused:
            named: dict[Any, Any] = refused.normalized_messages()  # type: ignore[no-untyped-call]
            return None, {_place(key): list(_sentences(found)) for key, found in named.items()}


def _place(key: Any) -> str:
    return "" if key == "_schema" else str(key)


def _sentences(found: Any) -> Iterable[str]:
    if isinstance(found, Mapping):
        for inner in found.values():
            yield from _sentences(inner)
    elif isinstance(found, (list, tuple)):
        for inner in found:
            yield from _sentences(inner)
    else:
        yield found if isinstance(found, Sentence) else Sentence(str(found))


def _noted(views: Mapping[str, FieldView], notes: Mapping[str, str]) -> dict[str, FieldView]:
    return {key: replace(view, note=notes.get(key, "")) for key, view in views.items()}
