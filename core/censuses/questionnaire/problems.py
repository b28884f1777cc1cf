"""Faults of a questionnaire file, each with its place and its mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One fault: sheet, row (as the spreadsheet numbers it, 0 for the whole sheet) and column header.

    A fatal one keeps the form from running; the others are warnings.
    """

    sheet: str
    row: int
    column: str
    message: str
    suggestion: str = ""
    fatal: bool = True

    @property
    def place(self) -> str:
        """Where it is, in words."""
        parts = [f"sheet '{self.sheet}'" if self.sheet else "the file"]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)

    def __str__(self) -> str:
        end = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.place}: {self.message}{end}" + (f" {self.suggestion}" if self.suggestion else "")

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "message": self.message,
            "suggestion": self.suggestion,
            "severity": "error" if self.fatal else "warning",
        }


class QuestionnaireError(ValueError):
    """A questionnaire that cannot run; `problems` holds every fault, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        fatal = [problem for problem in self.problems if problem.fatal]
        more = f" And {len(fatal) - 1} more." if len(fatal) > 1 else ""
        super().__init__(f"{fatal[0] if fatal else 'The questionnaire cannot be read.'}{more}")
