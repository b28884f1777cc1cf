"""Passwords that are guessed first: the most common ones, runs of one key, and the owner's own name or address."""

import re
from collections.abc import Sequence

_FIRST = (
    "password passw0rd parola welcome letmein qwerty qwertyuiop qwertyui asdfghjkl asdfgh zxcvbnm admin administrator "
    "iloveyou monkey dragon football baseball sunshine princess superman batman master shadow michael charlie "
    "liverpool arsenal chelsea changeme secret login hello abc abcd abcdef abcdefgh test testing user guest root "
    "socialworker council registru register trustno qazwsx qazwsxedc starwars computer internet whatever"
)
COMMON = frozenset(_FIRST.split())
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_LOOKALIKES = str.maketrans("@4301$5!", "aaeoissi")


def guessable(password: str, about: Sequence[str] = ()) -> bool:
    """Whether others would try this password early: what is left of it without digits and signs says little."""
    plain = password.casefold()
    words = {_letters(plain), _letters(plain.translate(_LOOKALIKES)), _letters(plain.rstrip("0123456789!.?*#"))}
    words |= {_letters(plain.rstrip("0123456789!.?*#").translate(_LOOKALIKES))}
    known = COMMON | {_letters(part.casefold()) for text in about for part in _parts(text)}
    few = len(set(plain)) < 4 or any(plain in run for run in RUNS)
    return few or any(_made_of(word, known) for word in words)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _parts(text: str) -> list[str]:
    """A name or address whole and in parts of three letters or more."""
    local = text.partition("@")[0]
    return [part for part in (text, local, *re.split(r"[\W\d_]+", local)) if len(part) >= 3]


def _made_of(word: str, known: frozenset[str] | set[str]) -> bool:
    """Whether a word is nothing but one or two of the known ones, or none at all."""
    halves = ((word[:place], word[place:]) for place in range(3, len(word) - 2))
    return word in known or word == "" or any(one in known and other in known for one, other in halves)
