"""What a document is: a template and a function that gathers what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Gather = Callable[[Any, str, date], Mapping[str, Any]]


@dataclass(frozen=True)
class Document:
    """A kind of PDF that the council issues about one register entry.

    `template` is looked up in the core's templates and the plugins'; `context(ctx, number, as_of)` returns its values.
    """

    code: str
    title: str
    template: str
    context: Gather
