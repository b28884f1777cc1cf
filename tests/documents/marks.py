"""Where the glyphs of a PDF lie: reads back the text operators that WeasyPrint writes."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pypdf
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

OPERATORS = re.compile(r"/(\w+) \S+ Tf|(\S+) Ts|\[(.*?)\] TJ")
PIECES = re.compile(r"<([0-9a-f]*)>|(-?[\d.]+)")


class Box(NamedTuple):
    """What one glyph covers, in thousandths of the font's size, along its line."""

    left: float
    bottom: float
    right: float
    top: float


def lines(content: bytes) -> Iterator[list[Box]]:
    """Line by line, the boxes of the glyphs that draw something; a line has one size of text."""
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        fonts = {name.lstrip("/"): _Font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
        stream = page.get_contents().get_data().decode("latin1")  # type: ignore[union-attr]
        for line in re.findall(r"^BT$(.*?)^ET$", stream, re.MULTILINE | re.DOTALL):
            yield [box for box in _walk(line, fonts) if box]


class _Font:
    """An embedded font: the boxes and the advances of its glyphs by number."""

    def __init__(self, described: Any) -> None:
        descriptor = described["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        stream = descriptor.get("/FontFile2") or descriptor["/FontFile3"]
        self.font = TTFont(BytesIO(stream.get_object().get_data()))
        self.unit = 1000 / self.font["head"].unitsPerEm
        self.glyphs, self.order = self.font.getGlyphSet(), self.font.getGlyphOrder()

    def advance(self, number: int) -> float:
        return float(self.glyphs[self.order[number]].width * self.unit)

    def box(self, number: int, x: float, y: float) -> Box | None:
        pen = BoundsPen(self.glyphs)
        self.glyphs[self.order[number]].draw(pen)
        if pen.bounds is None:
            return None
        left, bottom, right, top = (edge * self.unit for edge in pen.bounds)
        return Box(left + x, bottom + y, right + x, top + y)


def _walk(stream: str, fonts: dict[str, _Font]) -> Iterator[Box | None]:
    size, rise, x, font = 1.0, 0.0, 0.0, next(iter(fonts.values()))
    for found in OPERATORS.finditer(stream):
        name, lifted, shown = found.groups()
        if name:
            size, font, x = float(found[0].split()[1]), fonts[name], 0.0
        elif lifted:
            rise = float(lifted) * 1000 / size
        for glyphs, back in PIECES.findall(shown or ""):
            x -= float(back or 0)
            for at in range(0, len(glyphs), 4):
                number = int(glyphs[at : at + 4], 16)
                yield font.box(number, x, rise)
                x += font.advance(number)
