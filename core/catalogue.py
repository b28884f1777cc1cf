"""The frozen catalogue of what the core and its plugins declare: registers, frameworks, censuses, publications."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from councilkit.errors import NotFound


class Coded(Protocol):
    """A value object that is known by its code."""

    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=Coded)


@dataclass(frozen=True)
class Catalogue:
    """Declared value objects by their class and code; `origins` names the plugin of each."""

    items: Mapping[type, Mapping[str, Any]] = field(default_factory=dict)
    origins: Mapping[tuple[type, str], str] = field(default_factory=dict)

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """Everything declared of one class, ordered by code."""
        return cast(tuple[T, ...], tuple(self.items.get(kind, {}).values()))

    def get(self, kind: type[T], code: str) -> T:
        """The one with this code; NotFound names the codes there are."""
        known = self.items.get(kind, {})
        if code not in known:
            choices = ", ".join(list(known)[:12]) or "none is loaded"
            raise NotFound(f"There is no {_words(kind)} '{code}'. Known: {choices}.")
        return cast(T, known[code])

    def has(self, kind: type[Coded], code: str) -> bool:
        """Whether this code is declared."""
        return code in self.items.get(kind, {})


def build(declared: Iterable[tuple[str, Coded]]) -> Catalogue:
    """Freeze (plugin, value) pairs into a catalogue; a code declared twice raises ValueError naming both plugins."""
    items: dict[type, dict[str, Any]] = {}
    origins: dict[tuple[type, str], str] = {}
    for plugin, value in declared:
        key = (type(value), value.code)
        if key in origins:
            raise ValueError(
                f"The {_words(type(value))} '{value.code}' is declared by both {origins[key]} and {plugin}."
            )
        origins[key] = plugin
        items.setdefault(type(value), {})[value.code] = value
    return Catalogue({kind: dict(sorted(values.items())) for kind, values in items.items()}, origins)


def _words(kind: type) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()
