"""Which qualification of the catalogue an award is, as it was written down: by declared words, never by a guess.

An award is one of the catalogue when what was written is its title or one of its declared aliases (capitals, accents,
punctuation and "&" do not matter), or when one of its declared numbers stands in it. What fits two qualifications, or
was awarded in another country, or fits none, stays without a code: a person must judge.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from councilkit.register.model import Qualification
from councilkit.register.names import fold

_NUMBER = re.compile(r"[0-9a-z]+")
_BRACKETS = str.maketrans(dict.fromkeys("[]{}!?*#+=|", " "))


def award_key(text: str) -> str:
    """An award as it is compared: "Health & Social-Care" and "health and social care" are alike."""
    return " ".join(fold(text.replace("&", " and ").translate(_BRACKETS)).split())


class Awards:
    """The qualifications of a catalogue, found by what people write."""

    def __init__(self, known: Iterable[Qualification]) -> None:
        self.known = tuple(known)

    @cached_property
    def _named(self) -> dict[str, list[Qualification]]:
        found: dict[str, list[Qualification]] = {}
        for each in self.known:
            for key in {award_key(name) for name in (each.title, *each.aliases)}:
                found.setdefault(key, []).append(each)
        return found

    @cached_property
    def _numbered(self) -> dict[str, list[Qualification]]:
        found: dict[str, list[Qualification]] = {}
        for each in self.known:
            for number, _ in each.numbers:
                found.setdefault(_digits(number), []).append(each)
        return found

    def find(self, award: str, country: str = "") -> Qualification | None:
        """The one qualification that was meant; None where it is none, or more than one, of the catalogue."""
        key = award_key(award)
        words = f" {_digits(key)} "
        meant = list(self._named.get(key, ()))
        meant += [one for number, several in self._numbered.items() if f" {number} " in words for one in several]
        there = {one.code: one for one in meant if not country or one.country == country}
        return next(iter(there.values())) if len(there) == 1 else None

    def code(self, award: str, country: str = "") -> str:
        """The code of `find`; empty where a person must judge."""
        found = self.find(award, country)
        return found.code if found is not None else ""


def _digits(text: str) -> str:
    return " ".join(_NUMBER.findall(text.lower()))
