"""Functions that need more than the values of their arguments: the scope, the names, or not to evaluate all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.library import Function
from councilkit.censuses.expressions.nodes import Call, Literal, Node, Path, Reference
from councilkit.censuses.expressions.scope import Scope
from councilkit.censuses.expressions.values import Value, to_boolean, to_number, to_string

Run = Callable[[Scope], Value]


@dataclass(frozen=True)
class Special(Function):
    """A function that is compiled in its own way."""

    compile: Callable[[Call, list[Run]], Run]


def _if(node: Call, arguments: list[Run]) -> Run:
    condition, then, otherwise = arguments
    return lambda scope: then(scope) if to_boolean(condition(scope)) else otherwise(scope)


def _once(node: Call, arguments: list[Run]) -> Run:
    """The value it has already, or else the argument's."""
    first = arguments[0]
    return lambda scope: scope.current if to_string(scope.current) != "" else first(scope)


def _position(node: Call, arguments: list[Run]) -> Run:
    return lambda scope: float(scope.position)


def _today(node: Call, arguments: list[Run]) -> Run:
    return lambda scope: scope.today


def _now(node: Call, arguments: list[Run]) -> Run:
    return lambda scope: scope.now


def _current(node: Call, arguments: list[Run]) -> Run:
    return lambda scope: scope.current


def _instance(node: Call, arguments: list[Run]) -> Run:
    raise ExpressionError(
        "instance() must be followed by a path", node.position, "Write instance('list')/root/item[name = '1']/label"
    )


def _indexed_repeat(node: Call, arguments: list[Run]) -> Run:
    """`indexed-repeat(${question}, ${repeat}, number, ...)`: repeats are named, numbers are worked out."""
    question = name_of(node.arguments[0])
    repeats = [name_of(each) for each in node.arguments[1::2]]
    numbers = arguments[2::2]
    if not question or not all(repeats) or len(repeats) != len(numbers):
        raise ExpressionError("indexed-repeat() needs a question, then pairs of a repeat and a number", node.position)

    def run(scope: Scope) -> Value:
        found = [to_number(number(scope)) for number in numbers]
        places = [int(number) if number == number and abs(number) < 1e9 else 0 for number in found]
        return scope.indexed(question, list(zip(repeats, places, strict=True)))

    return run


def name_of(node: Node) -> str:
    """The name of the question or repeat that a reference or path stands for; blank for anything else."""
    if isinstance(node, Reference):
        return node.name
    if isinstance(node, Path) and node.base is None and node.steps[-1].name not in (".", "..", "*"):
        return node.steps[-1].name
    return ""


def _choice_name(node: Call, arguments: list[Run]) -> Run:
    """`jr:choice-name(${question}, '${question}')`."""
    choice, second = arguments[0], node.arguments[1]
    named = second.value if isinstance(second, Literal) else name_of(second)
    question = str(named).strip().removeprefix("${").removesuffix("}").rsplit("/", 1)[-1]
    return lambda scope: scope.choice_label(question, to_string(choice(scope)))


def _itext(node: Call, arguments: list[Run]) -> Run:
    """`jr:itext(...itextId)`: rows of choice lists hold the label in the language of the page under `itextId`."""
    first = arguments[0]
    return lambda scope: to_string(first(scope))


def _special(name: str, least: int, most: int, compile: Callable[[Call, list[Run]], Run]) -> tuple[str, Special]:
    return name, Special(name, least, most, lambda: "", compile)


SPECIAL: dict[str, Special] = dict(
    [
        _special("if", 3, 3, _if),
        _special("once", 1, 1, _once),
        _special("position", 0, 1, _position),
        _special("today", 0, 0, _today),
        _special("now", 0, 0, _now),
        _special("current", 0, 0, _current),
        _special("instance", 1, 1, _instance),
        _special("indexed-repeat", 3, 7, _indexed_repeat),
        _special("jr:choice-name", 2, 2, _choice_name),
        _special("choice-name", 2, 2, _choice_name),
        _special("jr:itext", 1, 1, _itext),
    ]
)
