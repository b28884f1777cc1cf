"""A workforce planner works out training places, on a phone and at a desk, with scripts and without."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, True), (390, False)])
def test_a_planner_works_out_places(browser: Callable[..., Any], width: int, scripts: bool) -> None:
    tom = browser("registrar", width=width, java_script_enabled=scripts)
    tom.go("/office")
    tom.follow("Forecast of qualifications")
    assert "A draft for trial. It is not law." in tom.text
    for link in ("By employer", "By area", "By part"):
        tom.follow(link)
    for title in ("What the sources say, and what was chosen", "How this is worked out", "Change what is supposed"):
        tom.page.locator("summary", has_text=title).click()
    tom.check()
    tom.page.get_by_label("Over how many years?").fill("many")
    tom.press("Work it out again")
    assert tom.page.title().startswith("Error")
    assert "is not a number" in tom.text
    tom.page.get_by_label("Over how many years?").fill("2")
    tom.page.get_by_label("Training places that there are each year").fill("1")
    tom.press("Work it out again")
    assert "Too few places" in tom.text
    assert "Year 2" in tom.text
    assert "Year 3" not in tom.text
    for language in ("ro", "th"):
        tom.go(f"/office/qualifications?lang={language}&by=employer")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_visitor_reads_what_a_qualification_is_good_for(browser: Callable[..., Any], width: int) -> None:
    visitor = browser(width=width)
    visitor.go("/")
    visitor.follow("Qualifications")
    visitor.page.get_by_label("Part of the register").select_option("ni.social_care_worker")
    visitor.press("Show")
    assert "Proposed, not law" in visitor.text
    assert "Nursing" not in visitor.text
