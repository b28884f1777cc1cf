"""A registrar holds a cohort, a learner answers on a phone, and an analyst reads what may be told."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

CSV = """site,registration_number,name,email,started_on
Lagan Homecare,,Anna One,,2026-09-01
Nowhere,,Bert Two,,2026-09-01
"""
DAYS = {"starts_on": ("1", "9", "2026"), "ends_on": ("18", "Dec", "2026")}


def test_a_cohort_from_its_making_to_the_first_answers(browser: Callable[..., Any]) -> None:
    tom = browser("registrar")
    tom.go("/office/cohorts")
    tom.follow("New cohort")
    tom.page.get_by_label("Programme").select_option("l2-certificate")
    tom.page.get_by_label("Code").fill("winter")
    tom.page.get_by_label("Title").fill("Winter cohort")
    tom.page.get_by_label("Sites").fill("Lagan Homecare\nOakleaf Court (demo)")
    for name, parts in DAYS.items():
        for part, typed in zip(("day", "month", "year"), parts, strict=True):
            tom.page.locator(f"[name={name}-{part}]").fill(typed)
    tom.press("Make this cohort")
    tom.follow("Enrol by file")
    tom.page.get_by_label("CSV file").set_input_files(
        {"name": "learners.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    )
    tom.press("Enrol")
    assert "1 learner is enrolled." in tom.text
    assert "“Nowhere” is no site of this cohort." in tom.text
    tom.go("/office/cohorts/winter")
    tom.page.locator("form[action$='/surveys/start/open'] button").click()
    tom.page.wait_for_load_state()
    tom.follow("Links")
    tom.press("Make the links")
    (code,) = re.findall(r"/census/[0-9A-Z-]{19}", tom.text)
    answer_on_a_phone(browser, code)
    tom.go("/office/cohorts/winter/report")
    assert "[c]" in tom.text


def answer_on_a_phone(browser: Callable[..., Any], code: str) -> None:
    anna = browser(width=320, java_script_enabled=False)
    anna.go(code)
    anna.follow("Start")
    for _ in range(8):
        for group in anna.page.locator("fieldset").all():
            group.locator("input").nth(1).check()
        anna.press("Save and continue")
        if anna.page.url.endswith("/check"):
            break
    anna.press("Send my answers")
    assert "Your answers are sent" in anna.text


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_invented_cohort(browser: Callable[..., Any], width: int) -> None:
    tom = browser("registrar", width=width)
    for path in ("", "/demo-autumn", "/demo-autumn/report", "/demo-autumn/enrol", "/demo-autumn/surveys/end/links",
                 "/programmes/l2-certificate/report", "/programmes/new", "/demo-autumn/forget"):  # fmt: skip
        tom.go(f"/office/cohorts{path}")
    analyst = browser("analyst", width=width)
    analyst.go("/office/cohorts/demo-autumn/report")
    assert "Invented cohort" in analyst.text
    analyst.go("/office/cohorts/demo-autumn/enrol", status=403)
