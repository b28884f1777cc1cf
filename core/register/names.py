"""How names are compared and how public ids are made: pure functions that every room shares."""

import re
import unicodedata
from collections.abc import Iterable

from councilkit.register.sounds import sound_name

SEARCH_LENGTH = 420
NAMED = ("given_names", "family_name", "search_name", "sound_name")  # the columns of a name
PUBLIC_ID_SEQUENCE = "public_id"  # the counter of public ids in the table `sequences`
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHOICES = len(CROCKFORD) ** 4

# Marks of Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowels go. Thai, Burmese, Khmer and Indic vowel
# signs are part of the name and stay.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
APOSTROPHES = "'\u2018\u2019\u02bc\u02b9\u00b4`\u2032"
SEPARATORS = r'\s\-\u2010-\u2015_./,;:()"\u201c-\u201f\u00ab\u00bb\u00b7'
_ONE = dict(zip("đðłøıħŋŧς", "ddloihntσ", strict=True))
LETTERS = _ONE | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}

_MARKS = re.compile(f"[{MARKS}{APOSTROPHES}]")
_SEPARATORS = re.compile(f"[{SEPARATORS}]+")
_LETTERS = str.maketrans(LETTERS)


def fold(text: str) -> str:
    """Text for comparing and searching: small letters without accents, apostrophes or hyphens, single blanks.

    "Ștefan-Vodă", "ŞTEFAN VODĂ" and "stefan voda" fold to the same.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return _SEPARATORS.sub(" ", plain.translate(_LETTERS)).strip(" ")


def alphabetical(name: str) -> tuple[str, str]:
    """A key to sort names by: Ș stands with S, after it where nothing else differs."""
    return fold(name), name


def search_name(given_names: str, family_name: str) -> str:
    """A full name as it is searched for; at most as long as its column."""
    return fold(f"{given_names} {family_name}")[:SEARCH_LENGTH].strip(" ")


def searched(given_names: str, family_name: str) -> dict[str, str]:
    """The columns by which a name is found: as it is spelled and as it sounds."""
    spelled = search_name(given_names, family_name)
    return {"search_name": spelled, "sound_name": sound_name(spelled)}


def organisation_key(name: str) -> str:
    """The name of an organisation as it is compared; at most as long as its column."""
    return fold(name)[: SEARCH_LENGTH // 2]


_PAIRS = [first + second for first in CROCKFORD for second in CROCKFORD]


def public_id(random: int, counter: int, prefix: str = "SW") -> str:
    """A public id like SW-7KQ4-00123, from a random number below RANDOM_CHOICES and the next counter.

    The counter makes it unique; the random part keeps a typing slip from landing on another person.
    """
    return f"{prefix}-{_PAIRS[random >> 10]}{_PAIRS[random & 1023]}-{counter:05d}"


def public_ids(randoms: Iterable[int], first_counter: int, prefix: str = "SW") -> list[str]:
    """One public id for each random number, with counters that follow each other."""
    return [public_id(random, counter, prefix) for counter, random in enumerate(randoms, first_counter)]
