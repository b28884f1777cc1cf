"""Expressions of a form as they are run: blanks that came with pasted text become plain ones, yes becomes true()."""

import re

_ODD_BLANKS = re.compile("[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]")
_YES = {
    "yes": "true()",
    "true": "true()",
    "no": "false()",
    "false": "false()",
    "true()": "true()",
    "false()": "false()",
}
_DYNAMIC = re.compile(r"\$\{|\w\s*\(|^\s*-?\d+\s*[-+*]\s")


def plain_blanks(expression: str) -> str:
    """The expression with plain blanks only."""
    return _ODD_BLANKS.sub(" ", expression).strip()


def has_odd_blanks(expression: str) -> bool:
    """Whether a blank in it is not the one of the keyboard."""
    return bool(_ODD_BLANKS.search(expression))


def yes_or_expression(text: str) -> str:
    """`yes`, `TRUE`, `no` and the like as expressions; anything else as it is."""
    return _YES.get(text.strip().lower(), plain_blanks(text))


def is_dynamic(default: str) -> bool:
    """Whether a default is worked out rather than taken as it is written."""
    return bool(_DYNAMIC.search(default))
