"""Names as they are searched, and the public ids of people."""

import re
import secrets
import unicodedata

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST = 420

# letters that have no decomposition but are typed without their stroke or as two letters
_LETTERS = {
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ĸ": "k",
    "ł": "l",
    "ŋ": "n",
    "ø": "o",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ə": "e",
}
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_DROPPED = "'\u2018\u2019\u02bc\u02b9`\u00b4\u0640"  # O'Brien is found as obrien


class _Folding(dict[int, str]):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _LETTERS:
            found = _LETTERS[character]
        elif character in _DROPPED or _ACCENTS.match(character) or unicodedata.category(character) in ("Cf", "Cc"):
            found = " " if character.isspace() else ""
        else:
            found = character if unicodedata.category(character)[0] in "LNM" else " "
        self[code] = found
        return found


_TABLE = _Folding()


def fold(text: str) -> str:
    """The text as it is compared: no accents, small letters, one blank between words; other scripts keep their marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    words = " ".join(text.lower().translate(_TABLE).split())
    return (words if words.isascii() else unicodedata.normalize("NFC", words))[:LONGEST].rstrip()


def public_id(counter: int) -> str:
    """A person's public id, like SW-7KQ4-00123: the random part keeps a typing slip from landing on somebody else."""
    guard = "".join(secrets.choice(CROCKFORD) for _ in range(4))
    return f"SW-{guard}-{counter:05d}"


def typed_public_id(text: str) -> str:
    """A public id as it is stored, however it was typed: small letters, blanks, and O, I, L for 0 and 1 in its random part."""
    parts = re.split(r"[\s\-]+", text.strip().upper())
    if len(parts) != 3:
        return text.strip().upper()
    return "-".join((parts[0], parts[1].translate(str.maketrans("OIL", "011")), parts[2]))
