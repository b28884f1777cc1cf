"""What Datasette's pages show around the data: the council's frame, its stylesheet, the tables and ready questions."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import councilkit_templates
from councilkit import look
from councilkit.config import Config

TEMPLATES = Path(next(iter(councilkit_templates.__path__))) / "publication" / "datasette"
_STYLE = Path(__file__).parent / "explorer.css"


@dataclass(frozen=True)
class Frame:
    """The look of the explorer, made once a worker."""

    council_name: str
    help_line: str
    demo: bool
    address: str
    stylesheet: str

    @cached_property
    def version(self) -> str:
        """A hash over stylesheet and templates: a page kept by a browser is asked for anew when either changes."""
        said = hashlib.sha256(f"{self}".encode())
        for file in sorted(TEMPLATES.glob("*.html")):
            said.update(file.read_bytes())
        return said.hexdigest()[:12]

    @property
    def style_path(self) -> str:
        """Where the stylesheet is fetched, below the explorer's address."""
        return f"/-/style-{self.version}.css"

    def variables(self, prefix: str) -> dict[str, Any]:
        """What every template may use."""
        return {
            "council_name": self.council_name,
            "help_line": self.help_line,
            "demo": self.demo,
            "style_url": prefix + self.style_path,
        }


def frame(config: Config) -> Frame:
    """The frame of a council."""
    style = look.stylesheet(config.council_colours) + "\n" + _STYLE.read_text(encoding="utf-8")
    address = config.server_public_url.rstrip("/")
    return Frame(config.council_name, config.council_help_line, config.demo, address, style)
