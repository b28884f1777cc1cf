"""How names are misspelled: one letter lost, added or changed, or two neighbours that changed places."""

from collections.abc import Iterable, Sequence

from councilkit.register.sounds import sounds

SHORTEST = 4  # letters of a word that may be misspelled: shorter ones are one letter from too many names


def near(typed: str, word: str) -> bool:
    """Whether one slip of the pen turns one word into the other; a word is not near to itself."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    start = _shared(typed, word)
    one, other = typed[start:], word[start:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def clues(typed: str) -> tuple[str, str, str]:
    """What every word near to this one shows: it begins so, or ends so, or is the third as a whole.

    A slip leaves one half of a word as it is, unless it swaps the two letters where the halves meet.
    """
    middle = len(typed) // 2
    swapped = typed[: middle - 1] + typed[middle] + typed[middle - 1] + typed[middle + 1 :]
    return typed[:middle], typed[middle:], swapped


def misspelled(typed: Sequence[str], name: str, keys: str) -> bool:
    """Whether a folded name, with its sound keys, has all these words: as they are, as they sound, or near."""
    words, heard = name.split(), set(keys.split())
    return all(_begins(word, name, words) or _near_any(word, words) or heard & {*sounds(word)} for word in typed)


def _begins(typed: str, name: str, words: Iterable[str]) -> bool:
    return any(word.startswith(typed) for word in words) if typed.isascii() else typed in name


def _near_any(typed: str, words: Iterable[str]) -> bool:
    return len(typed) >= SHORTEST and any(near(typed, word) for word in words)
