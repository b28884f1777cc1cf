"""Builds the tree of questions from the rows of the survey sheet."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from councilkit.censuses.questionnaire.cleaning import plain_blanks, yes_or_expression
from councilkit.censuses.questionnaire.headers import Table
from councilkit.censuses.questionnaire.model import ASKED, Choice, Group, Item, Question, Repeat
from councilkit.censuses.questionnaire.problems import Problem
from councilkit.censuses.questionnaire.sheets import Row
from councilkit.censuses.questionnaire.types import RowType, nearest_type, read_type

MOST_NESTED = 20
_NAME = re.compile(r"[^\W\d][\w.-]*")
_OTHER = {"": "Other", "ro": "Altul", "en": "Other", "de": "Anderes", "fr": "Autre", "es": "Otro", "th": "อื่น ๆ"}
_SPECIFY = {"": "Specify other.", "ro": "Precizați.", "en": "Specify other.", "de": "Bitte angeben.", "fr": "Précisez."}


@dataclass
class _Open:
    """A group that has begun and not ended."""

    kind: str
    row: Row
    table: Table
    children: list[Item] = field(default_factory=list)


@dataclass
class Builder:
    """Collects items row by row; faults go to `problems`."""

    table: Table
    lists: Mapping[str, tuple[Choice, ...]]
    problems: list[Problem]

    def build(self) -> tuple[Item, ...]:
        """The tree of all rows."""
        stack = [_Open("survey", Row(0, {}), self.table)]
        for row in self.table.rows:
            self.add(stack, row)
        for group in stack[1:]:
            name = self.table.value(group.row, "name")
            message = f"The {group.kind} '{name}' begins here and never ends"
            self.report(group.row, "type", message, f"Add a row with the type end_{group.kind} where it ends.")
        while len(stack) > 1:
            self.end(stack)
        return _keyed(tuple(stack[0].children))

    def report(self, row: Row, column: str, message: str, suggestion: str = "", *, fatal: bool = True) -> None:
        """Note a fault."""
        self.problems.append(
            Problem(self.table.name, row.number, self.table.written(column), message, suggestion, fatal)
        )

    def add(self, stack: list[_Open], row: Row) -> None:
        """Add one row to the innermost open group."""
        type_text, name = self.table.value(row, "type"), self.table.value(row, "name")
        if self.table.value(row, "disabled").lower() in ("yes", "true"):
            return
        if not type_text:
            if name or any(self.table.texts(row, "label").values()):
                self.report(
                    row, "type", f"The row of '{name or 'a label'}' has no type", "Write a type, like text or integer."
                )
            return
        found = read_type(type_text)
        if found is None:
            self.report(row, "type", f"The type '{type_text[:60]}' is not known", nearest_type(type_text))
        elif found.kind.startswith("end "):
            self.close(stack, row, found.kind.removeprefix("end "))
        elif self.named(row, found, name):
            if found.kind in ("group", "repeat"):
                self.open(stack, row, found.kind)
            else:
                stack[-1].children.extend(self.question(row, found, name))

    def named(self, row: Row, found: RowType, name: str) -> bool:
        """Whether the row has a name that can be used."""
        if not name and found.kind in ("group", "repeat", "note", "meta"):
            return True
        if not name:
            self.report(row, "name", "The question has no name", "Write a short name without blanks.")
        elif not _NAME.fullmatch(name):
            self.report(
                row,
                "name",
                f"'{name[:60]}' cannot be a name",
                "Use letters, digits, _ - and . and begin with a letter.",
            )
        return bool(name)

    def open(self, stack: list[_Open], row: Row, kind: str) -> None:
        if len(stack) > MOST_NESTED:
            self.report(row, "type", f"Groups stand more than {MOST_NESTED} deep in each other")
        stack.append(_Open(kind, row, self.table))

    def close(self, stack: list[_Open], row: Row, kind: str) -> None:
        if len(stack) == 1:
            self.report(
                row, "type", f"This ends a {kind}, but none is open", "Remove the row, or add the row that begins it."
            )
            return
        if stack[-1].kind != kind:
            begun = stack[-1]
            message = f"This ends a {kind}, but the {begun.kind} that began in row {begun.row.number} is still open"
            self.report(row, "type", message, f"Write end_{begun.kind} here, or before.")
        self.end(stack)

    def end(self, stack: list[_Open]) -> None:
        """Freeze the innermost group into its parent."""
        group = stack.pop()
        common = self.common(group.row) | {"children": tuple(group.children)}
        count = plain_blanks(self.table.value(group.row, "repeat_count"))
        stack[-1].children.append(Repeat(**common, repeat_count=count) if group.kind == "repeat" else Group(**common))

    def common(self, row: Row) -> dict[str, Any]:
        """What questions and groups have alike."""
        value = self.table.value
        return {
            "name": value(row, "name") or f"row_{row.number}",
            "key": "",
            "labels": self.table.texts(row, "label"),
            "hints": self.table.texts(row, "hint"),
            "relevant": yes_or_expression(value(row, "relevant")),
            "appearance": value(row, "appearance").lower(),
            "row": row.number,
        }

    def question(self, row: Row, found: RowType, name: str) -> list[Item]:
        """The question of a row; one more for `or_other`."""
        value = self.table.value
        question = Question(
            **self.common(row),
            kind=found.kind,
            detail=found.detail,
            choices=self.choices(row, found),
            choice_filter=plain_blanks(value(row, "choice_filter")),
            constraint=plain_blanks(value(row, "constraint")),
            constraint_messages=self.table.texts(row, "constraint_message"),
            required=yes_or_expression(value(row, "required")),
            required_messages=self.table.texts(row, "required_message"),
            calculation=plain_blanks(value(row, "calculation")),
            default=value(row, "default"),
            read_only=yes_or_expression(value(row, "read_only")),
            parameters=_parameters(value(row, "parameters")),
        )
        self.check_kind(row, question)
        return [question, *self.other(question, found)]

    def choices(self, row: Row, found: RowType) -> tuple[Choice, ...]:
        if not found.list_name:
            return ()
        if found.list_name not in self.lists:
            known = ", ".join(list(self.lists)[:8]) or "none"
            message = f"There is no choice list '{found.list_name}'"
            self.report(row, "type", message, f"Add its rows to the choices sheet. Lists there: {known}.")
        listed = self.lists.get(found.list_name, ())
        blank = next((choice.name for choice in listed if len(choice.name.split()) > 1), "")
        if blank and found.kind == "select_multiple":
            message = f"The list '{found.list_name}' has a choice with a blank in its name, '{blank}'"
            self.report(row, "type", message, "Use _ instead: several choices are parted by blanks.")
        return (*listed, Choice("other", _OTHER)) if found.with_other else listed

    def other(self, question: Question, found: RowType) -> list[Item]:
        """The text box that `or_other` asks for."""
        if not found.with_other:
            return []
        relevant = f"selected(${{{question.name}}}, 'other')"
        return [Question(f"{question.name}_other", "", _SPECIFY, relevant=relevant, row=question.row, kind="text")]

    def check_kind(self, row: Row, question: Question) -> None:
        """Faults of one question that need no other row."""
        if question.kind == "unsupported":
            required = question.required not in ("", "false()")
            message = f"The web form cannot ask for '{question.detail}'"
            message += (
                "; the question is required, so the form could never be sent"
                if required
                else "; the question is left out"
            )
            self.report(row, "type", message, "Ask for text, a number, a date or choices instead.", fatal=required)
        elif question.kind == "calculate" and not question.calculation and not question.default:
            self.report(
                row, "calculation", f"'{question.name}' calculates nothing", "Write a calculation.", fatal=False
            )
        elif question.kind in ASKED | {"note"} and not any((*question.labels.values(), *question.hints.values())):
            fatal = False
            self.report(
                row,
                "label",
                f"'{question.name}' has no label",
                "Write what is asked; its name will be shown.",
                fatal=fatal,
            )


def _parameters(text: str) -> dict[str, str]:
    """`start=1 end=10 step=1`, parted by blanks, commas or semicolons."""
    return {key.lower(): value for key, value in re.findall(r"([\w-]+)\s*=\s*([^\s,;]+)", text)}


def _keyed(children: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give every item its key: its name, or its path where the name stands more than once."""
    counts: Counter[str] = Counter()

    def count(items: tuple[Item, ...]) -> None:
        for item in items:
            counts[item.name] += 1
            if isinstance(item, Group):
                count(item.children)

    def key(items: tuple[Item, ...], path: tuple[str, ...]) -> tuple[Item, ...]:
        done: list[Item] = []
        for item in items:
            changed = replace(item, key=item.name if counts[item.name] == 1 else "/".join((*path, item.name)))
            if isinstance(changed, Group):
                changed = replace(changed, children=key(changed.children, (*path, item.name)))
            done.append(changed)
        return tuple(done)

    count(children)
    return key(children, ())
