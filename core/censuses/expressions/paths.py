"""Paths: to an answer, along the instances of a repeat, or through the rows of a choice list."""

from collections.abc import Callable, Sequence

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.nodes import Call, Literal, Node, Path, Reference, Step
from councilkit.censuses.expressions.scope import ItemScope, Row, Scope
from councilkit.censuses.expressions.values import Nodes, Value, to_boolean, to_number, to_string

Run = Callable[[Scope], Value]
Compile = Callable[[Node], Run]


def compile_path(path: Path, compile_node: Compile) -> Run:
    """The function of a path."""
    if isinstance(path.base, Call) and path.base.name == "instance":
        return _along(path, _instance_rows(path.base, compile_node), path.steps, compile_node)
    if isinstance(path.base, Call) and path.base.name == "current":
        return _plain(path)
    if isinstance(path.base, Reference):
        name = path.base.name
        return _along(path, lambda scope: scope.rows(name), path.steps, compile_node)
    if path.base is not None:
        raise ExpressionError("Only a reference or instance() can be followed by '/' or '['", path.position)
    predicated = next((place for place, step in enumerate(path.steps) if step.predicates), None)
    if predicated is None:
        return _plain(path)
    name = path.steps[predicated].name
    return _along(path, lambda scope: scope.rows(name), path.steps[predicated:], compile_node)


def _plain(path: Path) -> Run:
    """A path without predicates."""
    names = [step.name for step in path.steps if step.name not in ("", ".", "..")]
    leads_out = path.absolute or path.base is not None or any(step.name == ".." for step in path.steps)
    if not names:
        return (
            (lambda scope: scope.current) if all(step.name in ("", ".") for step in path.steps) else (lambda scope: "")
        )
    if names[-1].startswith("@"):
        return lambda scope: ""
    if len(names) == 1 and not leads_out:
        only = names[0]
        return lambda scope: scope.column(only)
    absolute = path.absolute
    return lambda scope: scope.path(names, absolute)


def _instance_rows(call: Call, compile_node: Compile) -> Callable[[Scope], Sequence[Row]]:
    if len(call.arguments) != 1:
        raise ExpressionError("instance() takes 1 argument", call.position)
    named = call.arguments[0]
    if isinstance(named, Literal):
        name = str(named.value)
        return lambda scope: scope.instance(name)
    run = compile_node(named)
    return lambda scope: scope.instance(to_string(run(scope)))


def _along(path: Path, rows_of: Callable[[Scope], Sequence[Row]], steps: Sequence[Step], compile_node: Compile) -> Run:
    """Rows, kept by the predicates of any step, then the column that the last step names."""
    predicates = [compile_node(predicate) for step in steps for predicate in step.predicates]
    last = steps[-1].name
    column = "" if last in ("", "root", "item", ".", "*") or (len(steps) == 1 and path.base is None) else last

    def run(scope: Scope) -> Value:
        rows = list(rows_of(scope))
        for predicate in predicates:
            rows = _kept(rows, predicate, scope)
        return Nodes(row.get(column or ".", "") for row in rows)

    return run


def _kept(rows: Sequence[Row], predicate: Run, scope: Scope) -> list[Row]:
    """The rows for which the predicate holds; a number keeps the row in that place."""
    kept = []
    for place, row in enumerate(rows, 1):
        found = predicate(ItemScope(scope, row, place))
        if (to_number(found) == place) if isinstance(found, float) else to_boolean(found):
            kept.append(row)
    return kept
