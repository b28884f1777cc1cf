"""The parts of a parsed expression."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Literal:
    """A number or a quoted text."""

    value: float | str


@dataclass(frozen=True)
class Reference:
    """`${name}`: the answer to a question, or a whole group or repeat."""

    name: str
    position: int


@dataclass(frozen=True)
class Variable:
    """`$name`."""

    name: str
    position: int


@dataclass(frozen=True)
class Negative:
    """A minus in front."""

    operand: "Node"


@dataclass(frozen=True)
class Chain:
    """Operators of one level, applied from left to right: `a + b - c`."""

    first: "Node"
    rest: "tuple[tuple[str, Node], ...]"


@dataclass(frozen=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: "tuple[Node, ...]"
    position: int


@dataclass(frozen=True)
class Step:
    """One part of a path: a name, `*`, `.`, `..` or `@name`, with its predicates."""

    name: str
    predicates: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Path:
    """`/data/group/name`, `../name`, `.`, or steps after another expression (`base`)."""

    steps: tuple[Step, ...]
    absolute: bool
    position: int
    base: "Node | None" = None


Node = Literal | Reference | Variable | Negative | Chain | Call | Path
