"""Logging with scripts and a small screen: no false word after a refused file, no page wider than the phone."""

from collections.abc import Callable
from typing import Any

import pytest

LONG = "Weiterbildung" * 22


def logged(visitor: Any, title: str) -> None:
    """Log a record and open it."""
    visitor.go("/my/learning/new")
    visitor.page.get_by_label("What did you do?").fill(title)
    visitor.page.get_by_label("Today", exact=False).check()
    visitor.page.get_by_label("30 minutes").check()
    visitor.press("Save learning")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_word_without_an_end_fits_every_screen(browser: Callable[..., Any], width: int) -> None:
    """In the list, at “Add again”, in the form and in the history; each page is measured when it opens."""
    ana = browser("registrant", width=width)
    logged(ana, f"{LONG}{width}")
    ana.follow("Change")
    address = ana.page.url
    ana.go(f"{address}/history")
    ana.go("/my/learning/new")
    assert "Add again" in ana.text
    ana.follow(f"{LONG}{width}")
    assert ana.page.get_by_label("What did you do?").input_value() == f"{LONG}{width}"


def test_a_refused_file_is_not_said_to_be_on_its_way(browser: Callable[..., Any]) -> None:
    ana = browser("registrant")
    logged(ana, "A talk with a file")
    ana.follow("Change")
    address = ana.page.url
    fake = {"name": "fake.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"}
    ana.page.get_by_label("Photo or file").set_input_files(fake)
    ana.press("Save changes")
    assert "fake.pdf" in ana.text
    ana.go(address)
    ana.page.wait_for_timeout(300)
    for word in ("This is what you typed", "You sent this before", "We put back"):
        assert word not in ana.text
