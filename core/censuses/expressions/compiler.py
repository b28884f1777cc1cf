"""Turns a parsed expression, once, into nested Python functions over a scope."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from councilkit.censuses.expressions import dates, numbers, selections, texts  # noqa: F401 - they register their functions
from councilkit.censuses.expressions.errors import ExpressionError, Fault
from councilkit.censuses.expressions.library import FUNCTIONS
from councilkit.censuses.expressions.nodes import Call, Chain, Literal, Negative, Node, Path, Reference, Variable
from councilkit.censuses.expressions.operators import chained
from councilkit.censuses.expressions.parser import parse
from councilkit.censuses.expressions.paths import compile_path
from councilkit.censuses.expressions.scope import MappingScope, Scope, moment_of_today
from councilkit.censuses.expressions.special import SPECIAL
from councilkit.censuses.expressions.values import Value, to_number, to_python

Run = Callable[[Scope], Value]


@dataclass(frozen=True)
class Compiled:
    """An expression ready to run: its text, tree, the function over a scope, and the names it refers to."""

    text: str
    tree: Node
    run: Run
    references: tuple[str, ...]
    faults: tuple[Fault, ...]


@lru_cache(maxsize=4096)
def compile_expression(expression: str) -> Compiled:
    """Parse and compile; raises ExpressionError for what cannot be read; unknown functions fail when called."""
    tree = parse(expression)
    found = sorted((node.position, node.name) for node in walk(tree) if isinstance(node, Reference))
    names = tuple(dict.fromkeys(name for _, name in found))
    return Compiled(expression, tree, compile_node(tree), names, tuple(_faults(tree)))


def evaluate(
    expression: str, context: Mapping[str, Any] | None = None, *, today: date | None = None
) -> bool | float | str | list[str]:
    """The value of an expression over answers by question name (`.` is the answer being checked).

    `today` may be a date or a datetime; without it the clock is read. Dates come back as ISO text, several answers as
    a list.
    Raises ExpressionError with `.position`, and nothing else.
    """
    scope = MappingScope(context or {}, moment_of_today(today))
    return to_python(compile_expression(expression).run(scope))


def references(expression: str) -> tuple[str, ...]:
    """The names in `${...}`, in order, each once; raises ExpressionError when the expression cannot be read."""
    return compile_expression(expression).references


def faults(expression: str) -> tuple[Fault, ...]:
    """What is wrong whatever the answers: unknown functions, wrong numbers of arguments; raises ExpressionError."""
    return compile_expression(expression).faults


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree."""
    yield node
    for field in fields(node):
        yield from _walk_value(getattr(node, field.name))


def _walk_value(value: Any) -> Iterator[Node]:
    if isinstance(value, tuple):
        for each in value:
            yield from _walk_value(each)
    elif hasattr(value, "predicates"):
        yield from _walk_value(value.predicates)
    elif isinstance(value, Node):
        yield from walk(value)


def compile_node(node: Node) -> Run:
    """The function of one node."""
    if isinstance(node, Literal):
        value = node.value
        return lambda scope: value
    if isinstance(node, Reference):
        name = node.name
        return lambda scope: scope.value(name)
    if isinstance(node, Negative):
        operand = compile_node(node.operand)
        return lambda scope: -to_number(operand(scope))
    if isinstance(node, Chain):
        return chained(compile_node(node.first), [(operator, compile_node(each)) for operator, each in node.rest])
    if isinstance(node, Path):
        return compile_path(node, compile_node)
    if isinstance(node, Variable):
        return _refuse(
            ExpressionError(f"The variable ${node.name} is not known", node.position, f"Write ${{{node.name}}}")
        )
    return _compile_call(node)


def _compile_call(node: Call) -> Run:
    arguments = [compile_node(each) for each in node.arguments]
    fault = _call_fault(node)
    if fault:
        return _refuse(ExpressionError(fault.message, fault.position, fault.suggestion))
    if node.name in SPECIAL:
        return _placed(SPECIAL[node.name].compile(node, arguments), node.position)
    run = FUNCTIONS[node.name].run
    if len(arguments) == 1:
        only = arguments[0]
        return _placed(lambda scope: run(only(scope)), node.position)
    return _placed(lambda scope: run(*[argument(scope) for argument in arguments]), node.position)


def _placed(run: Run, position: int) -> Run:
    """Give an error from within a function the place where the function stands."""

    def placed(scope: Scope) -> Value:
        try:
            return run(scope)
        except ExpressionError as error:
            error.position = error.position or position
            raise

    return placed


def _refuse(error: ExpressionError) -> Run:
    """Fails only when it is reached, so that `false() and unknown()` is false."""

    def refuse(scope: Scope) -> Value:
        raise ExpressionError(error.message, error.position, error.suggestion)

    return refuse


def _faults(tree: Node) -> Iterator[Fault]:
    for node in walk(tree):
        if isinstance(node, Call) and (fault := _call_fault(node)):
            yield fault
        if isinstance(node, Variable):
            yield Fault(f"The variable ${node.name} is not known", node.position, f"Write ${{{node.name}}}")


def _call_fault(node: Call) -> Fault | None:
    known = SPECIAL.get(node.name) or FUNCTIONS.get(node.name)
    if known is None:
        near = get_close_matches(node.name.lower(), [*FUNCTIONS, *SPECIAL], n=1)
        return Fault(
            f"The function {node.name}() is not known", node.position, f"Did you mean {near[0]}()?" if near else ""
        )
    if not known.takes(len(node.arguments)):
        return Fault(f"{node.name}() takes {known.arguments}, not {len(node.arguments)}", node.position)
    return None
