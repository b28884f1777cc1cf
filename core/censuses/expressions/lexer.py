"""Cuts an expression into tokens."""

import re
from dataclasses import dataclass

from councilkit.censuses.expressions.errors import ExpressionError

MOST_CHARACTERS = 20_000

# Non-breaking and zero-width blanks come in with text that was pasted from a word processor.
_BLANK = r"[\s\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]"
_TOKEN = re.compile(
    rf"""
    (?P<blank>{_BLANK}+)
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<reference>\$\{{[^{{}}]*\}})
  | (?P<variable>\$[^\W\d][\w-]*)
  | (?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)
  | (?P<operator><=|>=|!=|//|\.\.|[-+*=<>|/.,()\[\]@])
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"(?:and|or|div|mod)(?![^\W\d]|[.-])")
_OPERAND_ENDS = {"number", "text", "reference", "variable", "name"}
_CLOSING = {")", "]", ".", ".."}
_WRONG_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"


@dataclass(frozen=True)
class Token:
    """`kind` is number, text, reference, variable, name, operator (words too) or end."""

    kind: str
    text: str
    position: int


def tokens(expression: str) -> list[Token]:
    """Cut up an expression; raises ExpressionError at the first character that fits nothing."""
    if len(expression) > MOST_CHARACTERS:
        raise ExpressionError(
            f"The expression has {len(expression)} characters; {MOST_CHARACTERS} are the most", MOST_CHARACTERS
        )
    found: list[Token] = []
    position = 0
    while position < len(expression):
        token = _next(expression, position, found[-1] if found else None)
        position += len(token.text)
        if token.kind != "blank":
            found.append(token)
    return [*found, Token("end", "", len(expression))]


def _next(expression: str, position: int, before: Token | None) -> Token:
    after_operand = before is not None and (before.kind in _OPERAND_ENDS or before.text in _CLOSING)
    # After an operand `div` and `mod` are operators, and `*` multiplies; anywhere else they are names.
    if after_operand and (word := _WORD.match(expression, position)):
        return Token("operator", word[0], position)
    match = _TOKEN.match(expression, position)
    if match is None:
        raise _unreadable(expression, position)
    kind = str(match.lastgroup)
    if kind == "operator" and match[0] == "*" and not after_operand:
        kind = "name"
    return Token(kind, match[0], position)


def _unreadable(expression: str, position: int) -> ExpressionError:
    character = expression[position]
    if character in _WRONG_QUOTES:
        return ExpressionError(
            f"The quotation mark {character} is not understood", position, "Use straight quotes: ' or \""
        )
    if character in "'\"":
        return ExpressionError(
            "A quotation mark is never closed", position, f"Add another {character} where the text ends"
        )
    if character == "$":
        return ExpressionError("A reference is not complete", position, "Write it as ${name}")
    if character in "&!":
        return ExpressionError(f"'{character}' is not an operator here", position, "Use and, or, not(...), !=")
    return ExpressionError(f"The character '{character}' has no meaning here", position)
