"""What the operators do."""

import operator
from collections.abc import Callable, Sequence
from itertools import product

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.numbers import divide, modulo
from councilkit.censuses.expressions.scope import Scope
from councilkit.censuses.expressions.values import Nodes, Value, to_boolean, to_number

Run = Callable[[Scope], Value]


def chained(first: Run, rest: Sequence[tuple[str, Run]]) -> Run:
    """One level of operators applied from left to right; `and` and `or` stop as soon as they know."""
    names = {name for name, _ in rest}
    if names <= {"and", "or"}:
        return _logic("or" in names, [first, *[run for _, run in rest]])
    steps = [(OPERATORS[name], run) for name, run in rest]
    if len(steps) == 1:
        (apply, second), *_ = steps
        return lambda scope: apply(first(scope), second(scope))
    return _folded(first, steps)


def _logic(any_is_enough: bool, operands: list[Run]) -> Run:
    def run(scope: Scope) -> Value:
        for operand in operands:
            if to_boolean(operand(scope)) is any_is_enough:
                return any_is_enough
        return not any_is_enough

    return run


def _folded(first: Run, steps: list[tuple[Callable[[Value, Value], Value], Run]]) -> Run:
    def run(scope: Scope) -> Value:
        value = first(scope)
        for apply, operand in steps:
            value = apply(value, operand(scope))
        return value

    return run


def equal(left: Value, right: Value) -> bool:
    """As truths when one is a truth, as numbers when one is a number or date, else as text; of nodes, any will do."""
    if isinstance(left, Nodes) or isinstance(right, Nodes):
        return any(equal(a, b) for a, b in product(_each(left), _each(right)))
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) is to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right


def unequal(left: Value, right: Value) -> bool:
    """The opposite of `equal`, save that of nodes any pair that differs will do."""
    if isinstance(left, Nodes) or isinstance(right, Nodes):
        return any(not equal(a, b) for a, b in product(_each(left), _each(right)))
    return not equal(left, right)


def _each(value: Value) -> Sequence[Value]:
    return value if isinstance(value, Nodes) else (value,)


def _compare(test: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    def compare(left: Value, right: Value) -> Value:
        if isinstance(left, Nodes) or isinstance(right, Nodes):
            return any(test(to_number(a), to_number(b)) for a, b in product(_each(left), _each(right)))
        return test(to_number(left), to_number(right))

    return compare


def _arithmetic(apply: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    return lambda left, right: float(apply(float(to_number(left)), float(to_number(right))))


def _united(left: Value, right: Value) -> Value:
    if not isinstance(left, Nodes) or not isinstance(right, Nodes):
        raise ExpressionError("'|' can only join repeated answers")
    return Nodes((*left, *right))


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": unequal,
    "<": _compare(operator.lt),
    "<=": _compare(operator.le),
    ">": _compare(operator.gt),
    ">=": _compare(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(divide),
    "mod": _arithmetic(modulo),
    "|": _united,
}
