"""How names sound: folded words that are said alike share a key. Why the keys are our own: docs/adr/0011."""

import re
from functools import lru_cache

SOUND_LENGTH = 200

# A spelling on the left is read as the letters on the right, the first that fits.
SPELLINGS = {"tsch": "s", "chr": "kr", "sch": "s", "tch": "s", "sh": "s", "cs": "s", "sz": "s", "zs": "s"}
SPELLINGS |= {"tj": "s", "dj": "s", "dz": "s", "ts": "t", "tz": "t", "th": "t", "dh": "d", "ph": "p", "bh": "b"}
SPELLINGS |= {"gh": "g", "kh": "k", "rh": "r", "ck": "k", "qu": "k", "ngu": "nu", "ng": "n", "mps": "ms", "orn": "on"}
SPELLINGS |= {"ce": "se", "ci": "si", "cy": "si", "x": "ks", "aw": "a", "au": "a", "ew": "u", "ow": "u", "ou": "u"}
SPELLINGS |= {"oo": "u", "ee": "i", "ei": "i", "ie": "i", "ai": "a", "ay": "a"}
# Read one way in one language and the other way in another: Rachel and Chiriac, Gheorghe and George, Neal and Sean.
READINGS = (("(?<![st])ch(?!r)", "s", "k"), ("g(?=[eiy])", "g", "s"), ("ea", "i", "a"))
LETTERS = dict(zip("bfvwdcqgzjeyoh", "pppptkkkssiiu ", strict=True))
# Thai letters of one initial sound; long and short vowels. What a thanthakhat silences and tone marks go.
THAI = "ขฃฅฆฉฌซศษญฎฏฐฑฒถธณผภฝฬหีืูใ"
THAI_AS = "ค" * 4 + "ช" * 2 + "ส" * 3 + "ยดต" + "ท" * 5 + "น" + "พ" * 2 + "ฟลฮ" + "ิึุไ"

_SPELLINGS = re.compile("|".join(SPELLINGS))
_LETTERS = str.maketrans({letter: sound.strip() for letter, sound in LETTERS.items()})
_THAI = str.maketrans(THAI, THAI_AS)
_SILENT_E = re.compile("(?<=[^aeiouy])e$")
_SILENT_THAI = re.compile("[ก-ฮ][ิุ]?์|[็-๎]")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("^([aiu])[aiu]*|[aiu]*([aiu])")


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """The keys of a folded word, one for each way in which it may be read; another script than Latin and Thai has its
    own letters for key."""
    if not (word.isascii() and word.isalpha()):
        return (_TWICE.sub(r"\1", _SILENT_THAI.sub("", word).replace("รร", "ั").translate(_THAI)),)
    ways = [_read(word, "")]
    ways += [_read(word, spelling) for spelling, _, _ in READINGS if re.search(spelling, word)]
    return tuple(dict.fromkeys(_key(way) for way in ways))


def _read(word: str, otherwise: str) -> str:
    """The word with its doubtful spellings read the first way, the one in `otherwise` the second."""
    for spelling, first, second in READINGS:
        word = re.sub(spelling, second if spelling == otherwise else first, word)
    return word


def _key(word: str) -> str:
    """Consonants by their sound; of vowels the first letter, an a at the end, and in short words all of them."""
    text = _SPELLINGS.sub(lambda found: SPELLINGS[found[0]], _SILENT_E.sub("", word)).translate(_LETTERS)
    text = _VOWELS.sub(r"\1\2", _TWICE.sub(r"\1", text))
    bare = _VOWELS.sub("", text)
    if len(bare) < 3:
        return text or word
    return ("a" if text[0] != bare[0] else "") + bare + ("a" if text[-1] == "a" else "")


def sound_name(folded: str) -> str:
    """The keys of all words of a folded name; at most as long as its column."""
    return shortened(" ".join(key for word in folded.split(" ") for key in sounds(word)))


def shortened(keys: str) -> str:
    """Keys that are too many for the column, cut after a whole one."""
    return keys if len(keys) <= SOUND_LENGTH else keys[: SOUND_LENGTH + 1].rpartition(" ")[0]
