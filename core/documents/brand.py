"""The council as it appears on paper: name, colour, mark, and the watermark of a demonstration."""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from councilkit.config import Config

MARKS = {"mark.svg": "image/svg+xml", "mark.png": "image/png"}
BRAND = "#14495C"
_BOOK = Path(__file__).parent / "mark.svg"


@dataclass(frozen=True)
class Brand:
    """What the head of every document shows; `mark` and `watermark` are `data:` addresses or empty."""

    name: str
    contact: str
    brand: str
    mark: str
    demo: bool
    watermark: str


def brand(config: Config, invented: str = "INVENTED PERSON") -> Brand:
    """The council's appearance from its settings and the file `mark.svg` or `mark.png` in its folder."""
    return Brand(
        name=config.council_name,
        contact=config.council_contact,
        brand=config.council_colours.get("brand", BRAND),
        mark=_mark(config.home),
        demo=config.demo,
        watermark=_watermark(invented) if config.demo else "",
    )


def _mark(home: Path) -> str:
    """The council's own mark, or a plain open book for councils that have none yet."""
    for name, kind in MARKS.items():
        file = home / name
        if file.is_file():
            return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
    return "data:image/svg+xml," + quote(_BOOK.read_text(encoding="utf-8"))


def _watermark(text: str) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">'
        '<text x="300" y="300" transform="rotate(-35 300 300)" text-anchor="middle" font-weight="600" '
        f'font-family="Noto Sans, Noto Looped Thai" font-size="62" fill="#F0E4DA">{escape(text)}</text></svg>'
    )
    return "data:image/svg+xml," + quote(svg)
