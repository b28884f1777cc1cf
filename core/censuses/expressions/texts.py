"""Functions of text."""

import base64
import binascii
import hashlib
import math
import re
import uuid
from functools import lru_cache

import regex

from councilkit.censuses.expressions.errors import ExpressionError
from councilkit.censuses.expressions.library import MANY, function
from councilkit.censuses.expressions.values import Nodes, Value, to_boolean, to_number, to_string

_PATTERN_SECONDS = 0.25
_HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


@function("string", 1)
def _string(value: Value) -> Value:
    return to_string(value)


@function("boolean", 1)
def _boolean(value: Value) -> Value:
    return to_boolean(value)


@function("boolean-from-string", 1)
def _boolean_from_string(value: Value) -> Value:
    return to_string(value).strip().lower() in ("true", "1")


@function("true", 0)
def _true() -> Value:
    return True


@function("false", 0)
def _false() -> Value:
    return False


@function("not", 1)
def _not(value: Value) -> Value:
    return not to_boolean(value)


def _each(values: tuple[Value, ...]) -> list[str]:
    return [text for value in values for text in (value if isinstance(value, Nodes) else (to_string(value),))]


@function("concat", 0, MANY)
def _concat(*values: Value) -> Value:
    return "".join(_each(values))


@function("join", 1, MANY)
def _join(separator: Value, *values: Value) -> Value:
    return to_string(separator).join(_each(values))


@function("contains", 2)
def _contains(text: Value, part: Value) -> Value:
    return to_string(part) in to_string(text)


@function("starts-with", 2)
def _starts_with(text: Value, part: Value) -> Value:
    return to_string(text).startswith(to_string(part))


@function("ends-with", 2)
def _ends_with(text: Value, part: Value) -> Value:
    return to_string(text).endswith(to_string(part))


@function("substring-before", 2)
def _substring_before(text: Value, part: Value) -> Value:
    before, found, _ = to_string(text).partition(to_string(part)) if to_string(part) else ("", "", "")
    return before if found else ""


@function("substring-after", 2)
def _substring_after(text: Value, part: Value) -> Value:
    return to_string(text).partition(to_string(part))[2] if to_string(part) else to_string(text)


@function("substr", 2, 3)
def _substr(text: Value, start: Value, end: Value | None = None) -> Value:
    """From `start` (0 is the first) up to but not including `end`; negative numbers count from the end."""
    first, last = to_number(start), None if end is None else to_number(end)
    if first != first or (last is not None and last != last):
        return ""
    return to_string(text)[_index(first) : None if last is None else _index(last)]


def _index(number: float) -> int:
    return int(max(-1e9, min(1e9, number)))


@function("substring", 2, 3)
def _substring(text: Value, start: Value, length: Value | None = None) -> Value:
    """XPath's: the first character has number 1; a character is kept when start <= number < start + length."""
    first = _rounded(to_number(start))
    after = math.inf if length is None else first + _rounded(to_number(length))
    if first != first or after != after:
        return "" if length is not None or first != first else to_string(text)
    return "".join(each for number, each in enumerate(to_string(text), 1) if first <= number < after)


def _rounded(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


@function("string-length", 1)
def _string_length(text: Value) -> Value:
    return float(len(to_string(text)))


@function("normalize-space", 1)
def _normalize_space(text: Value) -> Value:
    return re.sub(r"[ \t\r\n]+", " ", to_string(text)).strip(" ")


@function("translate", 3)
def _translate(text: Value, old: Value, new: Value) -> Value:
    replacements = to_string(new)
    table: dict[int, str] = {}
    for place, character in enumerate(to_string(old)):
        table.setdefault(ord(character), replacements[place : place + 1])
    return to_string(text).translate(table)


@lru_cache(maxsize=512)
def _pattern(text: str) -> "regex.Pattern[str]":
    return regex.compile(text, regex.V0)


@function("regex", 2)
def _regex(text: Value, pattern: Value) -> Value:
    """Whether the whole text fits; a pattern that needs more than a quarter of a second is given up."""
    try:
        return _pattern(to_string(pattern)).fullmatch(to_string(text), timeout=_PATTERN_SECONDS) is not None
    except regex.error as error:
        raise ExpressionError(f"The pattern '{to_string(pattern)[:60]}' cannot be read: {error}") from None
    except TimeoutError:
        raise ExpressionError(f"The pattern '{to_string(pattern)[:60]}' takes too long") from None


@function("uuid", 0)
def _uuid() -> Value:
    return str(uuid.uuid4())


@function("digest", 2, 3)
def _digest(text: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    name = _HASHES.get(to_string(algorithm).upper())
    if name is None:
        raise ExpressionError(
            f"digest() does not know '{to_string(algorithm)}'", suggestion="Use " + ", ".join(_HASHES)
        )
    found = hashlib.new(name, to_string(text).encode(), usedforsecurity=False)
    return found.hexdigest() if to_string(encoding) == "hex" else base64.b64encode(found.digest()).decode()


@function("base64-decode", 1)
def _base64_decode(text: Value) -> Value:
    try:
        return base64.b64decode(to_string(text), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise ExpressionError("base64-decode() was given text that is not base64") from None
