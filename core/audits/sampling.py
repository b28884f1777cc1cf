"""The draw: pure functions of seed, beacon, frame and fraction, so that anybody can recompute it.

Each number of the frame gets a priority, HMAC-SHA256 under the seed of the beacon and the number; the smallest
priorities of each stratum are drawn. What that proves, and what it does not, is in docs/audits.md.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from councilkit.wording import N_, Sentence

Frame = Mapping[str, Sequence[str]]  # registration numbers by stratum
Sample = dict[str, tuple[str, ...]]
PLACES = 6  # decimal places of a fraction at most
FRACTION = N_("“%(found)s” is not a fraction. Write a number above 0 and at most 1, like 0.025 for 2.5 %%.")


def commitment(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed's text, in hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def one_line(text: str) -> str:
    """A text on one line with single blanks: so a beacon is mixed in, so a stratum is named."""
    return " ".join(text.split())


def priority(seed: str, beacon: str, number: str) -> str:
    """The place of a number in the draw, the smallest first: 64 hexadecimal digits."""
    return hmac.new(seed.encode(), f"{one_line(beacon)}\n{number}".encode(), hashlib.sha256).hexdigest()


def size(eligible: int, fraction: Decimal) -> int:
    """How many of a stratum are drawn: its share rounded half up, at least one, nobody of an empty stratum."""
    share = int((fraction * eligible).quantize(Decimal(1), ROUND_HALF_UP))
    return min(eligible, max(1, share))


def drawn(frame: Frame, seed: str, beacon: str, fraction: Decimal) -> Sample:
    """The numbers drawn from each stratum, in the order of their priority."""
    return {
        stratum: tuple(
            sorted(set(numbers), key=lambda n: (priority(seed, beacon, n), n))[: size(len(set(numbers)), fraction)]
        )
        for stratum, numbers in sorted(frame.items())
    }


def frame_text(frame: Frame) -> str:
    """The frame as it is hashed: a line “stratum, tab, number” for each, in the order of their characters."""
    pairs = sorted({(stratum, number) for stratum, numbers in frame.items() for number in numbers})
    return "".join(f"{stratum}\t{number}\n" for stratum, number in pairs)


def frame_of(text: str) -> dict[str, list[str]]:
    """The frame that a text tells of."""
    found: dict[str, list[str]] = {}
    for line in filter(None, text.split("\n")):
        stratum, _, number = line.partition("\t")
        found.setdefault(stratum, []).append(number)
    return found


def digest(frame: Frame) -> str:
    """SHA-256 of the frame's text, in hexadecimal."""
    return hashlib.sha256(frame_text(frame).encode()).hexdigest()


def read_fraction(text: str) -> Decimal:
    """A fraction as people type it, 0.025, 0,025 or 2.5%; raises ValueError with a Sentence."""
    typed = "".join(text.split()).replace(",", ".")
    try:
        value = Decimal(typed.removesuffix("%")) / (100 if typed.endswith("%") else 1)
    except InvalidOperation:
        raise ValueError(Sentence(FRACTION, found=text[:20])) from None
    if not value.is_finite() or not 0 < value <= 1 or value != round(value, PLACES):
        raise ValueError(Sentence(FRACTION, found=text[:20]))
    return value
