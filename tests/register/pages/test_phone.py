"""The work queue on a phone and on a desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import councilkit
from councilkit.context import Context
from councilkit.register.services import applications

STYLES = Path(councilkit.__file__).parent / "static" / "councilkit.css"


@pytest.fixture
def queue(chromium: Any, sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]) -> Any:
    """Opens the queue, holding an application, at a width."""
    applications.apply(ana, application)
    text = sign_in("registrar").get("/office?tab=all").text
    pages = []

    def opened(width: int) -> Any:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        page.set_content(text)
        page.add_style_tag(content=STYLES.read_text(encoding="utf-8"))
        return page

    yield opened
    for page in pages:
        page.close()


def box(page: Any, part: str) -> Any:
    """Where a part of the queue stands."""
    return page.locator(f"table.rows {part}").first.bounding_box()


def test_groups_of_the_queue_have_the_whole_width(queue: Callable[[int], Any]) -> None:
    page = queue(390)
    group, table = box(page, ".group th"), page.locator("table.rows").bounding_box()
    assert group["width"] == table["width"]
    assert group["height"] < 70


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_of_the_queue_is_wider_than_its_place(queue: Callable[[int], Any], width: int) -> None:
    page = queue(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("table.rows").evaluate("e => e.offsetWidth - e.parentElement.offsetWidth") <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tick_box_has_no_frame_and_a_whole_finger_of_room(queue: Callable[[int], Any], width: int) -> None:
    page = queue(width)
    target = box(page, ".tick label")
    assert min(target["width"], target["height"]) >= 44
    assert page.locator(".tick .choice").first.evaluate("e => getComputedStyle(e).borderTopWidth") == "0px"


def test_values_stand_under_each_other_on_a_phone(queue: Callable[[int], Any]) -> None:
    page = queue(390)
    inner = "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().left }"
    lefts = {round(cell.evaluate(inner)) for cell in page.locator("table.rows td[data-label]").all()}
    assert len(lefts) == 1
