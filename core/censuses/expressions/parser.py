"""Turns tokens into a tree by precedence: `or`, `and`, `= !=`, `< <= > >=`, `+ -`, `* div mod`, minus, paths."""

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.lexer import Token, tokens
from councilkit.censuses.expressions.nodes import Call, Chain, Literal, Negative, Node, Path, Reference, Step, Variable

MOST_NESTED = 100

_LEVELS = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
    "|": 8,
}  # fmt: skip


def parse(expression: str) -> Node:
    """The tree of an expression; raises ExpressionError with the position of the fault."""
    parser = _Parser(tokens(expression))
    if parser.now.kind == "end":
        raise ExpressionError("The expression is empty", 0)
    tree = parser.expression(1)
    if parser.now.kind != "end":
        raise parser.unexpected()
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.place = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.now
        self.place += 1
        return token

    def at(self, text: str) -> bool:
        return self.now.kind == "operator" and self.now.text == text

    def expect(self, text: str) -> None:
        if not self.at(text):
            raise self.unexpected(f"'{text}' is missing")
        self.take()

    def unexpected(self, message: str = "") -> ExpressionError:
        token, before = self.now, self.tokens[self.place - 1] if self.place else None
        if token.kind != "end":
            return ExpressionError(message or f"'{token.text}' is not expected here", token.position)
        if before and before.kind == "operator" and before.text in _LEVELS:
            return ExpressionError(
                f"Nothing follows '{before.text}' at the end", before.position, "Finish the comparison, or remove it"
            )
        return ExpressionError(message or "The expression stops too early", token.position)

    def expression(self, least: int) -> Node:
        """Operators of level `least` and above."""
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise ExpressionError(f"The expression is nested more than {MOST_NESTED} deep", self.now.position)
        left = self.unary()
        while (level := self.level()) >= least:
            rest = []
            # Operators of one level form a flat chain, so that a long sum is not a deep tree.
            while self.level() == level:
                rest.append((self.take().text, self.expression(level + 1)))
            left = Chain(left, tuple(rest))
        self.depth -= 1
        return left

    def level(self) -> int:
        """The level of the operator that comes next; 0 when none does."""
        return _LEVELS.get(self.now.text, 0) if self.now.kind == "operator" else 0

    def unary(self) -> Node:
        minuses = 0
        while self.at("-"):
            self.take()
            minuses += 1
        operand = self.path()
        # Two minuses still turn a text into a number.
        if minuses:
            operand = Negative(operand)
            return Negative(operand) if minuses % 2 == 0 else operand
        return operand

    def path(self) -> Node:
        position = self.now.position
        if self.at("/") or self.at("//"):
            return self.steps(None, position, absolute=True)
        if self.at(".") or self.at("..") or self.at("@") or self._names_step():
            return self.steps(None, position, absolute=False)
        base = self.primary()
        if self.at("[") or self.at("/"):
            return self.steps(base, position, absolute=False)
        return base

    def _names_step(self) -> bool:
        following = self.tokens[min(self.place + 1, len(self.tokens) - 1)]
        follows = following.text if following.kind == "operator" else ""
        return self.now.kind == "name" and (follows in ("/", "[") if self.now.text == "*" else follows != "(")

    def steps(self, base: Node | None, position: int, *, absolute: bool) -> Node:
        """`a/b[1]/c`; after a base expression the first step is an unnamed one that only holds predicates."""
        steps = [Step("", self.predicates())] if base is not None else []
        if not steps and not absolute:
            steps.append(self.step())
        while self.at("/") or self.at("//"):
            if self.at("//"):
                raise ExpressionError("'//' is not supported", self.now.position, "Write ${name} instead")
            self.take()
            steps.append(self.step())
        return Path(tuple(steps), absolute, position, base)

    def step(self) -> Step:
        if self.at("@"):
            self.take()
            return Step("@" + self._name(), self.predicates())
        if self.at(".") or self.at(".."):
            return Step(self.take().text, self.predicates())
        return Step(self._name(), self.predicates())

    def _name(self) -> str:
        if self.now.kind != "name":
            raise self.unexpected()
        name = self.take().text
        if self.at("("):  # node() and text() mean the thing itself
            self.take()
            self.expect(")")
            return "."
        return name

    def predicates(self) -> tuple[Node, ...]:
        found = []
        while self.at("["):
            self.take()
            found.append(self.expression(1))
            self.expect("]")
        return tuple(found)

    def primary(self) -> Node:
        token = self.now
        if token.kind == "number":
            return Literal(float(self.take().text))
        if token.kind == "text":
            return Literal(self.take().text[1:-1])
        if token.kind == "reference":
            return self.reference()
        if token.kind == "variable":
            return Variable(self.take().text[1:], token.position)
        if token.kind == "name" and token.text != "*":
            return self.call()
        if self.at("("):
            self.take()
            inside = self.expression(1)
            self.expect(")")
            return inside
        raise self.unexpected()

    def reference(self) -> Reference:
        token = self.take()
        name = token.text[2:-1].strip()
        if not name:
            raise ExpressionError(
                "The reference ${} names nothing", token.position, "Write the name of a question between the braces"
            )
        return Reference(name, token.position)

    def call(self) -> Call:
        token = self.take()
        self.expect("(")
        arguments: list[Node] = []
        while not self.at(")"):
            if arguments:
                self.expect(",")
            arguments.append(self.expression(1))
        self.take()
        return Call(token.text, tuple(arguments), token.position)
