"""What is taken out of typed text before anybody looks at it: marks that cannot be seen and doubled blanks.

Joiners (U+200C, U+200D) shape letters in Arabic, Indic, Myanmar and Khmer writing and stay between such letters.
"""

import re
import unicodedata
from dataclasses import dataclass

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_CONTROL = "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
_JOINED = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
_REMOVE = re.compile(rf"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])|([{_UNSEEN}{_CONTROL}\ud800-\udfff])")
_CONTROLS = re.compile(rf"[{_CONTROL}\t\n\r]")
_UNSEEN_ONLY = re.compile(rf"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])|([{_UNSEEN}])")


@dataclass(frozen=True)
class Tidied:
    """Cleaned text and how many characters that cannot be seen were taken out of it."""

    text: str
    removed: int


def tidy(text: str) -> Tidied:
    """Compose letters with their accents (NFC), use one kind of line end and take out what cannot be seen."""
    return _without(_REMOVE, unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))


def without_unseen(text: str) -> str:
    """The text in NFC without zero-width characters; control characters stay, to be refused."""
    return _without(_UNSEEN_ONLY, unicodedata.normalize("NFC", text)).text


def has_controls(text: str) -> bool:
    """Whether a control character (a tab or a line end too) is in the text."""
    return bool(_CONTROLS.search(text))


def one_line(text: str) -> str:
    """The text with every run of blanks as one space and none at the ends."""
    return " ".join(text.split())


def plain_digits(text: str) -> str:
    """The text with Thai, Arabic and other decimal digits as 0-9."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _without(pattern: re.Pattern[str], text: str) -> Tidied:
    kept = pattern.sub(lambda found: "" if found[1] else found[0], text)
    # Taking a mark from between two halves of a letter can let them join, so compose once more.
    return Tidied(unicodedata.normalize("NFC", kept), len(text) - len(kept))
