"""Codes by which a respondent opens a form: sixteen characters to be read out, copied by hand, typed on a phone."""

import hashlib
import hmac
import re
import secrets

# No I, L, O or U: they are read as 1, 1, 0 and V.
_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_FOLDED = str.maketrans("ILOU", "110V")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015_.]+")


def new_token() -> str:
    """A code nobody can guess: 80 random bits."""
    return "".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH))


def tidy_token(text: str) -> str | None:
    """The code that was typed or pasted, in any case and grouping, O for 0 and I for 1; None when it cannot be one."""
    token = _BETWEEN.sub("", text).upper().translate(_FOLDED)
    return token if len(token) == _LENGTH and set(token) <= set(_CHARACTERS) else None


def shown(token: str) -> str:
    """The code in four groups."""
    return "-".join(token[place : place + 4] for place in range(0, _LENGTH, 4))


def digest(key: bytes, token: str) -> str:
    """What is stored instead of the code: keyed, so that a stolen table of digests opens nothing."""
    return hmac.new(key, b"census " + token.encode(), hashlib.sha256).hexdigest()
