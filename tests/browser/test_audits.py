"""Audits walked in a real browser: a registrant answers on a phone, two registrars look, a new draw is made."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import COMMAND

pytestmark = pytest.mark.browser


def name_of(text: str) -> str:
    found = re.search(r"No\. ([\w-]+)", text)
    assert found is not None
    return found[1]


def declare(officer: Any) -> None:
    officer.page.get_by_label("I have no conflict of interest").check()
    officer.press("Go on")


def test_a_registrant_and_two_registrars_go_through_an_audit(browser: Callable[..., Any]) -> None:
    ana = browser("registrant", width=390)
    assert re.search(r"We need something from you by \d+ December\.", ana.text)
    assert re.search(r"registered until|Renew by", ana.text)
    ana.follow("Answer")
    number = name_of(ana.text)
    ana.follow("Ask for more time")
    ana.press("Ask for it")
    assert ana.page.title().startswith("Error:")
    for part, typed in (("Day", "31"), ("Month", "1"), ("Year", "2027")):
        ana.page.get_by_label(part, exact=True).fill(typed)
    ana.page.get_by_label("Why do you need more time?").fill("I was in hospital.")
    ana.press("Ask for it")
    assert "You asked for time until 31 January 2027." in ana.text
    ana.press("Send")
    assert "Tick at least one record" in ana.text
    ana.page.locator("input[name=records]").first.check()
    ana.page.get_by_label("Anything that we should know?").fill("The rest is kept at work.")
    ana.press("Send")
    assert "Sent. We are looking at it." in ana.text
    ana.go("/my")
    assert "We need something from you" not in ana.text

    tom = browser("registrar")
    tom.go("/office/audits")
    assert "Waiting for you" in tom.text
    tom.page.get_by_role("row").filter(has_text="S2026-001").get_by_role("link", name="S2026-001").click()
    tom.check()
    tom.page.get_by_role("row").filter(has_text=number).get_by_role("link").click()
    tom.check()
    tom.press("Take it")
    assert "The rest is kept at work." not in tom.text
    declare(tom)
    assert "The rest is kept at work." in tom.text
    assert "What the law asks of learning at a renewal" in tom.text
    tom.page.get_by_label("Not met", exact=True).check()
    tom.press("Save the result")
    assert "Give the reasons." in tom.text
    tom.page.get_by_label("Reasons").fill("Only one record has evidence.")
    tom.press("Save the result")
    assert "Needs a second look" in tom.text

    ileana = browser("registrar2", width=390)
    ileana.go(tom.page.url)
    ileana.press("Take it")
    declare(ileana)
    assert "Only one record has evidence." in ileana.text
    ileana.page.get_by_label("Agree").check()
    ileana.press("Decide")
    assert "Result" in ileana.text
    ana.go("/my")
    assert re.search(r"registered until|Renew by", ana.text)


def test_a_registrar_makes_a_draw_that_anybody_can_check(
    browser: Callable[..., Any], served: Any, tmp_path: Path
) -> None:
    tom = browser("registrar")
    tom.go("/office/audits/new")
    tom.page.get_by_label("Which register?").select_option("ro.social_worker")
    tom.page.get_by_label("Which fraction?").fill("2.5%")
    tom.page.get_by_label("A public value that will be mixed in").fill("Lottery of 28 November 2026")
    tom.press("Commit to a seed")
    assert "Nobody is drawn yet." in tom.text
    anybody = browser(width=390)
    anybody.go("/audits")
    assert "Committed, not drawn yet" in anybody.text
    tom.follow("Draw the sample")
    tom.page.get_by_label("The public value").fill("3 14 15 92 65")
    tom.press("Draw and send the letters")
    tom.press("Reveal the seed")
    with tom.page.expect_download() as download:
        tom.page.get_by_role("link", name="Download the proof (JSON)").click()
    download.value.save_as(tmp_path / "proof.json")
    checked = subprocess.run(
        [COMMAND, "sample", "verify", str(tmp_path / "proof.json")], capture_output=True, text=True
    )
    assert (checked.returncode, "is sound" in checked.stdout) == (0, True), checked.stderr
    anybody.go("/audits")
    assert "3 14 15 92 65" in anybody.text
