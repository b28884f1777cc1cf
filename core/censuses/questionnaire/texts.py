"""Texts with answers in them: `Hello ${name}`."""

import re
from collections.abc import Callable
from functools import lru_cache

_REFERENCE = re.compile(r"\$\{\s*([^{}]+?)\s*\}")


@lru_cache(maxsize=8192)
def template_references(text: str) -> tuple[str, ...]:
    """The names in `${...}`."""
    return tuple(_REFERENCE.findall(text)) if "${" in text else ()


def filled(text: str, value: Callable[[str], str]) -> str:
    """The text with every `${name}` replaced by its value."""
    return _REFERENCE.sub(lambda found: value(found[1]), text) if "${" in text else text
