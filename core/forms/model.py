"""A form as a page shows it: fields with their values, sentences where something is wrong, and what was loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from councilkit.errors import Problem

Errors = Mapping[str, Sequence[str] | str]


@dataclass(frozen=True)
class FieldView:
    """One field as drawn: `value` is text, DateParts, a list of codes or True; `chosen` is the radio that is on."""

    name: str
    widget: str
    label: str
    hint: str = ""
    privacy: str = ""
    required: bool = False
    value: Any = ""
    chosen: str = ""
    choices: tuple[tuple[str, ...], ...] = ()
    errors: tuple[str, ...] = ()
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the first box, where the error summary leads."""
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of hint, privacy line and error, for aria-describedby."""
        present = (("hint", self.hint), ("privacy", self.privacy), ("note", self.note), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, there in present if there)


@dataclass(frozen=True)
class Form:
    """The fields of a schema with what was typed; `data` is what the schema loaded, None when it refused."""

    name: str
    fields: Mapping[str, FieldView]
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    data: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> FieldView:
        return self.fields[name]

    @property
    def valid(self) -> bool:
        """Whether the schema took everything and no service refused it since."""
        return self.data is not None and not self.errors

    @property
    def has_file(self) -> bool:
        """Whether the form sends a file."""
        return any(view.widget == "file" for view in self.fields.values())

    def refuse(self, problems: Errors | Problem) -> "Form":
        """The same form with a service's sentences; what names no field of the form stands for the whole form."""
        named = problems.fields if isinstance(problems, Problem) else problems
        merged = {name: list(sentences) for name, sentences in self.errors.items()}
        for name, sentences in named.items():
            place = name if name in self.fields and self.fields[name].widget != "hidden" else ""
            merged.setdefault(place, []).extend([sentences] if isinstance(sentences, str) else sentences)
        return replace(self, errors=in_order(self.fields, merged), fields=with_errors(self.fields, merged))


def in_order(fields: Mapping[str, FieldView], errors: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The sentences in the order of the page, those of the whole form first."""
    names = ["", *fields]
    return {name: tuple(errors[name]) for name in names if errors.get(name)}


def with_errors(fields: Mapping[str, FieldView], errors: Mapping[str, Sequence[str]]) -> dict[str, FieldView]:
    """The fields with their own sentences."""
    return {name: replace(view, errors=tuple(errors.get(name, ()))) for name, view in fields.items()}
