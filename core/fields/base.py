"""What every field of a council's forms does alike: blank means missing, and each refusal is a sentence."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields, missing

from councilkit.wording import N_, Sentence

_today: ContextVar[date | None] = ContextVar("today", default=None)


class Unreadable(ValueError):
    """Text that cannot be read as what it should be; `sentence` says why and how to mend it."""

    def __init__(self, pattern: str, **values: Any) -> None:
        self.sentence = Sentence(pattern, **values)
        super().__init__(self.sentence)


def today() -> date:
    """The day that date checks go by: the one set by `as_of`, else today in UTC."""
    return _today.get() or datetime.now(UTC).date()


@contextmanager
def as_of(day: date | None) -> Iterator[None]:
    """Within the block, date checks go by `day`."""
    token = _today.set(day)
    try:
        yield
    finally:
        _today.reset(token)


def is_blank(value: Any) -> bool:
    """Whether nothing was given: None, an empty list, or text of blanks and unseen marks only."""
    if isinstance(value, str):
        from councilkit.fields.cleaning import tidy

        return not value or not tidy(value).text.strip()
    return value is None or value == [] or value == ()


class Label(Sentence):
    """A label as it stands inside a sentence: without its question mark, in every language."""

    def __new__(cls, label: str) -> "Label":
        made = str.__new__(cls, label.rstrip("?:"))
        made.pattern, made.values = label, {}
        return made

    def translated(self, *writers: Any) -> str:
        """The label in the language of the first of the writers, without its question mark."""
        return super().translated(*writers).rstrip("?:")


class CouncilField(fields.Field[Any]):
    """A marshmallow field for pages, JSON and imports alike.

    Blank counts as missing; a field that is not required then loads `load_default` (None unless given).
    `widget` names how a page draws it; metadata may say otherwise.
    """

    widget = "text"
    missing_sentence = N_("%(what)s: enter this, it is needed.")

    def __init__(self, *, required: bool = False, metadata: Mapping[str, Any] | None = None, **options: Any) -> None:
        if not required:
            options.setdefault("load_default", None)
        self._asked_own_way = "required" in (options.get("error_messages") or {})
        super().__init__(required=required, metadata=metadata, **options)

    @property
    def label(self) -> str:
        """What the field is called on a page."""
        return str(self.metadata.get("label") or (self.name or "").replace("_", " ").capitalize())

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """Read a value; raises ValidationError with a sentence."""
        return super().deserialize(missing if is_blank(value) else value, attr, data, **kwargs)

    def _validate_missing(self, value: Any) -> None:
        if value is missing and self.required:
            if self._asked_own_way:
                raise ValidationError(Sentence(str(self.error_messages["required"])))
            raise ValidationError(Sentence(self.missing_sentence, what=Label(self.label)))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            return self.read(value)
        except Unreadable as problem:
            raise ValidationError(problem.sentence) from None

    def read(self, value: Any) -> Any:
        """Turn a value that is not blank into what the service takes; raises Unreadable."""
        return value


def text_of(value: Any, sentence: str = N_("Write this as text.")) -> str:
    """The value as text; raises Unreadable for lists, objects and yes/no values that JSON may bring."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Unreadable(sentence)
    return str(value)


Bound = date | str | Callable[[], date] | None
