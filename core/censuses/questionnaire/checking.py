"""Checks that need the whole form: names, references, expressions, circles."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from councilkit.censuses.expressions import ExpressionError, compile_expression
from councilkit.censuses.questionnaire.cleaning import has_odd_blanks, is_dynamic, plain_blanks
from councilkit.censuses.questionnaire.headers import Table
from councilkit.censuses.questionnaire.model import Group, Item, Question, Repeat
from councilkit.censuses.questionnaire.problems import Problem
from councilkit.censuses.questionnaire.texts import template_references

_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count", "required", "read_only")
_LATER_MATTERS = {"relevant", "constraint", "required", "choice_filter"}


@dataclass
class Checker:
    """Checks the items of one form; faults go to `problems`."""

    table: Table
    children: tuple[Item, ...]
    problems: list[Problem]
    order: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[Item]] = field(default_factory=dict)

    def check(self) -> None:
        """Run every check."""
        self.number(self.children)
        self.check_names(self.children)
        for item, _ in self.walk(self.children, ()):
            for column, expression in self.expressions(item):
                self.check_expression(item, column, expression)
            self.check_texts(item)
        self.check_circles()

    def report(self, item: Item, column: str, message: str, suggestion: str = "", *, fatal: bool = True) -> None:
        """Note a fault at the row of an item."""
        self.problems.append(Problem(self.table.name, item.row, self.table.written(column), message, suggestion, fatal))

    def number(self, children: tuple[Item, ...]) -> None:
        for item, _ in self.walk(children, ()):
            self.order.setdefault(item.name, len(self.order))
            self.names.setdefault(item.name, []).append(item)

    def walk(
        self, children: tuple[Item, ...], ancestors: tuple[Group, ...]
    ) -> Iterator[tuple[Item, tuple[Group, ...]]]:
        for item in children:
            yield item, ancestors
            if isinstance(item, Group):
                yield from self.walk(item.children, (*ancestors, item))

    def check_names(self, children: tuple[Item, ...]) -> None:
        """A name may stand once in a group; in another group it may stand again while nothing refers to it."""
        counts = Counter(item.name.lower() for item in children)
        seen: set[str] = set()
        for item in children:
            if counts[item.name.lower()] > 1 and item.name.lower() in seen:
                self.report(
                    item, "name", f"The name '{item.name}' stands twice", "Give each question a name of its own."
                )
            seen.add(item.name.lower())
            if isinstance(item, Group):
                self.check_names(item.children)

    def expressions(self, item: Item) -> Iterator[tuple[str, str]]:
        """The expressions of an item by column."""
        for column in _EXPRESSIONS:
            expression = getattr(item, column, "")
            if expression and expression not in ("true()", "false()"):
                yield column, expression
        if isinstance(item, Question) and is_dynamic(item.default):
            yield "default", plain_blanks(item.default)

    def check_expression(self, item: Item, column: str, expression: str) -> None:
        if any(has_odd_blanks(text) for text in self.written(item, column)):
            message = "A blank in this expression is not a plain one (it came with pasted text)"
            self.report(item, column, message, "It is read as a plain blank; type it again.", fatal=False)
        try:
            compiled = compile_expression(expression)
        except ExpressionError as error:
            self.report(item, column, _placed(error.message, error.position, expression), error.suggestion)
            return
        for fault in compiled.faults:
            self.report(item, column, _placed(fault.message, fault.position, expression), fault.suggestion)
        for name in compiled.references:
            self.check_reference(item, column, name)

    def written(self, item: Item, column: str) -> list[str]:
        """The cell as it stands in the file."""
        return [self.table.value(row, column) for row in self.table.rows if row.number == item.row]

    def check_reference(self, item: Item, column: str, name: str) -> None:
        found = self.names.get(name, [])
        if not found:
            near = get_close_matches(name, list(self.names), n=1)
            suggestion = f"Did you mean ${{{near[0]}}}?" if near else "Write the name of a question of this form."
            self.report(item, column, f"There is no question '{name}'", suggestion)
        elif len(found) > 1:
            rows = " and ".join(str(each.row) for each in found[:4])
            message = f"'{name}' could mean the questions of rows {rows}"
            self.report(item, column, message, "Give each its own name.")
        elif column in _LATER_MATTERS and isinstance(item, Question) and self.order[name] > self.order[item.name]:
            message = f"'{name}' is asked only later, in row {found[0].row}"
            self.report(item, column, message, "Until then it counts as blank; move it before this row.", fatal=False)

    def check_texts(self, item: Item) -> None:
        texts = {"label": item.labels, "hint": item.hints}
        if isinstance(item, Question):
            texts |= {"constraint_message": item.constraint_messages, "required_message": item.required_messages}
        for column, labels in texts.items():
            for text in labels.values():
                for name in template_references(text):
                    self.check_reference(item, column, name)

    def check_circles(self) -> None:
        """An answer must not decide about itself, neither its relevance nor its calculation, however far round."""
        graph = {item.name: self.leans_on(item, ancestors) for item, ancestors in self.walk(self.children, ())}
        for name in _in_circles(graph):
            item = self.names[name][0]
            column = next((c for c, e in self.expressions(item) if set(_references(e)) & set(graph)), "relevant")
            self.report(
                item,
                column,
                f"'{name}' depends on itself",
                "Take it out of the expression, or out of those that it leads to.",
            )

    def leans_on(self, item: Item, ancestors: tuple[Group, ...]) -> set[str]:
        """The names whose values decide the value of an item."""
        columns = {"relevant", "calculation", "repeat_count"}
        found = {name for column, text in self.expressions(item) if column in columns for name in _references(text)}
        return (found | {group.name for group in ancestors if group.relevant or isinstance(group, Repeat)}) & set(
            self.names
        )


def _references(expression: str) -> tuple[str, ...]:
    try:
        return compile_expression(expression).references
    except ExpressionError:
        return ()


def _placed(message: str, position: int, expression: str) -> str:
    """A fault with the place in the expression, shown by what stands there."""
    near = expression[position : position + 20].strip()
    return f"{message} (character {position + 1}{f', at “{near}”' if near else ''})"


def _in_circles(graph: dict[str, set[str]]) -> list[str]:
    """The names that lead back to themselves, by taking away all that lead nowhere, then all that nothing leads to."""
    left = {name: set(onward) for name, onward in graph.items()}
    for _ in range(2):
        waiting = [name for name, onward in left.items() if not onward & left.keys()]
        while waiting:
            gone = waiting.pop()
            if left.pop(gone, None) is not None:
                waiting.extend(name for name, onward in left.items() if gone in onward and not onward & left.keys())
        turned: dict[str, set[str]] = {name: set() for name in left}
        for name, onward in left.items():
            for each in onward & left.keys():
                turned[each].add(name)
        left = turned
    return [name for name in graph if name in left]
