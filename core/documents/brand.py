"""The council as it appears on paper: name, colour and mark."""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from councilkit.config import Config

MARKS = {"mark.svg": "image/svg+xml", "mark.png": "image/png"}
BRAND = "#14495C"
_BOOK = Path(__file__).parent / "mark.svg"


@dataclass(frozen=True)
class Brand:
    """What the head of every document shows; `mark` is a `data:` address."""

    name: str
    contact: str
    brand: str
    mark: str
    demo: bool


def brand(config: Config) -> Brand:
    """The council's appearance from its settings and the file `mark.svg` or `mark.png` in its folder."""
    return Brand(
        name=config.council_name,
        contact=config.council_contact,
        brand=config.council_colours.get("brand", BRAND),
        mark=_mark(config.home),
        demo=config.demo,
    )


def _mark(home: Path) -> str:
    """The council's own mark, or a plain open book for councils that have none yet."""
    for name, kind in MARKS.items():
        file = home / name
        if file.is_file():
            return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
    return "data:image/svg+xml," + quote(_BOOK.read_text(encoding="utf-8"))
