"""Tone marks stand above the vowel they belong to: looked up in the PDF, glyph by glyph."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from councilkit.documents import fonts
from councilkit.documents.render import STYLE, pdf
from tests.documents.marks import Box, lines

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)

STACKED = [
    consonant + vowel + tone
    for consonant in "กขชญฐตนปพฝฟ"
    for vowel in ("ิ", "ี", "ึ", "ื", "ั", "ุ", "ู", "\u0e4d")
    for tone in "่้๊๋์"
]


def overprinted(texts: list[str], base: Path, style: str = "") -> list[str]:
    """Those of the texts, a letter and its marks each, of whose marks one covers another."""
    words = "".join(f'<p style="{style}">{text}</p>' for text in texts)
    head = "<title>x</title><style>@page { @bottom-right { content: none } }</style>"
    drawn = lines(pdf(f'<!DOCTYPE html><html lang="th"><head>{head}</head><body>{words}</body></html>', base=base))
    found = zip(texts, drawn, strict=True)
    return [text for text, (_letter, *marks) in found if any(_over(*two) for two in combinations(marks, 2))]


def _over(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a thin edge."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 40 and high > 40


@pytest.mark.parametrize("style", ["", "font-weight: 600"])
def test_no_mark_is_printed_over_another(style: str, tmp_path: Path) -> None:
    assert overprinted(STACKED, tmp_path, style) == []


def test_a_font_that_prints_marks_over_each_other_is_noticed(tmp_path: Path) -> None:
    if fonts.missing(["ขึ้น"], ("Noto Looped Thai",)):
        pytest.skip("the font is not installed")
    assert overprinted(["ขึ้"], tmp_path, "font-family: 'Noto Looped Thai'")


def test_the_fonts_that_are_looked_up_are_those_of_the_style_sheet() -> None:
    named = re.search(r"^html \{\s*font: \S+ \S+ (.*), sans-serif;", STYLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert tuple(re.findall(r'"([^"]+)"', named[1])) == fonts.FAMILIES
