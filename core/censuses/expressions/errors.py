"""What can be wrong with an expression."""

from dataclasses import dataclass


class ExpressionError(ValueError):
    """An expression that cannot be read or evaluated; `position` counts characters from 0."""

    def __init__(self, message: str, position: int = 0, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.suggestion = suggestion


@dataclass(frozen=True)
class Fault:
    """A fault that can be seen without answers: an unknown function, a wrong number of arguments."""

    message: str
    position: int
    suggestion: str = ""
