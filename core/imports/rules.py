"""What must hold between the cells of one row: said once, checked by the schema and by the vectorised screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NotBefore:
    """A date that must not lie before another."""

    field: str
    other: str
    sentence: str

    def broken(self, row: Mapping[str, Any]) -> bool:
        """Whether the row breaks it; cells that are missing break nothing."""
        first, second = row.get(self.other), row.get(self.field)
        return first is not None and second is not None and second < first


@dataclass(frozen=True)
class Needed:
    """A cell that is needed where one of `given` has a value (one of `values`, when they are named)."""

    field: str
    given: tuple[str, ...]
    sentence: str
    values: tuple[str, ...] = ()

    def broken(self, row: Mapping[str, Any]) -> bool:
        """Whether the row breaks it."""
        return row.get(self.field) is None and any(self._counts(row.get(name)) for name in self.given)

    def _counts(self, value: Any) -> bool:
        return value in self.values if self.values else value is not None


Rule = NotBefore | Needed
