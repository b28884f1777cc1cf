"""What a document is: a template and a function that gathers what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Gather = Callable[[Any, Mapping[str, Any], date, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Document:
    """A kind of PDF that the council issues about one register entry.

    `template` is looked up in the core's templates and the plugins'; `context(ctx, registration, as_of, language)`
    returns its values and may refuse with a Problem.
    """

    code: str
    title: str
    template: str
    context: Gather
