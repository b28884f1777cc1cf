"""A portfolio in browsers: the map, an example, a review with and without an account, a sharing, an award."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_map_and_the_portfolio_are_read(browser: Callable[..., Any], width: int, scheme: str) -> None:
    laura = browser("practitioner", width=width, color_scheme=scheme)
    laura.go("/my/pathway")
    assert "You are here: Social care practitioner." in laura.text
    map_ = laura.page.locator("svg.map")
    assert map_.get_attribute("role") == "img"
    box = map_.bounding_box()
    assert box["width"] <= width
    colours = {laura.page.evaluate("e => getComputedStyle(e).fill", each) for each in laura.page.locator("svg.map rect").element_handles()}  # fmt: skip # noqa: E501
    assert "none" not in colours
    assert len(colours) > 1
    laura.go("/my/portfolio")
    assert "standards have evidence." in laura.text
    for path in ("/my/portfolio/shares", "/my/portfolio/awards", "/my/portfolio/awards/new"):
        laura.go(path)


def test_an_example_is_written_and_kept_as_a_draft(browser: Callable[..., Any]) -> None:
    laura = browser("practitioner", width=390)
    laura.go("/my/portfolio/examples/new")
    laura.page.get_by_label("What is it about?").fill("A quiet morning")
    laura.page.get_by_label("What did you do?").fill("I asked before I helped.")
    laura.page.locator("[data-status]", has_text="Draft saved.").wait_for()
    laura.go("/my/portfolio/examples/new")
    assert "did not save" in laura.text
    laura.press("Save")
    assert laura.page.title().startswith("Error")
    assert laura.page.get_by_label("What did you do?").input_value() == "I asked before I helped."
    laura.page.get_by_label("Today").check()
    laura.page.get_by_label("What was the situation?").fill("Somebody would not get up.")
    laura.page.get_by_label("What did you learn?").fill("Asking takes less time.")
    laura.press("Save")
    assert "A quiet morning" in laura.text


def test_a_supervisor_without_an_account_answers_by_a_link(browser: Callable[..., Any]) -> None:
    laura = browser("practitioner", width=390)
    laura.go("/my/portfolio/reviews/new")
    laura.page.get_by_label("Somebody else, by a one-time link").check()
    laura.page.get_by_label("Their name").fill("Rhona Kerr")
    laura.press("Send for review")
    (path,) = re.findall(r"/review/[\w-]+", laura.text)
    rhona = browser(width=320)
    rhona.go(path)
    rhona.page.get_by_label("I ask for more").check()
    rhona.press("Send my answer")
    assert rhona.page.title().startswith("Error")
    rhona.page.get_by_label("What do you say to the whole?").fill("Tell me about one night.")
    rhona.press("Send my answer")
    assert "Thank you. Your answer is sent." in rhona.text
    rhona.go(path, 404)
    laura.follow("To the review")
    assert "Rhona Kerr asks for more." in laura.text


def test_an_employer_reviews_sees_and_endorses(browser: Callable[..., Any]) -> None:
    grace = browser("employer", width=390)
    grace.go("/employer/portfolios")
    for heading in ("Reviews asked of you", "Shared with your organisation", "Awards to endorse"):
        grace.go("/employer/portfolios")
        grace.page.locator(f"h2:has-text('{heading}') + ul a").first.click()
        grace.page.wait_for_load_state()
        grace.check()
    grace.page.get_by_label("Yes, this person completed this award on this day").check()
    grace.press("Send this answer")
    assert "Sent. The registrant sees your answer." in grace.text
    laura = browser("practitioner")
    laura.go("/my/portfolio/awards")
    assert "Endorsed by Grace Lindley" in laura.text
