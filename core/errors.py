"""Refusals that a user is told about: each is one plain sentence that names the place and the mend."""

from collections.abc import Mapping, Sequence


class Problem(Exception):
    """A request that cannot be done as asked; `message` is shown to the user, `field` names the place."""

    status = 422

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def fields(self) -> dict[str, list[str]]:
        """The sentences by field name; the empty name means the form as a whole."""
        return {self.field or "": [self.message]}


class Invalid(Problem):
    """Several fields are wrong at once; `problems` maps a field name to its sentences."""

    def __init__(self, problems: Mapping[str, Sequence[str]]) -> None:
        first = next((s for sentences in problems.values() for s in sentences), "Some answers are not right")
        super().__init__(first)
        self.problems = {name: list(sentences) for name, sentences in problems.items()}

    @property
    def fields(self) -> dict[str, list[str]]:
        return self.problems


class NotPermitted(Problem):
    """The actor's roles do not allow the action."""

    status = 403


class NotFound(Problem):
    """What was asked for is not there, or not for this actor to know of."""

    status = 404


class Conflict(Problem):
    """Somebody else changed the same record in the meantime; nothing was overwritten."""

    status = 409


class TooMany(Problem):
    """A rate limit was reached; `retry_after` is in seconds."""

    status = 429

    def __init__(self, message: str, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SetupError(Exception):
    """The council, its configuration or a plugin cannot be used as it stands; ends a command with exit 2."""
