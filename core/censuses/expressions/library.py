"""The register of functions: each has a name, a number of arguments and a Python function over values."""

from collections.abc import Callable
from dataclasses import dataclass

from councilkit.censuses.expressions.values import Value

MANY = 10_000


@dataclass(frozen=True)
class Function:
    """A function of values; `least` and `most` count its arguments."""

    name: str
    least: int
    most: int
    run: Callable[..., Value]

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many arguments."""
        return self.least <= count <= self.most

    @property
    def arguments(self) -> str:
        """How many arguments it takes, in words."""
        if self.most == MANY:
            return f"{self.least} or more arguments"
        if self.least == self.most:
            return "no arguments" if not self.least else f"{self.least} argument{'s' if self.least > 1 else ''}"
        return f"{self.least} to {self.most} arguments"


FUNCTIONS: dict[str, Function] = {}


def function(name: str, least: int, most: int | None = None) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a Python function under the name it has in expressions."""

    def register(run: Callable[..., Value]) -> Callable[..., Value]:
        FUNCTIONS[name] = Function(name, least, least if most is None else most, run)
        return run

    return register
