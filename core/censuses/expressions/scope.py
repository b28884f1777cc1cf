"""Where an expression finds its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.values import Day, Instant, Nodes, Value, day_of, from_python

Row = Mapping[str, str]


class Scope(Protocol):
    """What the evaluator asks of its surroundings; every method may raise ExpressionError."""

    @property
    def today(self) -> Day:
        """The day on which the expression is evaluated."""

    @property
    def now(self) -> Instant:
        """The moment at which it is evaluated."""

    @property
    def current(self) -> Value:
        """`.`: the answer that is being checked."""

    @property
    def position(self) -> int:
        """`position(..)`: the number of the enclosing repeat, from 1."""

    def value(self, name: str) -> Value:
        """`${name}`; blank when the question is hidden or not answered."""

    def path(self, names: Sequence[str], absolute: bool) -> Value:
        """`/data/group/name` or `../name`."""

    def column(self, name: str) -> Value:
        """A bare `name`: in a choice filter, a column of the choice."""

    def rows(self, name: str) -> Sequence[Row]:
        """The instances of a repeat."""

    def instance(self, name: str) -> Sequence[Row]:
        """`instance('name')`: the rows of a choice list."""

    def indexed(self, name: str, indexes: Sequence[tuple[str, int]]) -> Value:
        """`indexed-repeat`: the answer in the numbered instances of the named repeats."""

    def choice_label(self, question: str, choice: str) -> str:
        """`jr:choice-name`: the label of a choice in the language of the page."""


@dataclass(frozen=True)
class MappingScope:
    """Answers from a plain mapping: by question name, by whole path, and `.` for the answer being checked."""

    answers: Mapping[str, Any]
    moment: datetime
    position: int = 1

    @property
    def today(self) -> Day:
        return day_of(self.moment.date())

    @property
    def now(self) -> Instant:
        return Instant(from_python(self.moment))  # type: ignore[arg-type]

    @property
    def current(self) -> Value:
        return from_python(self.answers.get("."))

    def value(self, name: str) -> Value:
        """The answer named so; blank when there is none."""
        return from_python(self.answers.get(name))

    def path(self, names: Sequence[str], absolute: bool) -> Value:
        """The answer at a whole path, or the one named as its last step."""
        whole = "/" * absolute + "/".join(names)
        return from_python(self.answers[whole]) if whole in self.answers else self.value(names[-1])

    def column(self, name: str) -> Value:
        """The same as `${name}`."""
        return self.value(name)

    def rows(self, name: str) -> Sequence[Row]:
        """The rows given under that name: a sequence of mappings."""
        rows = self.answers.get(name, ())
        if isinstance(rows, Mapping) or not all(isinstance(row, Mapping) for row in rows):
            raise ExpressionError(f"'{name}' does not repeat")
        return list(rows)

    def instance(self, name: str) -> Sequence[Row]:
        """The rows given under that name."""
        return self.rows(name)

    def indexed(self, name: str, indexes: Sequence[tuple[str, int]]) -> Value:
        """The value at the (last) index of a list."""
        value = self.value(name)
        index = indexes[-1][1] if indexes else 1
        return (value[index - 1] if 1 <= index <= len(value) else "") if isinstance(value, Nodes) else value

    def choice_label(self, question: str, choice: str) -> str:
        """The name of the choice: a plain mapping has no labels."""
        return choice


@dataclass(frozen=True)
class ItemScope:
    """One row of a choice list or repeat, within the scope that asks; bare names are the row's columns."""

    outer: Scope
    row: Row
    position: int

    @property
    def today(self) -> Day:
        return self.outer.today

    @property
    def now(self) -> Instant:
        return self.outer.now

    @property
    def current(self) -> Value:
        return self.row.get(".", "")

    def value(self, name: str) -> Value:
        """`${name}` means the question, unless only the row of a repeat has it."""
        return self.outer.value(name)

    def path(self, names: Sequence[str], absolute: bool) -> Value:
        """Paths lead out of the row, but `./name` stays in it."""
        return self.outer.path(names, absolute)

    def column(self, name: str) -> Value:
        """The row's own column; blank when it has none."""
        return self.row.get(name, "")

    def rows(self, name: str) -> Sequence[Row]:
        """The instances of a repeat, from outside."""
        return self.outer.rows(name)

    def instance(self, name: str) -> Sequence[Row]:
        """The rows of a choice list, from outside."""
        return self.outer.instance(name)

    def indexed(self, name: str, indexes: Sequence[tuple[str, int]]) -> Value:
        """From outside."""
        return self.outer.indexed(name, indexes)

    def choice_label(self, question: str, choice: str) -> str:
        """From outside."""
        return self.outer.choice_label(question, choice)


def moment_of_today(today: date | None) -> datetime:
    """The moment to evaluate at: the one given, the start of the day given, or now."""
    if isinstance(today, datetime):
        return today
    return datetime.combine(today, time()) if today else datetime.now()
