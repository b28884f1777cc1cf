"""Shapes of text that a clerk can write: "(fostă {name})", "{number}/{year}", "day.month.year"."""

import re
import unicodedata

# placeholders of these names stand for digits only; all others for any text
DIGITS = {"number": r"\d+", "digits": r"\d+", "year": r"\d{4}", "yy": r"\d{2}", "month": r"\d{1,2}", "day": r"\d{1,2}"}

_PIECE = re.compile(r"\{([^{}]*)\}|(\s+)|(.)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]*")


class TemplateError(ValueError):
    """A shape that cannot be understood; the text says why."""


def compile_shape(shape: str, *, whole: bool) -> re.Pattern[str]:
    """A pattern with a named group for each placeholder; raises TemplateError.

    Letters match in either case and without their accents, any blanks match any others. `whole`: the shape must fit the
    whole text; otherwise it may stand anywhere in it, and a placeholder at its end takes the rest.
    """
    parts: list[str] = []
    last = len(shape.rstrip())
    for piece in _PIECE.finditer(shape.strip() if whole else shape.rstrip()):
        name, blank, letter = piece.groups()
        if name is not None:
            parts.append(_group(name, parts, greedy=piece.end() == last))
        else:
            parts.append(r"\s+" if blank else _letter(letter))
    if not any(part.startswith("(?P<") for part in parts) and not whole:
        raise TemplateError(f"“{shape}” has no placeholder like {{name}}.")
    pattern = "".join(parts)
    return re.compile(rf"\s*{pattern}\s*" if whole else pattern, re.IGNORECASE)


def _group(name: str, before: list[str], *, greedy: bool) -> str:
    if not _NAME.fullmatch(name):
        raise TemplateError(f"“{{{name}}}” is not a placeholder: write small letters, like {{name}}.")
    if any(part.startswith(f"(?P<{name}>") for part in before):
        raise TemplateError(f"The placeholder {{{name}}} stands twice: give each a name of its own.")
    return f"(?P<{name}>{DIGITS.get(name) or (r'.+' if greedy else r'.+?')})"


def _letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    return re.escape(letter) if plain == letter else f"[{re.escape(letter)}{re.escape(plain)}]"


def placeholders(shape: str) -> set[str]:
    """The names of the placeholders of a shape."""
    return {name for name, _, _ in _PIECE.findall(shape) if name}


def fill(shape: str, values: dict[str, str]) -> str:
    """The shape with its placeholders filled."""
    return _PIECE.sub(lambda piece: values[piece[1]].strip() if piece[1] is not None else piece[0], shape)


def compile_date(order: str) -> re.Pattern[str]:
    """A pattern for dates written in an order like "day.month.year" or "day month year"; raises TemplateError.

    The month may be a name. A time after the date is passed over.
    """
    if sorted(re.findall(r"day|month|year", order)) != ["day", "month", "year"]:
        raise TemplateError(f"“{order}” must name day, month and year once each, like day.month.year.")
    groups = {"day": r"(?P<day>\d{1,2})", "month": r"(?P<month>\d{1,2}|[^\W\d_]{3,})", "year": r"(?P<year>\d{4}|\d{2})"}
    parts = re.split(r"(day|month|year)", order.strip())
    pattern = "".join(
        groups.get(part) or r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", part)) for part in parts
    )
    return re.compile(rf"\s*{pattern}\s*(?:[T ]\s*\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?)?\s*", re.IGNORECASE)
