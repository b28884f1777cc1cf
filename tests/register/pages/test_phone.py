"""The work queue on a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import councilkit
from councilkit.context import Context
from councilkit.register.services import applications

STYLES = Path(councilkit.__file__).parent / "static" / "councilkit.css"


def test_captions_of_the_queue_have_the_whole_width(
    chromium: Any, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    applications.apply(ana, application)
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.set_content(sign_in("registrar").get("/office?tab=all").text)
    page.add_style_tag(content=STYLES.read_text(encoding="utf-8"))
    caption, table = (page.locator(f"table.rows{part}").bounding_box() for part in (" caption", ""))
    page.close()
    assert caption["width"] == table["width"]
    assert caption["height"] < 40
